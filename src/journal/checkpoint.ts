import { createHash, type KeyObject, sign as signBytes, verify as verifyBytes } from "node:crypto";
import { Refusal } from "../kernel/refusal.ts";
import { publicKeyOf } from "./key-file.ts";
import type { Hash } from "./merkle.ts";

/**
 * A checkpoint says in a few lines that may be printed: this journal had `size` entries, and this is their tree's root. It
 * is a C2SP tlog-checkpoint, signed as a C2SP signed note: origin, size and root in base64, an empty line, a signature.
 */
export type Checkpoint = { origin: string; size: number; root: Hash };

/** Size of the largest checkpoint, in bytes: small enough for one QR code on paper. */
export const CHECKPOINT_BYTES_MAX = 300;

/** Of Ed25519 in signed notes. */
const ALGORITHM = 1;
const KEY_HASH_BYTES = 4;
const SIGNATURE_BYTES = 64;

/** Name of a checkpoint key, and origin of what it signs: two journals never share one. `publicKey` is hexadecimal. */
export function originOf(publicKey: string): string {
  const digest = createHash("sha256").update(Buffer.from(publicKey, "hex")).digest("hex");
  return `beffroi-journal-${digest.slice(0, 16)}`;
}

export function checkpointBody({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;
}

/** The checkpoint as a signed note. `publicKey` is the raw key in hexadecimal that belongs to `privateKey`. */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject, publicKey: string): string {
  const body = checkpointBody(checkpoint);
  const signature = signBytes(null, Buffer.from(body), privateKey);
  const blob = Buffer.concat([keyHash(checkpoint.origin, publicKey), signature]);
  return `${body}\n— ${checkpoint.origin} ${blob.toString("base64")}\n`;
}

/**
 * Reads a note of one signature, to the byte as `signCheckpoint` writes it. Throws the Refusal "bad-checkpoint" for
 * anything else; whether the signature holds is for `checkpointHolds` to say.
 */
export function parseCheckpoint(text: string): Checkpoint & { keyHash: Buffer; signature: Buffer } {
  const lines = text.length <= CHECKPOINT_BYTES_MAX ? text.split("\n") : [];
  const [origin = "", size = "", root = "", , signed = ""] = lines;
  const hash = Buffer.from(root, "base64");
  const blob = Buffer.from(signed.split(" ")[2] ?? "", "base64");
  const checkpoint = { origin, size: Number(size), root: hash };
  const again = `${checkpointBody(checkpoint)}\n— ${origin} ${blob.toString("base64")}\n`;
  const fits = /^[\x21-\x2a\x2c-\x7e]+$/.test(origin) && /^(0|[1-9]\d{0,14})$/.test(size);
  if (!fits || hash.length !== 32 || blob.length !== KEY_HASH_BYTES + SIGNATURE_BYTES || again !== text) {
    throw new Refusal(
      "bad-checkpoint",
      "This is not a checkpoint of a journal.",
      "checkpoint",
      "Give the five lines of it unchanged, with a line break after each.",
    );
  }
  return {
    ...checkpoint,
    keyHash: blob.subarray(0, KEY_HASH_BYTES),
    signature: blob.subarray(KEY_HASH_BYTES),
  };
}

/** Whether the note of `text` was signed by the key (raw, hexadecimal). Throws "bad-checkpoint" like `parseCheckpoint`. */
export function checkpointHolds(text: string, publicKey: string): boolean {
  const { origin, size, root, keyHash: claimed, signature } = parseCheckpoint(text);
  if (!claimed.equals(keyHash(origin, publicKey))) return false;
  const body = Buffer.from(checkpointBody({ origin, size, root }));
  return verifyBytes(null, body, publicKeyOf(publicKey), signature);
}

/** The key as C2SP writes it for programs that check signed notes: name, hash of the key, key. */
export function verifierKey(publicKey: string): string {
  const name = originOf(publicKey);
  const key = Buffer.concat([Buffer.of(ALGORITHM), Buffer.from(publicKey, "hex")]);
  return `${name}+${keyHash(name, publicKey).toString("hex")}+${key.toString("base64")}`;
}

function keyHash(name: string, publicKey: string): Buffer {
  return createHash("sha256")
    .update(`${name}\n`)
    .update(Buffer.of(ALGORITHM))
    .update(Buffer.from(publicKey, "hex"))
    .digest()
    .subarray(0, KEY_HASH_BYTES);
}
