import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beffroiSettings, consoleUrl, tokenHeaders } from "../../bench/harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { type Started, start } from "../../bench/harness/process.ts";
import { makeCertificate } from "../../test/support/certificate.ts";
import { readSettings } from "../config.ts";
import { silentLog } from "../kernel/log.ts";
import { startKeeper } from "./keeper.ts";
import { startProberProcess } from "./prober.ts";
import { StandInKeeper, TOKEN, until } from "../watch/prober/testing/keeper.ts";

/** The real program as a point of measurement elsewhere. */

let folder: string;
let tokenFile: string;
const started: Started[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-probe-"));
  tokenFile = join(folder, "token");
  writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 });
});
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

const probe = (...args: string[]) => {
  const one = start(BUN, [
    ...BUN_FLAGS,
    join(ROOT, "src/main.ts"),
    "probe",
    "--data",
    join(folder, "data"),
    ...args,
  ]);
  started.push(one);
  return one;
};

test("asks what the keeper beside it was given, and the keeper has what came of it", async () => {
  const site = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => new Response("<title>Mairie</title>Bienvenue"),
  });
  const here = `127.0.0.1:${site.port}`;
  const place = await beffroiSettings(join(folder, "house"), {
    origin: 9,
    site: ["[watch]", 'allow_private = ["127.0.0.0/8"]', `canaries = ["tcp://${here}"]`],
  });
  const settings = readSettings({ config: place.settingsFile, data: place.data });
  // The prober begins first, as it may: the keeper makes its token.
  const prober = startProberProcess(() => settings, silentLog);
  const keeper = await startKeeper(settings, silentLog);
  try {
    const headers = { ...tokenHeaders(place), "content-type": "application/json" };
    const ask = (path: string, body?: object) =>
      fetch(consoleUrl(place, path), {
        headers,
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
    const list = { id: "m-test-1", text: `http://${here}/`, source: "test" };
    expect((await ask("/api/watch/imports", list)).status).toBe(200);
    const row = async () =>
      ((await (await ask("/api/watch/sites/1")).json()) as { row: { n: number; lastAt: string | null } }).row;
    let last = await row();
    for (
      const deadline = Date.now() + 30_000;
      last.lastAt === null && Date.now() < deadline;
      last = await row()
    ) {
      await Bun.sleep(100);
    }
    expect(last).toMatchObject({ cause: "ok", n: 1 });
    const entries = async () => JSON.stringify(await (await ask("/api/journal")).json());
    let said = await entries();
    for (
      const deadline = Date.now() + 30_000;
      !said.includes("vantage.started") && Date.now() < deadline;
      said = await entries()
    ) {
      await Bun.sleep(100);
    }
    expect(said).toContain("vantage.started");
  } finally {
    await prober.stop();
    await keeper.stop("the test is over");
    await site.stop(true);
  }
}, 60_000);

test("joins a keeper over TLS, measures for it, and ends when it is told to", async () => {
  const certificate = makeCertificate(["localhost"]);
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, certificate.cert);
  const keeper = new StandInKeeper(0, certificate);
  try {
    keeper.plan = [[7, 1, `tcp://127.0.0.1:${keeper.port}`, 30_000, 0, 0]];
    const url = `https://localhost:${keeper.port}`;
    const common = ["--token-file", tokenFile, "--ca", ca, "--allow-private", "127.0.0.0/8"];
    const one = probe("--join", url, ...common, "--canary", `tcp://127.0.0.1:${keeper.port}`);
    await one.line(/^beffroi probe ready/m, 30_000);
    await until(() => keeper.rounds.length > 0);
    expect(keeper.rounds[0]?.[0]).toBe(7);
    expect(keeper.requests.at(-1)?.health).toMatchObject({ state: "ok", canaries: { ok: 1, total: 1 } });
    one.signal("SIGTERM");
    expect(await one.exited).toBe(0);
  } finally {
    await keeper.stop();
  }
});

test("says in one line what is wrong with how it was called, and ends", async () => {
  const join = ["--join", "https://127.0.0.1:1"];
  chmodSync(tokenFile, 0o644);
  const exposed = probe(...join, "--token-file", tokenFile);
  expect(await exposed.exited).toBe(1);
  expect(exposed.output()).toContain("Others may read the token.");
  for (const [args, words] of [
    [
      ["--join", "http://console.ville.example", "--token-file", tokenFile],
      "The token would travel in the open.",
    ],
    [join, "A prober elsewhere needs its token."],
    [[...join, "--token", "x"], "Unknown option"],
  ] as const) {
    chmodSync(tokenFile, 0o600);
    const one = probe(...args);
    expect(await one.exited).toBe(2);
    expect(one.output()).toContain(words);
    expect(one.output().trim().split("\n")).toHaveLength(1);
  }
});
