import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkStep, countsOf, filesEnding, runSteps, testStep } from "./steps.mjs";

let folder: string;
let said = "";
let spies: Array<{ mockRestore(): void }> = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-steps-"));
  said = "";
  const listen = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  spies = [process.stdout, process.stderr].map((stream) => spyOn(stream, "write").mockImplementation(listen));
});
afterEach(() => {
  for (const spy of spies) spy.mockRestore();
  rmSync(folder, { recursive: true });
});

function write(path: string, text = ""): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe("counting tests", () => {
  test("reads the closing lines, not what a test printed before", () => {
    expect(
      countsOf(" 99 pass\n 99 fail\nmore\n\n 12 pass\n 1 skip\n 0 fail\n 20 expect() calls\n", true),
    ).toEqual({ passed: 12, failed: 0 });
    expect(countsOf(" 3 pass\n 2 fail\n", false)).toEqual({ passed: 3, failed: 2 });
  });

  test("a run that ends badly without a failed test, or without any test, is a failure", () => {
    expect(countsOf(" 3 pass\n 0 fail\n", false)).toEqual({ passed: 3, failed: 1 });
    expect(countsOf("", true)).toEqual({ passed: 0, failed: 1 });
    expect(countsOf("crashed", false)).toEqual({ passed: 0, failed: 1 });
  });

  test("real files are run: passing, failing, and one that cannot be loaded", async () => {
    const using = 'import { expect, test } from "bun:test";\n';
    write("a.test.ts", `${using}test("a", () => expect(1).toBe(1));\ntest("b", () => expect(1).toBe(1));`);
    write("b.test.ts", `${using}test("c", () => expect(1).toBe(2));`);
    write("c.test.ts", 'throw new Error("cannot be loaded");');
    const run = (...files: string[]) => testStep(process.execPath, ["--no-install"], [], files, folder);
    expect(await run("a.test.ts")).toEqual({ passed: 2, failed: 0, notes: [] });
    expect(await run("a.test.ts", "b.test.ts")).toEqual({
      passed: 2,
      failed: 1,
      notes: ["failed: b.test.ts > c"],
    });
    expect((await run("a.test.ts", "c.test.ts")).failed).toBe(1);
    expect(await run()).toEqual({ passed: 0, failed: 1, notes: [] });
  });

  test("a file that failed is asked once more alone, and what passes then is named", async () => {
    write(
      "shy.test.ts",
      `import { existsSync, writeFileSync } from "node:fs";
      import { describe, expect, test } from "bun:test";
      describe("<shy>", () => test("at first", () => {
        const known = existsSync("seen");
        writeFileSync("seen", "");
        expect(known).toBe(true);
      }));`,
    );
    const run = () => testStep(process.execPath, ["--no-install"], [], ["shy.test.ts"], folder);
    const { passed, failed, notes } = await run();
    expect({ passed, failed }).toEqual({ passed: 1, failed: 0 });
    expect(notes).toEqual([
      "unsteady: shy.test.ts > <shy> > at first failed beside other tests and passed alone",
    ]);
    expect((await run()).notes).toEqual([]);
  });
});

describe("steps", () => {
  test("a check counts as one, whatever it says", async () => {
    expect(await checkStep("sh", ["-c", "echo fine"], folder)).toEqual({ passed: 1, failed: 0 });
    expect(await checkStep("sh", ["-c", "exit 3"], folder)).toEqual({ passed: 0, failed: 1 });
    expect(await checkStep(join(folder, "absent"), [], folder)).toEqual({ passed: 0, failed: 1 });
  });

  test("end with one line that holds the sum, and are good only if something ran and nothing failed", async () => {
    const counts = (passed: number, failed: number) => async () => ({ passed, failed });
    expect(
      await runSteps([
        ["one", counts(1, 0)],
        ["two", counts(5, 0)],
      ]),
    ).toBe(true);
    expect(said.trimEnd().split("\n").at(-1)).toBe("6 passed, 0 failed");
    expect(
      await runSteps([
        ["one", counts(1, 0)],
        ["two", counts(5, 2)],
      ]),
    ).toBe(false);
    expect(said.trimEnd().split("\n").at(-1)).toBe("6 passed, 2 failed");
    await runSteps([["one", async () => ({ passed: 1, failed: 0, notes: ["unsteady: this"] })]]);
    expect(said.trimEnd().split("\n").slice(-2)).toEqual(["       unsteady: this", "1 passed, 0 failed"]);
    expect(await runSteps([["one", counts(0, 0)]])).toBe(false);
  });
});

test("test files are found in order, without folders that are not ours", () => {
  for (const path of [
    "src/b.test.ts",
    "src/a/c.test.ts",
    "src/a/c.ts",
    "src/.work/d.test.ts",
    "src/node_modules/e.test.ts",
  ])
    write(path);
  expect(filesEnding(folder, "src", ".test.ts")).toEqual(["src/a/c.test.ts", "src/b.test.ts"]);
  expect(filesEnding(folder, "absent", ".test.ts")).toEqual([]);
});
