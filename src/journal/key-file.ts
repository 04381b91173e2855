import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { writeFileDurably } from "../kernel/durable.ts";
import { Refusal } from "../kernel/refusal.ts";

const KEY_FILE_MODE = 0o600;
const KEYS_FOLDER_MODE = 0o700;

/** Makes an Ed25519 key and writes it (PKCS #8, PEM, for its owner only). */
export function makeKeyFile(path: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  try {
    mkdirSync(dirname(path), { recursive: true, mode: KEYS_FOLDER_MODE });
    writeFileDurably(path, pem, KEY_FILE_MODE);
  } catch (error) {
    throw new Refusal(
      "key-not-writable",
      `The key cannot be written: ${reason(error)}.`,
      path,
      "Give the account that runs Beffroi the right to write in this folder.",
    );
  }
}

/** Reads an Ed25519 key. Throws a Refusal when it is unreadable, of another kind, or open to other accounts. */
export function readKeyFile(path: string): KeyObject {
  let key: KeyObject;
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0) {
      throw new Refusal(
        "key-exposed",
        `Other accounts may read or write this key (mode ${mode.toString(8)}).`,
        path,
        `Run: chmod 600 ${path}`,
      );
    }
    key = createPrivateKey(readFileSync(path));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "key-unreadable",
      `The key cannot be read: ${reason(error)}.`,
      path,
      "Check the file's owner and content, or put it back from a copy.",
    );
  }
  if (key.asymmetricKeyType !== "ed25519") {
    throw new Refusal(
      "key-unreadable",
      `The key is of type ${key.asymmetricKeyType} and must be Ed25519.`,
      path,
      "Put the right key back from a copy.",
    );
  }
  return key;
}

/** The 32 bytes of the public key that belongs to a private one, lower-case hexadecimal. */
export function rawPublicKey(privateKey: KeyObject): string {
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  return Buffer.from(jwk.x ?? "", "base64url").toString("hex");
}

/** The key of 64 hexadecimal digits. Throws when they are no Ed25519 key. */
export function publicKeyOf(hex: string): KeyObject {
  const x = Buffer.from(hex, "hex").toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
