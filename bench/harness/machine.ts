import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { peerVersions } from "../peers/peers.ts";
import { ROOT } from "./folders.ts";

/** What a reader must know of where and when figures were measured, one line each. */
export function machineLines(): string[] {
  const processors = cpus();
  const debian = fileOr("/etc/debian_version", "not Debian").trim();
  const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { version: string };
  const commit = Bun.spawnSync(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"]).stdout.toString().trim();
  const changed = Bun.spawnSync(["git", "-C", ROOT, "status", "--porcelain", "--", "src", "package.json"])
    .stdout.toString()
    .trim();
  const state = changed === "" ? "" : ", with changes not yet committed";
  return [
    `${processors.length} cores (${processors[0]?.model ?? "unknown"}), ${Math.round(totalmem() / 1024 ** 3)} GB, Linux ${release()}, Debian ${debian}`,
    `Beffroi ${version}${commit === "" ? "" : ` (commit ${commit}${state})`}, Bun ${Bun.version}; ${peerVersions().join(", ")}`,
    `load average at the start ${loadavg()[0]?.toFixed(2)}; everything on 127.0.0.1`,
  ];
}

function fileOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}
