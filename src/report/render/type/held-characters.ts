// Which characters a font really holds, read from its "cmap" table: what packages publish as a font's range says more, or
// less. Formats 4 and 12, the two that fonts of today carry (OpenType 1.9.1, cmap).

const SEGMENTS = 4;
const GROUPS = 12;

/** Code points of an sfnt (TrueType or OpenType, uncompressed). Throws RangeError when the file is cut off. */
export function readCharacters(sfnt: Buffer): ReadonlySet<number> {
  const at = findTable(sfnt, "cmap");
  if (at === undefined) return new Set();
  const held = new Set<number>();
  const tables = sfnt.readUInt16BE(at + 2);
  for (let index = 0; index < tables; index += 1) {
    const table = at + sfnt.readUInt32BE(at + 4 + index * 8 + 4);
    const format = sfnt.readUInt16BE(table);
    if (format === SEGMENTS) readSegments(sfnt, table, held);
    if (format === GROUPS) readGroups(sfnt, table, held);
  }
  return held;
}

/** Offset of a table, where the font has it. */
export function findTable(sfnt: Buffer, tag: string): number | undefined {
  const tables = sfnt.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const entry = 12 + index * 16;
    if (sfnt.toString("latin1", entry, entry + 4) === tag) return sfnt.readUInt32BE(entry + 8);
  }
  return undefined;
}

function readSegments(sfnt: Buffer, table: number, held: Set<number>): void {
  const width = sfnt.readUInt16BE(table + 6);
  const ends = table + 14;
  const starts = ends + width + 2;
  const deltas = starts + width;
  const offsets = deltas + width;
  for (let at = 0; at < width; at += 2) {
    const [start, end] = [sfnt.readUInt16BE(starts + at), sfnt.readUInt16BE(ends + at)];
    const [delta, offset] = [sfnt.readUInt16BE(deltas + at), sfnt.readUInt16BE(offsets + at)];
    for (let point = start; point <= end && point < 0xffff; point += 1) {
      const listed = offset === 0 ? point : sfnt.readUInt16BE(offsets + at + offset + (point - start) * 2);
      // Glyph 0 is the box for what a font does not hold.
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) held.add(point);
    }
  }
}

function readGroups(sfnt: Buffer, table: number, held: Set<number>): void {
  const groups = sfnt.readUInt32BE(table + 12);
  for (let at = table + 16; at < table + 16 + groups * 12; at += 12) {
    const [start, end, glyph] = [sfnt.readUInt32BE(at), sfnt.readUInt32BE(at + 4), sfnt.readUInt32BE(at + 8)];
    for (let point = start; point <= end; point += 1) if (glyph + point - start !== 0) held.add(point);
  }
}
