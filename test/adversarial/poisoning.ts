import { type AdversarialCase, type AdversarialRequest, ATTACKER, ATTACKER_PORT } from "./case.ts";
import { PUBLIC_PROFILES } from "./marking-origin.ts";
import type { Random } from "./random.ts";

/** Cache poisoning: the attacker asks for a public page in a way that changes it, hoping that others get what came. */

const HOST = "www.ville.example";
const EVIL = `${ATTACKER}.example`;

/** What an attack changes of a plain GET. */
type Twist = {
  method?: string;
  target?: (path: string) => string;
  host?: string;
  headers?: readonly string[];
  body?: string;
};

const MARKS = [EVIL, `${ATTACKER}"><script>`, `${ATTACKER}`, `a.${EVIL}:443`, `x@${EVIL}`];

/** Header fields that some framework, proxy or CDN lets decide over host, scheme, path, method or client. */
const UNKEYED = [
  "X-Forwarded-Host",
  "X-Forwarded-Server",
  "X-Forwarded-Proto",
  "X-Forwarded-Scheme",
  "X-Forwarded-Prefix",
  "X-Forwarded-Path",
  "X-Forwarded-For",
  "X-Forwarded",
  "Forwarded-For",
  "X-Original-Host",
  "X-Host",
  "X-HTTP-Host-Override",
  "X-Real-IP",
  "X-Client-IP",
  "Client-IP",
  "True-Client-IP",
  "CF-Connecting-IP",
  "Fastly-Client-IP",
  "X-Cluster-Client-IP",
  "X-Originating-IP",
  "X-Remote-Addr",
  "X-Remote-IP",
  "X-URL-Scheme",
  "X-Scheme",
  "Front-End-Https",
  "X-WAP-Profile",
  "X-Wap-Clientid",
  "X-UIDH",
  "X-ATT-DeviceId",
  "X-Correlation-ID",
  "X-Request-ID",
  "X-Amz-Cf-Id",
  "X-Custom",
  "X-Flavour",
  "X-Requested-With",
  "X-Proxy-URL",
  "Base-Url",
  "Proxy",
  "Request-Uri",
  "Referer",
  "Origin",
  "From",
  "Via",
  "Accept",
  "Accept-Charset",
  "Accept-Datetime",
  "Accept-Encoding",
  "Content-Type",
  "Content-Encoding",
  "Cookie2",
  "TE",
  "Trailer",
  "Upgrade-Insecure-Requests",
  "DNT",
  "Save-Data",
  "Sec-CH-UA",
  "Sec-Fetch-Site",
  "Sec-Custom",
  "Max-Forwards",
  "Pragma",
  "Surrogate-Capability",
  "X_Forwarded_Host",
  "x-forwarded-host ",
  "X-Forwarded-Host\t",
] as const;

const headerTwists: readonly Twist[] = UNKEYED.flatMap((name) =>
  MARKS.slice(0, 3).map((mark) => ({ headers: [`${name}: ${mark}`] })),
);

