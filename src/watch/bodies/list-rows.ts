/**
 * A list as rows of cells: one address a line, or CSV (RFC 4180) with comma, semicolon or tab. Whatever is given, every
 * character is read once.
 */

/** Largest list, in bytes of UTF-8, and most rows of one. */
export const LIST_BYTES_MAX = 5 * 1024 * 1024;
export const LIST_ROWS_MAX = 60_000;
/** Cells of a row, and characters of a cell, that are read; what is beyond is left out. */
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
  let first = "";
  for (let from = 0; from < text.length && first === ""; ) {
    const end = lineEnd(text, from);
    const said = text
      .slice(from, end)
      .replace(/^\ufeff/, "")
      .trim();
    if (!said.startsWith("#")) first = said;
    from = end + 1;
  }
  const outside = first.replace(/"[^"]*"?/g, "");
  const counts = DELIMITERS.map((delimiter) => outside.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? undefined : DELIMITERS[counts.indexOf(most)];
}

/** Lines that say nothing, after which the reader gets a turn all the same: a list may be made of them. */
const EMPTY_LINES_PER_TURN = 1_000;

/** One cell a row; comments (#) and empty lines are left out. `undefined` is no row: a moment to let others work. */
export function* plainRows(text: string): Generator<Row | undefined> {
  for (let from = 0, line = 1; from < text.length; line++) {
    const end = lineEnd(text, from);
    // What is longer is no address, whatever follows.
    const content = text.slice(from, Math.min(end, from + CELL_CHARACTERS_MAX));
    from = nextLine(text, end);
    const said = content
      .replace(/(?:^|\s)#.*$/, "")
      .replace(/^\ufeff/, "")
      .trim();
    if (said !== "") yield { line, cells: [said] };
    else if (line % EMPTY_LINES_PER_TURN === 0) yield undefined;
  }
}

/**
 * Empty rows and rows that begin with # are left out. Quotation marks inside a bare cell are characters. `undefined` is no
 * row: a moment to let others work.
 */
export function* csvRows(text: string, delimiter: Delimiter): Generator<Row | undefined> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  let empty = 0;
  while (at < text.length) {
    const begins = line;
    const cells: string[] = [];
    let broken = false;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : bareCell(text, at, delimiter);
      line += cell.lines;
      broken ||= cell.broken;
      cells.push(cell.text.trim());
      at = cell.end;
      if (text[at] !== delimiter) break;
      if (cells.length === ROW_CELLS_MAX) {
        at = lineEnd(text, at);
        break;
      }
      at++;
    }
    at = nextLine(text, at);
    line++;
    const isComment = cells[0]?.startsWith("#") === true;
    if (!isComment && cells.some((cell) => cell !== "")) {
      yield { line: begins, cells, ...(broken ? { broken: true as const } : {}) };
    } else if (++empty % EMPTY_LINES_PER_TURN === 0) yield undefined;
  }
}

function lineEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}

function nextLine(text: string, end: number): number {
  return text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
}

type Cell = { text: string; end: number; lines: number; broken: boolean };

function bareCell(text: string, from: number, delimiter: Delimiter): Cell {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end++;
  return { text: text.slice(from, Math.min(end, from + CELL_CHARACTERS_MAX)), end, lines: 0, broken: false };
}

/** What stands between the closing mark and the delimiter belongs to the cell. */
function quotedCell(text: string, from: number, delimiter: Delimiter): Cell {
  let close = text.indexOf('"', from + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close === -1) {
    // Never closed: the cell ends with its line, so that one slip does not swallow the list.
    const end = lineEnd(text, from);
    return {
      text: text.slice(from + 1, Math.min(end, from + CELL_CHARACTERS_MAX)),
      end,
      lines: 0,
      broken: true,
    };
  }
  let lines = 0;
  for (let at = lineEnd(text, from + 1); at < close; at = lineEnd(text, nextLine(text, at))) lines++;
  const inside = text.slice(from + 1, Math.min(close, from + CELL_CHARACTERS_MAX)).replaceAll('""', '"');
  const after = bareCell(text, close + 1, delimiter);
  return { text: (inside + after.text).slice(0, CELL_CHARACTERS_MAX), end: after.end, lines, broken: false };
}
