import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The launcher in a checkout of its own: our programs of bin, an empty list of packages, and a src/main.ts that tells. */
const MAIN = `
const { argv, execArgv } = process;
if (argv[2] === "wait") {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => { console.log(signal); process.exit(7); });
  setInterval(() => {}, 1000);
}
console.log(JSON.stringify({ folder: process.cwd(), args: argv.slice(2), flags: execArgv, fromDotEnv: process.env.TOLD }));
if (argv[2] === "exit") process.exit(Number(argv[3]));
if (argv[2] === "die") process.kill(process.pid, "SIGKILL");
`;

let base: string;
let root: string;
let caller: string;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "beffroi launcher ")));
  root = join(base, "a checkout");
  caller = join(base, "elsewhere");
  for (const folder of ["bin", "src", "node_modules/bun/bin"])
    mkdirSync(join(root, folder), { recursive: true });
  mkdirSync(caller);
  for (const name of ["beffroi.mjs", "packages.mjs", "console.mjs"]) {
    cpSync(join(import.meta.dir, name), join(root, "bin", name));
  }
  symlinkSync(process.execPath, join(root, "node_modules/bun/bin/bun.exe"));
  writeFileSync(join(root, "package.json"), "{}");
  writeFileSync(join(root, "package-lock.json"), '{"packages":{"":{}}}');
  writeFileSync(join(root, "src/main.ts"), MAIN);
  writeFileSync(join(caller, "bunfig.toml"), 'preload = ["./planted.ts"]\n');
  writeFileSync(join(caller, "planted.ts"), 'console.log("planted code ran");\n');
  writeFileSync(join(caller, ".env"), "TOLD=planted\n");
});
afterAll(() => rmSync(base, { recursive: true }));

const text = (stream: ReadableStream) => new Response(stream).text();

function launch(args: string[], env: Record<string, string> = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/.test(name));
  return Bun.spawn(["node", join(root, "bin/beffroi.mjs"), ...args], {
    cwd: caller,
    env: { ...(Object.fromEntries(inherited) as Record<string, string>), ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
}

describe("the launcher", () => {
  test("runs main.ts with the caller's arguments and folder, and nothing that lies in that folder", async () => {
    const child = launch(["up", "--data", "my data"]);
    const told = JSON.parse(await text(child.stdout));
    expect(told).toMatchObject({ folder: caller, args: ["up", "--data", "my data"] });
    expect(told.flags).toContain("--no-install");
    expect(told.fromDotEnv).toBeUndefined();
    expect(await child.exited).toBe(0);
  });

  test("under npm, stands in the folder where npm was called", async () => {
    const called = { INIT_CWD: base, npm_package_json: join(root, "package.json") };
    expect(JSON.parse(await text(launch(["up"], called).stdout)).folder).toBe(base);
    const other = { INIT_CWD: base, npm_package_json: join(caller, "package.json") };
    expect(JSON.parse(await text(launch(["up"], other).stdout)).folder).toBe(caller);
  });

  test("starts though the console's pages cannot be built, and says so", async () => {
    writeFileSync(join(root, "bin/build-console.mjs"), "process.exit(3);");
    const child = launch(["exit", "0"]);
    expect(await text(child.stderr)).toContain("The console's pages could not be built");
    expect(await child.exited).toBe(0);
    rmSync(join(root, "bin/build-console.mjs"));
  });

  test.each([0, 1, 2, 42])("ends with the code %i of what it ran", async (code) => {
    expect(await launch(["exit", String(code)]).exited).toBe(code);
  });

  test("ends with 128 and the signal's number when what it ran was killed", async () => {
    expect(await launch(["die"]).exited).toBe(137);
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "passes %s on and waits for the end",
    async (signal) => {
      const child = launch(["wait"]);
      const reader = child.stdout.getReader();
      let said = new TextDecoder().decode((await reader.read()).value);
      child.kill(signal);
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        said += new TextDecoder().decode(part.value);
      }
      expect(said.trimEnd().split("\n").at(-1)).toBe(signal);
      expect(await child.exited).toBe(7);
    },
  );
});
