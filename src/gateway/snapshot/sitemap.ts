import { TargetList } from "./targets.ts";

/** What a site tells machines about its pages: sitemaps, feeds, robots.txt. */

/** Most entries of one sitemap file (sitemaps.org). */
export const SITEMAP_TARGETS_MAX = 50_000;
/** Rules of robots.txt that are read, and characters of it (RFC 9309 §2.5 asks for at least 500 KiB). */
export const ROBOTS_RULES_MAX = 2_000;
export const ROBOTS_CHARACTERS_MAX = 512 * 1024;
const RULE_WILDCARDS_MAX = 20;

export type XmlKind = "sitemap" | "sitemap index" | "feed";

/** What an XML text is, by its first 4,000 characters; undefined for anything else. */
export function xmlKind(text: string): XmlKind | undefined {
  const root = /<(?:\w{1,20}:)?(urlset|sitemapindex|rss|feed|RDF)[\s>]/.exec(text.slice(0, 4_000))?.[1];
  if (root === undefined) return undefined;
  if (root === "urlset") return "sitemap";
  return root === "sitemapindex" ? "sitemap index" : "feed";
}

/** Targets that a sitemap names, or the further sitemaps that a sitemap index names; at most SITEMAP_TARGETS_MAX. */
export function sitemapTargets(xml: string, hosts: readonly string[]): string[] {
  const found = new TargetList("/", hosts, SITEMAP_TARGETS_MAX);
  for (const [, address] of xml.matchAll(/<loc>\s{0,100}(?:<!\[CDATA\[)?\s{0,100}([^<\]\s]{1,2560})/gi)) {
    found.add(xmlText(address));
  }
  return found.targets;
}

/** Targets that a feed (RSS, Atom) leads to: its entries and their enclosures. */
export function feedTargets(xml: string, baseTarget: string, hosts: readonly string[]): string[] {
  const found = new TargetList(baseTarget, hosts);
  const pattern =
    /<link>\s{0,100}(?:<!\[CDATA\[)?\s{0,100}([^<\]\s]{1,2560})|<(?:link|enclosure)\s[^>]{0,300}?(?:href|url)=["']([^"']{1,2560})/gi;
  for (const [, content, attribute] of xml.matchAll(pattern)) found.add(xmlText(content ?? attribute));
  return found.targets;
}

function xmlText(text: string | undefined): string {
  return (text ?? "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** What robots.txt asks of our crawler, and the sitemaps that it names. */
export type Robots = {
  /** RFC 9309 §2.2.2: the longest rule that matches decides, Allow wins a tie. */
  allows(target: string): boolean;
  readonly sitemaps: readonly string[];
};

type Rule = { readonly allow: boolean; readonly pattern: string };

/** Everything is allowed: what a site without robots.txt says (RFC 9309 §2.3.1.3). */
export const NO_ROBOTS: Robots = { allows: () => true, sitemaps: [] };

/** Reads robots.txt (RFC 9309): the group for "beffroi" if there is one, else the one for everybody. Never throws. */
export function parseRobots(text: string, hosts: readonly string[]): Robots {
  const groups = new Map<string, Rule[]>();
  const sitemaps = new TargetList("/", hosts, 50);
  let agents: string[] = [];
  let inRules = false;
  for (const line of text.slice(0, ROBOTS_CHARACTERS_MAX).split(/\r\n|\r|\n/)) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const field = line.slice(0, colon).trim().toLowerCase();
    const value = (line.slice(colon + 1).split("#", 1)[0] ?? "").trim();
    if (field === "sitemap") sitemaps.add(value);
    else if (field === "user-agent") {
      if (inRules) agents = [];
      inRules = false;
      const agent = value.toLowerCase();
      if (agent !== "*" && agent !== "beffroi") continue;
      agents.push(agent);
      if (!groups.has(agent)) groups.set(agent, []);
    } else if (field === "allow" || field === "disallow") {
      inRules = true;
      addRule(groups, agents, { allow: field === "allow", pattern: value });
    }
  }
  const rules = groups.get("beffroi") ?? groups.get("*") ?? [];
  return { allows: (target) => isAllowed(rules, target), sitemaps: sitemaps.targets };
}

function addRule(groups: Map<string, Rule[]>, agents: readonly string[], rule: Rule): void {
  if (rule.pattern === "" || rule.pattern.split("*").length > RULE_WILDCARDS_MAX) return;
  for (const agent of agents) {
    const rules = groups.get(agent);
    if (rules !== undefined && rules.length < ROBOTS_RULES_MAX) rules.push(rule);
  }
}

function isAllowed(rules: readonly Rule[], target: string): boolean {
  let best: Rule | undefined;
  for (const rule of rules) {
    if (!matches(rule.pattern, target)) continue;
    const longer = best === undefined || rule.pattern.length > best.pattern.length;
    if (longer || (rule.pattern.length === best?.pattern.length && rule.allow)) best = rule;
  }
  return best?.allow ?? true;
}

/** `*` stands for anything, `$` at the end for the end. Taking each piece at its first place is enough, and linear. */
function matches(pattern: string, target: string): boolean {
  const anchored = pattern.endsWith("$");
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split("*");
  const first = pieces.shift() ?? "";
  if (!target.startsWith(first)) return false;
  let from = first.length;
  const last = anchored ? pieces.pop() : undefined;
  if (anchored && last === undefined) return from === target.length;
  for (const piece of pieces) {
    const at = target.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return last === undefined || (target.endsWith(last) && target.length - last.length >= from);
}
