// A PDF written as Chromium writes one, from the text of its objects.

/** Objects by number from 1 on; the first is the file's information, the second its catalog. */
export function toPlainPdf(objects: readonly string[]): Uint8Array {
  let text = "%PDF-1.4\n";
  const rows = ["0000000000 65535 f \n"];
  for (const [at, object] of objects.entries()) {
    rows.push(`${String(text.length).padStart(10, "0")} 00000 n \n`);
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
  }
  const trailer = `trailer\n<</Size ${rows.length}\n/Root 2 0 R\n/Info 1 0 R>>`;
  return Buffer.from(
    `${text}xref\n0 ${rows.length}\n${rows.join("")}${trailer}\nstartxref\n${text.length}\n%%EOF\n`,
    "latin1",
  );
}

/** A tagged page with a table's head, a link and an anchor; `extra` are objects from 11 on that nothing leads to. */
export function toPlainPart(extra: readonly string[] = [], link = "(https://a.example/)"): Uint8Array {
  return toPlainPdf([
    "<</Title (x)\n/Producer (Skia/PDF m156)>>",
    "<</Type /Catalog\n/Pages 3 0 R\n/Dests 6 0 R\n/StructTreeRoot 7 0 R>>",
    "<</Type /Pages\n/Count 1\n/Kids [4 0 R]>>",
    "<</Type /Page\n/Resources <</ProcSet [/PDF /Text]>>\n/MediaBox [0 0 100 100]\n/Contents 5 0 R\n/Annots [10 0 R]\n/StructParents 0\n/Parent 3 0 R>>",
    "<</Length 8>> stream\n1 0 0 RG\nendstream",
    "<</a#20b [4 0 R /XYZ 0 50 0]>>",
    "<</Type /StructTreeRoot\n/K 8 0 R\n/ParentTree <</Nums [0 [9 0 R] 1 9 0 R]>>\n/IDTree <</Limits [(h) (h)]\n/Names [(h) 9 0 R]>>>>",
    "<</Type /StructElem\n/S /Document\n/P 7 0 R\n/K [9 0 R]>>",
    "<</Type /StructElem\n/S /TH\n/P 8 0 R\n/Pg 4 0 R\n/ID (h)\n/A [<</O /Table\n/Headers [(h) (h)]>> <</O /Table\n/RowSpan 1>>]\n/K 0>>",
    `<</Type /Annot\n/Subtype /Link\n/Rect [0 0 9.5 -9]\n/A <</Type /Action\n/S /URI\n/URI ${link}>>\n/StructParent 1>>`,
    ...extra,
  ]);
}
