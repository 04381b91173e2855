import { Database } from "bun:sqlite";
import { join } from "node:path";
import { catalogue } from "../../src/catalogue.ts";
import { openJournal } from "../../src/journal/index.ts";
import { program } from "../../src/kernel/actor.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { keeperViews } from "../../src/processes/keeper.ts";
import { FAILURES } from "../../src/watch/codes.ts";
import { type PackedRound, packRound } from "../../src/watch/exchange.ts";
import { codeOf, timeByte } from "../../src/watch/history/code.ts";
import { addRounds, DAY_MS, emptyDay, encodeDay, type KeptRound } from "../../src/watch/history/day-row.ts";
import { History } from "../../src/watch/history/history.ts";
import { keyOf, placeOf } from "../../src/watch/history/keys.ts";
import { encodePiece } from "../../src/watch/history/piece.ts";
import { zipped } from "../../src/watch/history/zip.ts";

/** A year of measurements as they would lie on disk, written by the history's own encoders. */

export const STEP_MS = 300_000;
/** Days that differ; every site's day is one of them. */
export const KINDS_OF_DAY = 20_000;
/** Lost attempts, and days with an outage. */
export const SHAKY_SHARE = 0.01;
export const OUTAGE_SHARE = 0.01;
export const SEED = 20_250_101;

/** Three sites a body. */
export const bodyCode = (site: number) => String(10_000 + Math.floor(site / 3));

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Bodies and sites, in the journal. */
export function writeSites(data: string, sites: number): void {
  const journal = openJournal({
    path: join(data, "beffroi.db"),
    keysFolder: join(data, "keys"),
    lane: "keeper",
    apart: true,
    clock: systemClock,
    catalogue,
    views: keeperViews,
  });
  const entry = (kind: string, body: object) => ({ actor: program("bench"), kind, subject: "watch", body });
  for (let from = 1; from <= sites; from += 100) {
    const some = Array.from({ length: Math.min(100, sites - from + 1) }, (_, n) => from + n);
    const codes = [...new Set(some.map(bodyCode))];
    const bodies = codes.map((code) => ({
      id: `commune:${code}`,
      name: `Commune ${code}`,
      kind: "commune",
      code,
      siren: null,
      departement: code.slice(0, 2),
    }));
    const added = some.map((site) => ({
      site,
      check: "http",
      url: `https://www.commune-${site}.fr`,
      body: `commune:${bodyCode(site)}`,
    }));
    journal.appendAll([
      entry("watch.bodies-added", { import: null, bodies }),
      entry("watch.sites-added", { import: null, sites: added }),
    ]);
  }
  journal.close();
}

const OK = FAILURES.indexOf("ok");
const TIMEOUT = FAILURES.indexOf("tcp.timeout");
const [UP, SHAKY, DOWN, SAME] = [0, 1, 2, 1];

/** The rounds of a day up to a second of it, as one site had them. */
function dayOfRounds(random: () => number, dayMs: number, untilMs: number): KeptRound[] {
  const rounds: KeptRound[] = [];
  const usual = 60 + random() * 600;
  const outageFrom = random() < OUTAGE_SHARE ? dayMs + random() * DAY_MS : Number.POSITIVE_INFINITY;
  const outageTo = outageFrom + 600_000 + random() * 4 * 3_600_000;
  let atMs = dayMs + random() * STEP_MS;
  while (atMs < Math.min(untilMs, dayMs + DAY_MS)) {
    const isDown = atMs >= outageFrom && atMs < outageTo;
    const outcome = isDown ? DOWN : random() < SHAKY_SHARE ? SHAKY : UP;
    const total = isDown ? 10_000 : usual * (0.7 + random() * 0.9);
    const failure = outcome === UP ? OK : TIMEOUT;
    const phases = [2 + random() * 9, usual * 0.1, usual * 0.2, total * 0.8, total];
    const code = codeOf(outcome, failure, -1, 0, isDown ? 0 : SAME, total >= 3_000);
    rounds.push({ atMs, code, times: phases.map(timeByte) });
    atMs += STEP_MS + (random() - 0.5) * 4_000;
  }
  return rounds;
}

type Written = { name: string; rows: number; bytes: number };

/** The year in the history's file. */
export function writeYear(path: string, sites: number, days: number, random: () => number): Written[] {
  const history = new History({ path, clock: systemClock, log: silentLog });
  history.numberOf("local");
  takeLastHour(history, sites, random);
  history.close();
  const db = new Database(path, { strict: true });
  db.run("PRAGMA synchronous = OFF");
  const nowMs = Date.now();
  const today = Math.floor(nowMs / DAY_MS);
  const whole = pool(random, KINDS_OF_DAY, 0, DAY_MS);
  const begun = pool(random, KINDS_OF_DAY / 10, 0, nowMs - today * DAY_MS - 3_600_000);
  const written = [writeDays(db, sites, days, today, whole, begun, random)];
  written.push(writePieces(db, sites, nowMs, random), writeEvidence(db, sites, nowMs, random));
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  return written;
}

