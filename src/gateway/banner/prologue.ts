import {
  BANG,
  DASH,
  DOUBLE_QUOTE,
  EQUALS,
  ESCAPE,
  GREATER,
  isLetter,
  isSpace,
  LESS,
  lowerCase,
  QUESTION,
  SINGLE_QUOTE,
  SLASH,
} from "./bytes.ts";
import { RAW_STEPS, type RawState } from "./raw-text.ts";

/**
 * Finds where the content of an HTML document begins: right behind its <body ...> start tag. A reader of the tokens that
 * may stand before it (HTML Standard, section 13.2.5), byte by byte, so that a document may come in any pieces.
 *
 * It finds a place only where every browser agrees on it. A comment, a script or a quoted attribute may contain anything.
 * Elements that do not belong before the body, a template, a frameset, or a body that nobody wrote out: then there is no
 * place.
 */

/** A document whose body begins later than this has no place. */
export const PROLOGUE_BYTES_MAX = 64 * 1024;

export type Place = {
  /** Bytes before the content. */
  readonly at: number;
  /** Value of the document's lang attribute in lower case, cut after 16 bytes; "" without one. */
  readonly lang: string;
  /** True if the document itself names a Content-Security-Policy. */
  readonly hasPolicy: boolean;
};

export type State =
  | "data"
  | "tag open"
  | "end tag open"
  | "tag name"
  | "before attribute"
  | "attribute"
  | "after attribute"
  | "before value"
  | "double-quoted"
  | "single-quoted"
  | "unquoted"
  | "after quoted"
  | "self-closing"
  | "markup"
  | "bogus comment"
  | "comment start"
  | "comment start dash"
  | "comment"
  | "comment dash"
  | "comment end"
  | "comment end bang"
  | RawState
  /** There is no place. */
  | "never";

/** Elements that may stand before the body and have no content. */
const EMPTY = new Set(["html", "head", "base", "basefont", "bgsound", "link", "meta"]);
/** Elements before the body whose content is text up to their own end tag. */
const RAW = new Set(["title", "style", "script", "noscript", "noframes"]);
/** End tags that end the document, or begin its body without saying so. */
const ENDING = new Set(["body", "html", "br"]);

const NAME_BYTES_MAX = 16;
const VALUE_BYTES_MAX = 32;
const POLICY_NAME = "content-security-policy";

export class PrologueReader {
  /** Element whose text is being read, and in which state its text goes on. */
  rawElement = "";
  /** Letters of the tag, or of what may be one. */
  name = "";
  isEnd = false;
  private state: State = "data";
  private offset = 0;
  private attribute = "";
  private value = "";
  private lang: string | undefined;
  private hasPolicy = false;
  private place: Place | undefined;

  /** The place, "never", or undefined when more of the document is needed. */
  push(bytes: Uint8Array): Place | "never" | undefined {
    for (let at = 0; at < bytes.length && this.state !== "never"; at++) {
      const byte = bytes[at] as number;
      // Only documents in UTF-16, UTF-32 or ISO-2022 have these: other bytes of theirs are not what they seem.
      if (byte === 0 || byte === ESCAPE || this.offset >= PROLOGUE_BYTES_MAX) this.state = "never";
      else this.state = STEPS[this.state](this, byte);
      this.offset++;
      if (this.place !== undefined) return this.place;
    }
    return this.state === "never" ? "never" : undefined;
  }

  startTag(isEnd: boolean, byte: number): State {
    this.isEnd = isEnd;
    this.name = lowerCase(byte);
    this.attribute = "";
    return "tag name";
  }

  addToName(byte: number): void {
    if (this.name.length < NAME_BYTES_MAX) this.name += lowerCase(byte);
  }

  startAttribute(byte: number): State {
    this.attribute = lowerCase(byte);
    this.value = "";
    return "attribute";
  }

  addToAttribute(byte: number): void {
    if (this.attribute.length < NAME_BYTES_MAX) this.attribute += lowerCase(byte);
  }

  addToValue(byte: number): void {
    if (this.value.length < VALUE_BYTES_MAX) this.value += lowerCase(byte);
  }

  endAttribute(): void {
    if (this.isEnd) return;
    if (this.name === "html" && this.attribute === "lang") {
      this.lang ??= this.value.trim().slice(0, NAME_BYTES_MAX);
    }
    if (this.name === "meta" && this.attribute === "http-equiv" && this.value.trim() === POLICY_NAME) {
      this.hasPolicy = true;
    }
  }

