import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Answer, acceptsGzip } from "./answer.ts";
import { DOCUMENTS } from "./content/documents.ts";
import type { Theme } from "./content/model.ts";
import { BELFRY_MARK, themeScene, townScene } from "./drawings.ts";
import { makePdf } from "./pdf.ts";
import { duskPng, iconFile } from "./picture.ts";
import { STYLE_SHEETS } from "./style-sheets.ts";

interface StaticFile {
  readonly type: string;
  readonly maxAgeSeconds: number;
  readonly compressible: boolean;
  readonly load: () => { bytes: Uint8Array; modifiedMs: number };
}

interface LoadedFile {
  readonly bytes: Uint8Array;
  readonly gzipped: Uint8Array | undefined;
  readonly etag: string;
  readonly modifiedMs: number;
}

/** When the generated files were last changed by hand; they are the same bytes at every start. */
const GENERATED_AT_MS = Date.UTC(2026, 8, 14, 7, 30);
const DAY_SECONDS = 86_400;
const THEMES: readonly Theme[] = ["mairie", "travaux", "culture", "enfance", "nature", "sport", "solidarite"];

const FONTS = ["400-normal", "700-normal"].map((cut) => `atkinson-hyperlegible-next-latin-${cut}.woff2`);

const FILES = new Map<string, StaticFile>([
  ...STYLE_SHEETS.map((name): [string, StaticFile] => [
    `/assets/${name}.css`,
    onDisk(`./assets/${name}.css`, "text/css; charset=UTF-8"),
  ]),
  ["/assets/site.js", onDisk("./assets/site.js", "text/javascript; charset=UTF-8")],
  ["/favicon.ico", generated("image/x-icon", iconFile, 30 * DAY_SECONDS)],
  ["/assets/favicon.svg", generated("image/svg+xml", () => Buffer.from(BELFRY_MARK))],
  ["/assets/images/ville.svg", generated("image/svg+xml", () => Buffer.from(townScene()))],
  ["/assets/images/crepuscule.png", generated("image/png", duskPng, 30 * DAY_SECONDS)],
  ...THEMES.map((theme): [string, StaticFile] => [
    `/assets/images/theme-${theme}.svg`,
    generated("image/svg+xml", () => Buffer.from(themeScene(theme))),
  ]),
  ...FONTS.map((font): [string, StaticFile] => [
    `/assets/fonts/${font}`,
    onDisk(
      `../node_modules/@fontsource/atkinson-hyperlegible-next/files/${font}`,
      "font/woff2",
      365 * DAY_SECONDS,
    ),
  ]),
  ...DOCUMENTS.map((document): [string, StaticFile] => [
    `/documents/${document.file}`,
    generated("application/pdf", () => makePdf(document)),
  ]),
]);

const loaded = new Map<string, LoadedFile>();

/** Every path that is served without a worker, for the site map of tests. */
export const STATIC_PATHS: readonly string[] = [...FILES.keys()];

export function isStaticPath(path: string): boolean {
  return FILES.has(path) || path.startsWith("/assets/") || path.startsWith("/documents/");
}

/**
 * Answers GET and HEAD for a static file with conditional requests (RFC 9110 section 13) and one byte range
 * (section 14); several ranges in one request get the whole file. A path without a file gives undefined.
 */
export function serveStatic(path: string, request: Request): Answer | undefined {
  const file = FILES.get(path);
  if (file === undefined) return undefined;
  const content = load(path, file);
  const wanted = request.headers;
  const ranged = request.method === "GET" && wanted.has("range");
  const gzip = content.gzipped !== undefined && !ranged && acceptsGzip(wanted.get("accept-encoding"));
  const etag = gzip ? `"${content.etag}-gzip"` : `"${content.etag}"`;
  const headers: Record<string, string> = {
    ETag: etag,
    "Last-Modified": new Date(content.modifiedMs).toUTCString(),
    "Cache-Control": `public, max-age=${file.maxAgeSeconds}`,
  };
  if (file.compressible) headers.Vary = "Accept-Encoding";
  if (notModified(wanted, etag, content.modifiedMs)) return { status: 304, headers, cookies: [], body: "" };
  headers["Content-Type"] = file.type;
  headers["Accept-Ranges"] = "bytes";
  if (gzip) headers["Content-Encoding"] = "gzip";
  const body = gzip ? (content.gzipped as Uint8Array) : content.bytes;
  const range =
    ranged && rangeStands(wanted, etag, content.modifiedMs)
      ? parseRange(wanted.get("range"), body.length)
      : undefined;
  if (range === undefined) return { status: 200, headers, cookies: [], body };
  if (range === "unsatisfiable") {
    return {
      status: 416,
      headers: { ...headers, "Content-Range": `bytes */${body.length}` },
      cookies: [],
      body: "",
    };
  }
  const { first, last } = range;
  headers["Content-Range"] = `bytes ${first}-${last}/${body.length}`;
  return { status: 206, headers, cookies: [], body: body.subarray(first, last + 1) };
}

/** One range of `bytes=`: undefined when it must be ignored, "unsatisfiable" when it lies outside. */
export function parseRange(
  header: string | null,
  lengthBytes: number,
): { first: number; last: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  if (match[1] === "") {
    const suffix = Number(match[2]);
    if (suffix === 0) return "unsatisfiable";
    return { first: Math.max(0, lengthBytes - suffix), last: lengthBytes - 1 };
  }
  const first = Number(match[1]);
  const last = match[2] === "" ? lengthBytes - 1 : Math.min(Number(match[2]), lengthBytes - 1);
  if (match[2] !== "" && Number(match[2]) < first) return undefined;
  return first >= lengthBytes ? "unsatisfiable" : { first, last };
}

function notModified(wanted: Headers, etag: string, modifiedMs: number): boolean {
  const tags = wanted.get("if-none-match");
  if (tags !== null)
    return tags.trim() === "*" || tags.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
  const since = Date.parse(wanted.get("if-modified-since") ?? "");
  return !Number.isNaN(since) && modifiedMs <= since;
}

function rangeStands(wanted: Headers, etag: string, modifiedMs: number): boolean {
  const condition = wanted.get("if-range");
  return condition === null || condition === etag || Date.parse(condition) === modifiedMs;
}

function load(path: string, file: StaticFile): LoadedFile {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  const { bytes, modifiedMs } = file.load();
  const content: LoadedFile = {
    bytes,
    gzipped: file.compressible ? Bun.gzipSync(new Uint8Array(bytes)) : undefined,
    etag: createHash("sha256").update(bytes).digest("hex").slice(0, 16),
    modifiedMs,
  };
  loaded.set(path, content);
  return content;
}

function onDisk(relative: string, type: string, maxAgeSeconds = DAY_SECONDS): StaticFile {
  const file = fileURLToPath(new URL(relative, import.meta.url));
  const read = () => ({
    bytes: new Uint8Array(readFileSync(file)),
    modifiedMs: Math.floor(statSync(file).mtimeMs / 1000) * 1000,
  });
  return { type, maxAgeSeconds, compressible: type.startsWith("text/"), load: read };
}

function generated(type: string, make: () => Uint8Array, maxAgeSeconds = 7 * DAY_SECONDS): StaticFile {
  const load = () => ({ bytes: make(), modifiedMs: GENERATED_AT_MS });
  return { type, maxAgeSeconds, compressible: type === "image/svg+xml", load };
}
