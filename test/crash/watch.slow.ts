import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childOf, killAtOnce } from "../../bench/harness/family.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { runToEnd } from "../../bench/harness/process.ts";
import type { SiteRow } from "../../src/watch/answers.ts";
import { openWatchingHouse, type WatchingHouse } from "../support/watching-house.ts";
import { type SitePlan, WatchedTown } from "../support/watched-town.ts";

/**
 * A list is taken in and measured from two points, at the pace of the real rule, while keeper and prober are killed without
 * warning. What is said in the end is true, and nothing false was said on the way.
 */

/** Sites of one host, all on one address. */
const HOSTED = ["www.saint-malo.fr", "www.dinan.fr", "www.fougeres.fr"];
const HOST_ADDRESS = "127.0.40.1";
const WELL = ["www.lorient.bzh", "www.quimper.bzh", "www.roanne.fr", "www.ville-castres.fr"];
const GONE = "www.ville-aurillac.fr";
const PLAN: SitePlan[] = [
  ...HOSTED.map((host) => ({ host, address: HOST_ADDRESS })),
  ...WELL.map((host, n) => ({ host, address: `127.0.${50 + n}.1` })),
  { host: GONE, address: "127.0.60.1", mood: "broken" },
];

/** Kills of each process while the first verdicts are being reached, and the pause between two of one kind's. */
const KILLS = ["probe", "keeper", "probe", "keeper", "probe", "keeper"] as const;
const PAUSE_MS = 12_000;
/** Four rounds of a site that does not answer take five minutes; a busy machine may take twice as long. */
const VERDICT_MS_MAX = 12 * 60_000;
const OUTAGE_MS_MAX = 6 * 60_000;

const folder = mkdtempSync(join(tmpdir(), "beffroi-watch-crash-"));
let town: WatchedTown;
let house: WatchingHouse;

beforeAll(async () => {
  town = await WatchedTown.open(PLAN);
  house = await openWatchingHouse(folder, town);
}, 90_000);

