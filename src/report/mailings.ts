// Who gets which letter: recipients gathered by what they are to get.
import type { Attachment } from "./render/index.ts";
import type { ReportOptions } from "./summarise/index.ts";

export interface Recipient {
  /** One plain mail address. */
  readonly address: string;
  readonly attach: readonly Attachment[];
  /** Group or account this recipient gets; all of it when absent. */
  readonly cut?:
    | {
        readonly name: string;
        readonly accountIds: readonly string[];
        /** Groups it consists of, each whole. */
        readonly groups?: readonly string[] | undefined;
        /** Names of the configuration that mean no account: what this recipient lacks. */
        readonly strangers?: readonly string[] | undefined;
      }
    | undefined;
}

/** One cut with the same attachments: one letter. */
export interface Mailing {
  /** What each address gets once. */
  readonly edition: string;
  readonly cut: Recipient["cut"];
  readonly attach: readonly Attachment[];
  readonly addresses: readonly string[];
}

/** An address that stands twice for the same cut gets one mail, with the files of both. */
export function toMailings(
  recipients: readonly Recipient[],
  { span, brand, title, owner }: Pick<ReportOptions, "span" | "brand" | "title" | "owner">,
): readonly Mailing[] {
  const cuts = Map.groupBy(recipients, ({ cut }) => JSON.stringify([cut?.name ?? "", cut?.accountIds ?? null]));
  return [...cuts.values()].flatMap((group) => {
    const cut = group[0]?.cut;
    // Two customers on one store may share a recipient, and two reports a period.
    const days = `${span.from}..${span.to}`;
    const edition =
      owner === undefined
        ? [days, brand.name, title, cut?.name ?? ""].join("|")
        : JSON.stringify([days, owner.client, owner.reportKey, cut?.name ?? ""]);
    const wanted = [...Map.groupBy(group, ({ address }) => address)].map(([address, entries]) => ({
      address,
      attach: [...new Set(entries.flatMap(({ attach }) => attach))].sort(),
    }));
    return [...Map.groupBy(wanted, ({ attach }) => attach.join(",")).values()].map((alike) => ({
      edition,
      cut,
      attach: alike[0]?.attach ?? [],
      addresses: alike.map(({ address }) => address),
    }));
  });
}
