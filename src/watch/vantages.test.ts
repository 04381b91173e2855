import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../kernel/log.ts";
import { VantageTokens } from "./vantages.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-vantages-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const local = () => readFileSync(join(folder, "prober.token"), "utf8").trim();
const bearer = (token: string) => `Bearer ${token}`;

test("a token is of one point, is kept as its hash only, and goes with it", () => {
  const tokens = new VantageTokens(folder, silentLog);
  const token = tokens.make("lyon");
  expect(tokens.vantageOf(bearer(token))).toBe("lyon");
  expect(tokens.vantageOf(bearer(local()))).toBe("local");
  const file = join(folder, "vantages.json");
  expect(readFileSync(file, "utf8")).not.toContain(token);
  expect([file, join(folder, "prober.token")].map((path) => statSync(path).mode & 0o777)).toEqual([
    0o600, 0o600,
  ]);
  expect(new VantageTokens(folder, silentLog).vantageOf(bearer(token))).toBe("lyon");
  const renewed = tokens.make("lyon");
  expect([token, renewed].map((one) => tokens.vantageOf(bearer(one)))).toEqual([undefined, "lyon"]);
  tokens.remove("lyon");
  expect(tokens.vantageOf(bearer(renewed))).toBeUndefined();
});

test.each([null, "", "Bearer ", "Basic abc", "Bearer a b", `Bearer ${"x".repeat(500)}`, "Bearer é"])(
  "%p is nobody's",
  (authorization) => {
    expect(new VantageTokens(folder, silentLog).vantageOf(authorization)).toBeUndefined();
  },
);

test("a token of this house that could be guessed is renewed", () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "prober.token"), "short\n");
  const tokens = new VantageTokens(folder, silentLog);
  expect(tokens.vantageOf(bearer("short"))).toBeUndefined();
  expect(tokens.vantageOf(bearer(local()))).toBe("local");
});

test("a list that cannot be read is put aside with a word about it, and the house goes on", () => {
  writeFileSync(join(folder, "vantages.json"), '{"lyon": "no hash"}');
  const said: string[] = [];
  const tokens = new VantageTokens(folder, (level, message) => said.push(`${level} ${message}`));
  expect(said.join()).toContain("make them anew");
  expect(readFileSync(join(folder, "vantages.json.damaged"), "utf8")).toContain("lyon");
  expect(tokens.vantageOf(bearer(local()))).toBe("local");
});
