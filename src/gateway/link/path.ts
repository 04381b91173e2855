import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Hex } from "../../kernel/canonical.ts";

/** Longest path that a unix socket's address holds, on Linux and macOS alike. */
const SOCKET_PATH_BYTES_MAX = 100;

/** Where gateway and keeper meet: in the data folder, or beside it in the temporary folder when that path is too long. */
export function linkPath(dataFolder: string): string {
  const path = join(dataFolder, "run", "keeper.sock");
  if (Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX) return path;
  const user = process.getuid?.() ?? 0;
  return join(tmpdir(), `beffroi-${user}-${sha256Hex(dataFolder).slice(0, 16)}.sock`);
}
