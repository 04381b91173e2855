/** A list as a person has it: any spreadsheet's export, in whatever letters it was saved. */

/** What the console takes, in bytes. */
export const LIST_BYTES_MAX = 5 * 1024 * 1024;

/** Reading tens of thousands of lines takes its time. */
export const PATIENCE_MS = 180_000;

/** The text of a file: UTF-8 if it can be that, else what Windows writes in France. */
export function listText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
