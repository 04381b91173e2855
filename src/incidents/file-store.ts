import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";

/**
 * Files under the hash of their bytes: what an entry names can be set against what lies here, for ever. A file is on disk
 * before the entry that names it is written; one that no entry names is left of a crash or of a refusal.
 */

/** Files received at the same time. */
export const UPLOADS_MAX = 8;
/** From this age on a file that comes in more slowly than this gives its place to others. */
const DRIP_AFTER_MS = 60_000;
const DRIP_BYTES_PER_SECOND = 2_000;
/** A file that no entry names is swept when it is older than this. */
export const UNNAMED_AGE_MS = 24 * 60 * 60 * 1000;
/** Bytes read at once when a file is sent. */
export const READ_BYTES = 256 * 1024;

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
export type StoredFile = { sha256: string; bytes: number };
export type FileBounds = { bytesMax: number; totalBytesMax: number };

export type FileStore = {
  /**
   * Takes the bytes in and returns when they are on disk. Throws a Refusal: "too-large", "evidence-full",
   * "too-many-uploads", "too-slow", "disk-full", "broken-off".
   */
  put(body: Bytes): Promise<StoredFile>;
  /**
   * The same, and then `name` writes the entry that names the file. If it throws and no entry names these bytes, they are
   * taken away: whoever is refused must not fill the room set aside.
   */
  keep<T>(body: Bytes, name: (stored: StoredFile) => T): Promise<T>;
  /**
   * The file's bytes, hashed on their way out, or undefined when it is not here. Ends with an error if they are not its own.
   * `onEnd` is called once when all was read, or the reader left.
   */
  read(sha256: string, onEnd?: () => void): ReadableStream<Uint8Array> | undefined;
  has(sha256: string): boolean;
  /** Where the file lies, or would lie. */
  pathOf(sha256: string): string;
  /** Bytes that all files take. */
  used(): number;
};

/**
 * Opens (on first use: makes) the folder, and sweeps it. `isNamed`: an entry names this file. Throws a Refusal that says
 * what a person can mend: "not-writable", "disk-full", "evidence-unusable".
 */
export function openFileStore(
  folder: string,
  bounds: FileBounds,
  clock: Clock,
  isNamed: (sha256: string) => boolean,
): FileStore {
  const incoming = join(folder, "incoming");
  let used = opened(folder, () => {
    mkdirSync(incoming, { recursive: true, mode: 0o700 });
    // Nothing is being received now: what lies here broke off.
    for (const name of readdirSync(incoming)) rmSync(join(incoming, name), { recursive: true, force: true });
    accessSync(incoming, constants.W_OK);
    return sweep(folder, clock.now() - UNNAMED_AGE_MS, isNamed);
  });
  let receiving = 0;
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);

  async function receive(body: Bytes, handle: FileHandle): Promise<StoredFile> {
    const hash = createHash("sha256");
    const fromMs = clock.now();
    let bytes = 0;
    try {
      for await (const chunk of body) {
        if (isDripping(bytes, clock.now() - fromMs)) throw tooSlow();
        if (bytes + chunk.length > bounds.bytesMax) throw tooLarge(bounds.bytesMax);
        if (used + chunk.length > bounds.totalBytesMax) throw full(bounds.totalBytesMax);
        bytes += chunk.length;
        used += chunk.length;
        hash.update(chunk);
        for (let done = 0; done < chunk.length; ) done += (await handle.write(chunk, done)).bytesWritten;
      }
      await handle.sync();
      return { sha256: hash.digest("hex"), bytes };
    } catch (error) {
      used -= bytes;
      throw error;
    }
  }

  const waiting = makeWaiting();

  async function take(body: Bytes): Promise<StoredFile> {
    if (receiving >= UPLOADS_MAX) throw tooMany();
    receiving += 1;
    const temporary = join(incoming, randomBytes(16).toString("hex"));
    let received: StoredFile | undefined;
    try {
      const handle = await open(temporary, "wx", 0o600);
      received = await receive(body, handle).finally(() => handle.close());
      const { sha256, bytes } = received;
      const path = pathOf(sha256);
      if (sizeOf(path) === bytes) used -= bytes;
      else place(temporary, path);
      waiting.begin(sha256);
      return received;
    } catch (error) {
      used -= received?.bytes ?? 0;
      throw explained(error, folder);
    } finally {
      rmSync(temporary, { force: true });
      receiving -= 1;
    }
  }

  return {
    has: (sha256) => sizeOf(pathOf(sha256)) !== undefined,
    pathOf,
    used: () => used,
    async put(body) {
      const stored = await take(body);
      waiting.end(stored.sha256);
      return stored;
    },
    async keep(body, name) {
      const stored = await take(body);
      let isKept = false;
      try {
        const named = name(stored);
        isKept = true;
        return named;
      } finally {
        if (waiting.end(stored.sha256) && !isKept && !isNamed(stored.sha256)) {
          rmSync(pathOf(stored.sha256), { force: true });
          used -= stored.bytes;
        }
      }
    },
    read(sha256, onEnd) {
      const path = pathOf(sha256);
      return sizeOf(path) === undefined ? undefined : hashedStream(path, sha256, onEnd);
    },
  };
}

