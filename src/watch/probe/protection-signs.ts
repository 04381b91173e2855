import type { Protection } from "../codes.ts";

/**
 * Signs of those who answer in a site's place: their public documentation, and the pages they show to everybody. A sign holds
 * when all that it names is there; the first that holds says who it was. To add one: a line here, a case in
 * `protection.test.ts`.
 */
export type Sign = {
  readonly by: string;
  readonly protection: Protection;
  /** Statuses that it comes with; absent: any that is not 2xx. "any": 2xx too, when the page is short. */
  readonly status?: readonly number[] | "any";
  /** A field of the answer and what its value is like; several values are joined by ", ". */
  readonly field?: readonly [name: string, value: RegExp];
  /** In the page's markup. Not words that an article could have, unless the status refuses. */
  readonly page?: RegExp;
  readonly title?: RegExp;
};

const anything = /./;

export const SIGNS: readonly Sign[] = [
  // Cloudflare sets this field on every kind of challenge (its documentation, "Detect a challenge page response").
  { by: "cloudflare", protection: "challenge", status: "any", field: ["cf-mitigated", /^challenge/i] },
  { by: "cloudflare", protection: "block", status: "any", field: ["cf-mitigated", /^block/i] },
  {
    by: "cloudflare",
    protection: "waiting_room",
    status: "any",
    field: ["set-cookie", /__cfwaitingroom=/],
    page: /waiting[-_ ]?room|file d.attente/i,
  },
  {
    by: "cloudflare",
    protection: "challenge",
    field: ["server", /^cloudflare/i],
    page: /\/cdn-cgi\/challenge-platform\/|cf-browser-verification|_cf_chl_opt/,
    title: /just a moment|un instant|attention required|checking your browser/i,
  },
  {
    by: "cloudflare",
    protection: "rate_limited",
    status: [403, 429, 503],
    field: ["server", /^cloudflare/i],
    page: /error(?: code)?:?\s*1015\b/i,
  },
  {
    by: "cloudflare",
    protection: "block",
    status: [403, 429, 451, 503],
    field: ["server", /^cloudflare/i],
    page: /cf-error-details|error(?: code)?:?\s*10(?:0[5-9]|10|12|20)\b|sorry, you have been blocked/i,
  },
  // AWS WAF: 202 with this field for a challenge, 405 for a captcha (its API reference).
  {
    by: "aws-waf",
    protection: "challenge",
    status: "any",
    field: ["x-amzn-waf-action", /challenge|captcha/i],
  },
  {
    by: "cloudfront",
    protection: "block",
    status: [403],
    field: ["server", /^cloudfront/i],
    page: /request blocked|configured to block access from your country/i,
  },
  { by: "aws-waf", protection: "block", status: [403], field: ["server", /^awselb/i] },
  {
    by: "akamai",
    protection: "challenge",
    status: "any",
    page: /sec-if-cpt-container|\/_sec\/cp_challenge\//,
  },
  {
    by: "akamai",
    protection: "block",
    status: [403],
    page: /errors\.edgesuite\.net|access denied[\s\S]{0,800}reference\s*(?:#|&#35;)\s*\d/i,
  },
  { by: "akamai", protection: "block", status: [403], field: ["server", /^AkamaiGHost/i] },
  {
    by: "imperva",
    protection: "block",
    status: "any",
    page: /incapsula incident id/i,
  },
  { by: "imperva", protection: "challenge", status: "any", page: /<iframe[^>]{0,300}_Incapsula_Resource/i },
  { by: "imperva", protection: "block", status: [403], field: ["x-iinfo", anything] },
  {
    by: "sucuri",
    protection: "challenge",
    status: "any",
    page: /sucuri_cloudproxy_js|sucuri_cloudproxy_uuid/,
  },
  { by: "sucuri", protection: "block", status: "any", field: ["x-sucuri-block", anything] },
  { by: "sucuri", protection: "block", status: [403], page: /sucuri website firewall/i },
  { by: "datadome", protection: "challenge", status: [401, 403, 405], page: /captcha-delivery\.com/ },
  { by: "datadome", protection: "block", status: [403], field: ["x-datadome", anything] },
  {
    by: "ddos-guard",
    protection: "challenge",
    status: "any",
    page: /\/\.well-known\/ddos-guard\/(?:js-challenge|mark|check)/,
  },
  {
    by: "ddos-guard",
    protection: "challenge",
    status: [403, 429, 503],
    field: ["server", /^ddos-guard/i],
  },
  { by: "anubis", protection: "challenge", status: "any", page: /id=["']?anubis_challenge/ },
  {
    by: "anubis",
    protection: "challenge",
    status: "any",
    page: /\/\.within\.website\/x\/(?:cmd\/anubis|xess)/,
    title: /making sure you|v[ée]rif|not a bot|robot/i,
  },
  {
    by: "stormwall",
    protection: "challenge",
    status: "any",
    page: /__js_p_|stormwall/i,
    title: /^$|loading|check|ddos|v[ée]rif/i,
  },
  { by: "qrator", protection: "block", status: [401, 403], field: ["server", /^qrator/i] },
  {
    by: "perimeterx",
    protection: "challenge",
    status: [403, 429],
    page: /px-captcha|_pxAppId|client\.px-cloud\.net/,
  },
  { by: "kasada", protection: "challenge", status: [403, 429], field: ["x-kpsdk-ct", anything] },
  { by: "f5", protection: "challenge", status: "any", page: /\/TSPD\/[\w?=]/ },
  {
    by: "f5",
    protection: "block",
    status: "any",
    page: /the requested url was rejected\.[\s\S]{0,200}support id/i,
    title: /request rejected/i,
  },
  {
    by: "fortiweb",
    protection: "block",
    status: [403, 405, 406, 500, 503],
    page: /fortiweb|fgd_icon|fortigate/i,
  },
  {
    by: "fortinet",
    protection: "block",
    status: "any",
    page: /attack id\s*:?\s*\d+[\s\S]{0,400}message id/i,
    title: /web page blocked|server unavailable/i,
  },
  {
    by: "wordfence",
    protection: "rate_limited",
    status: [429, 503],
    page: /wordfence[\s\S]{0,2000}(?:exceeded|too many)/i,
  },
  {
    by: "wordfence",
    protection: "block",
    status: [403, 503],
    page: /generated by wordfence|your access to this site has been limited/i,
  },
  { by: "modsecurity", protection: "block", status: [403, 406], page: /mod_security|modsecurity/i },
  {
    by: "modsecurity",
    protection: "block",
    status: [406],
    page: /not acceptable[\s\S]{0,400}appropriate representation/i,
  },
  { by: "imunify360", protection: "challenge", status: "any", field: ["server", /^imunify360/i] },
  { by: "imunify360", protection: "block", status: [403, 406, 415], page: /imunify360/i },
  { by: "litespeed", protection: "challenge", status: "any", page: /lsrecap\/recaptcha/i },
  { by: "crowdsec", protection: "challenge", status: "any", page: /crowdsec/i, title: /crowdsec captcha/i },
  { by: "crowdsec", protection: "block", status: [403], page: /crowdsec/i },
  { by: "bunkerweb", protection: "block", status: [400, 403, 405, 429], page: /bunkerweb/i },
  { by: "safeline", protection: "challenge", status: [468], page: /safeline|chaitin/i },
  { by: "fastly", protection: "block", status: [406], field: ["x-sigsci-agentresponse", anything] },
  { by: "fastly", protection: "challenge", status: "any", page: /\/_fs-ch-[\w-]{5,}\// },
  {
    by: "azure",
    protection: "block",
    status: [403],
    page: /the request is blocked\.[\s\S]{0,400}(?:x-azure-ref|\b0[\w+/=]{20})/i,
  },
  {
    by: "azure",
    protection: "block",
    status: [403],
    field: ["server", /^microsoft-azure-application-gateway/i],
  },
  {
    by: "radware",
    protection: "challenge",
    status: "any",
    page: /radware/i,
    title: /radware (?:captcha|bot manager|page)/i,
  },
  {
    by: "radware",
    protection: "block",
    status: [403],
    page: /unauthorized activity has been detected[\s\S]{0,400}case number/i,
  },
  {
    by: "barracuda",
    protection: "block",
    status: [403, 503],
    page: /barracuda (?:networks|web application firewall)/i,
  },
  { by: "sonicwall", protection: "block", status: [403], page: /blocked by the sonicwall/i },
  { by: "edgecast", protection: "block", status: [403], field: ["server", /^ec[sad] \(/i] },
  {
    by: "haproxy",
    protection: "challenge",
    status: [403, 429, 503],
    page: /haproxy[\s\S]{0,400}(?:challenge|captcha)/i,
  },
  {
    by: "queue-it",
    protection: "waiting_room",
    status: "any",
    page: /assets\.queue-it\.net|queue-it_log/i,
    title: /queue-it|file d.attente|salle d.attente/i,
  },
  { by: "beffroi", protection: "waiting_room", status: [503], page: /<main id="beffroi"/ },
  {
    by: "",
    protection: "waiting_room",
    status: [200, 429, 503],
    title: /salle d.attente virtuelle|file d.attente|virtual waiting room|you are now in line/i,
  },
  {
    by: "",
    protection: "challenge",
    status: [403, 429, 503],
    page: /google\.com\/recaptcha\/|hcaptcha\.com\/|challenges\.cloudflare\.com\/turnstile|api\.friendlycaptcha/,
    title: /captcha|robot|human|humain|v[ée]rif|security check|contr[ôo]le de s/i,
  },
  {
    by: "",
    protection: "block",
    status: [401, 403, 405, 406, 418, 451],
    title:
      /acc[èe]s (?:refus[ée]|interdit|bloqu[ée])|access denied|(?:request|ip|access) (?:has been )?blocked|requ[êe]te (?:bloqu[ée]e|rejet[ée]e)|you have been blocked|vous avez [ée]t[ée] bloqu/i,
  },
];

/**
 * Words with which a server in front says that the one behind it is gone. Some ask to come back later as well (Varnish always
 * does), which is no limit on whoever asks.
 */
export const ORIGIN_GONE =
  /guru meditation|backend fetch failed|first byte timeout|no healthy (?:upstream|backends?)|upstream connect error|back-end server is at capacity|no server is available/i;

/** Words by which a site says itself that it is being worked on; looked for in its title and its first heading. */
export const MAINTENANCE =
  /\bmaintenance\b|en travaux|mise [àa] jour (?:en cours|du site)|(?:bient[ôo]t de retour|be right back|we.ll be back soon|indisponible temporairement|temporairement indisponible)/i;
/** The same, on a page that answers with 200: only when it says nothing else. */
export const ONLY_MAINTENANCE =
  /^(?:.{0,60}[-–|:]\s*)?(?:(?:ce |le |notre )?site (?:est )?(?:(?:actuellement |temporairement )?en maintenance|en cours de maintenance|under maintenance)|maintenance(?: en cours| mode| du site)?|en maintenance|(?:page |mode )(?:de )?maintenance|under (?:scheduled )?maintenance|site (?:is )?(?:down for|under) maintenance)(?:\s*[-–|:.].{0,60})?\s*$/i;

/** Hosts that a redirect leads to for being let in, or for waiting. */
export const GATES: readonly {
  readonly host: RegExp;
  readonly by: string;
  readonly protection: Protection;
}[] = [
  { host: /(?:^|\.)queue-it\.(?:net|com)$/, by: "queue-it", protection: "waiting_room" },
  { host: /(?:^|\.)queue-fair\.com$/, by: "queue-fair", protection: "waiting_room" },
  { host: /(?:^|\.)perfdrive\.com$/, by: "radware", protection: "challenge" },
  { host: /(?:^|\.)captcha-delivery\.com$/, by: "datadome", protection: "challenge" },
];
