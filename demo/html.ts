/** A piece of finished HTML. Everything else that reaches a template is text and is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[];

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for element content and for quoted attributes. Works for XML as well. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

/** Template tag: every value is escaped unless it is `Html`; lists are joined; false, null, undefined give nothing. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let text = strings[0] ?? "";
  values.forEach((value, index) => {
    text += render(value) + (strings[index + 1] ?? "");
  });
  return new Html(text);
}

/** Marks text that our own code made (drawings, constants) as HTML. Never for anything a visitor sent. */
export function trusted(text: string): Html {
  return new Html(text);
}

/**
 * French spacing for texts of the content files: narrow no-break space before ; ! ? and inside « »,
 * no-break space before a colon. Not for what visitors write: it must come back as it was typed.
 */
export function typographic(text: string): string {
  return text
    .replace(/ ([;!?»%€])/g, "\u202f$1")
    .replace(/« /g, "«\u202f")
    .replace(/ :/g, "\u00a0:")
    .replace(/(\d) (\d{3})(?!\d)/g, "$1\u202f$2")
    .replace(/(\d) h (\d\d)/g, "$1\u202fh\u202f$2")
    .replace(/(\d) h\b/g, "$1\u202fh");
}

function render(value: HtmlValue): string {
  if (value === false || value === null || value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  return value.map(render).join("");
}
