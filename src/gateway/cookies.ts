import { TICKET_COOKIE } from "./ticket/ticket.ts";

/**
 * Which cookies matter. A request whose cookies are all harmless (audience measurement, consent banners) counts as
 * anonymous; every other cookie makes it personal, and a personal request never meets the shared memory.
 */

export type CookieClass = "none" | "harmless" | "personal";

/** Session cookies learned from Set-Cookie; beyond this the origin invents names and learning stops. */
export const SESSION_NAMES_MAX = 256;
/** Unknown cookie names under observation, and names proved harmless. */
export const OBSERVED_NAMES_MAX = 256;
export const HARMLESS_NAMES_MAX = 256;
/** Observations with identical bodies, and none different, that make an unknown cookie harmless. */
export const PROOFS_NEEDED = 8;
/** Verdicts remembered by whole header: twice this many entries at most, each header at most so long. */
export const VERDICTS_MAX = 4_096;
export const REMEMBERED_HEADER_CHARACTERS_MAX = 2_048;

/** Names, or beginnings of names followed by "*". Audience measurement first, then consent banners, read by scripts only. */
const HARMLESS = `
  _ga* _gid _gat* _gac_* _gcl_* __utm* AMP_TOKEN _dc_gtm_* _pk_* mtm_* matomo* _fbp _fbc _hj* _clck _clsk _uetsid _uetvid
  xtvrn xtan xtant xtuid xtidc atuserid atidvisitor atauthority pa_privacy _pcid _pctx _pprv eulerian* wysistat* Wysistat
  nmstat _sp_id* _sp_ses* ABTasty*
  tarteaucitron axeptio* didomi* euconsent* eupubconsent* cookieconsent* CookieConsent* OptanonConsent OptanonAlertBoxClosed
  cookielawinfo-* viewed_cookie_policy cmplz_* moove_gdpr_popup borlabs-cookie cookie_notice_accepted cookie-agreed*
  hideCookieBanner orejime* klaro cc_cookie*
`;

/** WordPress, Drupal, SPIP and TYPO3 first, then languages and frameworks. */
const SESSION = `
  wordpress_* wp-settings-* wp-postpass_* comment_author_* woocommerce_* wp_woocommerce_* SESS* SSESS* spip_session* spip_admin*
  fe_typo_user* be_typo_user*
  PHPSESSID JSESSIONID* ASP.NET_SessionId ASPSESSIONID* .ASPXAUTH .AspNetCore.* connect.sid express.sid laravel_session
  XSRF-TOKEN CSRF-TOKEN sessionid csrftoken ci_session CAKEPHP symfony _session_id rack.session remember_* REMEMBERME
  __Host-* __Secure-*
`;

/** Joomla names its session cookie by an MD5 in hexadecimal. */
const JOOMLA_SESSION = /^[0-9a-f]{32}$/i;

/**
 * Names that speak of a person are never learned as harmless: somebody who sends such a cookie with a made-up value
 * sees the anonymous page, and that must not take the real ones away from those who are logged in.
 */
const SPEAKS_OF_A_PERSON =
  /sess|auth|login|logged|token|user|account|member|csrf|xsrf|jwt|sso|sid\b|_sid|remember|passw|cart|basket|panier|ident/i;

/** RFC 6265 §4.1.1: a cookie name is a token (RFC 9110 §5.6.2). */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** No control characters, no DEL: servers disagree on where such a value ends. */
const VALUE = /^[^\x00-\x1f\x7f]*$/;

class NamePatterns {
  private readonly names = new Set<string>();
  private readonly prefixes: string[] = [];

  constructor(patterns: readonly string[]) {
    for (const pattern of patterns) {
      if (pattern.endsWith("*")) this.prefixes.push(pattern.slice(0, -1));
      else this.names.add(pattern);
    }
  }

  has(name: string): boolean {
    return this.names.has(name) || this.prefixes.some((prefix) => name.startsWith(prefix));
  }
}

/** What is known of a site's cookies. Configuration decides first, then what was learned, then the known names. */
export class CookieRules {
  private readonly harmlessByConfig: NamePatterns;
  private readonly sessionByConfig: NamePatterns;
  private readonly learnedSessions = new Set<string>();
  private readonly learnedHarmlessNames = new Set<string>();
  /** Count of identical bodies by name; -1 once a body differed, for good. */
  private readonly observations = new Map<string, number>();
  private recent = new Map<string, CookieClass>();
  private older = new Map<string, CookieClass>();

  constructor(settings: { harmless: string[]; session: string[] }) {
    this.harmlessByConfig = new NamePatterns(settings.harmless);
    this.sessionByConfig = new NamePatterns(settings.session);
  }

  isSession(name: string): boolean {
    if (this.sessionByConfig.has(name)) return true;
    if (this.harmlessByConfig.has(name)) return false;
    return this.learnedSessions.has(name) || KNOWN_SESSION.has(name) || JOOMLA_SESSION.test(name);
  }

  isHarmless(name: string): boolean {
    if (this.isSession(name)) return false;
    return this.harmlessByConfig.has(name) || KNOWN_HARMLESS.has(name) || this.learnedHarmlessNames.has(name);
  }

  /**
   * Notes a name that the origin sets by Set-Cookie. Known harmless names stay harmless.
   * @returns true if this is new.
   */
  learnSession(name: string): boolean {
    if (this.isSession(name) || this.harmlessByConfig.has(name) || KNOWN_HARMLESS.has(name)) return false;
    if (!TOKEN.test(name) || this.learnedSessions.size >= SESSION_NAMES_MAX) return false;
    this.learnedSessions.add(name);
    this.learnedHarmlessNames.delete(name);
    this.observations.delete(name);
    this.forgetVerdicts();
    return true;
  }