afterAll(async () => {
  await house.stop();
  await town.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const hostOf = ({ url }: SiteRow): string => new URL(url).hostname;
/** Words other than "inconclusive", by host. */
const words = (rows: readonly SiteRow[]): Record<string, string> =>
  Object.fromEntries(
    rows.filter(({ verdict }) => verdict !== "inconclusive").map((row) => [hostOf(row), row.verdict]),
  );
const expected = (down: readonly string[]): Record<string, string> =>
  Object.fromEntries(PLAN.map(({ host }) => [host, down.includes(host) ? "inaccessible" : "accessible"]));

/** Looks every second, undisturbed by a keeper that is just being killed; each look must be `allowed`. */
async function until(
  allowed: (rows: readonly SiteRow[]) => void,
  isSo: (rows: readonly SiteRow[]) => boolean,
  deadlineMs: number,
): Promise<SiteRow[]> {
  let last: SiteRow[] = [];
  for (const end = Date.now() + deadlineMs; Date.now() < end; await Bun.sleep(1_000)) {
    const rows = await house.sites().catch(() => undefined);
    if (rows === undefined) continue;
    last = rows;
    allowed(rows);
    if (isSo(rows)) return rows;
  }
  throw new Error(`it did not come to that: ${JSON.stringify(words(last))}`);
}

function nothingFalse(down: readonly string[]): (rows: readonly SiteRow[]) => void {
  const truth = expected(down);
  return (rows) => {
    for (const [host, word] of Object.entries(words(rows)))
      expect(`${host} ${word}`).toBe(`${host} ${truth[host]}`);
  };
}

/** Ids of incidents of hosts; a host's is said some seconds after the words of its sites. */
async function incidentsOnceThere(): Promise<string[]> {
  for (const end = Date.now() + 60_000; Date.now() < end; await Bun.sleep(500)) {
    const { incidents } = (await house.ask("/api/watch/hosters")) as { incidents: { id: string }[] };
    if (incidents.length > 0) return incidents.map(({ id }) => id);
  }
  return [];
}

test(
  "killed again and again, the watch says what is true and nothing else",
  async () => {
    const text = PLAN.map(({ host }) => town.url(host)).join("\n");
    const began = Date.now();
    expect(await house.ask("/api/watch/imports", { id: "m-crash-1", text, source: "essai" })).toMatchObject({
      added: PLAN.length,
      refused: 0,
    });
    await house.join("lyon");
    const killing = (async () => {
      for (const killed of KILLS) {
        await Bun.sleep(PAUSE_MS);
        await killAtOnce(childOf(house.beffroi, killed));
      }
    })();
    const rows = await until(
      nothingFalse([GONE]),
      (all) => all.every(({ verdict, confirmed }) => verdict !== "inconclusive" && confirmed),
      VERDICT_MS_MAX,
    );
    await killing;
    console.log(`from the list to confirmed words for all: ${Math.round((Date.now() - began) / 1_000)} s`);
    expect(words(rows)).toEqual(expected([GONE]));
    expect(rows.find((row) => hostOf(row) === GONE)).toMatchObject({ cause: "http.500" });
  },
  VERDICT_MS_MAX + 60_000,
);

test(
  "a host's outage is one incident, and a keeper killed in it says the same afterwards",
  async () => {
    const began = Date.now();
    await town.shut(HOST_ADDRESS);
    const down = [GONE, ...HOSTED];
    const isDown = (rows: readonly SiteRow[]) => HOSTED.every((host) => words(rows)[host] === "inaccessible");
    // Until they are believed to be down, they may still be said to be up, and nothing else.
    const allowed = (rows: readonly SiteRow[]) => {
      for (const row of rows) {
        if (!HOSTED.includes(hostOf(row))) nothingFalse(down)([row]);
        else expect(["accessible", "inaccessible"]).toContain(row.verdict);
      }
    };
    await until(allowed, isDown, OUTAGE_MS_MAX);
    console.log(`from the outage to its words: ${Math.round((Date.now() - began) / 1_000)} s`);
    const before = await incidentsOnceThere();
    expect(before).toHaveLength(1);
    await killAtOnce(childOf(house.beffroi, "keeper"));
    const isWhole = (rows: readonly SiteRow[]) =>
      isDown(rows) && rows.every((row) => HOSTED.includes(hostOf(row)) === (row.hoster !== undefined));
    const rows = await until(nothingFalse(down), isWhole, 60_000);
    expect(
      rows
        .filter(({ hoster }) => hoster !== undefined)
        .map(hostOf)
        .sort(),
    ).toEqual([...HOSTED].sort());
    expect(await incidentsOnceThere()).toEqual(before);
    // Measuring goes on: every site that answers is asked again.
    const since = Date.now();
    await until(
      nothingFalse(down),
      () => WELL.every((host) => town.requests(host, since).length >= 2),
      OUTAGE_MS_MAX,
    );
  },
  2 * OUTAGE_MS_MAX + 90_000,
);

test("the journal holds each turn once, and verifies", async () => {
  const main = [...BUN_FLAGS, join(ROOT, "src/main.ts"), "journal"];
  expect(await runToEnd(BUN, [...main, "verify", "--data", house.beffroi.data])).not.toBe("");
  const lines = await runToEnd(BUN, [...main, "export", "--data", house.beffroi.data]);
  const entries = lines.split("\n").flatMap((line) => {
    const entry = line === "" ? undefined : JSON.parse(line).entry;
    return entry?.kind === "watch.verdicts-changed" ? [entry] : [];
  });
  const changes = entries.flatMap(({ body }) => body.changes as { site: number; is: { verdict: string } }[]);
  const hosts = new Map((await house.sites()).map((row) => [row.site, hostOf(row)]));
  const turns = changes.map(({ site, is }) => `${hosts.get(site)} ${is.verdict}`);
  expect(turns.sort()).toEqual([GONE, ...HOSTED].map((host) => `${host} inaccessible`).sort());
}, 60_000);
