import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beffroiSettings } from "../../bench/harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { start } from "../../bench/harness/process.ts";
import { readSettings } from "../config.ts";
import { silentLog } from "../kernel/log.ts";
import { startKeeper } from "./keeper.ts";

/** A keeper on a data folder in which something is broken: it says what and what to do, and the site goes on. */

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-start-"));
  data = join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const opened = () =>
  startKeeper(readSettings({ data, console: "127.0.0.1:0", origin: "http://127.0.0.1:9" }), silentLog);

async function startedOnce(): Promise<void> {
  await (await opened()).stop("the test goes on");
}

/** Another file under the same name, without a log: what still has the old one open cannot mend it. */
const replace = (name: string, content: Uint8Array) => {
  for (const ending of ["", "-wal", "-shm"]) rmSync(join(data, name + ending), { force: true });
  writeFileSync(join(data, name), content, { mode: 0o600 });
};
const garbage = (name: string) => replace(name, new Uint8Array(8_192).fill(7));
const cut = (name: string, bytes: number) => replace(name, readFileSync(join(data, name)).subarray(0, bytes));
const fileInsteadOf = (name: string) => {
  rmSync(join(data, name), { recursive: true });
  writeFileSync(join(data, name), "");
};

describe("a keeper does not start, says where and why, and starts again once it is mended, when", () => {
  test.each([
    ["accounts.db is no database", "accounts-unusable", "accounts.db", () => garbage("accounts.db")],
    ["accounts.db is cut", "accounts-unusable", "accounts.db", () => cut("accounts.db", 5_000)],
    [
      "a file stands where evidence should lie",
      "evidence-unusable",
      "evidence",
      () => fileInsteadOf("evidence"),
    ],
    [
      "a file stands where the gateways' socket should be",
      "link-unusable",
      "run",
      () => fileInsteadOf("run"),
    ],
    ["the journal is no database", "journal-damaged", "beffroi.db", () => garbage("beffroi.db")],
    [
      "the token is empty",
      "token-damaged",
      "keys/console.token",
      () => writeFileSync(join(data, "keys", "console.token"), ""),
    ],
    [
      "others may read the secret of the accounts",
      "secret-exposed",
      "keys/accounts.secret",
      () => chmodSync(join(data, "keys", "accounts.secret"), 0o644),
    ],
  ])("%s", async (_, code, where, harm) => {
    await startedOnce();
    cpSync(data, join(folder, "good"), { recursive: true });
    harm();
    const refused = await opened().catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: "Refusal", code });
    expect((refused as { where: string }).where).toStartWith(join(data, where));
    expect((refused as { remedy: string }).remedy).not.toBe("");
    rmSync(data, { recursive: true });
    cpSync(join(folder, "good"), data, { recursive: true });
    await startedOnce();
  });
});

test("a keeper that cannot start writes no start into the journal, however often it is tried", async () => {
  await startedOnce();
  const size = () => readFileSync(join(data, "beffroi.db")).length;
  fileInsteadOf("run");
  await opened().catch(() => {});
  const before = size();
  for (let n = 0; n < 5; n++) await opened().catch(() => {});
  expect(size()).toBe(before);
});

test("beffroi keeper ends with 1 and one line on stderr", async () => {
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, "accounts.db"), new Uint8Array(8_192).fill(7));
  const options = ["--data", data, "--console", "127.0.0.1:0", "--origin", "http://127.0.0.1:9"];
  const child = Bun.spawn([BUN, ...BUN_FLAGS, join(ROOT, "src/main.ts"), "keeper", ...options], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const err = await new Response(child.stderr).text();
  expect(await child.exited).toBe(1);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
  expect(err).toStartWith(`beffroi: ${join(data, "accounts.db")}: The accounts cannot be opened`);
}, 20_000);

test("beffroi up serves the site while its keeper cannot start, and has a console as soon as it can", async () => {
  const origin = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("la mairie") });
  const place = await beffroiSettings(join(folder, "up"), {
    origin: origin.port ?? 0,
    site: ["crawl = false"],
  });
  mkdirSync(place.data, { recursive: true });
  const broken = join(place.data, "accounts.db");
  writeFileSync(broken, new Uint8Array(8_192).fill(7));
  const beffroi = start(BUN, [
    ...BUN_FLAGS,
    join(ROOT, "src/main.ts"),
    "up",
    ...["--config", place.settingsFile, "--data", place.data],
  ]);
  try {
    await beffroi.line(/The accounts cannot be opened/, 20_000);
    await until(async () => (await text(`http://127.0.0.1:${place.port}/`)) === "la mairie");
    expect(await text(`http://127.0.0.1:${place.consolePort}/healthz`)).toBe("");
    rmSync(broken);
    await beffroi.line(/^beffroi ready site=/m, 30_000);
    expect(await text(`http://127.0.0.1:${place.consolePort}/healthz`)).toBe("ok\n");
  } finally {
    await beffroi.stop();
    await origin.stop(true);
  }
}, 60_000);

/** What answers there, or "" when nothing does. */
const text = async (url: string): Promise<string> => {
  try {
    return await (await fetch(url)).text();
  } catch {
    return "";
  }
};

async function until(isSo: () => Promise<boolean>, deadlineMs = 20_000): Promise<void> {
  for (const end = Date.now() + deadlineMs; !(await isSo()); await Bun.sleep(50)) {
    if (Date.now() > end) throw new Error("it did not happen in time");
  }
}
