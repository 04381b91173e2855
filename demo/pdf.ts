import type { TownDocument } from "./content/model.ts";

const LINE_CHARACTERS_MAX = 78;

/**
 * A small PDF 1.4 file: one A4 page per entry, Helvetica in WinAnsi (the 14 fonts every reader has), an exact
 * cross-reference table (ISO 32000-1 section 7.5). The same document always gives the same bytes.
 */
export function makePdf(document: TownDocument): Uint8Array {
  const pageCount = document.pages.length;
  const objects: string[] = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>",
    `<< /Type /Pages /Count ${pageCount} /Kids [${document.pages.map((_, index) => `${6 + index * 2} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    `<< /Title (${pdfText(document.title)}) /Producer (Ville de D\xe9mo) >>`,
  ];
  document.pages.forEach((page, index) => {
    const content = pageContent(
      page.heading,
      page.lines,
      `${document.title} - page ${index + 1} / ${pageCount}`,
    );
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${7 + index * 2} 0 R ` +
        "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  });
  return assemble(objects);
}

function assemble(objects: readonly string[]): Uint8Array {
  let file = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, "0")} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, "latin1"));
}

function pageContent(heading: string, lines: readonly string[], footer: string): string {
  const out = [
    "0.106 0.306 0.361 rg 0 782 595 60 re f",
    "1 1 1 rg BT /F2 16 Tf 56 806 Td (Ville de D\xe9mo) Tj ET",
    `0.12 0.16 0.2 rg BT /F2 20 Tf 56 728 Td (${pdfText(heading)}) Tj ET`,
    "BT /F1 12 Tf 56 692 Td 20 TL",
    ...lines.flatMap(wrap).map((line) => `(${pdfText(line)}) Tj T*`),
    "ET",
    `0.4 0.4 0.4 rg BT /F1 9 Tf 56 40 Td (${pdfText(footer)}) Tj ET`,
  ];
  return out.join("\n");
}

function wrap(line: string): string[] {
  const lines = [""];
  for (const word of line.split(" ")) {
    const current = lines.at(-1) as string;
    if (current.length + word.length + 1 > LINE_CHARACTERS_MAX) lines.push(word);
    else lines[lines.length - 1] = current === "" ? word : `${current} ${word}`;
  }
  return lines;
}

/** WinAnsi equals Latin-1 for French but for œ and the curly apostrophe, which are written plainly. */
function pdfText(text: string): string {
  return text
    .replace(/œ/g, "oe")
    .replace(/[’]/g, "'")
    .replace(/€/g, "\x80")
    .replace(/[\\()]/g, (character) => `\\${character}`);
}
