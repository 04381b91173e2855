import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../../kernel/log.ts";
import { FILES_DROPPED, Once, OUTCOME_KEPT_MS, OUTCOMES_MAX, SPENT_KEPT_MS } from "./once.ts";

let folder: string;
let nowMs: number;
const now = () => nowMs;
const make = () => new Once<string>({ folder, log: silentLog, now });
/** Answers each time differently, so that a repeated act shows. */
let acts: number;
const act = async () => `answer ${++acts}`;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "beffroi-once-")), "nonces");
  nowMs = Date.now();
  acts = 0;
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

describe("an envelope", () => {
  test("acts once, and a second press gets the first one's answer", async () => {
    const once = make();
    const first = once.run("nonce", act);
    const second = once.run("nonce", act);
    expect(second).toBe(first);
    expect(await first).toBe("answer 1");
    expect(await once.run("nonce", act)).toBe("answer 1");
    expect(await once.run("other", act)).toBe("answer 2");
  });

  test("is spent when its answer is no longer kept", () => {
    const once = make();
    once.run("nonce", act);
    nowMs += OUTCOME_KEPT_MS;
    expect(once.run("nonce", act)).toBe("spent");
    once.sweep();
    expect(once.size).toEqual({ spent: 1, outcomes: 0 });
    expect(once.run("nonce", act)).toBe("spent");
    expect(acts).toBe(1);
  });

  test("is spent for every other worker, at the same moment and after a restart", () => {
    const [one, two] = [make(), make()];
    const results = ["a", "b", "c"].flatMap((nonce) => [one.run(nonce, act), two.run(nonce, act)]);
    expect(results.map((result) => result === "spent")).toEqual([false, true, false, true, false, true]);
    expect(two.run("d", act)).not.toBe("spent");
    expect(one.run("d", act)).toBe("spent");
    expect(make().run("a", act)).toBe("spent");
    expect(acts).toBe(4);
  });

  test("stays spent when the process is killed before the answer", async () => {
    const child = Bun.spawn({
      cmd: [
        process.execPath,
        "--no-install",
        join(import.meta.dir, "testing/use-and-hang.ts"),
        folder,
        "nonce",
      ],
      stdout: "pipe",
    });
    const { value } = await child.stdout.getReader().read();
    expect(new TextDecoder().decode(value)).toBe("under way\n");
    child.kill("SIGKILL");
    await child.exited;
    expect(make().run("nonce", act)).toBe("spent");
    expect(acts).toBe(0);
  });

  test("that failed is not tried again by itself, but may be once it is forgotten", async () => {
    const once = make();
    const failed = once.run("nonce", () => Promise.reject(new Error("reset")));
    expect(once.run("nonce", act)).toBe(failed);
    await expect(failed).rejects.toThrow("reset");
    once.forget("nonce");
    expect(await once.run("nonce", act)).toBe("answer 1");
    expect(make().run("nonce", act)).toBe("spent");
  });

  test("may be forgotten while it acts", async () => {
    const once = make();
    once.run("nonce", async () => {
      once.forget("nonce");
      return "no place in line";
    });
    expect(await once.run("nonce", act)).toBe("answer 1");
  });

  test("whose file another worker forgot may be sent to this one", () => {
    const one = make();
    one.run("nonce", act);
    const restarted = make();
    one.forget("nonce");
    expect(restarted.run("nonce", act)).not.toBe("spent");
  });

  test.each(["", ".", "../nonce", "a/b", "n\0", "x".repeat(65)])(
    "with the odd nonce %p never acts",
    (nonce) => {
      expect(make().run(nonce, act)).toBe("spent");
      expect(readdirSync(folder)).toEqual([]);
      expect(acts).toBe(0);
    },
  );
});

describe("what is kept", () => {
  test("goes when no envelope of that age can be opened, also what another process left", () => {
    const once = make();
    once.run("old", act);
    // The file's time is the machine's, which may have gone on a little since the test's clock was set.
    utimesSync(join(folder, "old"), nowMs / 1_000, nowMs / 1_000);
    nowMs += SPENT_KEPT_MS - 1;
    once.run("young", act);
    once.sweep();
    expect(readdirSync(folder).sort()).toEqual(["old", "young"]);
    utimesSync(join(folder, "young"), nowMs / 1_000, nowMs / 1_000);
    nowMs += 1;
    make().sweep();
    expect(readdirSync(folder)).toEqual(["young"]);
    once.sweep();
    expect(once.size.spent).toBe(1);
  });

  test("is bounded, in memory and on disk, the oldest going first", () => {
    const filesMax = 3 * FILES_DROPPED;
    const bounded = () => new Once<string>({ folder, log: silentLog, now, filesMax });
    const once = bounded();
    const total = filesMax + 2 * FILES_DROPPED;
    for (let index = 0; index < total; index++) {
      once.run(`n${index}`, act);
      expect(once.size.spent).toBeLessThanOrEqual(filesMax);
      expect(once.size.outcomes).toBeLessThanOrEqual(OUTCOMES_MAX);
    }
    expect(once.size.outcomes).toBe(OUTCOMES_MAX);
    const files = readdirSync(folder);
    expect(files).toHaveLength(once.size.spent);
    expect(files.length).toBeGreaterThan(filesMax - FILES_DROPPED);
    expect(files).toContain(`n${total - 1}`);
    expect(files).not.toContain("n0");
    for (let index = 0; index < filesMax; index++) writeFileSync(join(folder, `more${index}`), "");
    expect(bounded().size.spent).toBe(filesMax);
    expect(readdirSync(folder)).toHaveLength(filesMax);
  });

  test("is memory alone when the disk takes nothing, and the log says so, not each time", () => {
    // A file where the folder should be.
    writeFileSync(folder, "");
    const lines: string[] = [];
    const once = new Once<string>({ folder, log: (_, message) => lines.push(message), now });
    expect(once.run("nonce", act)).not.toBe("spent");
    nowMs += OUTCOME_KEPT_MS - 1;
    once.run("second", act);
    nowMs += 1;
    expect(once.run("nonce", act)).toBe("spent");
    expect(acts).toBe(2);
    expect(lines.length).toBeLessThanOrEqual(2);
    expect(lines[0]).toContain("sent twice");
  });
});
