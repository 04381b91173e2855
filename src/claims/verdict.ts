import type { Verdict, WatchedSite, WindowVerdict } from "../watch/events.ts";
import type { AttackType, ClaimVerdict, Speaker, Stance, VerdictReason } from "./codes.ts";
import type { SiteEvidence } from "./events.ts";
import { DAY_MS, type Interval } from "./join/index.ts";
import { WINDOW_MS_MAX } from "./window.ts";

/** What claim, statements and measurement give together. Pure; docs/claims-verdict.md says the same in words. */

/** Raised with each change of what follows. */
export const CLAIMS_RULE_VERSION = "1";

/** What the watch measured of one body between two moments. */
export type MeasuredBody = {
  readonly sites: readonly {
    readonly site: WatchedSite;
    readonly verdict: WindowVerdict;
    readonly hoster?: string;
  }[];
  /** Blocked or in maintenance as all vantage points saw it, or down within an incident of the host. */
  readonly ownProtection: boolean;
};

/** One statement about the body, as far as the rule looks at it. */
export type Said = {
  readonly id: string;
  readonly stance: Stance;
  readonly speaker: Speaker;
  readonly modality: "asserted" | "reported";
};

export type Case = {
  readonly type: AttackType;
  readonly window: Interval;
  readonly said: readonly Said[];
  /** Hosts of the body that the attacker named; when some are watched, they alone are judged. */
  readonly hosts: readonly string[];
  /** undefined: there is no watch. */
  readonly measured: MeasuredBody | undefined;
  readonly nowMs: number;
};

export type Judged = {
  readonly verdict: ClaimVerdict;
  readonly because: VerdictReason;
  readonly confirmed: boolean;
  readonly settled: boolean;
  readonly sites: readonly SiteEvidence[];
  readonly more: number;
  readonly statements: readonly string[];
  readonly contradicted: readonly string[];
};

/** Sites that one verdict shows as evidence; the worst first. */
export const EVIDENCE_SITES_MAX = 20;
const STATEMENTS_MAX = 20;
/** So long after the window the watch knows all that it will know. */
export const SETTLED_AFTER_MS = DAY_MS;

/** Attacks of which a site that answers proves nothing. */
const BREACHES: readonly AttackType[] = ["ransomware", "intrusion", "data-leak", "defacement"];
/**
 * Statements about what visitors get: with one, an attack of unknown kind can be measured. Own protection is none: it may be
 * the mail that was cut off, and a site that answers says nothing of that.
 */
const SITE_STANCES: readonly Stance[] = ["inaccessible", "intermittent", "accessible", "restored"];
/** Who can know that a protection, and not the attack, made a site unreachable. */
const KNOWS_PROTECTION: readonly Speaker[] = ["victim", "hoster", "state", "journalist", "prosecutor"];

/** The verdict for one body in one window. */
export function judge(given: Case): Judged {
  const { window, measured, nowMs } = given;
  const settled = nowMs - window.toMs > SETTLED_AFTER_MS;
  const concerned = concernedSites(measured?.sites ?? [], given.hosts);
  const sites = concerned.slice(0, EVIDENCE_SITES_MAX).map(evidenceOf);
  const word = (verdict: ClaimVerdict, because: VerdictReason, used: readonly Said[] = []): Judged => ({
    verdict,
    because,
    confirmed: isConfirmed(verdict, concerned),
    settled,
    sites,
    more: concerned.length - sites.length,
    statements: used.slice(0, STATEMENTS_MAX).map(({ id }) => id),
    contradicted: contradictedBy(verdict, given.said),
  });
  if (!isMeasurable(given)) return word("not_verifiable", "type-not-measurable");
  if (window.toMs - window.fromMs > WINDOW_MS_MAX) return word("not_observed", "window-too-wide");
  if (concerned.length === 0) return word("not_observed", "no-site-watched");
  if (concerned.every(({ verdict }) => verdict.n === 0)) return word("not_observed", "no-round-in-window");
  const worst = worstOf(concerned.map(({ verdict }) => verdict.verdict));
  const protection = protectionOf(given, concerned, worst);
  if (protection !== undefined) return word("inaccessible_own_protection", ...protection);
  if (worst === "inaccessible") return word("confirmed_inaccessible", "down");
  if (worst === "intermittent") return word("confirmed_intermittent", "mixed");
  if (worst === "accessible") return word("claimed_but_accessible", "answered");
  return word("inconclusive", "too-few-rounds");
}

