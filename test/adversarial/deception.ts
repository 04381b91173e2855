import { type AdversarialCase, type AdversarialRequest, secret } from "./case.ts";
import { PRIVATE_PROFILES } from "./marking-origin.ts";
import type { Random } from "./random.ts";

/**
 * Web cache deception: a visitor with a session is led to an address that looks like a public file, and somebody else
 * asks for the same address afterwards. "@" stands for the private page's path,
 * NAME for its name.
 */
export const DECEPTION_FORMS: readonly string[] = [
  // A file's name after the page, beside it, and in the query.
  "@",
  "@/",
  "@/x.css",
  "@/x.js",
  "@/x.png",
  "@/x.ico",
  "@/x.woff2",
  "@/x.pdf",
  "@/x.txt",
  "@/x.svg",
  "@/index.html",
  "@.css",
  "@.js",
  "@.jpg",
  "@.json",
  "@?x.css",
  "@?v=1.css",
  "@?utm_source=x.css",
  "@/wp-content/themes/x/style.css",
  // Delimiters that some frameworks cut at.
  "@;x.css",
  "@;/x.css",
  "@!x.css",
  "@$x.css",
  "@'x.css",
  "@(x).css",
  "@*x.css",
  "@+x.css",
  "@,x.css",
  "@:x.css",
  "@=x.css",
  "@%40x.css",
  "@~x.css",
  "@|x.css",
  "@&x.css",
  "@^x.css",
  "@#x.css",
  "@\\x.css",
  // The same, encoded once and twice.
  "@%3Bx.css",
  "@%2Fx.css",
  "@%5Cx.css",
  "@%00x.css",
  "@%0Ax.css",
  "@%0D%0Ax.css",
  "@%09x.css",
  "@%20x.css",
  "@%3Fx.css",
  "@%23x.css",
  "@%26x.css",
  "@%252Fx.css",
  "@%253Fx.css",
  "@%2523x.css",
  "@%c0%afx.css",
  "@%E2%80%A8x.css",
  // Ways round: a public folder in front, dot segments in every dress.
  "/static/..%2fNAME",
  "/static/../NAME",
  "/static/%2e%2e/NAME",
  "/static/%2e%2e%2fNAME",
  "/static/..%5cNAME",
  "/static/..;/NAME",
  "/assets/x/..%2f..%2fNAME",
  "/favicon.ico/..%2fNAME",
  "/robots.txt/../NAME",
  "/.NAME",
  "/./NAME",
  "//NAME",
  "/x.css/..//NAME",
  "/NAME/.",
  "/NAME/%2e",
  "/NAME/..%2fNAME",
  "/%2e/NAME",
  "/;x.css/NAME",
  "/static\\..\\NAME",
  "/%2fNAME",
];

const FORM = (form: string, name: string) => form.replace("@", `/${name}`).replaceAll("NAME", name);

type Bearer = (mark: string) => readonly string[];

/** How a visitor's secret travels: session cookies known and unknown, beside harmless ones, authorisation, own headers. */
const BEARERS: readonly Bearer[] = [
  (mark) => [`Cookie: PHPSESSID=${mark}`],
  (mark) => [`Cookie: wordpress_logged_in_ab12=${mark}`],
  (mark) => [`Cookie: SESS0123456789abcdef0123456789abcdef=${mark}`],
  (mark) => [`Cookie: spip_session=${mark}`],
  (mark) => [`Cookie: fe_typo_user=${mark}`],
  (mark) => [`Cookie: 0123456789abcdef0123456789abcdef=${mark}`],
  (mark) => [`Cookie: sid_learned=${mark}`],
  (mark) => [`Cookie: panier=${mark}`],
  (mark) => [`Cookie: zq=${mark}`],
  (mark) => [`Cookie: _ga=GA1.2.3.4; PHPSESSID=${mark}`],
  (mark) => [`Cookie: PHPSESSID=${mark}; _pk_id.1.1fff=4d2c`],
  (mark) => ["Cookie: _ga=GA1.2.3.4", `Cookie: zq=${mark}`],
  (mark) => [`Cookie: _ga=${mark}`],
  (mark) => [`Cookie: _ga="x; zq=${mark}`],
  (mark) => [`Cookie: ${mark}`],
  (mark) => [`Cookie: =${mark}`],
  (mark) => [`Cookie: zq="a;b=${mark}"`],
  (mark) => [`Cookie: $Version=1; zq=${mark}`],
  (mark) => [`cookie:PHPSESSID=${mark}`],
  (mark) => [`Authorization: Basic ${mark}`],
  (mark) => [`Authorization: Bearer ${mark}`],
  (mark) => [`X-Api-Key: ${mark}`],
  (mark) => [`X-Auth-Token: ${mark}`],
  (mark) => [`X-Remote-User: ${mark}`],
  (mark) => [`Cookie: zq=${mark}`, `Authorization: Basic ${mark}`],
];

