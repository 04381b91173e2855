import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
} from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeFileDurably } from "../kernel/durable.ts";
import { Refusal } from "../kernel/refusal.ts";
import { laneNameSchema } from "./entry.ts";

const KEY_FILE_MODE = 0o600;
const KEYS_FOLDER_MODE = 0o700;

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
    makeKey(keysFolder, path);
  }
  const privateKey = readKey(path);
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

function makeKey(keysFolder: string, path: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  try {
    mkdirSync(keysFolder, { recursive: true, mode: KEYS_FOLDER_MODE });
    writeFileDurably(path, pem, KEY_FILE_MODE);
  } catch (error) {
    throw new Refusal(
      "lane-key-not-writable",
      `The lane's key cannot be written: ${reason(error)}.`,
      path,
      "Give the account that runs Beffroi the right to write in this folder.",
    );
  }
}

function readKey(path: string): KeyObject {
  let key: KeyObject;
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0) {
      throw new Refusal(
        "lane-key-exposed",
        `Other accounts may read or write the lane's key (mode ${mode.toString(8)}).`,
        path,
        `Run: chmod 600 ${path}`,
      );
    }
    key = createPrivateKey(readFileSync(path));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "lane-key-unreadable",
      `The lane's key cannot be read: ${reason(error)}.`,
      path,
      "Check the file's owner and content, or put it back from a copy.",
    );
  }
  if (key.asymmetricKeyType !== "ed25519") {
    throw new Refusal(
      "lane-key-unreadable",
      `The lane's key is of type ${key.asymmetricKeyType} and must be Ed25519.`,
      path,
      "Put the right key back from a copy.",
    );
  }
  return key;
}

function rawPublicKey(privateKey: KeyObject): string {
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  return Buffer.from(jwk.x ?? "", "base64url").toString("hex");
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
