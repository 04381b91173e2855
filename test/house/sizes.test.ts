import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sizeFindings } from "./sizes.ts";
import { expectNone, ROOT, readTree } from "./tree.ts";

describe("sizes", () => {
  test("of files stay within their bounds", () => expectNone(sizeFindings(readTree())));

  test("a file of 401 lines is found, one of 400 is not", () => {
    const lines = (count: number) => "x\n".repeat(count);
    expect(sizeFindings(new Map([["src/gateway/a.ts", lines(400)]]))).toEqual([]);
    expect(sizeFindings(new Map([["src/gateway/a.ts", lines(401)]]))).toHaveLength(1);
    expect(sizeFindings(new Map([["src/main.ts", lines(101)]]))).toHaveLength(1);
  });

  test("Biome refuses a function of 71 lines and lets one of 70 pass", async () => {
    expect(await lintedFunction(70)).toContain("Checked 1 file");
    expect(await lintedFunction(70)).not.toContain("noExcessiveLinesPerFunction");
    expect(await lintedFunction(71)).toContain("noExcessiveLinesPerFunction");
  });
});

/** What Biome says, under our settings, of a function of so many lines. */
async function lintedFunction(lines: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-house-"));
  const file = join(folder, "long.ts");
  const body = Array.from({ length: lines }, (_, index) => `  a(${index});`).join("\n");
  writeFileSync(file, `export function long(a: (n: number) => void): void {\n${body}\n}\n`);
  const biome = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
  const config = `--config-path=${join(ROOT, "biome.json")}`;
  const child = Bun.spawn([biome, "lint", "--colors=off", config, file], { stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  rmSync(folder, { recursive: true });
  return out + err;
}
