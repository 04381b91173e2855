import { chmodSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../../kernel/refusal.ts";
import type { Slice } from "./slice.ts";
import { tarStream } from "./tar.ts";

/** Writes a slice into a folder that is made, or is there and empty. Throws the Refusal "slice-folder" otherwise. */
export async function writeSlice(slice: Slice, folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Refusal("slice-folder", "The folder is not empty.", folder, "Name a new folder.");
  }
  for (const { name, content, mode } of slice.files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    await Bun.write(path, content);
    chmodSync(path, mode);
  }
}

/** The same as a tar archive (POSIX ustar) for download: `${slice.name}.tar`. */
export function sliceTar(slice: Slice): ReadableStream<Uint8Array> {
  return tarStream(slice.name, slice.files, slice.madeAtMs);
}
