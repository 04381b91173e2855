#!/usr/bin/env node
import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { buildConsoleIfStale } from "./console.mjs";
import { BUN_FLAGS, findBun, installMissing, ROOT, SetupError } from "./packages.mjs";

/** The launcher: makes sure that packages and console are there, then runs src/main.ts in Bun with the same arguments. */

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

function launch() {
  installMissing(ROOT, false);
  const bun = findBun(ROOT);
  buildOrWarn(bun);
  const args = [...BUN_FLAGS, join(ROOT, "src/main.ts"), ...process.argv.slice(2)];
  const child = spawn(bun, args, { cwd: callerFolder(), stdio: "inherit" });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    fail(new SetupError(bun, `Bun cannot be started (${error.code}).`, "Run npm ci again.")),
  );
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** Without its pages the console still answers, and a fault of the console must never stop the site. */
function buildOrWarn(bun) {
  try {
    buildConsoleIfStale(ROOT, bun);
  } catch (error) {
    process.stderr.write(`beffroi: ${error.message} Starting without.\n`);
  }
}

/** `npm start` runs scripts in the package's folder and leaves the caller's in INIT_CWD: relative paths are the caller's. */
function callerFolder() {
  const script = process.env.npm_package_json;
  const ours = script !== undefined && realpathSync(dirname(script)) === realpathSync(ROOT);
  return ours && process.env.INIT_CWD ? process.env.INIT_CWD : process.cwd();
}

function fail(error) {
  process.stderr.write(`beffroi: ${error instanceof SetupError ? error.message : error.stack}\n`);
  process.exit(1);
}

try {
  launch();
} catch (error) {
  fail(error);
}
