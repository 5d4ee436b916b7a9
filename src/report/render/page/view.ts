// The model as templates see it: every field is there (strict templates refuse a missing one), every figure is already
// words. This is the list of what a template of your own may use.
import type { ReportModel, Section } from "../../summarise/index.ts";
import type { Formatter } from "../format.ts";
import { toPlainText } from "../plain-text.ts";
import { type BlockView, toBlockView } from "./block-view.ts";
import { toSafeHref } from "./cell-view.ts";
import { toLazyList } from "./lazy-list.ts";

export interface SectionView {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly lead: string | null;
  readonly isHalf: boolean;
  /** On a screen all but its head, and an account's tiles, is folded. */
  readonly isFolded: boolean;
  /** It stands on the report's first page. */
  readonly isFirst: boolean;
  /** One sentence for a page whose figures are provisional for the most part. */
  readonly provisional: string | null;
  readonly account: Readonly<{
    username: string;
    name: string;
    group: string | null;
    profileUrl: string | null;
  }> | null;
  readonly blocks: readonly BlockView[];
}

/**
 * Everything the templates may read, own plain data only. A print comes in parts: `held` are the sections of one of them,
 * while the contents list those of all.
 */
export function toView(
  model: ReportModel,
  format: Formatter,
  held: readonly Section[] = model.sections,
): Readonly<Record<string, unknown>> & { readonly sections: readonly SectionView[] } {
  const listed = model.sections.map(({ id, title, number, account }) => ({
    id,
    title,
    number: number ?? null,
    isAccount: account !== undefined,
  }));
  return {
    title: model.title,
    brand: toBrandView(model, format),
    locale: model.locale,
    direction: isRightToLeft(model.locale) ? "rtl" : "ltr",
    period: {
      range: format.range(model.period.from, model.period.to),
      label: model.period.label,
      timeZone: model.period.timeZone,
    },
    comparison: {
      range: format.range(model.comparison.from, model.comparison.to),
      label: model.comparison.label,
    },
    dataAsOf: model.dataAsOf === null ? null : format.instant(model.dataAsOf, { zone: true }),
    accounts: format.number(model.accounts, "accounts"),
    coverage: {
      // Never rounded up, as the sentence below it is not: 99.96 % is not everything.
      percent: format.number(Math.floor(model.coverage.share * 1000) / 1000, "percent"),
      isWhole: model.coverage.partial + model.coverage.missing === 0,
      sentence: model.coverage.sentence,
    },
    hasContents: hasContents(model),
    hasCover: hasCover(model),
    hasColophon: model.edition !== "brief",
    reportId: model.reportId,
    datasetHash: model.datasetHash,
    generator: model.generator,
    sections: toLazyList(held, (section) => toSectionView(section, model, format)),
    // The page about the report itself closes it, so it stands with the appendices.
    chapters: listed.filter((section) => !section.isAccount && section.number === null && section.id !== "back"),
    accountPages: listed.filter((section) => section.isAccount),
    appendices: listed.filter((section) => !section.isAccount && (section.number !== null || section.id === "back")),
  };
}

/** Who, what and when heads the first page; an appendix has it in its running heads. */
function hasCover({ sections }: Pick<ReportModel, "sections">): boolean {
  return sections[0]?.id === "summary";
}

/** On paper few pages need no list of them. */
export function hasContents(model: Pick<ReportModel, "edition" | "accounts" | "sections">): boolean {
  return hasCover(model) && model.edition !== "brief" && model.accounts > 1;
}

/** Who heads the first page: the brand, with the report's title below it; without a brand the title. */
function toBrandView({ brand, title, accounts }: ReportModel, format: Formatter): Readonly<Record<string, unknown>> {
  const counted = format.counted(accounts, "account");
  const head = brand.name === "" ? title : brand.name;
  const words = toPlainText(head).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return {
    name: brand.name,
    logo: brand.logo?.startsWith("data:image/") ? brand.logo : null,
    title: head,
    subtitle: brand.name === "" ? counted : `${title}, ${counted}`,
    // What stands where a logo is lacking.
    initials: words
      .slice(0, 2)
      .map((word) => word.slice(0, 1).toLocaleUpperCase(format.locale))
      .join(""),
  };
}

function isRightToLeft(locale: string): boolean {
  return /^(ar|fa|he|ur|yi|ps|sd|ug|dv)$/.test(new Intl.Locale(locale).language);
}

function toSectionView(section: Section, model: ReportModel, format: Formatter): SectionView {
  const { account } = section;
  // One account's page is the report; of many, and of the appendix, a reader opens what is asked for.
  const isFolded =
    model.accounts > 1 &&
    section.isHalf !== true &&
    (account !== undefined ? section.blocks.length > 1 : section.number !== undefined);
  return {
    id: section.id,
    number: section.number ?? null,
    title: section.title,
    lead: section.lead ?? null,
    isHalf: section.isHalf === true,
    isFolded,
    isFirst: section.id === "summary",
    provisional: section.provisional ?? null,
    account:
      account === undefined
        ? null
        : {
            username: account.username,
            name: account.name,
            group: account.group ?? null,
            profileUrl: toSafeHref(account.profileUrl),
          },
    blocks: section.blocks.map((block, at) => ({
      ...toBlockView(block, `${section.id}-${at + 1}`, model, format),
      beginsFold: isFolded && at === (account === undefined ? 0 : 1),
    })),
  };
}
