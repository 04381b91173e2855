import { spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's own folder, whatever folder the caller stands in. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bun's npm package carries a text stub of some hundred bytes until its installer put the program there. */
const BUN_BYTES_MIN = 1_000_000;

/** What a person reads: where, what, what to do next. */
export class SetupError extends Error {
  constructor(where, what, remedy) {
    super(`${where}: ${what} ${remedy}`);
    this.name = "SetupError";
  }
}

/**
 * Paths of packages that package-lock.json asks for and that are not installed in exactly that version.
 * npm notes what it installed in node_modules/.package-lock.json, after the last package is in place.
 * @param {string} root folder of package-lock.json
 * @param {boolean} withDevelopment also those that only the checks need
 */
export function missingPackages(root, withDevelopment) {
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = readInstalled(root);
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== "" && (withDevelopment || entry.dev !== true))
    .filter(([path, entry]) => {
      const found = installed[path];
      if (found === undefined) return entry.optional !== true;
      return (
        found.version !== entry.version ||
        found.integrity !== entry.integrity ||
        !existsSync(join(root, path))
      );
    })
    .map(([path]) => path);
}

function readInstalled(root) {
  try {
    return JSON.parse(readFileSync(join(root, "node_modules/.package-lock.json"), "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Installs what package-lock.json asks for, if anything of it is missing. Says on stderr what it does.
 * A failed installation puts the packages of before back.
 * @throws SetupError
 */
export function installMissing(root, withDevelopment) {
  const missing = missingPackages(root, withDevelopment);
  if (missing.length === 0) return;
  const first = missing[0].replace(/^.*node_modules\//, "");
  const more = missing.length === 1 ? "" : ` and ${missing.length - 1} more`;
  process.stderr.write(`beffroi: installing ${first}${more} with npm ci (needs the npm registry, once)\n`);
  refuseUnwritable(root);
  const modules = join(root, "node_modules");
  const before = join(root, "node_modules.before");
  rmSync(before, { recursive: true, force: true });
  if (existsSync(modules)) renameSync(modules, before);
  const code = runNpmCi(root, withDevelopment);
  if (code !== 0 || missingPackages(root, withDevelopment).length > 0) {
    rmSync(modules, { recursive: true, force: true });
    if (existsSync(before)) renameSync(before, modules);
    throw new SetupError(
      modules,
      `npm ci ended with code ${code}, so packages are missing.`,
      "Connect this machine to its npm registry and start again; or copy node_modules from the same version of Beffroi on a machine of the same system; or go back to the version that ran before.",
    );
  }
  rmSync(before, { recursive: true, force: true });
}

function refuseUnwritable(root) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new SetupError(
      root,
      "This user may not write here, so packages cannot be installed.",
      "Run once as the owner of the folder: npm run setup.",
    );
  }
}

function runNpmCi(root, withDevelopment) {
  const args = ["ci", "--no-audit", "--no-fund", ...(withDevelopment ? ["--include=dev"] : [])];
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith("npm-cli.js") ? [process.execPath, [npm]] : ["npm", []];
  const env = { ...process.env };
  // An outer `npm --prefix DIR start` would otherwise install into DIR as the caller saw it.
  for (const name of ["npm_config_prefix", "npm_config_local_prefix"]) delete env[name];
  const result = spawnSync(command, [...first, ...args], { cwd: root, env, stdio: ["ignore", 2, 2] });
  if (result.error) {
    throw new SetupError(
      "npm",
      `npm cannot be started (${result.error.code}).`,
      "Install Node.js 20 or newer with npm.",
    );
  }
  return result.status ?? 1;
}

/**
 * Path of the Bun program. Its npm package moves the program into node_modules/bun/bin when npm runs its installer;
 * without the installer (--ignore-scripts) it stays in the package of the processor and C library.
 * @throws SetupError
 */
export function findBun(root) {
  const placed = join(root, "node_modules/bun/bin/bun.exe");
  if (isProgram(placed)) return placed;
  const folder = join(root, "node_modules/@oven");
  const built = existsSync(folder) ? readdirSync(folder).sort() : [];
  const candidates = built.map((name) => join(folder, name, "bin/bun")).filter(isProgram);
  // Several variants (glibc, musl) may be there: the right one is the one that runs.
  const working = candidates.find((path) => spawnSync(path, ["--version"]).status === 0);
  if (working !== undefined) return working;
  throw new SetupError(
    folder,
    `There is no Bun program for ${process.platform} ${process.arch}.`,
    "Run npm ci without --omit=optional on a system that Bun supports (Linux or macOS, x64 or arm64).",
  );
}

function isProgram(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.size >= BUN_BYTES_MIN;
}

/**
 * What every run of Bun gets. It must not install packages by itself, and must not take code or settings from a
 * bunfig.toml or .env that lies in the caller's folder.
 */
export const BUN_FLAGS = ["--no-install", "--no-env-file", "--config=/dev/null"];
