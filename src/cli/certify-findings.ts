import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Settings } from "../config.ts";
import type { DrillResult, StandInReady } from "../drill/events.ts";
import type { FindingName } from "./certify-texts.ts";
import { ERRANDS, judge, sumOf } from "./drill-goals.ts";

/** holds: would stand a siege; fails: would not; look: cannot be told from here, or could be better. */
export type Standing = "holds" | "fails" | "look";
/** `value` goes into the sentence; numbers have a decimal point. */
export type Finding = { readonly name: FindingName; readonly standing: Standing; readonly value: string };

type Site = Settings["sites"][number];

const CERTIFICATE_DAYS_MIN = 21;
const DAY_MS = 86_400_000;
/** A copy older than so many crawls means that crawling has stopped. */
const CRAWLS_MISSED = 3;
const SIEGE_AGE_SECONDS_MIN = 3_600;
/** Cookies of audience measurement, which most visitors carry. */
const ANALYTICS = [
  "_ga",
  "_gid",
  "_gat",
  "_pk_id.1.1fff",
  "_pk_ses.1.1fff",
  "_fbp",
  "_hjid",
  "xtuid",
  "atuserid",
];

/** What the settings and the data folder tell without any trial. */
export function inspect(settings: Settings, site: Site, nowMs: number): Finding[] {
  return [
    tls(settings, site, nowMs),
    copyOnDisk(settings, site, nowMs),
    workers(settings),
    sessionCookies(site),
    finding("protected", site.protected.length > 0 ? "holds" : "look", String(site.protected.length)),
    finding("tickets", site.tickets ? "holds" : "fails"),
    finding(
      "posture",
      site.posture === undefined ? "holds" : site.posture === "siege" ? "look" : "fails",
      site.posture,
    ),
    finding(
      "siege-age",
      settings.gateway.siege_age_seconds >= SIEGE_AGE_SECONDS_MIN ? "holds" : "look",
      String(settings.gateway.siege_age_seconds),
    ),
  ];
}

/** What the trial showed. */
export function conclude(result: DrillResult, standIn: StandInReady): Finding[] {
  const goals = new Map(judge(result).map((goal) => [goal.name, goal]));
  const untold = [...goals.values()].filter(({ got }) => got === null).length;
  /** Nothing when too few tried, or nobody could tell. */
  const of = (name: FindingName & Parameters<typeof goals.get>[0]): Finding[] => {
    const { got = null, met = null } = goals.get(name) ?? {};
    if (got === null) return [];
    const standing = met === true ? "holds" : met === false ? "fails" : "look";
    const counted = name === "messages" || name === "reaction";
    return [finding(name, standing, counted ? String(got) : percent(got))];
  };
  const { flood } = result.phases;
  const machines = sumOf(flood, ["feed-reader", "crawler", "monitor"], ["feed", "crawl", "probe"]);
  const office = sumOf(flood, ["shared-address"], ERRANDS);
  const { search, contact } = standIn.site;
  return [
    finding("pages", standIn.fromCopy ? "holds" : "look", String(standIn.site.pages.length)),
    ...of("reading"),
    ...of("returning-acts"),
    ...of("first-time-acts"),
    ...of("no-script-acts"),
    finding("office", shareStanding(office), percent(office.tried === 0 ? 0 : office.done / office.tried)),
    ...of("messages"),
    ...of("reaction"),
    ...(untold === 0 ? [] : [finding("too-few", "look", String(untold))]),
    finding(
      "machines",
      shareStanding(machines),
      percent(machines.tried === 0 ? 0 : machines.done / machines.tried),
    ),
    finding("search-found", search === undefined ? "look" : "holds", search?.path),
    finding("contact-found", contact === undefined ? "look" : "holds", contact?.path),
  ];
}

function finding(name: FindingName, standing: Standing, value = ""): Finding {
  return { name, standing, value };
}

function shareStanding({ tried, done }: { tried: number; done: number }): Standing {
  if (tried < 3) return "look";
  return done / tried >= 0.9 ? "holds" : "fails";
}

/** Rounded down: 99.96 % is not all. */
const percent = (share: number): string => `${Math.floor(share * 1000) / 10}`;

function tls({ gateway }: Settings, site: Site, nowMs: number): Finding {
  if (site.certificate === undefined || gateway.listen_tls.length === 0) {
    const local = gateway.listen.every((address) => /^(127\.|\[::1\]|localhost)/.test(address));
    if (local || gateway.trusted_proxies.length > 0) return finding("tls-in-front", "look");
    return finding("tls-missing", "fails");
  }
  try {
    const certificate = new X509Certificate(readFileSync(site.certificate));
    const days = Math.floor((Date.parse(certificate.validTo) - nowMs) / DAY_MS);
    const bare = site.hosts.find((host) => certificate.checkHost(host) === undefined);
    if (bare !== undefined) return finding("tls-host", "fails", bare);
    return finding("tls", days < 0 ? "fails" : days < CERTIFICATE_DAYS_MIN ? "look" : "holds", String(days));
  } catch {
    return finding("tls-unreadable", "fails", site.certificate);
  }
}

function copyOnDisk({ dataFolder }: Settings, site: Site, nowMs: number): Finding {
  if (!site.crawl) return finding("copy-off", "fails");
  try {
    const hours = (nowMs - statSync(join(dataFolder, "snapshot", `${site.name}.db`)).mtimeMs) / 3_600_000;
    const old = hours > CRAWLS_MISSED * site.crawl_interval_hours;
    return finding("copy", old ? "look" : "holds", String(Math.round(hours)));
  } catch {
    return finding("copy-missing", "fails");
  }
}

function workers({ gateway }: Settings): Finding {
  const cores = cpus().length;
  return finding(
    "workers",
    gateway.workers >= Math.max(1, cores - 1) ? "holds" : "look",
    `${gateway.workers} / ${cores}`,
  );
}

/** A name that everybody carries, counted as a session, sends everybody to the server. */
function sessionCookies(site: Site): Finding {
  const matches = (pattern: string) =>
    ANALYTICS.some((name) =>
      pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    );
  const wrong = site.session_cookies.filter(matches);
  return finding("session-cookies", wrong.length === 0 ? "holds" : "fails", wrong.join(", "));
}
