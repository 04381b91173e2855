import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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

/** More failed files than this are no chance: they are not asked again. */
const ASKED_AGAIN_MAX = 3;

/**
 * Runs test files with Bun and counts their tests. A file that cannot be loaded counts as a failure, and so does a run
 * without any test. Tests share the machine with others while they run; the few files in which one failed are run once
 * more with nothing beside them. What passes then counts as passed and is named in `unsteady`, so that it is not forgotten.
 */
export async function testStep(bun, bunFlags, testFlags, files, cwd, timeoutMs = TEST_TIMEOUT_MS) {
  if (files.length === 0) {
    process.stderr.write("no test file was found\n");
    return { passed: 0, failed: 1, notes: [] };
  }
  const once = (flags, some) =>
    runTests(bun, [...bunFlags, "test", `--timeout=${timeoutMs}`, ...flags], some, cwd);
  const { passed, failed, failures } = await once(testFlags, files);
  const asItIs = { passed, failed, notes: failures.map(({ file, name }) => `failed: ${file} > ${name}`) };
  const suspects = [...new Set(failures.map(({ file }) => file))];
  if (failed === 0 || failures.length !== failed || suspects.length > ASKED_AGAIN_MAX) return asItIs;
  process.stdout.write(`\nonce more, alone: ${suspects.join(" ")}\n`);
  const second = await once([], suspects);
  if (second.failed > 0) return asItIs;
  const unsteady = failures.map(
    ({ file, name }) => `unsteady: ${file} > ${name} failed beside other tests and passed alone`,
  );
  return { passed: passed + failed, failed: 0, notes: unsteady };
}

async function runTests(bun, args, files, cwd) {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-tests-"));
  const report = join(folder, "report.xml");
  try {
    const reporting = ["--reporter=junit", `--reporter-outfile=${report}`];
    const { ok, tail } = await run(bun, [...args, ...reporting, ...files.map((file) => `./${file}`)], cwd);
    const failures = existsSync(report) ? failuresOf(readFileSync(report, "utf8")) : [];
    return { ...countsOf(tail, ok), failures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Which tests of a JUnit report failed, and in which file. */
export function failuresOf(xml) {
  const cases = xml.matchAll(
    /<testcase name="([^"]*)" classname="([^"]*)"[^>]* file="([^"]*)"[^>]*[^/]>\s*<(?:failure|error)\b/g,
  );
  return [...cases].map(([, name, group, file]) => ({
    file: plain(file),
    name: plain(group === "" ? name : `${group} > ${name}`),
  }));
}

const plain = (text) =>
  text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name],
  );

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

/** Runs the named steps one after the other, prints at the end the time of each, what each noted, and one line with the sum. */
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
      ...(counts.notes ?? []).map((note) => `       ${note}`),
    );
  }
  process.stdout.write(`\n${lines.join("\n")}\n${sum.passed} passed, ${sum.failed} failed\n`);
  return sum.failed === 0 && sum.passed > 0;
}
