import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAtOnce } from "../../bench/harness/family.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { freePort, type Started, start } from "../../bench/harness/process.ts";
import { Random } from "../adversarial/random.ts";
import { Browser } from "../support/cast.ts";

/**
 * kill -9 between the journal and accounts.db, at random moments of setting up, joining, a new password and being shut out.
 * What was acknowledged holds; what was not lets nobody in, or can be done again.
 */

const KILLS = 14;
/** A set-up or an acceptance takes about this long, most of it for the password's hash, in ms. */
const ACT_MS = 60;
const READY_MS_MAX = 20_000;

const folder = mkdtempSync(join(tmpdir(), "beffroi-entering-"));
const data = join(folder, "data");
const random = new Random(11072024);
let port: number;
let keeper: Started;
let setup: string | undefined;

async function startKeeper(): Promise<void> {
  const address = ["--console", `127.0.0.1:${port}`, "--origin", "http://127.0.0.1:9", "--data", data];
  keeper = start(BUN, [...BUN_FLAGS, join(ROOT, "src/main.ts"), "keeper", ...address]);
  await keeper.line(/^beffroi keeper ready console=/m, READY_MS_MAX);
  setup = /^beffroi setup \S+\/(\S+)$/m.exec(keeper.output())?.[1];
}

/** Runs an act and kills the keeper while it runs. Gives its status, or undefined when no answer came. */
async function killedDuring(act: () => Promise<{ status: number }>): Promise<number | undefined> {
  const running = act().then(
    ({ status }) => status,
    () => undefined,
  );
  await Bun.sleep(random.below(ACT_MS));
  await killAtOnce(keeper.pid);
  const status = await running;
  await startKeeper();
  return status;
}

const url = () => `http://127.0.0.1:${port}`;
const program = () => {
  const token = readFileSync(join(data, "keys", "console.token"), "utf8").trim();
  return new Browser(url(), { authorization: `Bearer ${token}` });
};
const signIn = async (userName: string, password: string) =>
  (await new Browser(url()).post("/api/session/sign-in", { userName, password })).status;

beforeAll(async () => {
  port = await freePort();
  await startKeeper();
}, READY_MS_MAX);
afterAll(async () => {
  await keeper.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a keeper killed without warning", () => {
  test("while the first administrator comes in: they are in, or a new link lets them in", async () => {
    const password = "une phrase assez longue";
    let acknowledged = false;
    for (let kill = 0; kill < KILLS && setup !== undefined; kill++) {
      const body = { token: setup, name: "Alice Martin", userName: "alice", password };
      acknowledged = (await killedDuring(() => new Browser(url()).post("/api/setup", body))) === 200;
      // There is a link exactly as long as nobody can sign in as administrator.
      expect(await signIn("alice", password)).toBe(setup === undefined ? 200 : 401);
      if (acknowledged) expect(setup).toBeUndefined();
    }
    if (setup !== undefined) {
      const body = { token: setup, name: "Alice Martin", userName: "alice", password };
      expect((await new Browser(url()).post("/api/setup", body)).status).toBe(200);
    }
    expect(await signIn("alice", password)).toBe(200);
    expect((await program().get("/api/people")).json.people).toHaveLength(1);
  }, 120_000);

  test("while somebody accepts an invitation: acknowledged is in for good, otherwise the same link lets in", async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const userName = `person-${kill}`;
      const password = `a long password of ${kill}`;
      const invited = await program().post("/api/people/invitations", { name: userName, role: "member" });
      const path = `/api/invitations/${invited.json.link.split("/").at(-1)}`;
      const accept = () => new Browser(url()).post(path, { userName, password });
      const status = await killedDuring(accept);
      const entered = await signIn(userName, password);
      if (status === 200) expect(entered).toBe(200);
      if (entered === 200) continue;
      expect((await accept()).status).toBe(200);
      expect(await signIn(userName, password)).toBe(200);
    }
    const { people } = (await program().get("/api/people")).json;
    expect(people.every(({ state }: { state: string }) => state === "active")).toBe(true);
  }, 120_000);

  test("while a password is changed: one of the two holds, and after the answer only the new one", async () => {
    let password = "une phrase assez longue";
    for (let kill = 0; kill < KILLS; kill++) {
      const browser = new Browser(url());
      await browser.post("/api/session/sign-in", { userName: "alice", password });
      const wanted = `another long password ${kill}`;
      const status = await killedDuring(() =>
        browser.post("/api/account/password", { current: password, new: wanted }),
      );
      const holds = [await signIn("alice", password), await signIn("alice", wanted)];
      if (status === 200) expect(holds).toEqual([401, 200]);
      else expect(holds.sort()).toEqual([200, 401]);
      if ((await signIn("alice", wanted)) === 200) password = wanted;
    }
  }, 120_000);

  test("while somebody is shut out: after the answer no session of theirs ever counts again", async () => {
    for (let kill = 0; kill < 8; kill++) {
      const person = (await program().get("/api/people")).json.people.find(
        ({ userName }: { userName: string }) => userName === `person-${kill}`,
      );
      const browser = new Browser(url());
      await browser.post("/api/session/sign-in", {
        userName: `person-${kill}`,
        password: `a long password of ${kill}`,
      });
      expect((await browser.get("/api/account")).status).toBe(200);
      const disable = () => program().post(`/api/people/${person.id}/disable`, { reason: "left" });
      const status = await killedDuring(disable);
      const { people } = (await program().get("/api/people")).json;
      const { state } = people.find(({ id }: { id: string }) => id === person.id);
      if (status === 200) expect(state).toBe("disabled");
      expect((await browser.get("/api/account")).status).toBe(state === "disabled" ? 401 : 200);
      expect((await disable()).status).toBe(200);
      await program().post(`/api/people/${person.id}/enable`);
      expect((await browser.get("/api/account")).status).toBe(401);
    }
  }, 120_000);
});