  learnedSession(): string[] {
    return [...this.learnedSessions];
  }

  learnedHarmless(): string[] {
    return [...this.learnedHarmlessNames];
  }

  /**
   * One comparison of a page asked for with this cookie alone and without any. Call it in calm only, and with values
   * that real visitors sent. A difference outweighs every proof, before and after.
   */
  observe(name: string, sameAsAnonymous: boolean): void {
    if (
      !TOKEN.test(name) ||
      this.isSession(name) ||
      this.harmlessByConfig.has(name) ||
      KNOWN_HARMLESS.has(name)
    )
      return;
    const seen = this.observations.get(name) ?? 0;
    this.observations.delete(name);
    if (!sameAsAnonymous || seen < 0) {
      this.note(name, -1);
      if (this.learnedHarmlessNames.delete(name)) this.forgetVerdicts();
      return;
    }
    this.note(name, Math.min(seen + 1, PROOFS_NEEDED));
    if (seen + 1 < PROOFS_NEEDED || this.speaks(name)) return;
    if (this.learnedHarmlessNames.has(name) || this.learnedHarmlessNames.size >= HARMLESS_NAMES_MAX) return;
    this.learnedHarmlessNames.add(name);
    this.forgetVerdicts();
  }

  /**
   * Names in a Cookie header that may yet prove harmless, for comparing the page with and without them. Empty when a
   * difference would prove nothing of them, because another cookie beside them is known to change the page.
   */
  unknownNames(header: string | null): string[] {
    const names = header === null ? undefined : namesIn(header);
    if (names === undefined) return [];
    const unknown = names.filter((name) => !this.isHarmless(name));
    const blurred = unknown.some((name) => this.isSession(name) || this.speaks(name));
    return blurred ? [] : [...new Set(unknown)];
  }

  /** The remembered verdict on a whole header; one or two lookups, no allocation. */
  recall(header: string): CookieClass | undefined {
    const verdict = this.recent.get(header);
    if (verdict !== undefined) return verdict;
    const old = this.older.get(header);
    if (old !== undefined) this.remember(header, old);
    return old;
  }

  remember(header: string, verdict: CookieClass): void {
    if (header.length > REMEMBERED_HEADER_CHARACTERS_MAX) return;
    if (this.recent.size >= VERDICTS_MAX) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(header, verdict);
  }

  get rememberedVerdicts(): number {
    return this.recent.size + this.older.size;
  }

  get observedNames(): number {
    return this.observations.size;
  }

  /** True if this name has changed a page, or is one that is never learned as harmless. */
  private speaks(name: string): boolean {
    return (this.observations.get(name) ?? 0) < 0 || SPEAKS_OF_A_PERSON.test(name);
  }

  private note(name: string, seen: number): void {
    if (this.observations.size >= OBSERVED_NAMES_MAX) this.dropObservation();
    this.observations.set(name, seen);
  }

  /** A name that changed a page is forgotten last, or a stream of made-up names would wash its mark away. */
  private dropObservation(): void {
    let victim: string | undefined;
    for (const [name, seen] of this.observations) {
      victim ??= name;
      if (seen < 0) continue;
      victim = name;
      break;
    }
    if (victim !== undefined) this.observations.delete(victim);
  }

  private forgetVerdicts(): void {
    this.recent = new Map();
    this.older = new Map();
  }
}

const KNOWN_HARMLESS = new NamePatterns(HARMLESS.trim().split(/\s+/));
const KNOWN_SESSION = new NamePatterns(SESSION.trim().split(/\s+/));

/** `harmless` and `session` are names from the configuration; a trailing "*" stands for the rest of a name. */
export function makeCookieRules(settings: { harmless: string[]; session: string[] }): CookieRules {
  return new CookieRules(settings);
}

/**
 * What a request's Cookie header says of its sender. Unknown names and malformed headers are personal: the page may
 * then differ for this visitor, so it is neither taken from memory nor put there.
 */
export function classifyCookies(header: string | null, rules: CookieRules): CookieClass {
  if (header === null || header === "") return "none";
  const known = rules.recall(header);
  if (known !== undefined) return known;
  const verdict = judgeHeader(header, rules);
  rules.remember(header, verdict);
  return verdict;
}

function judgeHeader(header: string, rules: CookieRules): CookieClass {
  const names = namesIn(header);
  return names?.every((name) => isOurs(name) || rules.isHarmless(name)) ? "harmless" : "personal";
}

/** Our own ticket speaks of nobody and never reaches the origin. */
function isOurs(name: string): boolean {
  return name === TICKET_COOKIE.http || name === TICKET_COOKIE.https;
}

/** Names in the order of the header, or undefined if it is malformed. */
function namesIn(header: string): string[] | undefined {
  if (!VALUE.test(header)) return undefined;
  const names: string[] = [];
  for (const pair of header.split(";")) {
    const name = pair.slice(0, Math.max(pair.indexOf("="), 0)).trim();
    if (!TOKEN.test(name)) return undefined;
    names.push(name);
  }
  return names;
}

/** Names of the cookies that an answer sets, each once. Headers as pairs with lower-case names. */
export function setCookieNames(headers: ReadonlyArray<readonly [string, string]>): string[] {
  const names = new Set<string>();
  for (const [field, value] of headers) {
    if (field !== "set-cookie") continue;
    const [pair = ""] = value.split(";", 1);
    const equals = pair.indexOf("=");
    const name = equals < 0 ? "" : pair.slice(0, equals).trim();
    if (TOKEN.test(name)) names.add(name);
  }
  return [...names];
}
