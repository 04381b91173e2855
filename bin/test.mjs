import { join } from "node:path";
import { buildConsoleIfStale } from "./console.mjs";
import { BUN_FLAGS, findBun, installMissing, ROOT } from "./packages.mjs";
import { checkStep, filesEnding, runSteps, testStep } from "./steps.mjs";

/** `npm test`: everything that must hold before a change is kept, and that needs nothing but npm. */

const TEST_FOLDERS = ["bin", "src", "test", "demo", "bench"];
const WORKERS = 2;

const colour = process.stdout.isTTY ? [] : ["--colors=off"];

const program = (name) => join(ROOT, "node_modules", name);

async function install() {
  try {
    installMissing(ROOT, true);
    buildConsoleIfStale(ROOT, findBun(ROOT));
    return { passed: 1, failed: 0 };
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}

function tests() {
  const files = TEST_FOLDERS.flatMap((folder) => filesEnding(ROOT, folder, ".test.ts"));
  return testStep(findBun(ROOT), BUN_FLAGS, ["--only-failures", `--parallel=${WORKERS}`], files, ROOT);
}

const steps = [
  ["packages and console build", install],
  [
    "format and lint",
    () => checkStep(process.execPath, [program("@biomejs/biome/bin/biome"), "ci", ...colour, "."], ROOT),
  ],
  ["types", () => checkStep(process.execPath, [program("typescript/bin/tsc"), "--noEmit", "-p", "."], ROOT)],
  ["tests", tests],
];
process.exitCode = (await runSteps(steps)) ? 0 : 1;
