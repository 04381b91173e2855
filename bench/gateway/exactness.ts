import type { ExactOrigin } from "../origin/exact.ts";
import { type RawAnswer, rawRequest } from "../harness/raw-http.ts";

/** One request that is sent straight to the origin and through a gateway; both answers must say the same. */
export type ExactCase = {
  name: string;
  method?: string;
  target: string;
  headers?: readonly string[];
  body?: Buffer | string;
  /** A departure that is known, and what it is: it counts as one all the same, but does not fail the smoke run. */
  known?: string;
};

const upload = Buffer.alloc(3_000_000, "0123456789abcdef");

/** Request headers that a gateway must hand on as they are, duplicates included. */
const ECHOED = [
  "User-Agent: Bench/1 (x; y)",
  "Accept: a/b, c/d;q=0.1",
  "Accept-Language: fr",
  "Cookie: a=1; b=2",
  "Authorization: Basic eDp5",
  "X-Custom: Some  Value",
];

const CASES: readonly ExactCase[] = [
  { name: "20 kB page", target: "/page" },
  { name: "HEAD", method: "HEAD", target: "/page" },
  { name: "HEAD of a chunked page", method: "HEAD", target: "/chunked" },
  { name: "reason phrase", target: "/reason" },
  { name: "empty body", target: "/empty" },
  { name: "no Content-Type", target: "/untyped" },
  { name: "204", target: "/no-content" },
  { name: "302 with Location", target: "/moved" },
  { name: "304 to If-None-Match", target: "/not-modified", headers: ['If-None-Match: "v1"'] },
  { name: "206 to Range", target: "/part", headers: ["Range: bytes=5-9"] },
  { name: "206 of several parts", target: "/parts", headers: ["Range: bytes=0-1,5-6"] },
  { name: "416", target: "/no-part", headers: ["Range: bytes=99999-"] },
  { name: "three Set-Cookie", target: "/cookies" },
  { name: "duplicate headers", target: "/duplicates" },
  { name: "401 with two challenges", target: "/challenge" },
  { name: "410", target: "/gone" },
  { name: "418", target: "/teapot" },
  { name: "500", target: "/error" },
  { name: "gzip untouched", target: "/gzip", headers: ["Accept-Encoding: gzip"] },
  { name: "gzip untouched, not asked for", target: "/gzip" },
  { name: "mislabelled encoding untouched", target: "/brotli-lie" },
  { name: "chunked 20 kB", target: "/chunked" },
  { name: "6 MB", target: "/large", known: "content-length lost, sent in chunks" },
  { name: "6 MB chunked", target: "/large-chunked" },
  { name: "Latin-1 in a header", target: "/latin1" },
  { name: "header of 6 kB", target: "/long-header" },
  { name: "empty header, case, inner spaces", target: "/quirks" },
  {
    // Without a session the query is put in order: the key of the shared memory is what the origin is asked for.
    name: "query kept byte for byte",
    target: "/echo?b=2&a=1&a=%20+%C3%A9&&x",
    known: "origin got target /echo?a=1&a=%20+%C3%A9&b=2&x, not /echo?b=2&a=1&a=%20+%C3%A9&&x",
  },
  { name: "path kept byte for byte", target: "/echo/%7Euser/a%2Bb/(c),d" },
  { name: "request headers", target: "/echo", headers: ECHOED },
  {
    name: "POST",
    method: "POST",
    target: "/echo",
    body: "nom=Marie&objet=%C3%A9tat",
    headers: ["Content-Type: application/x-www-form-urlencoded"],
  },
  {
    name: "POST of 3 MB",
    method: "POST",
    target: "/echo",
    body: upload,
    headers: ["Content-Type: application/octet-stream"],
  },
  { name: "PUT", method: "PUT", target: "/echo", body: "put" },
  { name: "PATCH", method: "PATCH", target: "/echo", body: "patch" },
  { name: "DELETE", method: "DELETE", target: "/echo" },
  { name: "OPTIONS", method: "OPTIONS", target: "/echo" },
  { name: "PROPFIND", method: "PROPFIND", target: "/echo", body: "<x/>" },
  {
    name: "Expect: 100-continue",
    method: "POST",
    target: "/echo",
    body: "later",
    headers: ["Expect: 100-continue"],
  },
];

/**
 * A visitor without cookies is answered by what everybody gets, one with a session by what passes through for one: two
 * ways through a caching gateway, so each reading request is made on both.
 */
export const EXACT_CASES: readonly ExactCase[] = CASES.flatMap((one) => {
  if (one.method !== undefined && one.method !== "HEAD") return [one];
  const headers = [...(one.headers ?? []), "Cookie: PHPSESSID=f3b0c44298fc1c149afbf4c8996fb924"];
  return one.headers?.some((line) => line.startsWith("Cookie:"))
    ? [one]
    : [one, { ...one, name: `${one.name}, with a session`, headers }];
});

