import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildConsoleIfStale } from "./console.mjs";
import { BUN_FLAGS, findBun, installMissing, ROOT } from "./packages.mjs";
import { checkStep, filesEnding, runSteps, testStep } from "./steps.mjs";

/**
 * The slower suites, each by name: `node bin/suite.mjs browser`. To add one, add a line to SUITES.
 * `files`: folders and endings of test files. `workers`: files that run at once. `script`: a script of package.json, and its
 * arguments.
 */
const SUITES = {
  house: { needs: "nothing else", files: [["test/house", ".test.ts"]] },
  browser: { needs: "chromium", files: [["test/e2e", ".e2e.ts"]] },
  // Several at once, the slow ones first: those wait for minutes, at the pace of the watch’s rule.
  crash: {
    needs: "root, nftables and iproute2 for the kernel filter, chromium",
    files: [
      ["test/crash", ".slow.ts"],
      ["test/e2e", ".slow.ts"],
      ["test/crash", ".crash.ts"],
    ],
    workers: 3,
  },
  bench: { needs: "the Debian packages of bench/README.md", script: ["bench:gateway", "--smoke"] },
  siege: { needs: "the Debian packages of bench/README.md", script: ["bench:siege", "--smoke"] },
  journal: { needs: "chromium", script: ["bench:journal", "--smoke"] },
  status: { needs: "nothing else", script: ["bench:status", "--smoke"] },
  notices: { needs: "nothing else", script: ["bench:notices", "--smoke"] },
  // All but the throughput, which waits minutes for first verdicts: prober and keeper work together in the crash suite.
  watch: {
    needs: "the Debian packages of bench/README.md",
    script: ["bench:watch", "--smoke", "--only", "cause,content,cost,lists,replay,series,year"],
  },
  claims: { needs: "nothing else", script: ["bench:claims", "--smoke"] },
};
const SUITE_TEST_TIMEOUT_MS = 180_000;

/** The step of a suite, or undefined when the repository has nothing for it. */
function stepOf(suite) {
  if (suite.files !== undefined) {
    const files = suite.files.flatMap(([folder, ending]) => filesEnding(ROOT, folder, ending));
    if (files.length === 0) return undefined;
    const flags = suite.workers === undefined ? [] : [`--parallel=${suite.workers}`];
    return () => testStep(findBun(ROOT), BUN_FLAGS, flags, files, ROOT, SUITE_TEST_TIMEOUT_MS);
  }
  const [script, ...args] = suite.script;
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  if (scripts[script] === undefined) return undefined;
  return () => checkStep("npm", ["run", script, "--", ...args], ROOT);
}

const [name] = process.argv.slice(2);
const suite = Object.hasOwn(SUITES, name ?? "") ? SUITES[name] : undefined;
if (suite === undefined) {
  const list = Object.entries(SUITES).map(([known, { needs }]) => `  ${known} (needs: ${needs})`);
  process.stderr.write(`usage: node bin/suite.mjs NAME\n${list.join("\n")}\n`);
  process.exit(2);
}
installMissing(ROOT, true);
buildConsoleIfStale(ROOT, findBun(ROOT));
const step = stepOf(suite);
if (step === undefined) {
  process.stdout.write(`${name}: nothing to run\n0 passed, 0 failed\n`);
} else {
  process.exitCode = (await runSteps([[name, step]])) ? 0 : 1;
}