/** What else the victim's browser may send, each a way round a careless rule. */
const DRESSES: ReadonlyArray<readonly string[]> = [
  [],
  ["Accept: text/css,*/*;q=0.1", "Sec-Fetch-Dest: style"],
  ["Range: bytes=0-50"],
  ['If-None-Match: "v1"'],
  ["Cache-Control: no-cache"],
  ["Cache-Control: max-stale=9999"],
  ["Accept-Encoding: gzip, br"],
  ["Connection: Cookie"],
  ["Connection: Authorization, X-Api-Key"],
  ["Purpose: prefetch"],
];

const HOST = "www.ville.example";

export function deceptionCase(index: number, random: Random): AdversarialCase {
  const profile = random.pick(Object.keys(PRIVATE_PROFILES));
  const name = `compte-${profile}-${index}`;
  const form = random.pick(DECEPTION_FORMS);
  const target = FORM(form, name);
  const mine = secret(index, 1);
  const visitor = (from: number, headers: readonly string[]): AdversarialRequest => ({
    from,
    method: "GET",
    target,
    host: HOST,
    headers: ["User-Agent: Visitor", ...headers],
  });
  const bearer = random.pick(BEARERS);
  const dress = random.pick(DRESSES);
  const method = random.chance(0.08) ? random.pick(["HEAD", "POST", "OPTIONS"]) : "GET";
  const victim = { ...visitor(1 + random.below(60), [...bearer(mine), ...dress]), method, ownSecret: mine };
  const stranger = (way: number): AdversarialRequest => innocent(visitor(100 + way, []), index, way);
  const before = stranger(1);
  const steps = random.pick<AdversarialRequest[][]>([
    [[victim], [stranger(1)]],
    [[victim], [victim], [stranger(2)]],
    [[before], [victim], [stranger(3)]],
    [[victim, stranger(1), { ...victim, from: 61 }, stranger(2)]],
    [[stranger(1), victim], [stranger(3)]],
    [[{ ...victim, method: "HEAD" }], [victim], [stranger(1)]],
    [[victim], [stranger(1), stranger(2), stranger(3)]],
  ]);
  const last = steps.at(-1)?.some(({ from }) => from < 100) ? [[stranger(2)]] : [];
  return { name: `deception ${form} ${profile}`, steps: [...steps, ...last] };
}

/** Nobody in particular; somebody with analytics cookies; somebody with a session of their own; a second look at the plain path. */
function innocent(request: AdversarialRequest, index: number, way: number): AdversarialRequest {
  if (way === 2)
    return {
      ...request,
      headers: [...request.headers, "Cookie: _ga=GA1.2.9.9; _pk_ses.1=1"],
      innocent: true,
    };
  if (way !== 3) return { ...request, innocent: true };
  const own = secret(index, 2);
  return {
    ...request,
    headers: [...request.headers, `Cookie: PHPSESSID=${own}`],
    ownSecret: own,
    innocent: true,
  };
}
