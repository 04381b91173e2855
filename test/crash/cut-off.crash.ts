import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { runToEnd, type Started, start } from "../../bench/harness/process.ts";

/**
 * A cold start in a namespace of its own where everything is dead: a way out that leads nowhere, and behind it no name
 * server, no mail server, no directory. What is sent towards it is counted by the kernel: nothing may be.
 */

const SPACE = `beffroi-cut-${process.pid}`;
/** Goal: 3 s on a quiet machine. The bound here also holds beside other work; the figure is printed. */
const READY_MS_MAX = 10_000;
/** How long the house is watched after its start: what it does on its own comes within this. */
const WATCHED_MS = 6_000;
const PLACE = { site: "127.0.0.1:8480", console: "127.0.0.1:8481", origin: 8_482 };

const folder = mkdtempSync(join(tmpdir(), "beffroi-cut-off-"));
let beffroi: Started | undefined;

const run = (...command: string[]) => runToEnd(command[0] ?? "", command.slice(1));
const inside = (...command: string[]) => ["netns", "exec", SPACE, ...command];

/** Sites, mail, a directory: all of them out there, and all of them dead. */
const SETTINGS = `
[gateway]
listen = ["${PLACE.site}"]
[console]
listen = "${PLACE.console}"
[[site]]
name = "mairie"
hosts = ["127.0.0.1"]
origin = "http://127.0.0.1:${PLACE.origin}"
crawl = false
`;

beforeAll(async () => {
  await run("ip", "netns", "add", SPACE);
  await run("ip", "-n", SPACE, "link", "set", "lo", "up");
  await run("ip", "-n", SPACE, "link", "add", "out", "type", "veth", "peer", "nowhere");
  await run("ip", "-n", SPACE, "address", "add", "198.51.100.2/24", "dev", "out");
  for (const end of ["out", "nowhere"]) await run("ip", "-n", SPACE, "link", "set", end, "up");
  await run("ip", "-n", SPACE, "route", "add", "default", "dev", "out");
  const counting =
    'add table inet seen; add chain inet seen out { type filter hook output priority 0; }; add rule inet seen out oifname "out" meta l4proto { tcp, udp } counter';
  await run("ip", ...inside("nft", counting));
  writeFileSync(join(folder, "beffroi.toml"), SETTINGS);
}, 20_000);

afterAll(async () => {
  await beffroi?.stop();
  await run("ip", "netns", "del", SPACE);
  rmSync(folder, { recursive: true, force: true });
});

/** Packets that went towards the dead network, as the kernel counted them. */
async function packetsOut(): Promise<number> {
  const rules = await run("ip", ...inside("nft", "list chain inet seen out"));
  return Number(/packets (\d+)/.exec(rules)?.[1] ?? Number.NaN);
}

const fetched = (url: string) =>
  run("ip", ...inside("curl", "-s", "-m", "5", "-o", "-", "-w", "\n%{http_code}", "--noproxy", "*", url));

describe("with names, mail, directory and Internet dead", () => {
  test("the counter counts what is sent out", async () => {
    await runToEnd("ip", inside("curl", "-s", "-m", "1", "http://203.0.113.9/"), { allowFailure: true });
    expect(await packetsOut()).toBeGreaterThan(0);
  });

  test("a first start is ready, and tries to reach nobody", async () => {
    const before = await packetsOut();
    const from = performance.now();
    beffroi = start("ip", [
      ...inside(BUN, ...BUN_FLAGS, join(ROOT, "src/main.ts"), "up"),
      ...["--config", join(folder, "beffroi.toml"), "--data", join(folder, "data")],
    ]);
    await beffroi.line(/^beffroi ready site=/m, READY_MS_MAX);
    console.log(`ready after ${Math.round(performance.now() - from)} ms with everything cut`);
    expect(await fetched(`http://${PLACE.console}/healthz`)).toBe("ok\n\n200");
    expect(await fetched(`http://${PLACE.console}/api/session`)).toContain('"state":"setup"');
    expect(await fetched(`http://${PLACE.console}/`)).toContain("Beffroi");
    await Bun.sleep(WATCHED_MS);
    expect(await packetsOut()).toBe(before);
  }, 40_000);
});
