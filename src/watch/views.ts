import type { Journal, View } from "../journal/index.ts";
import type { HosterIncident } from "./answers.ts";
import type { Failure, VantageHealth, Verdict, VerdictChange, WindowVerdict } from "./events.ts";

import { SETTLED_AFTER_MS } from "./verdict/index.ts";

/** What the watch said to the journal, as tables: changes of verdicts, incidents of hosts, points of measurement, rates. */

/** Changes that a site's page lists. */
export const CHANGES_LISTED_MAX = 100;
/** Incidents that a list gives, the newest. */
export const HOSTERS_LISTED_MAX = 200;
/** Sites of one incident that are named. */
export const HOSTER_SITES_MAX = 2_000;

const TABLES = [
  `CREATE TABLE watch_changes (
    site INTEGER NOT NULL, position INTEGER NOT NULL, settled INTEGER NOT NULL, at TEXT NOT NULL, was TEXT NOT NULL,
    verdict TEXT NOT NULL, PRIMARY KEY (site, position, settled)
  ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX watch_changes_by_time ON watch_changes (settled, at)",
  "CREATE INDEX watch_changes_by_position ON watch_changes (settled, position, site)",
  // `told`: the word that people were last told of.
  `CREATE TABLE watch_spoken (
    site INTEGER PRIMARY KEY, verdict TEXT NOT NULL, since TEXT NOT NULL, confirmed INTEGER NOT NULL, hoster TEXT, told TEXT
  ) STRICT`,
  `CREATE TABLE watch_hosters (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, network TEXT NOT NULL, holder TEXT NOT NULL, opened_at TEXT NOT NULL,
    closed_at TEXT, sites TEXT NOT NULL, down INTEGER NOT NULL, watched INTEGER NOT NULL, cause TEXT NOT NULL, rule TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX watch_hosters_by_position ON watch_hosters (position)",
  `CREATE TABLE watch_vantages (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, network TEXT NOT NULL, added_at TEXT NOT NULL, removed_at TEXT
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE watch_health (
    vantage TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL, health TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (vantage, position)
  ) STRICT, WITHOUT ROWID`,
  "CREATE TABLE watch_suspensions (position INTEGER PRIMARY KEY, at TEXT NOT NULL, why TEXT NOT NULL, until TEXT) STRICT",
  `CREATE TABLE watch_rates (
    position INTEGER PRIMARY KEY, bodies TEXT NOT NULL, sites TEXT NOT NULL, reason TEXT NOT NULL, fast_until TEXT NOT NULL,
    slow_until TEXT NOT NULL
  ) STRICT`,
] as const;

type Db = Parameters<View["project"]>[0];
type Stored = Parameters<View["project"]>[1];

export const verdictsView: View = {
  name: "watch",
  version: 1,
  tables: TABLES,
  project(db, stored) {
    const project = PROJECTIONS[stored.entry.kind];
    if (project !== undefined) project(db, stored);
  },
};

const json = JSON.stringify;

const PROJECTIONS: Readonly<Record<string, (db: Db, stored: Stored) => void>> = {
  "watch.verdicts-changed": (db, stored) => {
    changed(db, stored, 0);
    const speak = db.query(
      `INSERT INTO watch_spoken VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (site) DO UPDATE SET
       since = iif(verdict = excluded.verdict, since, excluded.since), verdict = excluded.verdict,
       confirmed = excluded.confirmed, hoster = excluded.hoster`,
    );
    for (const { site, is, hoster } of stored.entry.body.changes as VerdictChange[]) {
      speak.run(site, is.verdict, stored.entry.at, is.confirmed ? 1 : 0, hoster ?? null);
    }
  },
  "watch.alert-raised": (db, { entry }) => {
    const tell = db.query("UPDATE watch_spoken SET told = verdict WHERE site = ?");
    for (const site of entry.body.sites as number[]) tell.run(site);
  },
  "watch.verdicts-settled": (db, stored) => changed(db, stored, 1),
  "watch.hoster-incident-opened": (db, { position, entry }) => {
    const { id, network, holder, sites, down, watched, cause, rule } = entry.body as Omit<
      HosterIncident,
      "openedAt"
    >;
    db.query("INSERT OR IGNORE INTO watch_hosters VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)").run(
      id,
      position,
      network,
      holder,
      entry.at,
      json(sites),
      down,
      watched,
      cause,
      rule,
    );
  },
  "watch.hoster-incident-grown": (db, { entry }) => {
    const { id, sites, down, watched } = entry.body as Pick<
      HosterIncident,
      "id" | "sites" | "down" | "watched"
    >;
    const old = db.query<{ sites: string }, [string]>("SELECT sites FROM watch_hosters WHERE id = ?").get(id);
    if (old === null) return;
    const all = [...new Set([...(JSON.parse(old.sites) as number[]), ...sites])].slice(0, HOSTER_SITES_MAX);
    db.query("UPDATE watch_hosters SET sites = ?, down = ?, watched = ? WHERE id = ?").run(
      json(all),
      down,
      watched,
      id,
    );
  },
  "watch.hoster-incident-closed": (db, { entry }) => {
    db.query("UPDATE watch_hosters SET closed_at = ? WHERE id = ? AND closed_at IS NULL").run(
      entry.at,
      entry.body.id as string,
    );
  },
  "watch.vantage-added": (db, { entry }) => {
    const { id, name, country, network } = entry.body as Record<string, string>;
    db.query("INSERT OR REPLACE INTO watch_vantages VALUES (?, ?, ?, ?, ?, NULL)").run(
      id ?? "",
      name ?? "",
      country ?? "",
      network ?? "",
      entry.at,
    );
  },
  "watch.vantage-removed": (db, { entry }) => {
    db.query("UPDATE watch_vantages SET removed_at = ? WHERE id = ?").run(entry.at, entry.body.id as string);
  },
  "watch.vantage-health-changed": (db, { position, entry }) => {
    const { id, is, why } = entry.body as Record<string, string>;
    const at = entry.occurredAt ?? entry.at;
    db.query("INSERT INTO watch_health VALUES (?, ?, ?, ?, ?)").run(
      id ?? "",
      position,
      at,
      is ?? "",
      why ?? "",
    );
  },
  "watch.measuring-suspended": (db, { position, entry }) => {
    db.query("INSERT INTO watch_suspensions VALUES (?, ?, ?, NULL)").run(
      position,
      entry.at,
      entry.body.why as string,
    );
  },
  "watch.measuring-resumed": (db, { entry }) => {
    db.query("UPDATE watch_suspensions SET until = ? WHERE until IS NULL").run(entry.at);
  },
  "watch.rate-raised": (db, { position, entry }) => {
    const { bodies, sites, reason, fastUntil, slowUntil } = entry.body;
    db.query("INSERT INTO watch_rates VALUES (?, ?, ?, ?, ?, ?)").run(
      position,
      json(bodies),
      json(sites),
      reason as string,
      fastUntil as string,
      slowUntil as string,
    );
  },
};

function changed(db: Db, { position, entry }: Stored, settled: 0 | 1): void {
  const insert = db.query("INSERT OR REPLACE INTO watch_changes VALUES (?, ?, ?, ?, ?, ?)");
  for (const { site, was, is } of entry.body.changes as VerdictChange[]) {
    insert.run(site, position, settled, entry.at, was, json(is));
  }
}

type Reading = Pick<Journal, "query">;
export type Change = { readonly at: string; readonly was: Verdict; readonly is: WindowVerdict };

/** The latest changes of a site, newest first. */
export function changesOf(journal: Reading, site: number): Change[] {
  return journal
    .query<{ at: string; was: Verdict; verdict: string }>(
      "SELECT at, was, verdict FROM watch_changes WHERE site = ? AND settled = 0 ORDER BY position DESC LIMIT ?",
      site,
      CHANGES_LISTED_MAX,
    )
    .map(({ at, was, verdict }) => ({ at, was, is: JSON.parse(verdict) as WindowVerdict }));
}

/** The latest changes of all sites, newest first. */
export function latestChanges(journal: Reading, most: number): (Change & { site: number })[] {
  return journal
    .query<{ site: number; at: string; was: Verdict; verdict: string }>(
      "SELECT site, at, was, verdict FROM watch_changes WHERE settled = 0 ORDER BY at DESC LIMIT ?",
      most,
    )
    .map(({ site, at, was, verdict }) => ({ site, at, was, is: JSON.parse(verdict) as WindowVerdict }));
}

/** Where somebody who goes through the changes in their order has come to. */
export type ChangeCursor = { readonly position: number; readonly site: number };

/** The cursor before the first change that was written at `sinceMs` or later. */
export function cursorAt(journal: Reading, sinceMs: number): ChangeCursor {
  const [row] = journal.query<{ position: number | null }>(
    "SELECT max(position) AS position FROM watch_changes WHERE settled = 0 AND at < ?",
    new Date(sinceMs).toISOString(),
  );
  return { position: row?.position ?? 0, site: Number.MAX_SAFE_INTEGER };
}

/** Changes behind the cursor that were written before `untilMs`, in their order, at most `most`. */
export function changesAfter(
  journal: Reading,
  { position, site }: ChangeCursor,
  untilMs: number,
  most: number,
): (Change & ChangeCursor)[] {
  return journal
    .query<{ site: number; position: number; at: string; was: Verdict; verdict: string }>(
      `SELECT site, position, at, was, verdict FROM watch_changes
       WHERE settled = 0 AND (position, site) > (?, ?) AND at < ? ORDER BY position, site LIMIT ?`,
      position,
      site,
      new Date(untilMs).toISOString(),
      most,
    )
    .map(({ verdict, ...row }) => ({ ...row, is: JSON.parse(verdict) as WindowVerdict }));
}

/** When the last settled change was written, ms since 1970. */
export function settledSince(journal: Reading): number | undefined {
  const [row] = journal.query<{ at: string | null }>(
    "SELECT max(at) AS at FROM watch_changes WHERE settled = 1",
  );
  return row?.at == null ? undefined : Date.parse(row.at) - SETTLED_AFTER_MS;
}

/** What was last said of each site. */
export function spokenVerdicts(journal: Reading): SpokenVerdict[] {
  return journal
    .query<Omit<SpokenVerdict, "confirmed"> & { confirmed: number }>("SELECT * FROM watch_spoken")
    .map((row) => ({ ...row, confirmed: row.confirmed === 1 }));
}

export type SpokenVerdict = {
  readonly site: number;
  readonly verdict: Verdict;
  /** ISO 8601: when this word was first said. */
  readonly since: string;
  readonly confirmed: boolean;
  readonly hoster: string | null;
  /** The word that people were last told of. */
  readonly told: Verdict | null;
};

type HosterRow = {
  id: string;
  network: string;
  holder: string;
  opened_at: string;
  closed_at: string | null;
  sites: string;
  down: number;
  watched: number;
  cause: Failure;
  rule: string;
};

/** Incidents of hosts, newest first: open ones, or all that the bound allows. */
export function hosterIncidents(journal: Reading, onlyOpen: boolean): HosterIncident[] {
  return journal
    .query<HosterRow>(
      `SELECT id, network, holder, opened_at, closed_at, sites, down, watched, cause, rule FROM watch_hosters
       WHERE closed_at IS NULL OR ? = 0 ORDER BY position DESC LIMIT ?`,
      onlyOpen ? 1 : 0,
      HOSTERS_LISTED_MAX,
    )
    .map(incidentOf);
}

/** Those that were open at some moment in [from, to) (ISO 8601). */
export function hosterIncidentsWithin(journal: Reading, from: string, to: string): HosterIncident[] {
  return journal
    .query<HosterRow>(
      `SELECT id, network, holder, opened_at, closed_at, sites, down, watched, cause, rule FROM watch_hosters
       WHERE opened_at < ? AND (closed_at IS NULL OR closed_at >= ?) ORDER BY position DESC LIMIT ?`,
      to,
      from,
      HOSTERS_LISTED_MAX,
    )
    .map(incidentOf);
}

function incidentOf({ opened_at: openedAt, closed_at: closedAt, sites, ...row }: HosterRow): HosterIncident {
  return { ...row, openedAt, closedAt, sites: JSON.parse(sites) as number[] };
}

export type KnownVantage = { id: string; name: string; country: string; network: string; removed: boolean };

export function knownVantages(journal: Reading): KnownVantage[] {
  return journal
    .query<Omit<KnownVantage, "removed"> & { removed_at: string | null }>(
      "SELECT id, name, country, network, removed_at FROM watch_vantages ORDER BY added_at",
    )
    .map(({ removed_at: removedAt, ...one }) => ({ ...one, removed: removedAt !== null }));
}

export type HealthChange = {
  readonly vantage: string;
  readonly at: number;
  readonly health: VantageHealth;
  readonly why: string;
};

/** What was said of the health of points of measurement, oldest first: since `sinceMs`, and the last word before it. */
export function healthChanges(journal: Reading, sinceMs: number): HealthChange[] {
  const since = new Date(sinceMs).toISOString();
  return journal
    .query<{ vantage: string; at: string; health: VantageHealth; why: string }>(
      `SELECT vantage, at, health, why FROM watch_health AS one WHERE at >= ?1
         OR position = (SELECT max(position) FROM watch_health WHERE vantage = one.vantage AND at < ?1)
       ORDER BY at`,
      since,
    )
    .map(({ at, ...one }) => ({ ...one, at: Date.parse(at) }));
}

export function openSuspension(journal: Reading): { at: string; why: string } | undefined {
  return journal.query<{ at: string; why: string }>(
    "SELECT at, why FROM watch_suspensions WHERE until IS NULL ORDER BY position DESC LIMIT 1",
  )[0];
}

export type RaisedRate = {
  bodies: string[];
  sites: number[];
  reason: string;
  fastUntil: number;
  slowUntil: number;
};

/** Raised rates that are not over, oldest first. */
export function raisedRates(journal: Reading, nowMs: number): RaisedRate[] {
  return journal
    .query<{ bodies: string; sites: string; reason: string; fast_until: string; slow_until: string }>(
      "SELECT bodies, sites, reason, fast_until, slow_until FROM watch_rates WHERE slow_until > ? OR fast_until > ? ORDER BY position",
      new Date(nowMs).toISOString(),
      new Date(nowMs).toISOString(),
    )
    .map((row) => ({
      bodies: JSON.parse(row.bodies) as string[],
      sites: JSON.parse(row.sites) as number[],
      reason: row.reason,
      fastUntil: Date.parse(row.fast_until),
      slowUntil: Date.parse(row.slow_until),
    }));
}