  endTag(): State {
    const { name } = this;
    if (this.isEnd) return ENDING.has(name) ? "never" : "data";
    if (name === "body") {
      this.place = { at: this.offset + 1, lang: this.lang ?? "", hasPolicy: this.hasPolicy };
      return "data";
    }
    if (EMPTY.has(name)) return "data";
    if (!RAW.has(name)) return "never";
    this.rawElement = name;
    return "raw text";
  }
}

/** What each byte makes of each state. */
const STEPS: Record<State, (reader: PrologueReader, byte: number) => State> = {
  data: (_, byte) => (byte === LESS ? "tag open" : "data"),
  "tag open": (reader, byte) => {
    if (isLetter(byte)) return reader.startTag(false, byte);
    if (byte === BANG) return markup(reader);
    if (byte === SLASH) return "end tag open";
    if (byte === QUESTION) return "bogus comment";
    return byte === LESS ? "tag open" : "data";
  },
  "end tag open": (reader, byte) => {
    if (isLetter(byte)) return reader.startTag(true, byte);
    return byte === GREATER ? "data" : "bogus comment";
  },
  "tag name": (reader, byte) => {
    if (isSpace(byte)) return "before attribute";
    if (byte === SLASH) return "self-closing";
    if (byte === GREATER) return reader.endTag();
    reader.addToName(byte);
    return "tag name";
  },
  "before attribute": beforeAttribute,
  attribute: (reader, byte) => {
    if (byte === EQUALS) return "before value";
    if (isSpace(byte)) return "after attribute";
    if (byte === SLASH || byte === GREATER) return afterAttribute(reader, byte);
    reader.addToAttribute(byte);
    return "attribute";
  },
  "after attribute": afterAttribute,
  "before value": (reader, byte) => {
    if (isSpace(byte)) return "before value";
    if (byte === DOUBLE_QUOTE) return "double-quoted";
    if (byte === SINGLE_QUOTE) return "single-quoted";
    if (byte === GREATER) return reader.endTag();
    reader.addToValue(byte);
    return "unquoted";
  },
  "double-quoted": (reader, byte) => quoted(reader, byte, DOUBLE_QUOTE, "double-quoted"),
  "single-quoted": (reader, byte) => quoted(reader, byte, SINGLE_QUOTE, "single-quoted"),
  unquoted: (reader, byte) => {
    if (isSpace(byte) || byte === GREATER) {
      reader.endAttribute();
      return byte === GREATER ? reader.endTag() : "before attribute";
    }
    reader.addToValue(byte);
    return "unquoted";
  },
  "after quoted": beforeAttribute,
  "self-closing": (reader, byte) => (byte === GREATER ? reader.endTag() : beforeAttribute(reader, byte)),
  markup: (reader, byte) => {
    // "<!-" so far if one dash was read. DOCTYPE and CDATA end at the next ">", as a bogus comment does.
    if (byte === DASH) {
      if (reader.name === "-") return "comment start";
      reader.name = "-";
      return "markup";
    }
    return byte === GREATER ? "data" : "bogus comment";
  },
  "bogus comment": (_, byte) => (byte === GREATER ? "data" : "bogus comment"),
  "comment start": (_, byte) => {
    if (byte === DASH) return "comment start dash";
    return byte === GREATER ? "data" : "comment";
  },
  "comment start dash": (_, byte) => {
    if (byte === DASH) return "comment end";
    return byte === GREATER ? "data" : "comment";
  },
  comment: (_, byte) => (byte === DASH ? "comment dash" : "comment"),
  "comment dash": (_, byte) => (byte === DASH ? "comment end" : "comment"),
  "comment end": (_, byte) => {
    if (byte === GREATER) return "data";
    if (byte === BANG) return "comment end bang";
    return byte === DASH ? "comment end" : "comment";
  },
  "comment end bang": (_, byte) => {
    if (byte === GREATER) return "data";
    return byte === DASH ? "comment dash" : "comment";
  },
  ...RAW_STEPS,
  never: () => "never",
};

function markup(reader: PrologueReader): State {
  reader.name = "";
  return "markup";
}

function beforeAttribute(reader: PrologueReader, byte: number): State {
  if (isSpace(byte)) return "before attribute";
  if (byte === SLASH) return "self-closing";
  if (byte === GREATER) return reader.endTag();
  return reader.startAttribute(byte);
}

function afterAttribute(reader: PrologueReader, byte: number): State {
  if (isSpace(byte)) return "after attribute";
  if (byte === SLASH) return "self-closing";
  if (byte === EQUALS) return "before value";
  if (byte === GREATER) return reader.endTag();
  return reader.startAttribute(byte);
}

function quoted(reader: PrologueReader, byte: number, quote: number, state: State): State {
  if (byte !== quote) {
    reader.addToValue(byte);
    return state;
  }
  reader.endAttribute();
  return "after quoted";
}
