import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { aPage, Shelf } from "./fixture.ts";

/** The snapshot against real deaths: a process killed while it writes, a disk that is full. */

const WRITER = join(import.meta.dir, "crash-writer.ts");

let shelf: Shelf;
beforeEach(() => {
  shelf = new Shelf();
});
afterEach(() => shelf.clear());

test("killed while it writes, six times over: it opens, every page reads whole, nothing acknowledged is lost", async () => {
  let acknowledged = 0;
  for (let round = 0; round < 6; round++) {
    const child = Bun.spawn([process.execPath, "--no-install", WRITER, shelf.path, String(round)], {
      stdout: "pipe",
      stderr: "inherit",
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), 250 + round * 61);
    const lines = (await new Response(child.stdout).text()).split("\n");
    await child.exited;
    clearTimeout(timer);
    expect(child.signalCode).toBe("SIGKILL");
    // The last line may be cut; each whole one was printed after its write was done.
    const done = lines.slice(0, -1);
    acknowledged += done.length;
    const store = shelf.open({ pagesMax: 100_000 });
    for (const line of done) expect(store.has(line)).toBe(true);
    for (const target of store.targets()) expect(store.read(target)?.target).toBe(target);
    expect(store.health().dropped).toBe(0);
    store.close();
  }
  expect(acknowledged).toBeGreaterThan(50);
  expect(shelf.errors).toEqual([]);
}, 30_000);

test("disk full: writes are refused, reading goes on, and the file is sound afterwards", async () => {
  // The largest file that the child may write stands for the end of the disk: SQLite's writes fail in earnest.
  const limited = `trap '' XFSZ; ulimit -f 1024; exec "$0" --no-install "$1" "$2" full`;
  const child = Bun.spawn(["sh", "-c", limited, process.execPath, WRITER, shelf.path], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, log] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  expect(await child.exited).toBe(0);
  const said = JSON.parse(out.trim().split("\n").at(-1) ?? "") as Record<string, unknown>;
  expect(said).toMatchObject({ refused: true, why: "disk", readsWhole: true, remembered: false });
  expect(said.written).toBeGreaterThan(5);
  expect(log.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(log).toContain(shelf.path);
  const store = shelf.open();
  const targets = store.targets();
  expect(targets.length).toBeGreaterThanOrEqual(Number(said.written));
  for (const target of targets) expect(store.read(target)?.target).toBe(target);
  expect(store.write(aPage("/after"), 1)).toBe(true);
}, 20_000);
