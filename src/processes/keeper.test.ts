import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beffroiSettings, startAgain } from "../../bench/harness/beffroi.ts";
import { childOf, killAtOnce } from "../../bench/harness/family.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { Browser, enrol } from "../../test/support/cast.ts";
import { readSettings } from "../config.ts";
import { linkPath } from "../gateway/index.ts";
import { silentLog } from "../kernel/log.ts";
import { startKeeper } from "./keeper.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-keeper-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PROVIDER = "https://idp.invalid/.well-known/openid-configuration";

describe("a keeper", () => {
  test("asks no network for anything, but the identity provider when somebody chooses it", async () => {
    writeFileSync(join(folder, "client.secret"), "a secret of sixteen or more", { mode: 0o600 });
    const settings = [
      `data = "${join(folder, "data")}"`,
      "[console]",
      'listen = "127.0.0.1:0"',
      "[people]",
      `oidc_discovery = "${PROVIDER}"`,
      'oidc_client_id = "beffroi"',
      'oidc_client_secret_file = "client.secret"',
      'oidc_console = "https://console.invalid"',
    ];
    writeFileSync(join(folder, "beffroi.toml"), settings.join("\n"));
    // Variables by which a library can be told to report its use.
    const told = { BETTER_AUTH_TELEMETRY: "1", BETTER_AUTH_TELEMETRY_ENDPOINT: "https://telemetry.invalid" };
    const program = join(import.meta.dir, "testing", "keeper-without-network.ts");
    const preload = ["--preload", join(ROOT, "test", "support", "without-network.ts")];
    const child = Bun.spawn([BUN, ...BUN_FLAGS, ...preload, program, folder], {
      stdout: "pipe",
      stderr: "pipe",
      env: { ...process.env, ...told, NODE_ENV: "production" },
    });
    const [out, err] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    expect({ err, ...JSON.parse(out || "{}") }).toEqual({
      err: "",
      statuses: [200, 200, 200, 503],
      before: [],
      after: ["fetch idp.invalid"],
    });
  }, 30_000);
});

test("a gateway writes of itself only: no role, no statement, whatever name it gives itself", async () => {
  const settings = readSettings({ data: folder, console: "127.0.0.1:0", origin: "http://127.0.0.1:9" });
  const keeper = await startKeeper(settings, silentLog);
  const { alice, chloe } = await enrol(keeper.url, keeper.setupLink, ["chloe"]);
  const at = Date.now();
  const said = [
    { kind: "people.role-changed", subject: chloe.id, body: { old: "member", new: "admin" }, at },
    { kind: "people.disabled", subject: alice.id, body: { reason: "" }, at },
    { kind: "keeper.stopped", subject: "keeper", body: { reason: "" }, at },
    { kind: "gateway.purged", subject: "site", body: { by: "url", target: "/", removed: 1 }, at },
  ];
  const lines = said.map((event, n) =>
    JSON.stringify({ type: "event", source: "keeper", sequence: n + 1, event }),
  );
  let heard = "";
  const socket = await Bun.connect({
    unix: linkPath(folder),
    socket: {
      data: (_, bytes) => {
        heard += bytes.toString();
      },
    },
  });
  socket.write(`${lines.join("\n")}\n`);
  await until(() => heard.includes('"sequence":4'));
  socket.end();
  const { entries } = (await alice.browser.get("/api/journal?limit=200")).json as {
    entries: { kind: string }[];
  };
  const kinds = new Set(entries.map(({ kind }) => kind));
  expect([...said].map(({ kind }) => kinds.has(kind))).toEqual([false, false, false, true]);
  expect((await chloe.browser.get("/api/session")).json.person.role).toBe("member");
  await keeper.stop("the test is over");
}, 30_000);

describe("beffroi up", () => {
  test("prints the set-up link after its ready line, a new one when a new keeper voids it, and none when it was used", async () => {
    const place = await beffroiSettings(folder, { origin: 9, site: ["crawl = false"] });
    const beffroi = await startAgain("up", place, undefined);
    try {
      const { output } = beffroi.process;
      const link = new RegExp(
        `^beffroi setup (http://127\\.0\\.0\\.1:${place.consolePort}/#/setup/([\\w-]{43}))$`,
        "gm",
      );
      const tokens = () => [...output().matchAll(link)].map(([, , token]) => token ?? "");
      await until(() => tokens().length === 1);
      const lines = output().split("\n");
      expect(lines.findIndex((line) => line.startsWith("beffroi ready site="))).toBeLessThan(
        lines.findIndex((line) => line.startsWith("beffroi setup ")),
      );
      await killAtOnce(childOf(beffroi, "keeper"));
      await until(() => tokens().length === 2);
      const [old = "", fresh = ""] = tokens();
      const setUp = (token: string) => {
        const body = { token, name: "Alice Martin", userName: "alice", password: "une phrase assez longue" };
        return new Browser(`http://127.0.0.1:${place.consolePort}`).post("/api/setup", body);
      };
      expect((await setUp(old)).code).toBe("not-found");
      expect((await setUp(fresh)).status).toBe(200);
      await beffroi.process.stop();
      const again = await startAgain("up", place, undefined);
      expect((await again.process.stop().then(() => again.process.output())).includes("setup")).toBe(false);
    } finally {
      await beffroi.process.stop();
    }
  }, 60_000);
});

async function until(isSo: () => boolean, deadlineMs = 20_000): Promise<void> {
  for (const end = Date.now() + deadlineMs; !isSo(); await Bun.sleep(20)) {
    if (Date.now() > end) throw new Error("it did not happen in time");
  }
}
