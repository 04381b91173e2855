import { readFileSync } from "node:fs";
import type { Outcome } from "./channel.ts";
import { oneLine } from "./channel.ts";

/** The secret in a file, read for each attempt: a password that was put right is used without a new start. */
export function readSecret(path: string | undefined): string {
  return path === undefined ? "" : readFileSync(path, "utf8").trim();
}

/** Runs an attempt that reads a secret first; a file that cannot be read is for a person to mend, meanwhile all waits. */
export async function withSecret(
  path: string | undefined,
  attempt: (secret: string) => Promise<Outcome>,
): Promise<Outcome> {
  let secret: string;
  try {
    secret = readSecret(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { result: "not-now", reason: oneLine(`${path} cannot be read (${code})`), channelDown: true };
  }
  return attempt(secret);
}
