/** What the readers make of bytes: text for the extractor, without the page around it. */

/** article: prose of a publisher or a town. message: a post of Telegram or X. list: hosts that an attacker names. */
export const DOCUMENT_KINDS = ["article", "message", "list"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A host that a list or a message names. Never a path, a port, an address or a body: those are recipes. */
export type NamedHost = {
  /** Lower case, as in DNS (punycode). */
  readonly host: string;
  /** When the list says it was set up, ISO 8601 with the zone it was written in. */
  readonly at?: string;
};

export type DocumentInput = {
  readonly kind: DocumentKind;
  /** Plain text, paragraphs apart by an empty line; its first line is the title when it has one. */
  readonly text: string;
  readonly title?: string;
  /** ISO 8601, date alone when the hour is not said. */
  readonly publishedAt?: string;
  /** First two letters of the language tag that the source gives: "fr", "en". */
  readonly lang?: string;
  readonly publisher?: string;
  /** Agency that is credited: "AFP", "Reuters". */
  readonly agency?: string;
  /** Canonical address of the source. */
  readonly url?: string;
  /** In a message: every host it names but those where claims are posted or measured. In a list: the list. */
  readonly hosts?: readonly NamedHost[];
};
