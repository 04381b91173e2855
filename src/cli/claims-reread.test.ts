import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../config.ts";
import { silentLog } from "../kernel/log.ts";
import { type Keeper, startKeeper } from "../processes/keeper.ts";

let folder: string;
let keeper: Keeper;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-cli-claims-"));
  const settings = readSettings({ data: folder, console: "127.0.0.1:0", origin: "http://127.0.0.1:9" });
  keeper = await startKeeper(settings, silentLog);
});
afterAll(async () => {
  await keeper.stop("test");
  rmSync(folder, { recursive: true });
});

async function reread(...args: string[]) {
  const main = join(import.meta.dir, "../main.ts");
  const command = [process.execPath, "--no-install", "--no-env-file", main, "claims", "reread", ...args];
  const child = Bun.spawn(command, { stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, out, err };
}

test("has a running Beffroi read again, and says what came of it", async () => {
  const where = ["--console", new URL(keeper.url).host, "--data", folder];
  const said = await reread(...where);
  expect(said).toMatchObject({ code: 0, err: "" });
  expect(said.out).toStartWith("0 documents read again with rules ");
  const found = JSON.parse((await reread(...where, "--json")).out);
  expect(found).toMatchObject({ outdated: 0, running: null, last: { done: 0, changed: 0, stopped: null } });
}, 60_000);

test("says when nobody is there, and how it is used", async () => {
  const away = await reread("--console", "127.0.0.1:9", "--data", folder);
  expect(away).toMatchObject({ code: 1, err: expect.stringContaining("does not answer") });
  expect((await reread("--wrong")).code).toBe(2);
}, 60_000);