const pool = (random: () => number, count: number, dayMs: number, untilMs: number): Uint8Array[] =>
  Array.from({ length: count }, () => {
    const row = emptyDay();
    addRounds(row, dayOfRounds(random, dayMs, untilMs), dayMs);
    return encodeDay(row);
  });

function writeDays(
  db: Database,
  sites: number,
  days: number,
  today: number,
  whole: readonly Uint8Array[],
  begun: readonly Uint8Array[],
  random: () => number,
): Written {
  const insert = db.query("INSERT OR REPLACE INTO days (key, data) VALUES (?, ?)");
  let bytes = 0;
  for (let day = today - days + 1; day <= today; day++) {
    const rows = day === today ? begun : whole;
    db.transaction(() => {
      for (let site = 1; site <= sites; site++) {
        const data = rows[Math.floor(random() * rows.length)] as Uint8Array;
        bytes += data.length;
        insert.run(keyOf(day, placeOf(site, 0)), data);
      }
    })();
  }
  return { name: "days", rows: sites * days, bytes };
}

/** The last day with all its times: what the page of a site draws. */
function writePieces(db: Database, sites: number, nowMs: number, random: () => number): Written {
  const insert = db.query("INSERT OR REPLACE INTO pieces (key, data) VALUES (?, ?)");
  const hours = 25;
  let bytes = 0;
  for (let hour = 1; hour <= hours; hour++) {
    const endMs = nowMs - hour * 3_600_000;
    const id = 1_000 - hour;
    const some = Array.from({ length: 500 }, () =>
      encodePiece(
        dayOfRounds(random, endMs - 3_600_000, endMs).map((one) => ({ ...one, atMs: Math.floor(one.atMs) })),
      ),
    );
    db.transaction(() => {
      db.query("INSERT OR REPLACE INTO segments (id, latest) VALUES (?, ?)").run(id, Math.floor(endMs));
      for (let site = 1; site <= sites; site++) {
        const data = some[site % some.length] as Uint8Array;
        bytes += data.length;
        insert.run(keyOf(id, placeOf(site, 0)), data);
      }
    })();
  }
  return { name: "pieces (all times of the last day)", rows: sites * hours, bytes };
}

/** Shaky rounds of a week, and one row in ten minutes of the outages of ninety days. */
function writeEvidence(db: Database, sites: number, nowMs: number, random: () => number): Written {
  const insert = db.query("INSERT OR REPLACE INTO evidence VALUES (?, ?, 0, ?, ?)");
  const perDay = (sites * DAY_MS * SHAKY_SHARE) / STEP_MS;
  const outages = sites * OUTAGE_SHARE * 12;
  let [rows, bytes] = [0, 0];
  for (let day = 1; day <= 90; day++) {
    const count = Math.floor((day <= 7 ? perDay : 0) + outages);
    db.transaction(() => {
      for (let n = 0; n < count; n++) {
        const site = 1 + Math.floor(random() * sites);
        const at = Math.floor(nowMs - day * DAY_MS + random() * DAY_MS);
        const data = zipped(evidenceOf(site, at, random));
        insert.run(site, at, Math.floor(at / DAY_MS) + (day <= 7 ? 8 : 91), data);
        rows += 1;
        bytes += data.length;
      }
    })();
  }
  return { name: "evidence", rows, bytes };
}

function evidenceOf(site: number, at: number, random: () => number): PackedRound {
  const attempt = (offset: number) => ({
    at: at + offset,
    failure: "tcp.timeout" as const,
    protection: "none" as const,
    content: "not_comparable" as const,
    dnsMs: Math.round(random() * 200) / 10,
    totalMs: 10_000,
    address: `198.51.${site % 250}.${site % 97}`,
    family: 4 as const,
    detail: "no connection within 10 s",
  });
  return packRound({
    site,
    at,
    endedAt: at + 20_000,
    outcome: "shaky",
    failure: "tcp.timeout",
    protection: "none",
    content: "same",
    phases: { totalMs: 240 },
    attempts: [attempt(0), attempt(5_000)],
  });
}

/** What a restart finds unfinished: the rounds of the hour that was open, as batches. */
function takeLastHour(history: History, sites: number, random: () => number): void {
  const rounds: PackedRound[] = [];
  const nowMs = Date.now();
  for (let site = 1; site <= sites; site++) {
    const offset = random() * STEP_MS;
    for (let n = 0; n < 12; n++) {
      const at = Math.floor(nowMs - 3_600_000 + offset + n * STEP_MS);
      rounds.push(
        packRound({
          site,
          at,
          endedAt: at + 200,
          outcome: "up",
          failure: "ok",
          protection: "none",
          content: "same",
          phases: { dnsMs: 3, tcpMs: 12, tlsMs: 30, firstByteMs: 120, totalMs: 200 },
          address: `198.51.${site % 250}.${site % 97}`,
          certificateEndsAt: nowMs + 90 * DAY_MS,
        }),
      );
    }
  }
  rounds.sort((a, b) => a[1] - b[1]);
  for (let from = 0, sequence = 1; from < rounds.length; from += 120, sequence++) {
    const some = rounds.slice(from, from + 120);
    history.take({ vantage: "local", sessionId: "0123456789abcdef", sequence, rounds: some });
  }
}
