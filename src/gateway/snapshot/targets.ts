/** Targets (path and query of the site itself) made from what documents write, and which of them are never asked for. */

/** Targets taken from one document: a page of a town has hundreds; a million are an attack. */
export const LINKS_A_PAGE_MAX = 5_000;
/** Longest target followed, in characters. */
export const TARGET_CHARACTERS_MAX = 2_048;
/** Longest address looked at: above it is data or nonsense, and parsing it would cost. */
const URL_CHARACTERS_MAX = TARGET_CHARACTERS_MAX + 512;

/** Stands for the site in relative addresses; ".invalid" belongs to nobody (RFC 2606 §2). */
const OWN_HOST = "site.invalid";

/** Gathers the targets of one document: own host only, each once, bounded. */
export class TargetList {
  readonly targets: string[] = [];
  private readonly seen = new Set<string>();
  private readonly written = new Set<string>();
  private base: string;

  constructor(
    baseTarget: string,
    private readonly hosts: readonly string[],
    private readonly targetsMax = LINKS_A_PAGE_MAX,
  ) {
    this.base = `http://${OWN_HOST}${baseTarget.startsWith("/") ? baseTarget : "/"}`;
  }

  /** Takes `<base href>` into account, for what follows. */
  rebase(url: string): void {
    if (url.length > URL_CHARACTERS_MAX) return;
    this.base = URL.parse(url, this.base)?.href ?? this.base;
    this.written.clear();
  }

  add(url: string): void {
    // Addresses as written are noted too: a menu repeats its links, and parsing is what costs.
    if (this.targets.length >= this.targetsMax || this.written.has(url)) return;
    this.written.add(url);
    const target = ownTarget(url, this.base, this.hosts);
    if (target === undefined || this.seen.has(target) || hasSideEffect(target)) return;
    this.seen.add(target);
    this.targets.push(target);
  }

  addAll(urls: Iterable<string>): void {
    for (const url of urls) this.add(url);
  }
}

/** The target of an address found on the page `baseTarget`; undefined if it is not of the site or nothing to fetch. */
export function resolveTarget(url: string, baseTarget: string, hosts: readonly string[]): string | undefined {
  const list = new TargetList(baseTarget, hosts, 1);
  list.add(url);
  return list.targets[0];
}

function ownTarget(url: string, base: string, hosts: readonly string[]): string | undefined {
  const trimmed = url.trim();
  if (trimmed === "" || trimmed.startsWith("#") || trimmed.length > URL_CHARACTERS_MAX) return undefined;
  const parsed = URL.parse(trimmed, base);
  if (parsed === null) return undefined;
  const { protocol, hostname, pathname, search, username, password } = parsed;
  if (protocol !== "http:" && protocol !== "https:") return undefined;
  if (username !== "" || password !== "") return undefined;
  if (hostname !== OWN_HOST && !hosts.includes(hostname)) return undefined;
  const target = pathname + search;
  // "//name/..." as a target would be read as another host by whoever resolves it again.
  if (target.startsWith("//") || target.length > TARGET_CHARACTERS_MAX) return undefined;
  return target;
}

const ACTS = [
  ...["logout", "log-out", "logoff", "signout", "sign-out", "disconnect", "deconnexion", "déconnexion"],
  ...[
    "deconnecter",
    "se-deconnecter",
    "delete",
    "remove",
    "supprimer",
    "effacer",
    "unsubscribe",
    "add-to-cart",
  ],
  ...["ajouter-au-panier", "wp-login", "wp-admin", "wp-cron", "xmlrpc"],
];
const ACT_WORDS = new Set(ACTS);
/** Parameters that name an act, carry somebody's secret, or make the origin compute its pages anew. */
const ACT_PARAMETERS = new Set([
  ...ACTS,
  ...[
    "action",
    "desinscription",
    "token",
    "nonce",
    "_wpnonce",
    "form_token",
    "csrf",
    "replytocom",
    "var_mode",
    "preview",
  ],
]);

/**
 * True for targets that could change something at the origin though they are asked for by GET: logging out, deleting,
 * baskets, administration, one-time links. A word counts as a whole path segment, parameter name or value, so that an
 * article about deleting something is read.
 */
export function hasSideEffect(target: string): boolean {
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  for (const segment of path.split("/")) {
    if (ACT_WORDS.has(decoded(segment).replace(/\.[a-z]{2,5}$/, ""))) return true;
  }
  if (mark < 0) return false;
  for (const pair of target.slice(mark + 1).split("&")) {
    const equals = pair.indexOf("=");
    if (ACT_PARAMETERS.has(decoded(equals < 0 ? pair : pair.slice(0, equals)))) return true;
    if (equals >= 0 && ACT_WORDS.has(decoded(pair.slice(equals + 1)))) return true;
  }
  return false;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}

/** Addresses in a `srcset` (HTML, §4.8.4.2.1), without their widths and densities. */
export function srcsetUrls(srcset: string): string[] {
  return srcset
    .split(/\s*,\s+|\s+/, 400)
    .map((part) => part.replace(/^[\d.]+[wxh],/, "").replace(/,$/, ""))
    .filter((part) => part !== "" && !/^[\d.]+[wxh]$/.test(part));
}

/** Lengths are bounded inside the pattern: without, a sheet of unclosed quotes would take quadratic time. */
const STYLE_URL =
  /url\(\s{0,20}(?:"([^"]{1,2560})"|'([^']{1,2560})'|([^)"'\s]{1,2560}))|@import\s{1,20}(?:"([^"]{1,2560})"|'([^']{1,2560})')/gi;

/** Addresses in a style sheet or a style attribute. */
export function* styleUrls(css: string): Generator<string> {
  for (const [, double, single, bare, importDouble, importSingle] of css.matchAll(STYLE_URL)) {
    yield double ?? single ?? bare ?? importDouble ?? importSingle ?? "";
  }
}
