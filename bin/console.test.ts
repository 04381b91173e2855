import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildConsoleIfStale } from "./console.mjs";
import { SetupError } from "./packages.mjs";

/** Stands for the real build: counts its runs and writes a page. */
const BUILD = `
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
appendFileSync("runs", "x");
mkdirSync("dist/console", { recursive: true });
writeFileSync("dist/console/index.html", "page");
`;
const HOUR_S = 3600;

let root: string;
let stderr: { mockRestore(): void };
beforeEach(() => {
  stderr = spyOn(process.stderr, "write").mockReturnValue(true);
  root = mkdtempSync(join(tmpdir(), "beffroi build "));
  write("bin/build-console.mjs", BUILD);
  write("src/console/web/page.tsx", "");
  write("package-lock.json", "{}");
});
afterEach(() => {
  stderr.mockRestore();
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const build = () => buildConsoleIfStale(root, process.execPath);
const runs = () => readFileSync(join(root, "runs"), "utf8").length;

test("the console is built once, and again only after a source changed", () => {
  build();
  build();
  expect(runs()).toBe(1);
  const later = Date.now() / 1000 + HOUR_S;
  utimesSync(join(root, "src/console/web/page.tsx"), later, later);
  build();
  expect(runs()).toBe(2);
});

test("a deleted source counts as a change", () => {
  write("src/console/web/old.tsx", "");
  build();
  const later = Date.now() / 1000 + HOUR_S;
  rmSync(join(root, "src/console/web/old.tsx"));
  utimesSync(join(root, "src/console/web"), later, later);
  build();
  expect(runs()).toBe(2);
});

test("a build that fails is a clear error", () => {
  write("bin/build-console.mjs", "process.exit(3);");
  expect(build).toThrow(SetupError);
});

test("without a build there is nothing to do", () => {
  rmSync(join(root, "bin/build-console.mjs"));
  expect(build).not.toThrow();
});
