import { BANG, DASH, GREATER, isLetter, isSpace, LESS, SLASH } from "./bytes.ts";
import type { PrologueReader, State } from "./prologue.ts";

/**
 * Text that is no markup up to the end tag of its own element: titles, styles, scripts (HTML Standard, sections 13.2.5.2
 * to 13.2.5.31). A script that has "<!--" in it may contain a whole script element without ending.
 */
export type RawState =
  | "raw text"
  | "raw less"
  | "raw name"
  | "raw end open"
  | "raw end name"
  | "escape start"
  | "escape start dash"
  | "escaped"
  | "escaped dash"
  | "escaped dash dash"
  | "escaped less"
  | "escaped end open"
  | "escaped end name"
  | "double escape start"
  | "double escaped"
  | "double escaped dash"
  | "double escaped dash dash"
  | "double escaped less"
  | "double escape end";

/** What may stand in a noscript element before the body for those to whom it is markup. */
const IN_NOSCRIPT = new Set(["link", "meta", "style", "img"]);

type Step = (reader: PrologueReader, byte: number) => State;

const raw: Step = (_, byte) => (byte === LESS ? "raw less" : "raw text");
const escaped: Step = (_, byte) => {
  if (byte === DASH) return "escaped dash";
  return byte === LESS ? "escaped less" : "escaped";
};
const doubleEscaped: Step = (_, byte) => {
  if (byte === DASH) return "double escaped dash";
  return byte === LESS ? "double escaped less" : "double escaped";
};

export const RAW_STEPS: Record<RawState, Step> = {
  "raw text": raw,
  "raw less": (reader, byte) => {
    if (byte === SLASH) return "raw end open";
    if (reader.rawElement === "script" && byte === BANG) return "escape start";
    if (reader.rawElement !== "noscript") return raw(reader, byte);
    if (byte === BANG) return "never";
    return isLetter(byte) ? startName(reader, byte, "raw name") : raw(reader, byte);
  },
  "raw name": (reader, byte) => {
    if (!isSpace(byte) && byte !== SLASH && byte !== GREATER) {
      reader.addToName(byte);
      return "raw name";
    }
    return IN_NOSCRIPT.has(reader.name) ? "raw text" : "never";
  },
  "raw end open": (reader, byte) =>
    isLetter(byte) ? startName(reader, byte, "raw end name") : raw(reader, byte),
  "raw end name": (reader, byte) => endName(reader, byte, "raw end name", raw),
  "escape start": (reader, byte) => (byte === DASH ? "escape start dash" : raw(reader, byte)),
  "escape start dash": (reader, byte) => (byte === DASH ? "escaped dash dash" : raw(reader, byte)),
  escaped,
  "escaped dash": (reader, byte) => (byte === DASH ? "escaped dash dash" : escaped(reader, byte)),
  "escaped dash dash": (reader, byte) => {
    if (byte === DASH) return "escaped dash dash";
    return byte === GREATER ? "raw text" : escaped(reader, byte);
  },
  "escaped less": (reader, byte) => {
    if (byte === SLASH) return "escaped end open";
    return isLetter(byte) ? startName(reader, byte, "double escape start") : escaped(reader, byte);
  },
  "escaped end open": (reader, byte) =>
    isLetter(byte) ? startName(reader, byte, "escaped end name") : escaped(reader, byte),
  "escaped end name": (reader, byte) => endName(reader, byte, "escaped end name", escaped),
  "double escape start": (reader, byte) =>
    switchEscape(reader, byte, "double escape start", { script: "double escaped", otherwise: escaped }),
  "double escaped": doubleEscaped,
  "double escaped dash": (reader, byte) =>
    byte === DASH ? "double escaped dash dash" : doubleEscaped(reader, byte),
  "double escaped dash dash": (reader, byte) => {
    if (byte === DASH) return "double escaped dash dash";
    return byte === GREATER ? "raw text" : doubleEscaped(reader, byte);
  },
  "double escaped less": (reader, byte) => {
    if (byte !== SLASH) return doubleEscaped(reader, byte);
    reader.name = "";
    return "double escape end";
  },
  "double escape end": (reader, byte) =>
    switchEscape(reader, byte, "double escape end", { script: "escaped", otherwise: doubleEscaped }),
};

function startName(reader: PrologueReader, byte: number, state: State): State {
  reader.name = "";
  reader.addToName(byte);
  return state;
}

/** The end tag of the element whose text this is ends it; any other is text. */
function endName(reader: PrologueReader, byte: number, state: State, otherwise: Step): State {
  if (isLetter(byte)) {
    reader.addToName(byte);
    return state;
  }
  const isOwn = reader.name === reader.rawElement;
  if (!isOwn || !(isSpace(byte) || byte === SLASH || byte === GREATER)) return otherwise(reader, byte);
  reader.isEnd = true;
  if (byte === GREATER) return "data";
  return byte === SLASH ? "self-closing" : "before attribute";
}

/** "<script" within an escaped script, and its "</script", each followed by what ends a name. */
function switchEscape(
  reader: PrologueReader,
  byte: number,
  state: State,
  to: { script: State; otherwise: Step },
): State {
  if (isLetter(byte)) {
    reader.addToName(byte);
    return state;
  }
  if (!isSpace(byte) && byte !== SLASH && byte !== GREATER) return to.otherwise(reader, byte);
  if (reader.name === "script") return to.script;
  return state === "double escape start" ? "escaped" : "double escaped";
}
