/**
 * A list as rows of cells: one address a line, or CSV (RFC 4180) with comma, semicolon or tab. Whatever is given, every
 * character is read once.
 */

/** Largest list, in bytes of UTF-8, and most rows of one. */
export const LIST_BYTES_MAX = 5 * 1024 * 1024;
export const LIST_ROWS_MAX = 60_000;
/** Cells of a row, and characters of a cell, that are kept; what is beyond is left out. */
export const ROW_CELLS_MAX = 50;
export const CELL_CHARACTERS_MAX = 2_000;

export const LIST_FORMATS = ["plain", "csv"] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

export type Row = {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quotation mark is open at the end of the list. */
  readonly broken?: true;
};

export const DELIMITERS = [";", ",", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else the Latin-1 of old spreadsheets. */
export function decodeList(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The delimiter of a list, found in its first line that says something; undefined for one address a line. */
export function delimiterOf(text: string): Delimiter | undefined {
  const first = /^(?:[ \t]*(?:#.*)?(?:\r\n?|\n))*(.*)/.exec(text.replace(/^\ufeff/, ""))?.[1] ?? "";
  const outside = first.replace(/"(?:[^"]|"")*"?/g, "");
  const counts = DELIMITERS.map((delimiter) => outside.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? undefined : DELIMITERS[counts.indexOf(most)];
}

/** One cell a row; comments (#) and empty lines are left out. */
export function* plainRows(text: string): Generator<Row> {
  let line = 0;
  for (const [, content = ""] of text.matchAll(/([^\r\n]*)(?:\r\n?|\n|$)/g)) {
    line++;
    const said = content
      .replace(/(?:^|\s)#.*$/, "")
      .replace(/^\ufeff/, "")
      .trim();
    if (said !== "") yield { line, cells: [said.slice(0, CELL_CHARACTERS_MAX)] };
  }
}

/** Empty rows and rows that begin with # are left out. Quotation marks inside a bare cell are characters. */
export function* csvRows(text: string, delimiter: Delimiter): Generator<Row> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const begins = line;
    const cells: string[] = [];
    let broken = false;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : bareCell(text, at, delimiter);
      line += cell.lines;
      broken ||= cell.broken;
      if (cells.length < ROW_CELLS_MAX) cells.push(cell.text.trim().slice(0, CELL_CHARACTERS_MAX));
      at = cell.end;
      if (text[at] !== delimiter) break;
      at++;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    if (at < text.length) at++;
    line++;
    const isComment = cells[0]?.startsWith("#") === true;
    if (!isComment && cells.some((cell) => cell !== "")) {
      yield { line: begins, cells, ...(broken ? { broken: true as const } : {}) };
    }
  }
}

type Cell = { text: string; end: number; lines: number; broken: boolean };

function bareCell(text: string, from: number, delimiter: Delimiter): Cell {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end++;
  return { text: text.slice(from, end), end, lines: 0, broken: false };
}

/** What stands between the closing mark and the delimiter belongs to the cell. */
function quotedCell(text: string, from: number, delimiter: Delimiter): Cell {
  const parts: string[] = [];
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close === -1) {
      // Never closed: the cell ends with its line, so that one slip does not swallow the list.
      const end = text.slice(from).search(/[\r\n]/);
      const stop = end === -1 ? text.length : from + end;
      return { text: text.slice(from + 1, stop), end: stop, lines: 0, broken: true };
    }
    parts.push(text.slice(at, close));
    if (text[close + 1] !== '"') {
      const whole = parts.join('"');
      const after = bareCell(text, close + 1, delimiter);
      const lines = whole.match(/\r\n?|\n/g)?.length ?? 0;
      return { text: whole + after.text, end: after.end, lines, broken: false };
    }
    at = close + 2;
  }
}
