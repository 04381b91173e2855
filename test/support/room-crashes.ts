import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAtOnce } from "../../bench/harness/family.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { freePort, runToEnd, type Started, start } from "../../bench/harness/process.ts";
import { catalogue } from "../../src/catalogue.ts";
import { openJournal } from "../../src/journal/index.ts";
import { dumpViews, seeded } from "../../src/journal/testing/views-match-rebuild.ts";
import { sha256Hex } from "../../src/kernel/canonical.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { keeperViews } from "../../src/processes/keeper.ts";
import { Browser, enrol, PASSWORDS, type Reply, signIn } from "./cast.ts";

/**
 * The keeper killed again and again while five people work: two write notes, one hands in files, one signs in, one speaks
 * to the public. Each repeats what was not answered, with the same id, as the page does. By hand, with more kills:
 * `bun test/support/room-crashes.ts 100`.
 */

export type RoomCrashes = {
  kills: number;
  /** Acts that were answered, by what was done. */
  acknowledged: Record<string, number>;
  /** Acts that had to be asked for again because the answer did not come. */
  repeated: number;
  faults: string[];
};

const INCIDENT = "i-crash";
const READY_MS_MAX = 30_000;
/** Longest time between the keeper's start and its end, in ms; a third of that at least. */
const LIFE_MS_MAX = 400;
const REPEAT_MS = 15;
/** Between two notes of one person, in ms: nobody may write faster for long. */
const PAUSE_MS_MAX = 200;

type Doing = {
  url: string;
  over(): boolean;
  random(): number;
  result: RoomCrashes;
};

/** @param kills how often the keeper is killed; one takes about half a second */
export async function runRoomCrashes(terms: { seed: number; kills: number }): Promise<RoomCrashes> {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-room-crash-"));
  const data = join(folder, "data");
  const random = seeded(terms.seed);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const result: RoomCrashes = { kills: 0, acknowledged: {}, repeated: 0, faults: [] };
  let keeper = await startKeeper(port, data);
  try {
    const setup = await keeper.line(/^beffroi setup (\S+)$/m, READY_MS_MAX);
    const cast = await enrol(url, setup[1], ["bob", "chloe", "david"]);
    await cast.alice.browser.post(`/api/people/${cast.david.id}/role`, { old: "observer", new: "member" });
    await cast.david.browser.post("/api/session/sign-out");
    await signIn(cast.david.browser, "david");
    await cast.bob.browser.post("/api/incidents", {
      id: INCIDENT,
      title: "Rançongiciel",
      kind: "ransomware",
    });
    let over = false;
    const doing: Doing = { url, over: () => over, random, result };
    const work = [
      writeNotes(doing, cast.chloe.browser, "chloe"),
      writeNotes(doing, cast.david.browser, "david"),
      handIn(doing, cast.chloe.browser.copy()),
      comeIn(doing),
      speak(doing, cast.bob.browser),
    ];
    for (; result.kills < terms.kills; result.kills++) {
      await Bun.sleep(LIFE_MS_MAX * (1 / 3 + (2 / 3) * random()));
      await killAtOnce(keeper.pid);
      keeper = await startKeeper(port, data);
    }
    over = true;
    const done = await Promise.all(work);
    await Promise.all(done.map((check) => check(cast.bob.browser)));
  } finally {
    await keeper.stop();
  }
  await checkJournal(data, result);
  rmSync(folder, { recursive: true, force: true });
  return result;
}

async function startKeeper(port: number, data: string): Promise<Started> {
  const address = ["--console", `127.0.0.1:${port}`, "--origin", "http://127.0.0.1:9", "--data", data];
  const keeper = start(BUN, [...BUN_FLAGS, join(ROOT, "src/main.ts"), "keeper", ...address]);
  await keeper.line(/^beffroi keeper ready console=/m, READY_MS_MAX);
  return keeper;
}

/** Asks until an answer comes. A refusal is a fault here: everything asked for is allowed. */
async function untilAnswered(
  { result }: Doing,
  what: string,
  ask: () => Promise<Reply>,
): Promise<Reply | undefined> {
  for (let tries = 0; ; tries++) {
    const reply = await ask().catch(() => undefined);
    if (reply === undefined || reply.text === "") {
      await Bun.sleep(REPEAT_MS);
      continue;
    }
    if (tries > 0) result.repeated += 1;
    if (reply.status === 200) {
      result.acknowledged[what] = (result.acknowledged[what] ?? 0) + 1;
      return reply;
    }
    result.faults.push(`${what}, try ${tries + 1}: ${reply.status} ${reply.text.slice(0, 200)}`);
    return undefined;
  }
}

/** What has to hold once nothing is killed any more. */
type Check = (reader: Browser) => Promise<void>;

async function writeNotes(doing: Doing, browser: Browser, name: string): Promise<Check> {
  const said = new Map<string, number>();
  for (let n = 0; !doing.over(); n++) {
    const body = { id: `${name}-${n}`, text: `Note ${n} de ${name}`, certainty: "fact" };
    const path = `/api/incidents/${INCIDENT}/acts/note`;
    const reply = await untilAnswered(doing, "notes", () => browser.post(path, body));
    if (reply !== undefined) said.set(body.id, reply.json.position);
    await Bun.sleep(PAUSE_MS_MAX * doing.random());
  }
  return async (reader) => {
    const found = await entriesOf(reader, "note", "incident.noted");
    for (const [id, position] of said) {
      const positions = found.get(id) ?? [];
      if (positions.length === 1 && positions[0] === position) continue;
      doing.result.faults.push(`note ${id}: answered at ${position}, stands at ${JSON.stringify(positions)}`);
    }
    for (const [id, positions] of found) {
      if (positions.length > 1) doing.result.faults.push(`note ${id} is written ${positions.length} times`);
    }
  };
}

