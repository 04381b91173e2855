/**
 * The root of RFC 6962's tree while its leaves pass by, and the strict reading of a checkpoint: written from FORMAT.md and
 * not from the code that keeps the tree and signs.
 */

export type StreamedTree = {
  /** Adds a leaf and gives the hashes of the subtrees of two leaves and more that it makes whole, smallest first. */
  add(leaf: Uint8Array): Buffer[];
  size(): number;
  root(): Buffer;
};

const HASH_BYTES = 32;

/** A leaf or node and the byte before it: made anew for each, this would cost more than the hash. */
const LEAF_BYTES_MAX = 65_536;

export function streamedTree(): StreamedTree {
  /** Roots of the whole subtrees so far, largest first: one for each 1 in the binary form of the size. */
  const whole: Buffer[] = [];
  let size = 0;
  const input = new Uint8Array(1 + LEAF_BYTES_MAX);

  function leafHash(leaf: Uint8Array): Buffer {
    input[0] = 0;
    input.set(leaf, 1);
    return sha256(input.subarray(0, 1 + leaf.length));
  }

  function nodeHash(left: Buffer, right: Buffer): Buffer {
    input[0] = 1;
    input.set(left, 1);
    input.set(right, 1 + HASH_BYTES);
    return sha256(input.subarray(0, 1 + 2 * HASH_BYTES));
  }

  return {
    add(leaf) {
      const made: Buffer[] = [];
      let hash = leafHash(leaf);
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
        hash = nodeHash(whole.pop() as Buffer, hash);
        made.push(hash);
      }
      whole.push(hash);
      size += 1;
      return made;
    },
    size: () => size,
    root() {
      const last = whole.at(-1);
      if (last === undefined) return sha256(new Uint8Array());
      return whole.slice(0, -1).reduceRight((hash, left) => nodeHash(left, hash), last);
    },
  };
}

export type ReadCheckpoint = {
  name: string;
  size: number;
  root: string;
  /** What was signed. */
  body: string;
  keyHash: string;
  signature: Buffer;
};

const CHECKPOINT_CHARACTERS_MAX = 300;
const CHECKPOINT =
  /^([\x21-\x2a\x2c-\x7e]+)\n(0|[1-9][0-9]{0,14})\n([A-Za-z0-9+/]{43}=)\n\n\u2014 ([\x21-\x2a\x2c-\x7e]+) ([A-Za-z0-9+/]{90}[A-Za-z0-9+/=]{2})\n$/;

/** The parts of a checkpoint, or undefined when the text is not exactly one with one signature by its own origin. */
export function readCheckpoint(text: string): ReadCheckpoint | undefined {
  if (text.length > CHECKPOINT_CHARACTERS_MAX) return undefined;
  const [, name = "", size = "", root = "", signer, blob = ""] = CHECKPOINT.exec(text) ?? [];
  const bytes = Buffer.from(blob, "base64");
  const isStrict =
    bytes.toString("base64") === blob && Buffer.from(root, "base64").toString("base64") === root;
  if (name === "" || signer !== name || bytes.length !== 68 || !isStrict) return undefined;
  return {
    name,
    size: Number(size),
    root,
    body: `${name}\n${size}\n${root}\n`,
    keyHash: bytes.toString("hex", 0, 4),
    signature: bytes.subarray(4),
  };
}

/** First four bytes of SHA-256 over name, line break, 1 (Ed25519) and key, as C2SP's signed notes have it; hexadecimal. */
export function noteKeyHash(name: string, publicKey: string): string {
  const key = Buffer.from(publicKey, "hex");
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(1), key])).toString("hex", 0, 4);
}

function sha256(data: Uint8Array): Buffer {
  const hash = Buffer.allocUnsafe(HASH_BYTES);
  Bun.SHA256.hash(data, hash);
  return hash;
}
