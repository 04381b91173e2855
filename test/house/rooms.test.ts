import { describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roomFindings, roomsOf } from "./rooms.ts";
import { expectNone, ROOT, readTree } from "./tree.ts";

/** Longest that importing every room may take before the process counts as kept alive, in ms. */
const IMPORT_MS_MAX = 10_000;

describe("rooms", () => {
  test("have a README.md of readable length", () => expectNone(roomFindings(readTree())));

  test("a missing, a short and a long README.md are found", () => {
    const room = (readme: string | undefined) => {
      const tree = new Map([["src/gateway/index.ts", ""]]);
      if (readme !== undefined) tree.set("src/gateway/README.md", readme);
      return roomFindings(tree);
    };
    expect(room(undefined)).toHaveLength(1);
    expect(room("line\n".repeat(9))).toHaveLength(1);
    expect(room("line\n".repeat(31))).toHaveLength(1);
    expect(room("line\n".repeat(10))).toEqual([]);
    expect(room("line\n".repeat(30))).toEqual([]);
  });

  test("do nothing when they are imported", async () => {
    const tree = readTree();
    const doors = roomsOf(tree)
      .map((room) => `src/${room}/index.ts`)
      .filter((path) => tree.has(path));
    expect(await effectsOfImporting(doors.map((door) => join(ROOT, door)))).toEqual([]);
  });

  test.each([
    ["setInterval(() => {}, 1000);", "setInterval"],
    ["setInterval(() => {}, 1000).unref();", "setInterval"],
    ["Bun.serve({ port: 0, fetch: () => new Response() });", "Bun.serve"],
    ['import { createServer } from "node:net"; createServer().listen(0);', "still running"],
    ['import { writeFileSync } from "node:fs"; writeFileSync("made", "");', "wrote made"],
    ['console.log("hello");', "printed hello"],
    ['throw new Error("broken");', "ended with code 1"],
  ])("an effect is found: %s", async (text, effect) => {
    const folder = mkdtempSync(join(tmpdir(), "beffroi-house-"));
    writeFileSync(join(folder, "door.ts"), text);
    try {
      expect((await effectsOfImporting([join(folder, "door.ts")], 1_000)).join()).toContain(effect);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Imports the files in a fresh process in an empty folder; gives what that did, in words. */
async function effectsOfImporting(files: string[], msMax = IMPORT_MS_MAX): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-house-"));
  const script = `
    const watched = [[globalThis, "setInterval"], [globalThis, "setTimeout"], [Bun, "serve"], [Bun, "listen"], [Bun, "spawn"]];
    for (const [holder, name] of watched) {
      const original = holder[name];
      holder[name] = (...args) => {
        console.log("called " + (holder === Bun ? "Bun." : "") + name);
        return original.apply(holder, args);
      };
    }
    for (const file of ${JSON.stringify(files)}) await import(file);`;
  const child = Bun.spawn([process.execPath, "--no-install", "-e", script], {
    cwd: folder,
    stdout: "pipe",
    stderr: "pipe",
    timeout: msMax,
    killSignal: "SIGKILL",
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  const effects = readdirSync(folder).map((name) => `wrote ${name}`);
  rmSync(folder, { recursive: true });
  if (out !== "") effects.push(`printed ${out.trim()}`);
  if (child.signalCode === "SIGKILL") effects.push("still running");
  else if (code !== 0) effects.push(`ended with code ${code}: ${err.slice(0, 2_000)}`);
  return effects;
}
