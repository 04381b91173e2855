import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Refusal } from "../kernel/refusal.ts";
import { filterArguments, run } from "./filter.ts";
import { run as flush } from "./filter-flush.ts";

const folder = mkdtempSync(join(tmpdir(), "beffroi-filter-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refusalOf = async (act: () => unknown): Promise<Refusal> => {
  const error = await Promise.resolve()
    .then(act)
    .catch((one) => one);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
};

describe("beffroi filter", () => {
  test("reads ports, networks and the bound", () => {
    const args = [
      "--ports",
      "80,443, 80",
      "--never",
      "192.0.2.0/24,2001:db8::/32",
      "--never",
      "198.51.100.1",
    ];
    expect(filterArguments([...args, "--connections-max", "5000", "--data", "d"])).toEqual({
      ports: [80, 443],
      never: ["192.0.2.0/24", "2001:db8::/32", "198.51.100.1"],
      connectionsMax: 5_000,
      settings: { data: "d" },
    });
  });

  test.each([
    [["--ports", "0"]],
    [["--ports", "65536"]],
    [["--ports", "80 }; flush ruleset"]],
    [["--ports", "http"]],
    [["--ports", "80", "--connections-max", "-1"]],
    [["--ports", "80", "--connections-max", "1e9"]],
    [["--ports", Array.from({ length: 17 }, (_, n) => n + 1).join(",")]],
    [["--everything"]],
    [["80"]],
  ])("refuses %p", async (args) => {
    expect((await refusalOf(() => filterArguments(args))).code).toBe("wrong-option");
  });

  test("behind a trusted proxy it does not start, and says why", async () => {
    const file = join(folder, "beffroi.toml");
    writeFileSync(file, '[gateway]\ntrusted_proxies = ["192.0.2.7"]\n');
    const refusal = await refusalOf(() => run(["--ports", "80", "--config", file, "--data", folder]));
    expect([refusal.code, refusal.where]).toEqual(["behind-proxy", `${file}: gateway.trusted_proxies`]);
  });

  test("flush says when no filter runs", async () => {
    expect((await refusalOf(() => flush(["--data", folder]))).code).toBe("no-filter");
  });
});
