import { readFileSync } from "node:fs";
import { verifyJournal } from "../../src/journal/index.ts";

/** `verify-child.ts PATH EVERY CHECKPOINT`: verifies in a process of its own and prints what it took, as JSON. */
if (import.meta.main) {
  const [path = "", every = "", checkpoint = ""] = process.argv.slice(2);
  const startedAt = performance.now();
  const report = verifyJournal(path, {
    everySignature: every === "every",
    ...(checkpoint === "" ? {} : { checkpoint: readFileSync(checkpoint, "utf8") }),
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const { ok, entries, signaturesChecked, problems } = report;
  console.log(
    JSON.stringify({ ok, entries, signaturesChecked, problems, seconds, peakMb: Number(peak) / 1024 }),
  );
}
