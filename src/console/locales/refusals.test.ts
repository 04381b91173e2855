import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { texts } from "./index.ts";

/** Rooms whose refusals a person at the console can meet. */
const ROOMS = ["claims", "console", "incidents", "kernel", "notices", "people", "status", "watch"];

/** Met at the start, on the command line, or by programs only; or told by the form that can meet it. */
const ELSEWHERE = new Set([
  "accounts-unusable",
  "address-forbidden",
  "address-in-use",
  "address-unusable",
  "bad-page",
  "evidence-unusable",
  "keeper-unreachable",
  "not-beffroi",
  "not-built",
  "other-vantage",
  "secret-exposed",
  "secret-too-short",
  "secret-unreadable",
  "token-refused",
  "unknown-vantage",
  "unreadable-certificate",
  "wrong-certificate",
  "wrong-option",
]);

test("every refusal that a person can meet is told in their language, not by its code", () => {
  const source = join(import.meta.dir, "../..");
  const codes = ROOMS.flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: "utf8" })
      .filter((path) => /(?<!\.test)\.ts$/.test(path) && !path.includes("testing"))
      .flatMap((path) => {
        const text = readFileSync(join(source, room, path), "utf8");
        return [...text.matchAll(/new Refusal\(\s*"([a-z-]+)"/g)].map((match) => match[1] ?? "");
      }),
  );
  expect(codes).toContain("changed-meanwhile");
  const untold = codes.filter((code) => !ELSEWHERE.has(code) && !(`refused.${code}` in texts.fr));
  expect([...new Set(untold)]).toEqual([]);
});
