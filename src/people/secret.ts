import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { writeFileDurably } from "../kernel/durable.ts";
import { Refusal } from "../kernel/refusal.ts";

/** Random secrets: made, hashed and compared. */

/** 256 bits: cannot be guessed, so a plain hash of it may be kept. */
const TOKEN_BYTES = 32;

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString("base64url");

/** What is kept of a token: who reads the database cannot use it. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** In a time that does not tell how much of the two is the same. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

export const mark = (secret: string, text: string): string =>
  createHmac("sha256", secret).update(text).digest("base64url");

/** The secret in a file of the data folder; made when it is not there, for this user only. */
export function ownSecret(path: string): string {
  if (!existsSync(path)) writeFileDurably(path, `${newToken()}\n`, 0o600);
  return secretOf(path);
}

/** The secret that a file holds. Refuses one that others may read, and one that is too short to be a secret. */
export function secretOf(path: string): string {
  let text: string;
  try {
    if ((statSync(path).mode & 0o007) !== 0) throw exposed(path);
    text = readFileSync(path, "utf8").trim();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      "secret-unreadable",
      `The secret cannot be read (${code}).`,
      path,
      "Check path and rights.",
    );
  }
  if (text.length >= 16) return text;
  throw new Refusal("secret-too-short", "This is not a secret.", path, "Put the whole secret into the file.");
}

function exposed(path: string): Refusal {
  return new Refusal(
    "secret-exposed",
    "Others than this user may read the secret.",
    path,
    "Take the right from them (chmod 600), and renew the secret if they may have read it.",
  );
}
