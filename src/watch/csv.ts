/**
 * Tables for spreadsheets (RFC 4180), with what measured hosts and imported lists say kept from being run: a cell that begins
 * like a formula gets an apostrophe in front, which a spreadsheet shows as text.
 */

/** UTF-8 with its mark: without it some spreadsheets read accents as two letters. */
export const CSV_TYPE = "text/csv; charset=utf-8";
const BYTE_ORDER_MARK = "\ufeff";
const FORMULA = /^[\s]*[=+\-@\t\r]/;

export type Cell = string | number | boolean | null | undefined;

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

export function csvOf(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let text = BYTE_ORDER_MARK + csvLine(head);
  for (const row of rows) text += csvLine(row);
  return text;
}

function cellOf(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvAnswer(text: string, name: string): Response {
  return new Response(text, {
    headers: {
      "content-type": CSV_TYPE,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
