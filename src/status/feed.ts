import { createHash } from "node:crypto";
import type { Statement } from "./events.ts";
import { escaped, type Look, mark } from "./page.ts";
import { type Language, TEXTS } from "./texts.ts";

/** The Atom feed of what was said (RFC 4287), in French, with the English beside it. */

export const FEED_ENTRIES_MAX = 20;
export const FEED_BYTES_MAX = 60_000;

/**
 * The feed, newest first, as many as fit into both bounds.
 * @param origin what tells this installation from any other and never changes: the id of the journal's first entry.
 * @param startedAt ISO 8601, for a feed without entries
 */
export function statusFeed(
  statements: readonly Statement[],
  look: Look,
  origin: string,
  startedAt: string,
): string {
  const author = escaped(look.town || "Mairie");
  const entries: string[] = [];
  let bytes = 0;
  for (const statement of statements.slice(0, FEED_ENTRIES_MAX)) {
    const entry = entryOf(statement);
    bytes += Buffer.byteLength(entry);
    if (bytes > FEED_BYTES_MAX) break;
    entries.push(entry);
  }
  const updated = statements.map(changedAt).sort().at(-1) ?? startedAt;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<id>${idOf(`feed ${origin}`)}</id>
<title>${escaped(TEXTS.fr.heading + (look.town === "" ? "" : ` – ${look.town}`))}</title>
<updated>${updated}</updated>
<author><name>${author}</name></author>
<link rel="self" type="application/atom+xml" href="${mark("atom")}"/>
<link rel="alternate" type="text/html" hreflang="fr" href="${mark("fr")}"/>
<link rel="alternate" type="text/html" hreflang="en" href="${mark("en")}"/>
${entries.join("")}</feed>
`;
}

function entryOf(statement: Statement): string {
  const { id, at, fr, withdrawn } = statement;
  const title = withdrawn === null ? fr.title : TEXTS.fr.withdrawn;
  const words = withdrawn === null ? contentOf(statement) : TEXTS.fr.withdrawn;
  return `<entry>
<id>${idOf(`statement ${id}`)}</id>
<title>${escaped(title)}</title>
<published>${at}</published>
<updated>${changedAt(statement)}</updated>
<link rel="alternate" type="text/html" href="${mark("fr")}"/>
<content type="text">${escaped(words)}</content>
</entry>
`;
}

function contentOf(statement: Statement): string {
  const french = textOf(statement, "fr");
  const { title, text } = statement.en;
  return title === "" && text === "" ? french : `${french}\n\n[English]\n${textOf(statement, "en")}`;
}

function textOf(statement: Statement, language: Language): string {
  const texts = TEXTS[language];
  const { title, text } = statement[language];
  const services = statement.services.map((service) => {
    const name = language === "en" && service.en !== "" ? service.en : service.fr;
    return `${name}${language === "fr" ? "\u00a0: " : ": "}${texts.states[service.state]}`;
  });
  const head = `${texts.levels[statement.level]}. ${title}`;
  return [head, text, services.join("\n")].filter((part) => part !== "").join("\n\n");
}

const changedAt = ({ at, withdrawn }: Statement): string => withdrawn?.at ?? at;

/** A UUID made from a hash (RFC 9562, version 8): the same words give the same id, wherever the page is served. */
function idOf(words: string): string {
  const hex = createHash("sha256").update(words).digest("hex");
  const variant = ((Number.parseInt(hex[16] ?? "0", 16) & 3) | 8).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join("-")}`;
}
