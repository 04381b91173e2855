import { afterAll, beforeAll, describe, expect, spyOn, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../config.ts";
import { silentLog } from "../kernel/log.ts";
import { type Keeper, startKeeper } from "../processes/keeper.ts";
import { run } from "./watch.ts";

let folder: string;
let keeper: Keeper;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-cli-watch-"));
  const settings = readSettings({ data: folder, console: "127.0.0.1:0", origin: "http://127.0.0.1:9" });
  keeper = await startKeeper(settings, silentLog);
});
afterAll(async () => {
  await keeper.stop("test");
  rmSync(folder, { recursive: true });
});

async function beffroiWatch(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const heard = { out: "", err: "" };
  const out = spyOn(process.stdout, "write").mockImplementation((text) => {
    heard.out += text;
    return true;
  });
  const err = spyOn(process.stderr, "write").mockImplementation((text) => {
    heard.err += text;
    return true;
  });
  try {
    return { code: await run([...args, "--console", new URL(keeper.url).host, "--data", folder]), ...heard };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe("beffroi watch", () => {
  test("shows a list, takes it in, and counts who could be reached", async () => {
    const file = join(folder, "list.csv");
    writeFileSync(
      file,
      Buffer.from("site;nom\nwww.n\u00eemes.fr;N\u00eemes\nhttp://10.0.0.1;x\nwww.etrepilly.fr;\n", "latin1"),
    );
    const preview = await beffroiWatch("import", file, "--preview");
    expect(preview.code).toBe(0);
    expect(preview.out).toContain("3 lines: 2 sites to add, 0 watched already, 0 repeated, 1 refused.");
    expect(preview.out).toContain("https://www.etrepilly.fr  Étrépilly (02), Étrépilly (77)");
    expect(preview.out).toContain("line 3: It leads into a private network. http://10.0.0.1 x");
    const taken = await beffroiWatch("import", file, "--tag", "villes", "--json");
    expect(JSON.parse(taken.out)).toEqual({ added: 2, known: 0, refused: 1, unmatched: 1 });
    const census = await beffroiWatch("census");
    expect(census.code).toBe(0);
    expect(census.out).toContain("inconclusive  2");
    const csv = await beffroiWatch("census", "--csv");
    expect(csv.out.split(/\r?\n/).filter((line) => line.includes("xn--nmes-0pa"))).toHaveLength(1);
  });

  test("says what is wrong", async () => {
    expect((await beffroiWatch("import")).code).toBe(2);
    expect((await beffroiWatch("census", "--csv", "--json")).code).toBe(2);
    const missing = await beffroiWatch("import", join(folder, "nowhere.csv"));
    expect(missing).toMatchObject({ code: 1, out: "" });
    expect(missing.err).toContain("nowhere.csv");
    const at = await beffroiWatch("census", "--at", "yesterday");
    expect(at).toMatchObject({ code: 1 });
  });
});