async function handIn(doing: Doing, browser: Browser): Promise<Check> {
  const sent = new Map<string, string>();
  for (let n = 0; !doing.over(); n++) {
    const bytes = `Fichier ${n} `.repeat(1 + Math.floor(20_000 * doing.random()));
    const query = new URLSearchParams({ id: `piece-${n}`, name: `piece ${n}.log` });
    const path = `/api/incidents/${INCIDENT}/evidence?${query}`;
    const headers = { "content-type": "application/octet-stream" };
    const reply = await untilAnswered(doing, "files", () => browser.ask("POST", path, bytes, headers));
    if (reply !== undefined) sent.set(`piece-${n}`, sha256Hex(bytes));
  }
  return async (reader) => {
    const found = await entriesOf(reader, "evidence", "incident.evidence-added");
    for (const [id, sha256] of sent) {
      const entries = found.get(id)?.length ?? 0;
      const kept = await reader.get(`/api/files/${sha256}`);
      if (entries === 1 && sha256Hex(kept.text) === sha256) continue;
      doing.result.faults.push(`file ${id}: ${entries} entries, its bytes come with ${kept.status}`);
    }
  };
}

/** Signs in again and again: who was let in stays in, whatever is killed. */
async function comeIn(doing: Doing): Promise<Check> {
  let last = new Browser(doing.url);
  for (; !doing.over(); ) {
    const browser = new Browser(doing.url);
    const body = { userName: "alice", password: PASSWORDS.alice };
    const reply = await untilAnswered(doing, "sign-ins", () => browser.post("/api/session/sign-in", body));
    if (reply === undefined) continue;
    await untilAnswered(doing, "looks", () => browser.get("/api/account"));
    last = browser;
  }
  return async () => {
    const { status } = await last.get("/api/account");
    if (status !== 200) doing.result.faults.push(`who signed in last is answered with ${status}`);
  };
}

async function speak(doing: Doing, browser: Browser): Promise<Check> {
  let old: string | null = null;
  const said: string[] = [];
  for (let n = 0; !doing.over(); n++) {
    const body = { level: "major", fr: { title: `Message ${n}` }, old };
    const reply = await untilAnswered(doing, "messages", () => browser.post("/api/status-page", body));
    if (reply === undefined) break;
    old = reply.json.current.id;
    said.push(`Message ${n}`);
    await Bun.sleep(30 * doing.random());
  }
  return async (reader) => {
    const entries = await journalOf(reader);
    const published = entries
      .filter(({ kind }) => kind === "status.published")
      .map(({ body }) => body.statement.fr.title);
    if (JSON.stringify(published) === JSON.stringify(said)) return;
    doing.result.faults.push(`the messages are not each there once: ${said.length}, ${published.length}`);
  };
}

/** Positions of the entries of a kind, by the item that they made. */
async function entriesOf(reader: Browser, type: string, kind: string): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  let before = "";
  for (let more = true; more; ) {
    const path = `/api/incidents/${INCIDENT}/timeline?limit=200&types=${type}${before}`;
    const page = (await reader.get(path)).json;
    for (const { kind: one, body, position } of page.entries) {
      if (one === kind) found.set(body.id, [...(found.get(body.id) ?? []), position]);
    }
    more = page.more;
    before = `&before=${page.entries.at(-1)?.position}`;
  }
  return found;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of every kind.
type Line = { position: number; kind: string; body: any };

/** Every entry, oldest first. */
async function journalOf(reader: Browser): Promise<Line[]> {
  const lines: Line[] = [];
  let before = "";
  for (let more = true; more; ) {
    const page = (await reader.get(`/api/journal?limit=200${before}`)).json;
    lines.push(...page.entries);
    more = page.more;
    before = `&before=${page.entries.at(-1)?.position}`;
  }
  return lines.reverse();
}

/** The journal verifies, and its tables are what they would be if they were made anew. */
async function checkJournal(data: string, { faults }: RoomCrashes): Promise<void> {
  const command = [...BUN_FLAGS, join(ROOT, "src/main.ts"), "journal", "verify", "--every-signature"];
  await runToEnd(BUN, [...command, "--data", data]).catch((error: Error) => faults.push(error.message));
  const path = join(data, "beffroi.db");
  const kept = dumpViews(path, keeperViews);
  const keysFolder = join(data, "keys");
  const journal = openJournal({
    path,
    keysFolder,
    lane: "keeper",
    clock: systemClock,
    catalogue,
    views: keeperViews,
  });
  journal.rebuildViews();
  journal.close();
  const made = dumpViews(path, keeperViews);
  for (const [table, rows] of Object.entries(kept)) {
    if (JSON.stringify(rows) !== JSON.stringify(made[table]))
      faults.push(`table ${table} is not its rebuild`);
  }
  if (readFileSync(path).length === 0) faults.push("the journal is empty");
}

if (import.meta.main) {
  const [kills = "100", seed = "1"] = process.argv.slice(2);
  const result = await runRoomCrashes({ kills: Number(kills), seed: Number(seed) });
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  process.exit(result.faults.length === 0 ? 0 : 1);
}