const twists: Record<string, readonly Twist[]> = {
  header: headerTwists,
  agent: [`${ATTACKER}"><script>`, `Mozilla/5.0 <${ATTACKER}>`, `'${ATTACKER}'`].map((mark) => ({
    headers: [`User-Agent: ${mark}`],
  })),
  language: [`fr"><${ATTACKER}>`, `<${ATTACKER}>`].map((mark) => ({
    headers: [`Accept-Language: ${mark}`],
  })),
  forwarded: [
    { headers: [`Forwarded: host=${EVIL};proto=https;for=1.2.3.4`] },
    { headers: [`X-Forwarded-Port: ${ATTACKER_PORT}`] },
    { headers: [`X-Forwarded-Host: ${HOST}`, `X-Forwarded-Host: ${EVIL}`] },
    { headers: [`X-Forwarded-Host: ${HOST}, ${EVIL}`] },
    { headers: [`X-Forwarded-Host: ${EVIL}`, "Connection: X-Forwarded-Host"] },
    { headers: ["Connection: Host, X-Forwarded-Host, Vary", `X-Host: ${EVIL}`] },
  ],
  path: [
    { headers: [`X-Original-URL: /reflect-public-0?${ATTACKER}`] },
    { headers: [`X-Rewrite-URL: /reflect-public-0?${ATTACKER}`] },
    { headers: [`X-Original-URL: /compte-wrong-0`, `Cookie: _ga=${ATTACKER}`] },
    { headers: [`X-Rewrite-URL: /nowhere/${ATTACKER}`] },
  ],
  method: ["POST", "DELETE", ATTACKER].flatMap((verb) =>
    ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"].map((name) => ({
      headers: [`${name}: ${verb}`],
      body: `q=${ATTACKER}`,
    })),
  ),
  body: [
    { body: `q=${ATTACKER}` },
    { body: `q=${ATTACKER}`, headers: ["Content-Type: application/x-www-form-urlencoded"] },
    { body: `{"q":"${ATTACKER}"}`, headers: ["Content-Type: application/json"] },
    { method: "HEAD", body: `q=${ATTACKER}` },
    { method: "POST", body: `q=${ATTACKER}` },
    { method: "PUT", body: `q=${ATTACKER}` },
    { method: "OPTIONS", body: `q=${ATTACKER}` },
    { method: "SEARCH", body: `q=${ATTACKER}` },
    { method: "QUERY", body: `q=${ATTACKER}` },
    { method: "PROPFIND", body: `q=${ATTACKER}` },
  ],
  host: [
    { host: EVIL },
    { host: `${HOST}:${ATTACKER_PORT}` },
    { host: `${HOST}.${EVIL}` },
    { host: `${EVIL}@${HOST}` },
    { host: `${HOST}, ${EVIL}` },
    { host: `${HOST}/${ATTACKER}` },
    { host: `${HOST}#${ATTACKER}` },
    { host: `${HOST}\r\nHost: ${EVIL}` },
    { host: `${EVIL}\r\nHost: ${HOST}` },
    { host: `${HOST}\r\n Host: ${EVIL}` },
    { host: HOST.toUpperCase(), headers: [`X-Forwarded-Host: ${EVIL}`] },
    { host: `${HOST}.`, headers: [`X-Host: ${EVIL}`] },
    { target: (path) => `http://${EVIL}${path}` },
    { target: (path) => `http://${HOST}:${ATTACKER_PORT}${path}` },
    { target: (path) => `http://${HOST}${path}`, host: EVIL },
    { target: (path) => `//${EVIL}${path}` },
    { target: (path) => `http://${EVIL}@${HOST}${path}` },
  ],
  query: [
    ...[
      "utm_source",
      "utm_content",
      "fbclid",
      "gclid",
      "_ga",
      "mc_cid",
      "UTM_SOURCE",
      "_method",
      "callback",
      "lang",
    ].map((name): Twist => ({ target: (path) => `${path}&${name}=${ATTACKER}` })),
    { target: (path) => `${path}&q=${ATTACKER}` },
    { target: (path) => path.replace("q=", `q=${ATTACKER}&q=`) },
    { target: (path) => `${path};q=${ATTACKER}` },
    { target: (path) => `${path}%26q=${ATTACKER}` },
    { target: (path) => `${path}&q[]=${ATTACKER}` },
    { target: (path) => `${path}&Q=${ATTACKER}` },
    { target: (path) => `${path}&%71=${ATTACKER}` },
    { target: (path) => `${path}#${ATTACKER}` },
    { target: (path) => `${path}%23${ATTACKER}` },
    { target: (path) => `${path}%00${ATTACKER}` },
    { target: (path) => `${path}?${ATTACKER}` },
    { target: (path) => `${path}&utm_source=x;q=${ATTACKER}` },
    { target: (path) => `${path}&utm_source=x%26q=${ATTACKER}` },
  ],
  pathForm: [
    { target: (path) => path.replace("?", `;${ATTACKER}?`) },
    { target: (path) => path.replace("?", `/${ATTACKER}?`) },
    { target: (path) => path.replace("?", `/${ATTACKER}/../?`) },
    { target: (path) => path.replace("?", `/${ATTACKER}/%2e%2e?`) },
    { target: (path) => path.replace("?", `%3f${ATTACKER}?`) },
    { target: (path) => path.replace("?", `%2f${ATTACKER}?`) },
    { target: (path) => path.replace("?", `%00${ATTACKER}?`) },
    { target: (path) => `/${ATTACKER}/..${path}` },
    { target: (path) => `/${ATTACKER}/%2e%2e${path}` },
    { target: (path) => `/${ATTACKER}\\..${path}` },
    { target: (path) => `/.${path}`, headers: [`X-Custom: ${ATTACKER}`] },
    { target: (path) => `/${path}`, headers: [`X-Custom: ${ATTACKER}`] },
    { target: (path) => path.replace("reflect", "%72eflect"), headers: [`X-Custom: ${ATTACKER}`] },
    { target: (path) => path.replace("reflect", "REFLECT"), headers: [`X-Custom: ${ATTACKER}`] },
  ],
  partial: [
    { headers: ["Range: bytes=0-4"] },
    { headers: ["Range: bytes=5-"] },
    { headers: ["Range: bytes=0-0", 'If-Range: "v1"'] },
    { method: "HEAD" },
    { method: "HEAD", headers: ["Range: bytes=0-4"] },
    { headers: ['If-None-Match: "v1"'] },
    { headers: ["If-Modified-Since: Fri, 01 Jan 2038 00:00:00 GMT"] },
    { headers: ['If-Match: "other"'] },
    { headers: ["Expect: 100-continue"] },
    { headers: ["Cache-Control: no-store, only-if-cached"] },
  ],
  error: [
    { headers: [`X-Oversized: ${"A".repeat(5000)}`] },
    { headers: [`Accept: ${"a/b,".repeat(1500)}`] },
    { headers: ["X-Metachar: \x07"] },
    {
      headers: ["Transfer-Encoding: chunked"],
      body: `0\r\n\r\nGET /${ATTACKER} HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`,
    },
    { headers: ["Content-Length: 0"], body: `GET /${ATTACKER} HTTP/1.1\r\n\r\n` },
    { headers: ["Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__", "Connection: Upgrade, HTTP2-Settings"] },
  ],
  cookie: [
    { headers: [`Cookie: _ga=${ATTACKER}`] },
    { headers: [`Cookie: lang=${ATTACKER}`] },
    { headers: [`Cookie: PHPSESSID=${ATTACKER}`] },
    { headers: [`Authorization: Basic ${ATTACKER}`] },
  ],
};