/** Files that are on disk and wait for their entry, by how many wait: the same bytes can come twice at once. */
function makeWaiting() {
  const counts = new Map<string, number>();
  return {
    begin: (sha256: string) => void counts.set(sha256, (counts.get(sha256) ?? 0) + 1),
    /** Whether nobody waits for this file any more. */
    end(sha256: string): boolean {
      const left = (counts.get(sha256) ?? 1) - 1;
      if (left > 0) counts.set(sha256, left);
      else counts.delete(sha256);
      return left <= 0;
    },
  };
}

/** A rename is one step: at this name lies the whole file or none. Its folder is synced, or the name could be lost. */
function place(temporary: string, path: string): void {
  const folder = join(path, "..");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  renameSync(temporary, path);
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Removes old files that no entry names, and gives the bytes of those that stay. */
function sweep(folder: string, olderThanMs: number, isNamed: (sha256: string) => boolean): number {
  let bytes = 0;
  for (const shelf of readdirSync(folder)) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    for (const sha256 of readdirSync(join(folder, shelf))) {
      const path = join(folder, shelf, sha256);
      const { size, mtimeMs } = statSync(path);
      if (mtimeMs < olderThanMs && !isNamed(sha256)) rmSync(path);
      else bytes += size;
    }
  }
  return bytes;
}

function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/** The last piece waits until the hash is known: who gets all bytes has the right ones, who does not sees it cut. */
function hashedStream(path: string, sha256: string, onEnd = () => {}): ReadableStream<Uint8Array> {
  const hash = createHash("sha256");
  let handle: FileHandle | undefined;
  let held: Uint8Array | undefined;
  async function next(): Promise<Uint8Array | undefined> {
    handle ??= await open(path, "r");
    const { bytesRead, buffer } = await handle.read(new Uint8Array(READ_BYTES), 0, READ_BYTES);
    if (bytesRead === 0) return undefined;
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    return piece;
  }
  async function end(): Promise<void> {
    onEnd();
    await handle?.close();
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        held ??= await next();
        const following = held === undefined ? undefined : await next();
        if (following !== undefined) {
          controller.enqueue(held as Uint8Array);
          held = following;
          return;
        }
        if (hash.digest("hex") !== sha256) throw damaged(sha256);
      } catch (error) {
        await end();
        throw error;
      }
      await end();
      if (held !== undefined) controller.enqueue(held);
      controller.close();
    },
    cancel: end,
  });
}

function damaged(sha256: string): Refusal {
  return new Refusal(
    "damaged-file",
    "The bytes on disk are not those that the journal names.",
    sha256,
    "Put a good copy back from a backup.",
  );
}

function tooLarge(bytesMax: number): Refusal {
  return new Refusal(
    "too-large",
    `The file has more than ${bytesMax} bytes.`,
    "body",
    "Keep it elsewhere, write down its SHA-256, or raise evidence_bytes_max.",
  );
}

function full(totalBytesMax: number): Refusal {
  return new Refusal(
    "evidence-full",
    `All files together would have more than ${totalBytesMax} bytes.`,
    "evidence",
    "Raise evidence_total_bytes_max if the disk has room.",
  );
}

/** Whether less comes than over any line on which somebody waits for a file to be sent. */
function isDripping(bytes: number, elapsedMs: number): boolean {
  return elapsedMs > DRIP_AFTER_MS && bytes * 1_000 < DRIP_BYTES_PER_SECOND * elapsedMs;
}

function tooSlow(): Refusal {
  return new Refusal(
    "too-slow",
    `Less than ${DRIP_BYTES_PER_SECOND} bytes a second arrive.`,
    "body",
    "Send it again over a better line.",
  );
}

function tooMany(): Refusal {
  return new Refusal(
    "too-many-uploads",
    `${UPLOADS_MAX} files are being received.`,
    "evidence",
    "Wait for one to end and send it again.",
  );
}

function opened<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const found = ofDisk(error, folder);
    if (found !== undefined) throw found;
    throw new Refusal(
      "evidence-unusable",
      `The folder of evidence cannot be used (${(error as NodeJS.ErrnoException).code ?? errorLine(error)}).`,
      folder,
      "See what lies at this path: it has to be a folder of the account that runs Beffroi.",
    );
  }
}

function explained(error: unknown, folder: string): unknown {
  if (error instanceof Refusal) return error;
  const found = ofDisk(error, folder);
  return found ?? new Refusal("broken-off", "The file did not arrive whole.", "body", "Send it again.");
}

function ofDisk(error: unknown, folder: string): Refusal | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new Refusal(
      "disk-full",
      "The disk is full, the file was not kept.",
      folder,
      "Make room, then send it again.",
    );
  }
  if (code === "EACCES" || code === "EROFS" || code === "EPERM") {
    return new Refusal(
      "not-writable",
      "The folder of evidence cannot be written.",
      folder,
      "Check the rights of the account that runs Beffroi.",
    );
  }
  return undefined;
}
