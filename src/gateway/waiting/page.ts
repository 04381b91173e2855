import type { Look } from "./look.ts";
import { SCRIPT_PATH } from "./script.ts";
import { BLOCK_STYLE } from "./style.ts";
import { type Texts, textsIn, type WaitingReason } from "./texts.ts";

/** The page that carries a request on: see README.md. */

export type { WaitingReason };

export type WaitingPage = {
  /**
   * check: press once, so that people come before robots. line: very many ask, the request is kept. origin-gone: the
   * town's server does not answer, the request is kept.
   */
  readonly reason: WaitingReason;
  /** Where the page sends itself: the target that was asked for, with `beffroi-suite` added to its query. */
  readonly action: string;
  readonly envelope: string;
  /** The carried body in base64 (either alphabet); undefined for a request without one. */
  readonly body: string | undefined;
  readonly challenge: string;
  /** Bounds of the bits that the script may choose to prove. */
  readonly bitsMin: number;
  readonly bitsMax: number;
  /** True for a form that was filled in and sent, false for a page or a search that was asked for. */
  readonly isForm: boolean;
  readonly retryAfterSeconds: number;
};

/** A telephone number as a link, or as it is written in France. */
const TELEPHONE = /href="tel:|\b0[1-9](?:[ .\u00a0\u202f]?\d\d){4}\b/;

/**
 * The page as HTML (UTF-8). Every value is escaped; the form goes to the site itself, whatever `action` says.
 * Without the carried body and with an envelope of 1 KiB it has at most 10 KiB.
 */
export function waitingPage(look: Look, page: WaitingPage): string {
  const { texts, lang } = textsIn(look.lang);
  const words = texts.pages[page.reason][page.isForm ? "form" : "asked"];
  const hasNumber = TELEPHONE.test(look.header) || TELEPHONE.test(look.footer);
  const body = page.body === undefined ? "" : hidden("beffroi-body", page.body);
  const { challenge, bitsMin, bitsMax, retryAfterSeconds } = page;
  const main = `<p>${words.answer}</p>
<form id="beffroi-suite" method="post" action="${Bun.escapeHTML(sameSite(page.action))}" accept-charset="utf-8"\
 data-reason="${page.reason}" data-retry="${wholeSeconds(retryAfterSeconds)}" data-challenge="${Bun.escapeHTML(challenge)}"\
 data-bits-min="${bitsMin}" data-bits-max="${bitsMax}">
${hidden("beffroi-envelope", page.envelope)}${body}${hidden("beffroi-proof", "")}
<p><button type="submit">${words.button}</button></p>
</form>
<p id="beffroi-status" role="status" aria-live="polite"${statusTexts(texts)}>${texts.byItself[page.reason]}</p>${page.isForm ? `\n<p>${texts.keepOpen}</p>` : ""}
<p>${hasNumber ? texts.callNumberBelow : texts.callSomebody}</p>`;
  return frame(look, lang, words.title, main, `<script src="${SCRIPT_PATH}" defer></script>`);
}

/** The page for the second use of an envelope: nothing was sent twice. */
export function alreadySentPage(look: Look): string {
  const { texts, lang } = textsIn(look.lang);
  const { title, answers, home } = texts.alreadySent;
  const main = `${answers.map((answer) => `<p>${answer}</p>`).join("\n")}\n<p><a href="/">${home}</a></p>`;
  return frame(look, lang, title, main, "");
}

/**
 * Headers of both pages. The policy lets in the site's own style sheets, pictures and fonts, styles in place (the
 * site's and ours; no style attribute is ever printed) and our script, and nothing from anywhere else. Forms go to the
 * site; where the site then sends the visitor on, a secure server may be (a payment, for one): browsers hold the whole
 * way to `form-action`.
 */
export function waitingHeaders(retryAfterSeconds: number): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "retry-after": String(wholeSeconds(retryAfterSeconds)),
    "x-robots-tag": "noindex",
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "form-action 'self' https:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

function frame(look: Look, lang: string, title: string, main: string, script: string): string {
  const siteName = Bun.escapeHTML(look.siteName);
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
<meta name="robots" content="noindex"><title>${title}${siteName === "" ? "" : ` – ${siteName}`}</title>`;
  const attributes = look.bodyAttributes === "" ? "" : ` ${look.bodyAttributes}`;
  // A page in a third language says ours in English, and says so.
  const mainLang = look.lang.toLowerCase().startsWith(lang) ? "" : ` lang="${lang}"`;
  // Without a header of the site, its name stands above.
  const name = look.header === "" && siteName !== "" ? `<p>${siteName}</p>\n` : "";
  return `<!doctype html>
<html lang="${Bun.escapeHTML(look.lang)}"><head>${head}${look.head}<style>${BLOCK_STYLE}</style>${script}</head>
<body${attributes}>${look.header}
<main id="beffroi"${mainLang}>
${name}<h1>${title}</h1>
${main}
</main>
${look.footer}</body></html>
`;
}

/** The texts that the script shows, as attributes. */
function statusTexts({ status }: Texts): string {
  const texts = { ...status, when: status.when.join("|") };
  return Object.entries(texts)
    .map(([name, text]) => ` data-${name}="${text}"`)
    .join("");
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${Bun.escapeHTML(value)}">`;
}

/**
 * A target that no browser takes for another server: "//name/" and "/\name/" would be one, also with a tab or line
 * break inside. "/." in front says the same path.
 */
function sameSite(target: string): string {
  const clean = target.replace(/[\x00-\x20\x7f]/g, "");
  if (!clean.startsWith("/")) return `/${clean.replace(/^[/\\]+/, "")}`;
  return /^\/[/\\]/.test(clean) ? `/.${clean}` : clean;
}

function wholeSeconds(seconds: number): number {
  return Math.max(0, Math.ceil(seconds));
}
