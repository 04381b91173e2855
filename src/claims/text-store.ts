import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "../kernel/canonical.ts";
import { writeFileDurably } from "../kernel/durable.ts";

/**
 * The texts that were read, each under the SHA-256 of its bytes: for this house, so that a span can be looked up. They
 * are their publishers' property and leave by no public page and no export.
 */
export type TextStore = {
  /** Writes it if it is not there; returns once it is on disk. */
  keep(text: string): void;
  /** The text, or undefined when it is not there or is no longer what it was. */
  text(sha256: string): string | undefined;
};

/** Readable by this user only. */
const MODE = 0o600;

export function openTextStore(folder: string): TextStore {
  const pathOf = (sha256: string) => join(folder, `${sha256}.txt`);
  return {
    keep(text) {
      const path = pathOf(sha256Hex(text));
      if (!existsSync(path)) writeFileDurably(path, text, MODE);
    },
    text(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
      let text: string;
      try {
        text = readFileSync(pathOf(sha256), "utf8");
      } catch {
        return undefined;
      }
      return sha256Hex(text) === sha256 ? text : undefined;
    },
  };
}
