// A column and what stands in it, described together: pages and sheets choose from the same lists.
import { blank, toColumn } from "../model/cells.ts";
import type { Cell, Column, Row, Table, Unit } from "../model/model.ts";

/** `Of` is what a row is about. */
export interface Field<Of> {
  readonly column: Column;
  cell(of: Of): Cell;
  /** Below all rows; left blank where it would mean nothing. */
  total?(): Cell;
}

export interface FieldDetails {
  readonly addsUp?: boolean;
  readonly help?: string;
}

export function toField<Of>(
  key: string,
  label: string,
  unit: Unit,
  cell: (of: Of) => Cell,
  { addsUp, help }: FieldDetails = {},
): Field<Of> {
  return { column: toColumn(key, label, unit, addsUp, help), cell };
}

/** The rows beneath the fields' columns; `name` gives each its key, and where it leads. */
export function fillTable<Of>(
  fields: readonly Field<Of>[],
  all: readonly Of[],
  name: (of: Of) => Pick<Row, "key" | "target">,
): Pick<Table, "columns" | "rows"> {
  return {
    columns: fields.map(({ column }) => column),
    rows: all.map((of) => {
      const { key, ...rest } = name(of);
      return { key, cells: fields.map(({ cell }) => cell(of)), ...rest };
    }),
  };
}

export function listTotals<Of>(fields: readonly Field<Of>[]): readonly Cell[] {
  return fields.map(({ total }) => total?.() ?? blank);
}
