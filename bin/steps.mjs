import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Longest that one test may take, in ms; bench and browser suites name their own. */
const TEST_TIMEOUT_MS = 20_000;

/**
 * Runs a command with its output shown. Gives its exit code (128 + n for a signal) and, of what it wrote, the last
 * `tailCharactersMax` characters.
 */
function run(command, args, cwd, tailCharactersMax = 4_000) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let tail = "";
    for (const [source, sink] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      source.setEncoding("utf8");
      source.on("data", (text) => {
        sink.write(text);
        tail = (tail + text).slice(-tailCharactersMax);
      });
    }
    child.on("error", (error) => resolve({ ok: false, tail: `${command}: ${error.message}` }));
    child.on("close", (code) => resolve({ ok: code === 0, tail }));
  });
}

/** One check that passes or fails as a whole. */
export async function checkStep(command, args, cwd) {
  const { ok, tail } = await run(command, args, cwd);
  if (!ok && tail === "") process.stderr.write(`${command} failed and said nothing\n`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/**
 * Runs test files with Bun and counts their tests. A file that cannot be loaded counts as a failure, and so does a run
 * without any test.
 */
export async function testStep(bun, bunFlags, testFlags, files, cwd, timeoutMs = TEST_TIMEOUT_MS) {
  if (files.length === 0) {
    process.stderr.write("no test file was found\n");
    return { passed: 0, failed: 1 };
  }
  const args = [
    ...bunFlags,
    "test",
    `--timeout=${timeoutMs}`,
    ...testFlags,
    ...files.map((file) => `./${file}`),
  ];
  const { ok, tail } = await run(bun, args, cwd);
  return countsOf(tail, ok);
}

/** Reads Bun's closing lines (" 12 pass", " 1 fail"). */
export function countsOf(tail, ok) {
  const passed = lastCount(tail, "pass");
  const failed = lastCount(tail, "fail");
  if (ok && passed === 0) process.stderr.write("not one test ran\n");
  const silentFailure = failed === 0 && (!ok || passed === 0);
  return { passed, failed: silentFailure ? 1 : failed };
}

function lastCount(text, word) {
  const found = [...text.matchAll(new RegExp(`^ *(\\d+) ${word}$`, "gm"))].at(-1);
  return found === undefined ? 0 : Number(found[1]);
}

/** Files below `folder` whose name ends so, in order; folders that start with a dot, node_modules and data left out. */
export function filesEnding(root, folder, ending) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) return entry.name.endsWith(ending) ? [path] : [];
      const skipped = entry.name.startsWith(".") || entry.name === "node_modules" || entry.name === "data";
      return skipped ? [] : filesEnding(root, path, ending);
    })
    .sort();
}

/** Runs the named steps one after the other, prints the time of each and at the end one line with the sum. */
export async function runSteps(steps) {
  const sum = { passed: 0, failed: 0 };
  const lines = [];
  for (const [name, step] of steps) {
    process.stdout.write(`\n== ${name}\n`);
    const startedAt = performance.now();
    const counts = await step();
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    lines.push(
      `${counts.failed === 0 ? "ok    " : "FAILED"} ${name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`,
    );
  }
  process.stdout.write(`\n${lines.join("\n")}\n${sum.passed} passed, ${sum.failed} failed\n`);
  return sum.failed === 0 && sum.passed > 0;
}
