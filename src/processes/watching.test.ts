import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../config.ts";
import { silentLog } from "../kernel/log.ts";
import { type Keeper, startKeeper } from "./keeper.ts";

/** The watch beside the room that tells people. */

let folder: string;
let keeper: Keeper;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-watching-"));
  const config = join(folder, "beffroi.toml");
  writeFileSync(config, '[watch]\nalert_groups = ["astreinte", "cabinet"]\n');
  const data = join(folder, "data");
  keeper = await startKeeper(
    readSettings({ config, data, console: "127.0.0.1:0", origin: "http://127.0.0.1:9" }),
    silentLog,
  );
});
afterEach(async () => {
  await keeper.stop("test");
  rmSync(folder, { recursive: true, force: true });
});

async function ask(method: string, path: string, body?: object) {
  const token = readFileSync(join(folder, "data", "keys", "console.token"), "utf8").trim();
  const answer = await fetch(keeper.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
  return answer.json();
}

test("groups that the settings name are said to be missing until somebody makes them", async () => {
  const unknown = async () => (await ask("GET", "/api/watch/summary")).unknownGroups;
  expect(await unknown()).toEqual(["astreinte", "cabinet"]);
  await ask("PUT", "/api/notice-groups/g-1", { old: null, new: { name: "astreinte", contacts: [] } });
  expect(await unknown()).toEqual(["cabinet"]);
});
