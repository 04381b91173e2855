import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RANSOMWARE } from "../../test/support/claims-texts.ts";
import { until } from "../../test/support/watch-room.ts";
import type { FeedState } from "../claims/events.ts";
import { readSettings } from "../config.ts";
import { silentLog } from "../kernel/log.ts";
import { startKeeper } from "./keeper.ts";

/** The register in its keeper: feeds that the settings name are asked for with the caution of the watch. */

let folder: string;
let publisher: ReturnType<typeof Bun.serve>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-register-"));
  const entry = `<entry><title>Rançongiciel</title><id>urn:1</id><content>${RANSOMWARE}</content></entry>`;
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>La Gazette</title>${entry}</feed>`;
  publisher = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(atom) });
});
afterAll(async () => {
  await publisher.stop(true);
  rmSync(folder, { recursive: true, force: true });
});

/** How the one feed does once it was asked for, by a keeper with these settings of the watch. */
async function feedOf(name: string, watch: string): Promise<FeedState | undefined> {
  const config = join(folder, `${name}.toml`);
  const feed = `http://127.0.0.1:${publisher.port}/atom.xml`;
  writeFileSync(config, `[watch]\n${watch}\n[claims]\nfeeds = ["${feed}"]\n`);
  const data = join(folder, name);
  const settings = readSettings({ config, data, console: "127.0.0.1:0", origin: "http://127.0.0.1:9" });
  const keeper = await startKeeper(settings, silentLog);
  const token = readFileSync(join(data, "keys", "console.token"), "utf8").trim();
  const look = async () => {
    const answer = await fetch(`${keeper.url}/api/claims/feeds`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const [state] = ((await answer.json()) as { feeds: FeedState[] }).feeds;
    return state?.askedAt === null || (state?.failure === null && state.readAt === null) ? undefined : state;
  };
  try {
    return await until(look, 30_000);
  } finally {
    await keeper.stop("test");
  }
}

test("a feed is read by its keeper", async () => {
  const allowed = 'allow_private = ["127.0.0.0/8"]';
  expect(await feedOf("allowed", allowed)).toMatchObject({ failure: null, documents: 1 });
}, 60_000);

test("an address of the house is not asked unless its network is allowed", async () => {
  const found = await feedOf("strict", "public = false");
  expect(found).toMatchObject({ failure: "refused.private_address", readAt: null, documents: 0 });
}, 60_000);