function isMeasurable({ type, said, hosts }: Case): boolean {
  if (BREACHES.includes(type)) return false;
  if (type === "ddos") return true;
  return hosts.length > 0 || said.some(({ stance }) => SITE_STANCES.includes(stance));
}

type Concerned = MeasuredBody["sites"][number];

/** Those that the attacker named, if any is watched; else all. The worst first. */
function concernedSites(sites: readonly Concerned[], hosts: readonly string[]): Concerned[] {
  const named = new Set(hosts.map(bareHost));
  const among = sites.filter(({ site }) => named.has(bareHost(hostOf(site.url))));
  return (among.length > 0 ? among : [...sites]).sort(
    (a, b) => badness(b.verdict.verdict) - badness(a.verdict.verdict) || a.site.site - b.site.site,
  );
}

/** "www.ville.fr" and "ville.fr" are one site to its readers. */
export const bareHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^www\./, "")
    .replace(/\.$/, "");

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}

const BADNESS: readonly Verdict[] = ["inconclusive", "accessible", "intermittent", "inaccessible"];
const badness = (verdict: Verdict): number => BADNESS.indexOf(verdict);

/** The worst conclusive word: one site that is down is not made good by others that are not. */
function worstOf(words: readonly Verdict[]): Verdict {
  return words.reduce<Verdict>((worst, one) => (badness(one) > badness(worst) ? one : worst), "inconclusive");
}

/**
 * A block or a maintenance page that every vantage point saw is protection whatever anybody says. What is down, and is
 * said by who can know to have been shut or shielded by its own side, is too. An incident of the host alone is not: hosts
 * are flooded themselves.
 */
function protectionOf(
  { said, measured }: Case,
  concerned: readonly Concerned[],
  worst: Verdict,
): [VerdictReason, Said[]] | undefined {
  const shielded = concerned.some(({ verdict: { qualifiers } }) =>
    qualifiers.some((one) => one === "protected" || one === "maintenance"),
  );
  if (measured?.ownProtection === true && shielded) return ["protection-measured", []];
  if (worst !== "inaccessible" && worst !== "intermittent") return undefined;
  const stated = said.filter(
    ({ stance, speaker }) => stance === "own-protection" && KNOWS_PROTECTION.includes(speaker),
  );
  return stated.length > 0 ? ["protection-stated", stated] : undefined;
}

function isConfirmed(verdict: ClaimVerdict, concerned: readonly Concerned[]): boolean {
  const word: Partial<Record<ClaimVerdict, Verdict>> = {
    claimed_but_accessible: "accessible",
    confirmed_inaccessible: "inaccessible",
    confirmed_intermittent: "intermittent",
  };
  const decided = concerned.filter(({ verdict: { verdict: one } }) =>
    verdict === "inaccessible_own_protection" ? one !== "inconclusive" : one === word[verdict],
  );
  return decided.length > 0 && decided.every(({ verdict: { confirmed } }) => confirmed);
}

/** Statements that cannot both be true with what was measured. The attacker's claim is what the verdict is about. */
const CONTRADICTS: Partial<Record<ClaimVerdict, readonly Stance[]>> = {
  claimed_but_accessible: ["inaccessible", "intermittent", "own-protection"],
  confirmed_inaccessible: ["accessible", "no-incident", "denies"],
  confirmed_intermittent: ["no-incident", "denies"],
  inaccessible_own_protection: ["accessible", "no-incident"],
};

function contradictedBy(verdict: ClaimVerdict, said: readonly Said[]): string[] {
  const stances = CONTRADICTS[verdict] ?? [];
  return said
    .filter(({ stance, modality }) => modality === "asserted" && stances.includes(stance))
    .slice(0, STATEMENTS_MAX)
    .map(({ id }) => id);
}

function evidenceOf({ site, verdict, hoster }: Concerned): SiteEvidence {
  const { n, d, p, t, cause, confirmed, vantages, rule, qualifiers } = verdict;
  return {
    site: site.site,
    url: site.url,
    verdict: verdict.verdict,
    qualifiers,
    n,
    d,
    p,
    t,
    cause,
    confirmed,
    vantages: vantages.length,
    hoster: hoster ?? null,
    rule,
  };
}
