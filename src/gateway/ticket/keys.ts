import { hash, randomBytes } from "node:crypto";
import { readFileSync, renameSync, statSync } from "node:fs";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { writeFileDurably } from "../../kernel/durable.ts";
import type { Log } from "../../kernel/log.ts";

/**
 * The secrets that tickets and envelopes are signed with: one small file that all workers of a machine share. Who has
 * it can forge tickets, which buys a better place in line and nothing else.
 */

const DAY_MS = 86_400_000;
/** How long a ticket is good for after it was issued. */
export const TICKET_LIFETIME_MS = 30 * DAY_MS;
/** A key signs for so long. */
export const KEY_SIGNS_MS = 7 * DAY_MS;
/**
 * Keys that are kept: the one that signs and those before it. They go by number and not by age, so that a clock which
 * jumps once cannot make every ticket of the town worthless.
 */
export const KEYS_KEPT = 2 + Math.ceil(TICKET_LIFETIME_MS / KEY_SIGNS_MS);
/** A new key signs only when every worker has had time to read it (they look each minute). */
export const READ_BY_ALL_MS = 150_000;
/** A key that is not known is looked for in the file at most so often: outsiders can invent as many as they like. */
export const REREAD_MS = 1_000;
/** A larger file is none of ours. */
const FILE_BYTES_MAX = 16_384;

export const KEY_ID_BYTES = 4;
const SECRET_BYTES = 32;

export type TicketKey = { readonly id: number; readonly secret: Buffer; readonly madeMs: number };

const fileSchema = z
  .object({
    version: z.literal(1),
    /** Oldest first. */
    keys: z
      .array(
        z
          .object({
            id: z.string().regex(/^[0-9a-f]{8}$/),
            secret: z.string().regex(/^[0-9a-f]{64}$/),
            madeMs: z.number().int().nonnegative(),
          })
          .strict(),
      )
      .min(1)
      .max(KEYS_KEPT),
  })
  .strict();

type FileState = TicketKey[] | "absent" | "unreadable" | "damaged";

/** The keys of one machine. Never throws: without a usable file it signs with a key of its own until there is one. */
export class TicketKeys {
  /** Oldest first, never empty. */
  private keys: readonly TicketKey[];
  private readMs: number;
  private isFromFile = false;
  /** Kinds of trouble that were logged and are not over. */
  private readonly complaints = new Set<string>();

  private constructor(
    private readonly path: string,
    private readonly owner: boolean,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.keys = [makeKey(clock.now())];
    this.readMs = clock.now();
  }

  /**
   * @param options.path the file, mode 0600; made when it is not there.
   * @param options.owner true for exactly one worker of a machine, the one that makes and rotates keys.
   */
  static open(options: { path: string; owner: boolean; clock: Clock; log: Log }): TicketKeys {
    const keys = new TicketKeys(options.path, options.owner, options.clock, options.log);
    keys.refresh();
    return keys;
  }

  /** Reads what another worker wrote; the owner makes a new key when it is time. Call it each minute. */
  refresh(): void {
    const state = this.read();
    if (!this.owner) return;
    if (state === "damaged") this.setAside();
    if (state === "unreadable") return;
    const nowMs = this.clock.now();
    const newest = this.keys.at(-1) as TicketKey;
    const isDue = Math.abs(nowMs - newest.madeMs) >= KEY_SIGNS_MS;
    if (isDue) this.keys = [...this.keys, makeKey(nowMs)].slice(-KEYS_KEPT);
    if (isDue || !Array.isArray(state)) this.write();
  }

  /** The key that signs now. */
  signing(): TicketKey {
    const nowMs = this.clock.now();
    // At the first start of all, this worker may have looked before the owner wrote.
    if (!this.isFromFile && this.mayReread()) this.read();
    for (let index = this.keys.length - 1; index > 0; index--) {
      const key = this.keys[index] as TicketKey;
      if (nowMs - key.madeMs >= READ_BY_ALL_MS) return key;
    }
    return this.keys[0] as TicketKey;
  }

  /** The key of this id, or undefined. Reads the file again for one that it does not know, at most once a second. */
  find(id: number): TicketKey | undefined {
    const known = this.keys.find((key) => key.id === id);
    if (known !== undefined || !this.mayReread()) return known;
    this.read();
    return this.keys.find((key) => key.id === id);
  }

  get size(): number {
    return this.keys.length;
  }

  private mayReread(): boolean {
    return Math.abs(this.clock.now() - this.readMs) >= REREAD_MS;
  }

  private read(): FileState {
    this.readMs = this.clock.now();
    const state = readKeys(this.path);
    if (Array.isArray(state)) {
      this.keys = state;
      this.isFromFile = true;
      this.complaints.delete("damaged");
      this.complaints.delete("unreadable");
    } else if (state !== "absent") {
      this.complain(state, "the file of ticket keys cannot be used; tickets are signed with keys in memory");
    }
    return state;
  }

  private setAside(): void {
    try {
      renameSync(this.path, `${this.path}.damaged`);
    } catch (error) {
      this.complain("aside", "the damaged file of ticket keys cannot be put aside", error);
    }
  }

  private write(): void {
    const keys = this.keys.map(({ id, secret, madeMs }) => ({
      id: id.toString(16).padStart(2 * KEY_ID_BYTES, "0"),
      secret: secret.toString("hex"),
      madeMs,
    }));
    try {
      writeFileDurably(this.path, `${JSON.stringify({ version: 1, keys })}\n`, 0o600);
      this.isFromFile = true;
      this.complaints.delete("write");
    } catch (error) {
      this.complain(
        "write",
        "ticket keys cannot be written: other workers and a restart will not know them",
        error,
      );
    }
  }

  /** Says each kind of trouble once, not each minute. */
  private complain(kind: string, message: string, error?: unknown): void {
    if (this.complaints.has(kind)) return;
    this.complaints.add(kind);
    const remedy = `Look at the rights of the folder and the space on its disk. A damaged file is kept beside it, as "*.damaged".`;
    const fields = { path: this.path, trouble: kind, remedy };
    this.log("error", message, error === undefined ? fields : { ...fields, error: String(error) });
  }
}

function makeKey(nowMs: number): TicketKey {
  const secret = randomBytes(SECRET_BYTES);
  return { id: idOf(secret), secret, madeMs: Math.max(0, Math.floor(nowMs)) };
}

/** An id says which key it was, and nothing of the key. */
function idOf(secret: Buffer): number {
  return hash("sha256", Buffer.concat([Buffer.from("beffroi key id\0"), secret]), "buffer").readUInt32BE();
}

function readKeys(path: string): FileState {
  let text: string;
  try {
    if (statSync(path).size > FILE_BYTES_MAX) return "damaged";
    text = readFileSync(path, "utf8");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "absent" : "unreadable";
  }
  try {
    const { keys } = fileSchema.parse(JSON.parse(text));
    return keys.map(({ id, secret, madeMs }) => ({
      id: Number.parseInt(id, 16),
      secret: Buffer.from(secret, "hex"),
      madeMs,
    }));
  } catch {
    return "damaged";
  }
}
