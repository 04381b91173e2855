import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Beffroi, beffroiSettings, startAgain } from "../../bench/harness/beffroi.ts";
import { childOf, killAtOnce } from "../../bench/harness/family.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { runToEnd } from "../../bench/harness/process.ts";
import { type Cast, enrol, PASSWORDS, signIn } from "../support/cast.ts";
import { SmallDisk } from "../support/small-disk.ts";

/** The data folder on a disk of its own that fills up while people work, over real processes. */

const DISK_BYTES = 24 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), "beffroi-full-"));

let place: Awaited<ReturnType<typeof beffroiSettings>>;
let disk: SmallDisk;
const missing = await (async () => {
  place = await beffroiSettings(join(folder, "up"), { origin: 9, site: ["crawl = false"] });
  disk = new SmallDisk(place.data, DISK_BYTES);
  return disk.missing;
})();
if (missing !== undefined) process.stderr.write(`full-disk.crash.ts is skipped: ${missing}\n`);

describe.skipIf(missing !== undefined)("a disk that is full", () => {
  let beffroi: Beffroi;
  let origin: ReturnType<typeof Bun.serve>;
  let cast: Cast;
  const site = async () => (await fetch(`http://127.0.0.1:${place.port}/`)).text();
  const note = (id: string) =>
    cast.bob.browser.post("/api/incidents/i-full/acts/note", { id, text: "Le disque", certainty: "fact" });
  const statement = async (title: string) => {
    const { json } = await cast.bob.browser.get("/api/status-page");
    const old = json.current?.id ?? null;
    return cast.bob.browser.post("/api/status-page", { level: "major", fr: { title }, old });
  };
  /**
   * What SQLite has room for in its log may still be written, a small entry where a larger one is refused: both, until
   * several in a row are refused. Gives how many notes were taken.
   */
  async function takeAllRoom(name: string): Promise<number> {
    let [taken, refused] = [0, 0];
    for (let n = 0; refused < 3 && n < 4_000; n++) {
      disk.fill();
      const isNoted = (await note(`${name}-${taken}`)).status === 200;
      const isSaid = (await statement(`Panne ${name} ${n}`)).status === 200;
      if (isNoted) taken++;
      refused = isNoted || isSaid ? 0 : refused + 1;
    }
    return taken;
  }
  const upload = () =>
    cast.bob.browser.ask("POST", "/api/incidents/i-full/evidence?id=piece&name=a.log", "x".repeat(200_000), {
      "content-type": "application/octet-stream",
    });
  const notes = async () =>
    (await cast.bob.browser.get("/api/incidents/i-full")).json.items.map(({ id }: { id: string }) => id);
  const verified = () =>
    runToEnd(BUN, [...BUN_FLAGS, join(ROOT, "src/main.ts"), "journal", "verify", "--data", place.data]);

  beforeAll(async () => {
    origin = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("la mairie") });
    const settings = readFileSync(place.settingsFile, "utf8").replace(
      "127.0.0.1:9",
      `127.0.0.1:${origin.port}`,
    );
    await Bun.write(place.settingsFile, settings);
    beffroi = await startAgain("up", place, undefined);
    const [, setup] = await beffroi.process.line(/^beffroi setup (\S+)$/m, 20_000);
    cast = await enrol(`http://127.0.0.1:${place.consolePort}`, setup, ["bob", "chloe"]);
    await cast.bob.browser.post("/api/incidents", { id: "i-full", title: "Disque plein", kind: "other" });
    expect((await note("before")).status).toBe(200);
    disk.fill();
  }, 60_000);
  afterAll(async () => {
    await beffroi?.process.stop();
    await origin?.stop(true);
    disk.takeAway();
    rmSync(folder, { recursive: true, force: true });
  });

  test("refuses acts with the reason, lets people read, and the site goes on", async () => {
    const taken = await takeAllRoom("during");
    const acts = [
      await note("refused"),
      await upload(),
      await statement("Panne"),
      await signIn(cast.alice.browser.copy(), "alice"),
      await cast.bob.browser.post("/api/account/printed-codes", { password: PASSWORDS.bob }),
    ];
    for (const { status, code } of acts) expect([status, code?.endsWith("disk-full")]).toEqual([507, true]);
    expect(await notes()).toHaveLength(taken + 1);
    expect((await cast.bob.browser.get("/api/journal?limit=5")).status).toBe(200);
    expect(await site()).toBe("la mairie");
    expect(await verified()).toContain("good:");
  }, 60_000);

  test("still lets people sign out", async () => {
    const left = cast.chloe.browser.copy();
    expect((await cast.chloe.browser.post("/api/session/sign-out")).status).toBe(200);
    expect(cast.chloe.browser.session).toBeUndefined();
    expect((await left.get("/api/account")).code).toBe("not-signed-in");
  });

  test("does not keep a keeper that was killed from coming back to be read", async () => {
    await killAtOnce(childOf(beffroi, "keeper"));
    const deadline = Date.now() + 20_000;
    const read = async () =>
      (await cast.bob.browser.get("/api/incidents/i-full").catch(() => undefined))?.status;
    while ((await read()) !== 200) {
      if (Date.now() > deadline) throw new Error(beffroi.process.output().slice(-2_000));
      await Bun.sleep(100);
    }
    // Its start may have given some room back.
    await takeAllRoom("after");
    expect((await note("refused")).status).toBe(507);
    expect(await site()).toBe("la mairie");
  }, 30_000);

  test("is forgotten once there is room: the same acts, asked for again, are done once", async () => {
    const before = await notes();
    disk.makeRoom();
    expect((await note("refused")).status).toBe(200);
    expect((await note("refused")).status).toBe(200);
    expect((await upload()).status).toBe(200);
    expect((await signIn(cast.chloe.browser, "chloe")).status).toBe(200);
    expect((await notes()).sort()).toEqual([...before, "piece", "refused"].sort());
    expect(await verified()).toContain("good:");
  }, 30_000);
});
