import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeFileDurably } from "../kernel/durable.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import { vantageIdSchema } from "./events.ts";

/**
 * Secrets of the points of measurement. Of those elsewhere only the SHA-256 is kept: their token is shown once. The prober of
 * this house reads its own from a file.
 */

/** The prober of this house. */
export const LOCAL_VANTAGE = "local";
const TOKEN_BYTES = 32;
/** What was put into the local file by hand may be shorter than ours, but must not be guessed. */
const TOKEN_CHARACTERS_MIN = 16;

const hashesSchema = z.record(vantageIdSchema, z.string().regex(/^[0-9a-f]{64}$/));

export class VantageTokens {
  private readonly path: string;
  private readonly localPath: string;
  private hashes: Record<string, string>;

  /** Makes what is missing. What cannot be read is put aside, and the log says so: points elsewhere need new tokens then. */
  constructor(
    keysFolder: string,
    private readonly log: Log,
  ) {
    this.path = join(keysFolder, "vantages.json");
    this.localPath = join(keysFolder, "prober.token");
    this.hashes = this.readHashes();
    this.local();
  }

  /** The vantage that this Authorization field is of. Takes the same time whatever is wrong. */
  vantageOf(authorization: string | null): string | undefined {
    const token = /^Bearer ([\x21-\x7e]{1,200})$/.exec(authorization ?? "")?.[1] ?? "";
    const given = sha256(token);
    let found: string | undefined;
    for (const [id, hash] of Object.entries({ ...this.hashes, [LOCAL_VANTAGE]: sha256Hex(this.local()) })) {
      if (timingSafeEqual(given, Buffer.from(hash, "hex"))) found = id;
    }
    return found;
  }

  /** Makes a token for a vantage, in place of an older one: given once, never again. */
  make(id: string): string {
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    this.write({ ...this.hashes, [id]: sha256Hex(token) });
    return token;
  }

  remove(id: string): void {
    const { [id]: _, ...others } = this.hashes;
    this.write(others);
  }

  /** The token of this house's prober, as it is now: who renews the file needs no restart. One that can be guessed is renewed. */
  private local(): string {
    const known = existsSync(this.localPath) ? readFileSync(this.localPath, "utf8").trim() : "";
    if (known.length >= TOKEN_CHARACTERS_MIN) return known;
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    writeFileDurably(this.localPath, `${token}\n`, 0o600);
    return token;
  }

  private write(hashes: Record<string, string>): void {
    writeFileDurably(this.path, `${JSON.stringify(hashes, null, 1)}\n`, 0o600);
    this.hashes = hashes;
  }

  private readHashes(): Record<string, string> {
    if (!existsSync(this.path)) return {};
    try {
      return hashesSchema.parse(JSON.parse(readFileSync(this.path, "utf8")));
    } catch (error) {
      const aside = `${this.path}.damaged`;
      renameSync(this.path, aside);
      this.log("error", "the tokens of points of measurement cannot be read; make them anew", {
        reason: errorLine(error),
        aside,
      });
      return {};
    }
  }
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
const sha256Hex = (text: string): string => sha256(text).toString("hex");