/**
 * Fields that a gateway hands on for the sake of pages that differ by them, with a word that could be a real value. An
 * origin that prints it without naming the field in Vary spreads it to whoever comes next.
 */
const PLAIN_WORDS: readonly Twist[] = [
  { headers: [`User-Agent: ${ATTACKER}`] },
  { headers: [`User-Agent: Mozilla/5.0 ${ATTACKER}`] },
  { headers: [`Accept-Language: fr-${ATTACKER}`] },
  { headers: [`Accept: text/${ATTACKER}`] },
];

/** The attacker comes first with a plain word, a stranger after. */
export function plainWordCase(index: number, random: Random): AdversarialCase {
  const name = `reflect-public-${index}`;
  const path = `/${name}?q=hello`;
  const fair = fairRequest(path, name);
  const attack = twisted(path, random.pick(PLAIN_WORDS), 1 + random.below(60));
  return { name: "poisoning plain word public", steps: [[attack], [fair(120)], [fair(121)]] };
}

/** How many answers the attacker makes the cache keep for one page that varies. */
const FLOOD_REQUESTS = 40;

export function poisoningCase(index: number, random: Random): AdversarialCase {
  const profile = random.pick(Object.keys(PUBLIC_PROFILES));
  const name = `reflect-${profile}-${index}`;
  const path = `/${name}?q=hello`;
  const group = random.pick([...Object.keys(twists), "flood"]);
  if (group === "flood") return floodCase(index, random);
  const chosen = Array.from({ length: 1 + random.below(2) }, () => random.pick(twists[group] ?? []));
  const attack = chosen.map((twist) => twisted(path, twist, 1 + random.below(60)));
  const fair = fairRequest(path, name);
  const warm = random.chance(0.3) ? [[fair(120)]] : [];
  const together = random.chance(0.3) ? [[...attack, fair(121)]] : attack.map((one) => [one]);
  // A page without freshness is shared after several visitors saw the same: the attacker is several visitors too.
  const insist = random.chance(0.3) ? [attack.map((one) => ({ ...one, from: 70 + random.below(20) }))] : [];
  const after = [[fair(122)], [{ ...fair(123), headers: [...fair(123).headers, "Cookie: _ga=GA1.2.9.9"] }]];
  return { name: `poisoning ${group} ${profile}`, steps: [...warm, ...together, ...insist, ...after] };
}

function twisted(path: string, twist: Twist, from: number): AdversarialRequest {
  const { method = "GET", target = (same: string) => same, host = HOST, headers = [], body } = twist;
  const agent = headers.some((line) => line.startsWith("User-Agent:")) ? [] : ["User-Agent: Visitor"];
  const request = { from, method, target: target(path), host, headers: [...agent, ...headers] };
  return body === undefined ? request : { ...request, body };
}

const fairRequest =
  (target: string, page: string) =>
  (from: number): AdversarialRequest => ({
    from,
    method: "GET",
    target,
    host: HOST,
    headers: ["User-Agent: Visitor", "Accept-Language: fr"],
    innocent: true,
    mustSee: { page, language: page.startsWith("reflect-redirect-") ? undefined : "fr" },
  });

/** Many variants of one page: whoever comes next gets the one of their own language, and nothing of the attacker's. */
function floodCase(index: number, random: Random): AdversarialCase {
  const profile = random.pick(["flood", "language"]);
  const name = `reflect-${profile}-${index}`;
  const path = `/${name}?q=hello`;
  const flood = Array.from({ length: FLOOD_REQUESTS }, (_, at) => {
    const language = `${random.pick(["de", "en", "es", "it"])}-${ATTACKER}${at}`;
    return twisted(
      path,
      { headers: [`Accept-Language: ${language}`, `X-Flavour: ${ATTACKER}-${at}`] },
      1 + random.below(60),
    );
  });
  const fair = fairRequest(path, name);
  return { name: `poisoning vary flood ${profile}`, steps: [[fair(120)], flood, [fair(121)], [fair(122)]] };
}
