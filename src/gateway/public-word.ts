import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { z } from "zod";
import { writeFileDurably } from "../kernel/durable.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import { acceptEncodingClass, type AcceptEncodingClass } from "./cache/policy.ts";
import { refuse } from "./refuse.ts";

/**
 * What the town says to the public, as the keeper sent it: pages that are served whatever else fails, and a sentence for
 * a banner. The last word is kept on disk and goes on being served without the keeper.
 */

/** Longest page in characters, as its sender bounds it with room to spare; so many bytes of it may lie on disk. */
const PAGE_CHARACTERS_MAX = 100_000;
const FILE_BYTES_MAX = 1024 * 1024;

const page = z
  .object({
    type: z.string().max(100),
    policy: z.string().max(500),
    /** Links are marks: "<fr>", "<en>", "<atom>" and "<home>" stand for the addresses under which a site serves it. */
    body: z.string().max(PAGE_CHARACTERS_MAX),
  })
  .strict();
export const publicWordSchema = z
  .object({
    id: z.string().regex(/^[0-9a-f]{32}$/),
    pages: z.object({ fr: page, en: page, atom: page }).strict(),
    banner: z
      .object({
        fr: z.string().min(1).max(1_000),
        en: z.string().max(1_000),
        /** Opening hours and what still works, in one line; "" or none when nothing is said of them. */
        details: z
          .object({ fr: z.string().max(1_000), en: z.string().max(1_000) })
          .strict()
          .optional(),
      })
      .strict()
      .nullable(),
  })
  .strict();
export type PublicWord = z.infer<typeof publicWordSchema>;

/** The last word on disk, or undefined when there is none that can be read. */
export function readPublicWord(path: string, log: Log): PublicWord | undefined {
  try {
    if (statSync(path).size > FILE_BYTES_MAX) throw new RangeError("it is too large");
    return publicWordSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      log("warn", "the town's last word to the public could not be read; the keeper will send it again", {
        path,
        error: errorLine(error),
      });
    }
    return undefined;
  }
}

/** Keeps the word for the next start. A full disk is told and changes nothing of what is served. */
export function keepPublicWord(path: string, word: PublicWord, log: Log): void {
  try {
    writeFileDurably(path, JSON.stringify(word));
  } catch (error) {
    log("error", "the town's word to the public could not be kept for the next start", {
      path,
      error: errorLine(error),
    });
  }
}

/** How long a cache may give it without asking, and how long when nothing answers any more. */
const CACHE_CONTROL = "public, max-age=2, stale-if-error=86400";

type Ready = { readonly etag: string; readonly length: number; readonly whole: Response };
type ReadyPage = Readonly<Record<AcceptEncodingClass, Ready>>;

/** The pages under one site's addresses, packed and ready. A request costs one look-up and one clone. */
export class PublicPages {
  private readonly pages = new Map<string, ReadyPage>();

  /** @param path where the French page stands; "/en" and "/atom" stand below it. Not "". */
  constructor(
    word: PublicWord,
    readonly path: string,
  ) {
    const links = { fr: path, en: `${path}/en`, atom: `${path}/atom`, home: "/" };
    for (const name of ["fr", "en", "atom"] as const) {
      this.pages.set(links[name], readyPage(word.pages[name], links));
    }
  }

  /**
   * The answer when `target` is one of these addresses, whatever its query; otherwise undefined.
   * @param count is told how many bytes of body go out
   */
  answer(request: Request, target: string, count: (bytes: number) => void): Response | undefined {
    if (!target.startsWith(this.path)) return undefined;
    const query = target.indexOf("?");
    const found = this.pages.get(withoutSlash(query === -1 ? target : target.slice(0, query)));
    if (found === undefined) return undefined;
    const { method, headers } = request;
    if (method !== "GET" && method !== "HEAD") return refuse(405, "method on the status page");
    const ready = found[acceptEncodingClass(headers.get("accept-encoding"))];
    const known = headers.get("if-none-match");
    if (known !== null && isListed(known, ready.etag)) {
      count(0);
      return new Response(null, { status: 304, headers: withoutContent(ready.whole.headers) });
    }
    if (method === "HEAD") {
      count(0);
      const withLength = new Headers(ready.whole.headers);
      withLength.set("content-length", String(ready.length));
      return new Response(null, { headers: withLength });
    }
    count(ready.length);
    return ready.whole.clone() as Response;
  }
}

type Links = Record<"fr" | "en" | "atom" | "home", string>;

function readyPage({ type, policy, body }: PublicWord["pages"]["fr"], links: Links): ReadyPage {
  let text = body;
  for (const [name, address] of Object.entries(links)) text = text.replaceAll(`<${name}>`, address);
  const plain = Buffer.from(text);
  const hash = createHash("sha256").update(plain).digest("base64url").slice(0, 20);
  const ready = (bytes: Uint8Array<ArrayBuffer>, encoding: AcceptEncodingClass): Ready => {
    // Each encoding is a representation of its own (RFC 9110, section 8.8.1).
    const etag = `"${hash}-${encoding}"`;
    const headers = new Headers({
      "content-type": type,
      "content-security-policy": policy,
      "cache-control": CACHE_CONTROL,
      etag,
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    if (encoding !== "identity") headers.set("content-encoding", encoding);
    return { etag, length: bytes.length, whole: new Response(new Blob([bytes]), { headers }) };
  };
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  return {
    identity: ready(plain, "identity"),
    gzip: ready(gzipSync(plain, { level: 9 }), "gzip"),
    br: ready(brotliCompressSync(plain, brotli) as Uint8Array<ArrayBuffer>, "br"),
  };
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function isListed(list: string, etag: string): boolean {
  return list.trim() === "*" || list.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

/** RFC 9110, section 15.4.5: a 304 has no fields that describe a content. */
function withoutContent(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ["content-type", "content-encoding"]) kept.delete(name);
  return kept;
}
