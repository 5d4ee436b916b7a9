import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FieldExpression, MODIFIERS, parseFields, printFields } from "../../src/sandbox/fields.ts";

const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,11}$/);
const modifier = fc.record({
  name: fc.constantFrom(...MODIFIERS.filter((one) => one !== "as")),
  argument: fc.stringMatching(/^[a-zA-Z0-9_,:=+-]{0,16}$/),
});
const { list } = fc.letrec<{ list: FieldExpression[]; field: FieldExpression }>((tie) => ({
  list: fc.uniqueArray(tie("field"), { minLength: 1, maxLength: 4, selector: (field) => field.name }),
  field: fc.record({
    name,
    modifiers: fc.array(modifier, { maxLength: 3 }),
    subfields: fc.option(tie("list"), { nil: null, depthSize: "small" }),
  }),
}));

const refusalOf = (text: string): string => {
  try {
    parseFields(text);
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
};

describe("the field grammar", () => {
  it("parses what it prints", () => {
    fc.assert(
      fc.property(list, (fields) => {
        expect(parseFields(printFields(fields))).toEqual(fields);
      }),
    );
  });

  it("reads modifiers in any order, commas in arguments, spaces and nesting", () => {
    const text = " id, insights.metric(reach,views).as(week).since(1){name, values} ,media.limit(5){children{id}}";
    expect(parseFields(text)).toEqual([
      { name: "id", modifiers: [], subfields: null },
      {
        name: "insights",
        modifiers: [
          { name: "metric", argument: "reach,views" },
          { name: "as", argument: "week" },
          { name: "since", argument: "1" },
        ],
        subfields: [
          { name: "name", modifiers: [], subfields: null },
          { name: "values", modifiers: [], subfields: null },
        ],
      },
      {
        name: "media",
        modifiers: [{ name: "limit", argument: "5" }],
        subfields: [{ name: "children", modifiers: [], subfields: [{ name: "id", modifiers: [], subfields: null }] }],
      },
    ]);
  });

  it.each([
    ["id)", 'Syntax error "Expected end of string instead of ")"." at character 2: id)'],
    ["media{id", 'Syntax error "Expected "}"." at character 8: media{id'],
    ["media{}", 'Syntax error "Unexpected "}"." at character 6: media{}'],
    ["media.limit(5", 'Syntax error "Expected ")"." at character 12: media.limit(5'],
    ["media.shuffle(1)", 'Syntax error "Unknown modifier "shuffle"." at character 13: media.shuffle(1)'],
    ["insights.metric(a),insights.metric(b)", "Field insights specified more than once"],
  ])("refuses %s", (text, message) => {
    expect(refusalOf(text)).toContain(message);
  });

  it("takes the same edge twice when an alias tells the two apart", () => {
    expect(parseFields("insights.metric(a).as(x),insights.metric(a).as(y)")).toHaveLength(2);
  });
});
