import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findBun, installMissing, missingPackages } from "./packages.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "beffroi packages "));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  chmodSync(join(root, path), mode);
}

const wanted = {
  "": { name: "beffroi" },
  "node_modules/zod": { version: "4.0.0", integrity: "sha512-zod" },
  "node_modules/biome": { version: "2.0.0", integrity: "sha512-biome", dev: true },
  "node_modules/bun-musl": { version: "1.0.0", integrity: "sha512-musl", optional: true },
};
const { "": _, "node_modules/bun-musl": __, ...installed } = wanted;

function prepare(found: object): void {
  write("package-lock.json", JSON.stringify({ packages: wanted }));
  write("node_modules/.package-lock.json", JSON.stringify({ packages: found }));
  for (const path of Object.keys(found)) mkdirSync(join(root, path), { recursive: true });
}

describe("what is missing", () => {
  test("is nothing when all is installed, but for packages of other systems", () => {
    prepare(installed);
    expect(missingPackages(root, true)).toEqual([]);
  });

  test("is everything in a fresh clone, and after an installation that was cut short", () => {
    write("package-lock.json", JSON.stringify({ packages: wanted }));
    expect(missingPackages(root, true)).toEqual(["node_modules/zod", "node_modules/biome"]);
    write("node_modules/.package-lock.json", '{"packages": {"node_mod');
    expect(missingPackages(root, false)).toEqual(["node_modules/zod"]);
  });

  test.each([
    ["another version", { version: "3.9.0", integrity: "sha512-zod" }],
    ["another content", { version: "4.0.0", integrity: "sha512-other" }],
  ])("is a package of %s", (_name, zod) => {
    prepare({ ...installed, "node_modules/zod": zod });
    expect(missingPackages(root, true)).toEqual(["node_modules/zod"]);
  });

  test("is a package whose folder was deleted", () => {
    prepare(installed);
    rmSync(join(root, "node_modules/zod"), { recursive: true });
    expect(missingPackages(root, true)).toEqual(["node_modules/zod"]);
  });

  test("leaves out what only checks need, if asked so", () => {
    prepare({ "node_modules/zod": wanted["node_modules/zod"] });
    expect(missingPackages(root, false)).toEqual([]);
    expect(missingPackages(root, true)).toEqual(["node_modules/biome"]);
  });
});

describe("installing", () => {
  /** Runs installMissing with a program called npm that does what `script` says. */
  function install(script: string): { error: string; said: string } {
    write("bin/npm", `#!/bin/sh\n${script}\n`, 0o755);
    const before = { PATH: process.env.PATH, npm_execpath: process.env.npm_execpath };
    const stderr = spyOn(process.stderr, "write").mockReturnValue(true);
    process.env.PATH = `${join(root, "bin")}:${before.PATH}`;
    process.env.npm_execpath = "";
    let error = "";
    try {
      installMissing(root, false);
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    const said = stderr.mock.calls.join();
    stderr.mockRestore();
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    return { error, said };
  }

  test("runs npm ci once and says so", () => {
    write("package-lock.json", JSON.stringify({ packages: wanted }));
    const list = JSON.stringify({ packages: installed }).replaceAll('"', '\\"');
    const script = `echo "$@" >> npm-ran; mkdir -p node_modules/zod; echo "${list}" > node_modules/.package-lock.json`;
    expect(install(script)).toEqual({ error: "", said: expect.stringContaining("npm ci") });
    expect(install(script)).toEqual({ error: "", said: "" });
    expect(readFileSync(join(root, "npm-ran"), "utf8")).toBe("ci --no-audit --no-fund\n");
  });

  test.each(["exit 1", "true"])("that fails (%s) says what to do and puts back what was there", (script) => {
    prepare({ "node_modules/zod": { version: "3.9.0", integrity: "sha512-zod" } });
    write("node_modules/zod/index.js", "old");
    expect(install(`rm -rf node_modules; ${script}`).error).toContain(
      "Connect this machine to its npm registry",
    );
    expect(readFileSync(join(root, "node_modules/zod/index.js"), "utf8")).toBe("old");
    expect(existsSync(join(root, "node_modules.before"))).toBe(false);
  });
});

describe("the Bun program", () => {
  const program = (code: number) => `#!/bin/sh\nexit ${code}\n#${"x".repeat(1_000_000)}\n`;

  test("is where its installer puts it", () => {
    write("node_modules/bun/bin/bun.exe", program(0), 0o755);
    expect(findBun(root)).toBe(join(root, "node_modules/bun/bin/bun.exe"));
  });

  test("without the installer, is the variant that runs here", () => {
    write("node_modules/bun/bin/bun.exe", "a stub", 0o755);
    write("node_modules/@oven/bun-linux-x64/bin/bun", program(127), 0o755);
    write("node_modules/@oven/bun-linux-x64-musl/bin/bun", program(0), 0o755);
    expect(findBun(root)).toBe(join(root, "node_modules/@oven/bun-linux-x64-musl/bin/bun"));
  });

  test("that is not there is a clear error", () => {
    write("node_modules/bun/bin/bun.exe", "a stub", 0o755);
    expect(() => findBun(root)).toThrow("There is no Bun program");
  });
});
