import { readFileSync, statSync } from "node:fs";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { decodeList, LIST_BYTES_MAX } from "../watch/bodies/index.ts";

export { importSchema, previewSchema, WHY_REFUSED } from "../watch/bodies/index.ts";

/** The text of a file that holds a list of sites, whatever it is encoded in. Throws a Refusal ("unreadable", "too-large"). */
export function readListFile(file: string): string {
  try {
    const { size } = statSync(file);
    if (size <= LIST_BYTES_MAX) return decodeList(readFileSync(file));
  } catch (error) {
    throw new Refusal(
      "unreadable",
      `It cannot be read (${errorLine(error)}).`,
      file,
      "Name a file of addresses.",
    );
  }
  throw new Refusal("too-large", `It has more than ${LIST_BYTES_MAX} bytes.`, file, "Split it.");
}
