import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { refusalAnswer } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { acceptsGzip } from "./compress.ts";

/** The built page, read once: some hundred kilobytes that then cost no disk access. */

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
};
const COMPRESSED = new Set([".html", ".js", ".css", ".svg"]);

/** Names that hold a hash of the content (page-1a2b3c4d.js) never change: a browser need not ask again for a year. */
const HASHED = /-[0-9a-z]{8,}\.[a-z0-9]+$/;
const IMMUTABLE = "public, max-age=31536000, immutable";

type WebFile = {
  type: string;
  cache: string;
  plain: Uint8Array<ArrayBuffer>;
  gzip?: Uint8Array<ArrayBuffer>;
};

export type WebFiles = {
  /** The answer for a path such as "/" or "/page-1a2b3c4d.js", or undefined when there is no such file. */
  answer(path: string, acceptEncoding: string | undefined): Response | undefined;
};

/** Reads the folder. Without a built page the API still answers; "/" then says how to build it. */
export function readWebFiles(folder: string): WebFiles {
  const files = new Map<string, WebFile>();
  if (existsSync(folder)) {
    for (const item of readdirSync(folder, { withFileTypes: true })) {
      if (item.isFile() && extname(item.name) in TYPES) files.set(`/${item.name}`, read(folder, item.name));
    }
  }
  return {
    answer(path, acceptEncoding) {
      const file = files.get(path === "/" ? "/index.html" : path);
      if (file !== undefined) return answer(file, acceptEncoding ?? "");
      if (path !== "/") return undefined;
      return refusalAnswer(
        new Refusal(
          "not-built",
          "The console's page is not built.",
          folder,
          "Start with npm start, which builds it, or run: node bin/setup.mjs.",
        ),
      );
    },
  };
}

function read(folder: string, name: string): WebFile {
  const ending = extname(name);
  const plain = new Uint8Array(readFileSync(join(folder, name)));
  return {
    type: TYPES[ending] ?? "application/octet-stream",
    cache: HASHED.test(name) ? IMMUTABLE : "no-cache",
    plain,
    ...(COMPRESSED.has(ending) ? { gzip: Bun.gzipSync(plain, { level: 9 }) } : {}),
  };
}

function answer(file: WebFile, acceptEncoding: string): Response {
  const headers: Record<string, string> = { "content-type": file.type, "cache-control": file.cache };
  if (file.gzip === undefined) return new Response(file.plain, { headers });
  headers.vary = "accept-encoding";
  if (!acceptsGzip(acceptEncoding)) return new Response(file.plain, { headers });
  return new Response(file.gzip, { headers: { ...headers, "content-encoding": "gzip" } });
}
