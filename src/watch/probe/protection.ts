import type { Protection } from "../codes.ts";
import type { Answer } from "./http-read.ts";
import type { Fields } from "./http-head.ts";
import { GATES, MAINTENANCE, ONLY_MAINTENANCE, ORIGIN_GONE, type Sign, SIGNS } from "./protection-signs.ts";

export type Protected = { readonly protection: Protection; readonly by?: string };

/** Signs are looked for in so much of a page, in characters. */
export const SIGN_CHARACTERS_MAX = 65_536;
/** A page that answers 2xx and is longer than this is the site's own, in characters of markup. */
export const SHORT_PAGE_CHARACTERS_MAX = 24_576;
const HEADING_CHARACTERS_MAX = 400;

/**
 * Who answered in the site's place, from status, fields and markup. Blocks by country or by address are not told from one
 * place of asking: they are "block" here.
 */
export function protectionOf(status: number, fields: Fields, page: string): Protected {
  const isShown = status >= 200 && status < 300;
  const isShort = page.length <= SHORT_PAGE_CHARACTERS_MAX;
  const part = isShown && !isShort ? "" : page.slice(0, SIGN_CHARACTERS_MAX);
  const title = titleOf(part);
  for (const sign of SIGNS) {
    if (holds(sign, status, isShown, fields, part, title))
      return sign.by === "" ? { protection: sign.protection } : { protection: sign.protection, by: sign.by };
  }
  if (status === 429) return { protection: "rate_limited" };
  if (status >= 500) {
    if (MAINTENANCE.test(title) || MAINTENANCE.test(headingOf(part))) return { protection: "maintenance" };
    if (status === 503 && fields.has("retry-after") && !ORIGIN_GONE.test(part))
      return { protection: "rate_limited" };
  }
  return isShown && ONLY_MAINTENANCE.test(title) ? { protection: "maintenance" } : { protection: "none" };
}

function holds(
  sign: Sign,
  status: number,
  isShown: boolean,
  fields: Fields,
  page: string,
  title: string,
): boolean {
  if (sign.status === undefined ? isShown : sign.status !== "any" && !sign.status.includes(status))
    return false;
  if (sign.field !== undefined) {
    const values = fields.get(sign.field[0]);
    if (values === undefined || !sign.field[1].test(values.join(", "))) return false;
  }
  if (sign.title !== undefined && !sign.title.test(title)) return false;
  return sign.page === undefined || sign.page.test(page);
}

const HEADING = /<h[12]\b[^>]{0,200}>([\s\S]{0,400}?)<\/h[12]/i;
const TITLE = /<title\b[^>]{0,200}>([^<]{0,400})/i;

const titleOf = (page: string): string => plain(TITLE.exec(page)?.[1] ?? "");
/** The first heading; the whole text of a page that is hardly any markup. */
const headingOf = (page: string): string =>
  plain(HEADING.exec(page)?.[1] ?? (page.length <= HEADING_CHARACTERS_MAX ? page : ""));

/** Tags out, the letters that French pages write by name read. */
function plain(text: string): string {
  return text
    .replace(/<[^>]{0,200}>/g, " ")
    .replace(/&(?:eacute|#233);/gi, "é")
    .replace(/&(?:egrave|#232);/gi, "è")
    .replace(/&(?:agrave|#224);/gi, "à")
    .replace(/&(?:rsquo|#8217|#0?39|apos);/gi, "'")
    .replace(/\s+/g, " ")
    .trim();
}

/** The gate that a redirect leads to, which is not ours to pass, or undefined. */
export function gateAt(to: URL): Protected | undefined {
  const gate = GATES.find(({ host }) => host.test(to.hostname));
  return gate === undefined ? undefined : { protection: gate.protection, by: gate.by };
}

/**
 * Whether a redirect is to be read as it is instead of being followed: it leads to a gate, or carries a challenge of its own
 * that a browser would run before it goes on.
 */
export function isGate({ status, fields, body }: Answer, to: URL): boolean {
  if (gateAt(to) !== undefined) return true;
  const page = Buffer.from(body.subarray(0, SIGN_CHARACTERS_MAX)).toString("latin1");
  return protectionOf(status, fields, page).protection === "challenge";
}
