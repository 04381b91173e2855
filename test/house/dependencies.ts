import { importsOf, isSource } from "./imports.ts";
import type { Finding, Tree } from "./tree.ts";

const REASONS = "docs/decisions/dependencies.md";
/** Licences whose code may be part of what we hand out under EUPL-1.2. */
const LICENCES = new Set([
  "MIT",
  "MIT OR Apache-2.0",
  "Apache-2.0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "MPL-2.0",
  "MIT-0",
  "OFL-1.1",
  "CC-BY-4.0",
]);

type Packages = Record<string, string>;
type Manifest = {
  dependencies?: Packages;
  devDependencies?: Packages;
  optionalDependencies?: Packages;
  license?: string;
};

/** Packages without a reason, reasons without a package, packages that are imported but not declared. */
export function dependencyFindings(tree: Tree): Finding[] {
  const manifest = JSON.parse(tree.get("package.json") ?? "{}") as Manifest;
  const running = new Set(Object.keys(manifest.dependencies ?? {}));
  const declared = new Set([...running, ...Object.keys(manifest.devDependencies ?? {})]);
  const reasons = new Set(
    [...(tree.get(REASONS) ?? "").matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? ""),
  );
  const findings: Finding[] = [];
  for (const name of declared) {
    if (reasons.has(name)) continue;
    findings.push({
      where: "package.json",
      what: `"${name}" has no reason.`,
      remedy: `Add it to the table of ${REASONS}, or do without it.`,
    });
  }
  for (const name of reasons) {
    if (declared.has(name)) continue;
    findings.push({
      where: REASONS,
      what: `"${name}" is not in package.json.`,
      remedy: "Take its line out.",
    });
  }
  return [
    ...findings,
    ...undeclaredImports(tree, running, declared),
    ...licenceFindings(tree),
    ...lockFindings(tree),
  ];
}

function undeclaredImports(tree: Tree, running: Set<string>, declared: Set<string>): Finding[] {
  return [...tree].flatMap(([path, text]) => {
    if (!/^(src|demo|test|bench)\//.test(path) || !isSource(path)) return [];
    const allowed =
      /^(src|demo)\//.test(path) && !/\.(test|e2e|crash)\.tsx?$/.test(path) ? running : declared;
    return importsOf(text).flatMap(({ specifier, line }) => {
      if (/^(\.|node:|bun$|bun:)/.test(specifier) || allowed.has(packageName(specifier))) return [];
      const what = `imports "${specifier}", which package.json does not declare for it.`;
      return [
        {
          where: `${path}:${line}`,
          what,
          remedy: "Use what is declared (test/house/README.md, dependencies).",
        },
      ];
    });
  });
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Our own licence in its three places, and the licences of what package-lock.json brings. */
function licenceFindings(tree: Tree): Finding[] {
  const lock = JSON.parse(tree.get("package-lock.json") ?? "{}") as { packages?: Record<string, Manifest> };
  const manifest = JSON.parse(tree.get("package.json") ?? "{}") as Manifest;
  const findings: Finding[] = [];
  const remedy = 'Beffroi is under EUPL-1.2: "license": "EUPL-1.2", full text in LICENSE.';
  if (manifest.license !== "EUPL-1.2")
    findings.push({ where: "package.json", what: "has another licence.", remedy });
  if (lock.packages?.[""]?.license !== "EUPL-1.2") {
    findings.push({ where: "package-lock.json", what: "has another licence.", remedy });
  }
  if (!/^EUROPEAN UNION PUBLIC LICENCE v\. 1\.2\n/.test(tree.get("LICENSE") ?? "")) {
    findings.push({ where: "LICENSE", what: "is not the text of EUPL-1.2.", remedy });
  }
  for (const [path, { license }] of Object.entries(lock.packages ?? {})) {
    if (path === "" || LICENCES.has(license ?? "")) continue;
    const what = `${path} is under "${license}".`;
    findings.push({
      where: "package-lock.json",
      what,
      remedy: "Check that EUPL-1.2 may include it, then add it to test/house/dependencies.ts.",
    });
  }
  return findings;
}

/**
 * Packages that a locked package asks for and that the lock does not hold. `npm ci` refuses such a lock, even when they
 * are for another system, and `npm install` makes one when a registry does not have them.
 */
function lockFindings(tree: Tree): Finding[] {
  const lock = JSON.parse(tree.get("package-lock.json") ?? "{}") as { packages?: Record<string, Manifest> };
  const locked = lock.packages ?? {};
  const remedy = "Add it, with its version, cpu, os and licence, or npm ci fails in a fresh clone.";
  return Object.entries(locked).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((name) => {
      const homes = [`${path}/node_modules/${name}`, `node_modules/${name}`];
      if (homes.some((home) => locked[home] !== undefined)) return [];
      return [
        {
          where: "package-lock.json",
          what: `${path || "the project"} asks for ${name}, which is missing.`,
          remedy,
        },
      ];
    }),
  );
}
