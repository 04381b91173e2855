import { sign as signBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../kernel/refusal.ts";
import { laneNameSchema } from "./entry.ts";
import { makeKeyFile, rawPublicKey, readKeyFile } from "./key-file.ts";

/** A writer's own chain: its name, and the key that signs it. */
export type Lane = {
  name: string;
  /** The 32 bytes of the Ed25519 public key, lower-case hexadecimal. */
  publicKey: string;
  /** Ed25519 over the ASCII characters of an entry's id; 64 bytes, lower-case hexadecimal. */
  sign(id: string): string;
};

/** Where a lane's private key lies (PKCS #8, PEM). */
export function laneKeyPath(keysFolder: string, name: string): string {
  return join(keysFolder, `lane-${name}.pem`);
}

/**
 * Opens a lane, and makes its key on first use. `publicKeyKnown` is what the journal has for this lane (hexadecimal), or
 * undefined when the journal has never seen it. Throws a Refusal when the name is bad, when the key is missing although
 * the journal knows the lane, when it is unreadable, open to other accounts, or another key than the journal's.
 *
 * Call it inside the write transaction that records the public key: SQLite's lock then keeps two processes from making
 * two keys. A crash between file and record leaves a key without a lane, which the next start takes up.
 */
export function openLane(keysFolder: string, name: string, publicKeyKnown: string | undefined): Lane {
  if (!laneNameSchema.safeParse(name).success) {
    throw new Refusal(
      "bad-lane-name",
      `"${name}" cannot name a lane.`,
      "lane",
      "Use 1 to 63 of a-z, 0-9, dot and hyphen, beginning with a letter or a digit.",
    );
  }
  const path = laneKeyPath(keysFolder, name);
  if (!existsSync(path)) {
    if (publicKeyKnown !== undefined) {
      throw new Refusal(
        "lane-key-missing",
        `The journal has entries signed by lane "${name}", but its key is not there.`,
        path,
        "Put the key back from a copy, or start a lane with another name.",
      );
    }
    makeKeyFile(path);
  }
  const privateKey = readKeyFile(path);
  const publicKey = rawPublicKey(privateKey);
  if (publicKeyKnown !== undefined && publicKeyKnown !== publicKey) {
    throw new Refusal(
      "lane-key-mismatch",
      `This is not the key that signed lane "${name}" of this journal.`,
      path,
      "Put the right key back from a copy, or start a lane with another name.",
    );
  }
  return {
    name,
    publicKey,
    sign: (id) => signBytes(null, Buffer.from(id, "ascii"), privateKey).toString("hex"),
  };
}
