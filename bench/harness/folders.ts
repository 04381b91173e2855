import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Everything that benchmarks make while they run; git does not see it. */
const WORK = join(ROOT, "bench/.work");
/** Bun as the project installs it, with the flags of the project's launcher. */
export const BUN = join(ROOT, "node_modules/.bin/bun");
export const BUN_FLAGS = ["--no-install", "--no-env-file"];

/**
 * An empty folder of a benchmark's own: below bench/.work, or `name` itself if it is an absolute path. World-readable,
 * since peers drop to users of their own.
 */
export function emptyFolder(name: string): string {
  const folder = resolve(WORK, name);
  rmSync(folder, { recursive: true, force: true });
  return keptFolder(name);
}

/** The same, but what a run before left there stays. */
export function keptFolder(name: string): string {
  const folder = resolve(WORK, name);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}
