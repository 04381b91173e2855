import { sha256Hex } from "../kernel/canonical.ts";
import { bannerDetails } from "./banner-details.ts";
import type { Statement, StatementFields } from "./events.ts";
import { statusFeed } from "./feed.ts";
import { type Look, type Silence, type Shown, statusPage } from "./page.ts";

/**
 * Everything that is published, made ready for whoever serves it: pages whose links are still marks, and the sentence of
 * the banner. Made of statements in earnest only.
 */
export type PublicWord = {
  /** Tells two words apart. */
  readonly id: string;
  readonly pages: {
    readonly fr: PublicPage;
    readonly en: PublicPage;
    readonly atom: PublicPage;
  };
  readonly banner: (InBoth & { readonly details: InBoth }) | null;
};
type InBoth = { readonly fr: string; readonly en: string };
export type PublicPage = { readonly type: string; readonly policy: string; readonly body: string };

const HTML = "text/html; charset=utf-8";
const ATOM = "application/atom+xml; charset=utf-8";
const ATOM_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** What the journal's first entry tells: who we are among all installations, and since when. */
export type Beginning = { readonly id: string; readonly at: string };

/** @param history what was said in earnest, newest first, withdrawn ones included */
export function publicWord(history: readonly Statement[], look: Look, beginning: Beginning): PublicWord {
  const spoken = history.filter(({ exercise }) => !exercise);
  const [last] = spoken;
  const shown = shownOf(last);
  const pages = {
    fr: { type: HTML, ...statusPage(shown, "fr", look) },
    en: { type: HTML, ...statusPage(shown, "en", look) },
    atom: {
      type: ATOM,
      policy: ATOM_POLICY,
      body: statusFeed(spoken, look, beginning.id, beginning.at),
    },
  };
  const said = "statement" in shown ? bannerOf(shown.statement) : null;
  return { id: sha256Hex(JSON.stringify([pages, said])).slice(0, 32), pages, banner: said };
}

function bannerOf(fields: StatementFields): PublicWord["banner"] {
  const { on, fr, en } = fields.banner;
  if (!on) return null;
  return { fr, en, details: { fr: bannerDetails(fields, "fr"), en: bannerDetails(fields, "en") } };
}

export function shownOf(statement: Statement | undefined): Shown | Silence {
  if (statement === undefined) return { at: null };
  const { id: _id, at, by: _by, exercise, withdrawn, ...fields } = statement;
  return withdrawn === null ? { at, exercise, statement: fields } : { at: withdrawn.at };
}
