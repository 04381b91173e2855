import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { BUN_FLAGS, SetupError } from "./packages.mjs";

/** What the console's browser code is made of, and where its build lies. */
const SOURCES = [
  "src/console",
  "src/gateway/events.ts",
  "src/incidents/events.ts",
  "src/people/events.ts",
  "src/kernel",
  "src/journal",
  "package-lock.json",
  "bin/build-console.mjs",
];
const BUILT = "dist/console";

/**
 * Builds the console's browser code if a source is newer than the build.
 * @throws SetupError when the build fails
 */
export function buildConsoleIfStale(root, bun) {
  const script = join(root, "bin/build-console.mjs");
  if (!existsSync(script) || !isStale(root)) return;
  process.stderr.write("beffroi: building the console's pages (dist/console)\n");
  const result = spawnSync(bun, [...BUN_FLAGS, script], { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status === 0) return;
  throw new SetupError(
    join(root, BUILT),
    "The console's pages could not be built (see above).",
    "If this user may not write there, run once as the owner of the folder: npm run setup.",
  );
}

function isStale(root) {
  const built = newestMs(join(root, BUILT));
  return built === 0 || SOURCES.some((source) => newestMs(join(root, source)) > built);
}

/** Newest change below a path, in ms; 0 when it is not there. Folders count: a deleted file changes its folder. */
function newestMs(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  let newest = found.mtimeMs;
  for (const name of readdirSync(path)) newest = Math.max(newest, newestMs(join(path, name)));
  return newest;
}
