/** A table as text, for a spreadsheet. */

export type Cells = readonly (string | number)[];

/** Rows for the clipboard: a tab between cells, which every spreadsheet takes apart. */
export function tabbed(rows: readonly Cells[]): string {
  return rows
    .map((cells) => cells.map((cell) => harmless(cell).replace(/[\t\r\n]+/g, " ")).join("\t"))
    .join("\n");
}

/**
 * Rows as a CSV file (RFC 4180), with the mark that makes Excel read UTF-8.
 * @param separator ";" where a comma stands in numbers, as in French
 */
export function csv(rows: readonly Cells[], separator: "," | ";"): string {
  const quoted = (cell: string | number) => {
    const text = harmless(cell);
    return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${rows.map((cells) => `${cells.map(quoted).join(separator)}\r\n`).join("")}`;
}

/** An attacker chooses the addresses that are listed: none may become a formula where the file is opened. */
function harmless(cell: string | number): string {
  if (typeof cell === "number") return String(cell);
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