/** Written by each hop for itself (RFC 9110 §7.6.1), or for the connection of this bench. */
const HOP = new Set(["connection", "keep-alive", "transfer-encoding", "date"]);
/** What a gateway may add to a request for the origin's sake. */
const ADDED_TO_REQUEST =
  /^(x-forwarded-[a-z]+|forwarded|x-real-ip|via|connection|keep-alive|expect|content-length|transfer-encoding|host|accept-encoding)$/;

export type ExactOutcome = {
  name: string;
  difference: string | undefined;
  note: string | undefined;
  /** The difference is the known one. */
  known: boolean;
};

/** Runs every case against a gateway in front of `origin` and says what differs. */
export async function compareExactly(origin: ExactOrigin, gatewayPort: number): Promise<ExactOutcome[]> {
  const outcomes: ExactOutcome[] = [];
  for (const one of EXACT_CASES) {
    const request = requestBytes(one);
    try {
      const [direct, through] = [
        await rawRequest(origin.port, request),
        await rawRequest(gatewayPort, request),
      ];
      const compared = compareAnswers(direct, through, one.target.startsWith("/echo"));
      outcomes.push({ name: one.name, ...compared, known: compared.difference === one.known });
    } catch (error) {
      outcomes.push({ name: one.name, difference: String(error), note: undefined, known: false });
    }
  }
  return outcomes;
}

function requestBytes({ method = "GET", target, headers = [], body }: ExactCase): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, "Host: www.ville.example", "Connection: close", ...headers];
  if (body !== undefined) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), Buffer.from(body ?? "")]);
}

function compareAnswers(
  direct: RawAnswer,
  through: RawAnswer,
  isEcho: boolean,
): Omit<ExactOutcome, "name" | "known"> {
  const differences: string[] = [];
  if (direct.status !== through.status) differences.push(`status ${through.status}, not ${direct.status}`);
  if (through.cut) differences.push("cut short");
  const notes = compareHeaders(direct, through, differences);
  if (isEcho) compareEcho(direct.body, through.body, differences);
  else if (!direct.body.equals(through.body)) {
    differences.push(`body of ${through.body.length} bytes differs from ${direct.body.length}`);
  }
  if (direct.statusLine !== through.statusLine) notes.push(`reason "${through.statusLine.slice(13)}"`);
  return { difference: differences.join("; ") || undefined, note: notes.join("; ") || undefined };
}

/** Values must be the same; that lines of one name are joined with a comma is equal in meaning (RFC 9110 §5.3), and noted. */
function compareHeaders(direct: RawAnswer, through: RawAnswer, differences: string[]): string[] {
  const notes: string[] = [];
  const values = (answer: RawAnswer, name: string) =>
    answer.headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
  const names = new Set(direct.headers.map(([name]) => name.toLowerCase()));
  for (const name of names) {
    if (HOP.has(name)) continue;
    const [wanted, found] = [values(direct, name), values(through, name)];
    if (wanted.join("\n") === found.join("\n")) continue;
    if (name !== "set-cookie" && wanted.join(", ") === found.join(", "))
      notes.push(`${name} joined in one line`);
    else if (
      name !== "content-length" ||
      found.length > 0 ||
      values(through, "transfer-encoding").length === 0
    ) {
      if (name === "content-length" && isEchoLength(direct)) continue;
      differences.push(`${name} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
    } else differences.push("content-length lost, sent in chunks");
  }
  return notes;
}

/** The echo of a request differs in length by what the gateway adds to it. */
const isEchoLength = (answer: RawAnswer) => answer.body.subarray(0, 10).toString() === '{"method":';

type Echo = { method: string; target: string; head: string[]; bodyBytes: number; hash: string };

function compareEcho(direct: Buffer, through: Buffer, differences: string[]): void {
  const [wanted, found] = [JSON.parse(direct.toString()) as Echo, JSON.parse(through.toString()) as Echo];
  for (const name of ["method", "target", "bodyBytes", "hash"] as const) {
    if (wanted[name] !== found[name])
      differences.push(`origin got ${name} ${found[name]}, not ${wanted[name]}`);
  }
  const kept = (head: string[]) =>
    head.filter((line) => !ADDED_TO_REQUEST.test(line.slice(0, line.indexOf(":")).toLowerCase()));
  const lower = (head: string[]) =>
    kept(head)
      .map((line) => line.replace(/^[^:]*/, (name) => name.toLowerCase()))
      .sort();
  const [sent, got] = [lower(wanted.head), lower(found.head)];
  const missing = sent.filter((line) => !got.includes(line));
  const added = got.filter((line) => !sent.includes(line));
  if (missing.length > 0) differences.push(`origin did not get ${missing.join(" | ")}`);
  if (added.length > 0) differences.push(`origin also got ${added.join(" | ")}`);
}
