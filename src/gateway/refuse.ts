/** Answers that are not the page: small, cheap, never stored by anybody, never indexed, and plain about what to do. */

export type RefusalStatus = 400 | 405 | 408 | 413 | 414 | 417 | 421 | 431 | 500 | 501 | 502 | 503 | 504;

const TEXTS: Record<RefusalStatus, { fr: string; en: string }> = {
  400: { fr: "Cette demande est mal form\u00e9e.", en: "This request is malformed." },
  405: { fr: "Cette m\u00e9thode n'est pas admise.", en: "This method is not allowed." },
  408: { fr: "La demande est arriv\u00e9e trop lentement.", en: "The request came too slowly." },
  413: { fr: "L'envoi est trop volumineux.", en: "The upload is too large." },
  414: { fr: "L'adresse est trop longue.", en: "The address is too long." },
  417: { fr: "Cette attente ne peut \u00eatre satisfaite.", en: "This expectation cannot be met." },
  421: { fr: "Ce site n'est pas servi ici.", en: "This site is not served here." },
  431: { fr: "Les en-t\u00eates sont trop volumineux.", en: "The headers are too large." },
  500: {
    fr: "Un incident est survenu. R\u00e9essayez dans un instant.",
    en: "Something went wrong. Try again in a moment.",
  },
  501: { fr: "Cette m\u00e9thode n'est pas connue.", en: "This method is not known." },
  502: {
    fr: "Le site ne r\u00e9pond pas pour le moment. R\u00e9essayez dans une minute.",
    en: "The site does not answer for now. Try again in a minute.",
  },
  503: {
    fr: "Le site est tr\u00e8s demand\u00e9. R\u00e9essayez dans une minute.",
    en: "The site is very busy. Try again in a minute.",
  },
  504: {
    fr: "Le site met trop de temps \u00e0 r\u00e9pondre. R\u00e9essayez dans une minute.",
    en: "The site takes too long to answer. Try again in a minute.",
  },
};

/** Something is wrong with the message itself: where it ends, and what the bytes after it are, is then not believed. */
const CLOSING: ReadonlySet<RefusalStatus> = new Set([400, 405, 408, 413, 414, 417, 431, 501]);

/** Seconds after which to come back: spread, so that nobody comes back at the same moment. */
const RETRY_AFTER_SECONDS = ["20", "27", "33", "41", "48", "55"];
let turn = 0;

/** Answers ready to be cloned, by detail: each detail goes with one status. Under a flood this is what most get. */
const prebuilt = new Map<string, Response[]>();

/** A refusal page. `detail` (a few fixed English words, never text of the request) goes to X-Refused for the administrator. */
export function refuse(status: RefusalStatus, detail: string): Response {
  let ready = prebuilt.get(detail);
  if (ready === undefined) {
    const waits = status >= 502 ? RETRY_AFTER_SECONDS : [undefined];
    ready = waits.map((retryAfter) => build(status, detail, retryAfter));
    prebuilt.set(detail, ready);
  }
  turn = (turn + 1) % ready.length;
  return (ready[turn] as Response).clone() as Response;
}

function build(status: RefusalStatus, detail: string, retryAfter: string | undefined): Response {
  const { fr, en } = TEXTS[status];
  const html = `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${status}</title>
<body style="font:1.125rem/1.5 sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem">
<main><h1 style="font-size:1.25rem">${fr}</h1><p lang="en">${en}</p></main></body></html>`;
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
    "x-refused": detail,
  });
  if (retryAfter !== undefined) headers.set("retry-after", retryAfter);
  if (CLOSING.has(status)) headers.set("connection", "close");
  return new Response(html, { status, headers });
}
