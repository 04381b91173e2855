import { createHash } from "node:crypto";
import type { WatchedSite, WindowVerdict } from "../events.ts";
import { FEED_PATH, PATHS, shown } from "./frame.ts";
import { type Language, TEXTS, whenText } from "./texts.ts";

/** The Atom feed of changed verdicts (RFC 4287), in French with the English beside it. */

export const FEED_ENTRIES_MAX = 30;

export type FeedChange = {
  readonly at: string;
  readonly site: Pick<WatchedSite, "site" | "url" | "name">;
  readonly bodyName: string;
  readonly is: WindowVerdict;
};

/**
 * The feed, newest first.
 * @param house what tells this installation from any other and never changes
 * @param startedAt ISO 8601, for a feed without entries
 */
export function verdictFeed(
  changes: readonly FeedChange[],
  name: string,
  zone: string,
  house: string,
  startedAt: string,
): string {
  const entries = changes.slice(0, FEED_ENTRIES_MAX);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<id>${idOf(`watch ${house}`)}</id>
<title>${TEXTS.fr.heading}${name === "" ? "" : ` – ${shown(name, 120)}`}</title>
<updated>${entries[0]?.at ?? startedAt}</updated>
<author><name>${shown(name || "Beffroi", 120)}</name></author>
<link rel="self" type="application/atom+xml" href="${FEED_PATH}"/>
<link rel="alternate" type="text/html" hreflang="fr" href="${PATHS.fr.home}"/>
<link rel="alternate" type="text/html" hreflang="en" href="${PATHS.en.home}"/>
${entries.map((one) => entryOf(one, zone, house)).join("")}</feed>
`;
}

function entryOf({ at, site, bodyName, is }: FeedChange, zone: string, house: string): string {
  const who = shown(site.name || bodyName || site.url, 120);
  const french = sentence("fr", is, zone, at);
  const english = sentence("en", is, zone, at);
  return `<entry>
<id>${idOf(`change ${house} ${site.site} ${at}`)}</id>
<title>${who}\u00a0: ${wordOf(is.verdict, "fr")}</title>
<updated>${at}</updated>
<link rel="alternate" type="text/html" href="${PATHS.fr.home}"/>
<content type="text">${shown(site.url, 200)}
${french}

[English]
${english}</content>
</entry>
`;
}

/** That a site answers is news only when it did not before. */
const wordOf = (verdict: WindowVerdict["verdict"], language: Language): string =>
  verdict === "accessible" ? TEXTS[language].again : TEXTS[language].verdicts[verdict];

function sentence(
  language: Language,
  { verdict, n, d, qualifiers, rule }: WindowVerdict,
  zone: string,
  at: string,
): string {
  const texts = TEXTS[language];
  const facts = [
    wordOf(verdict, language),
    texts.counted(String(d), String(n)),
    ...qualifiers.map((one) => texts.qualifiers[one]),
    whenText(Date.parse(at), zone, language),
    language === "fr" ? `règle ${rule}` : `rule ${rule}`,
  ];
  return `${facts.join(", ")}.`;
}

/** A UUID made from a hash (RFC 9562, version 8): the same words give the same id, wherever the feed is served. */
function idOf(words: string): string {
  const hex = createHash("sha256").update(words).digest("hex");
  const variant = ((Number.parseInt(hex[16] ?? "0", 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
