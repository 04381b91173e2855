import { expect, test } from "bun:test";
import fc from "fast-check";
import { acceptsGzip } from "./answer.ts";
import { DOCUMENTS } from "./content/documents.ts";
import { makePdf } from "./pdf.ts";
import { parseRange, serveStatic } from "./static-files.ts";

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") => {
  const answer = serveStatic(path, new Request("http://demo.example/", { method, headers }));
  if (answer === undefined) throw new Error(`${path} is not served`);
  return { ...answer, bytes: answer.body as Uint8Array };
};
const PDF = "/documents/bulletin-municipal.pdf";

test("a part of a file is exactly that part, under the same validator", () => {
  const whole = ask(PDF);
  const part = ask(PDF, { range: "bytes=10-19" });
  expect([part.status, part.headers["Content-Range"]]).toEqual([206, `bytes 10-19/${whole.bytes.length}`]);
  expect(part.bytes).toEqual(whole.bytes.subarray(10, 20));
  expect(part.headers.ETag).toBe(whole.headers.ETag as string);
  expect(ask(PDF, { range: "bytes=-5" }).bytes).toEqual(whole.bytes.subarray(-5));
  expect(ask(PDF, { range: "bytes=999999-" })).toMatchObject({
    status: 416,
    headers: { "Content-Range": `bytes */${whole.bytes.length}` },
  });
  for (const ignored of ["bytes=1-2,4-5", "bytes=9-3", "lines=1-2", "bytes=-"]) {
    expect(ask(PDF, { range: ignored }).status).toBe(200);
  }
  expect(ask(PDF, { range: "bytes=0-1" }, "HEAD").status).toBe(200);
});

test("If-Range gives the part only of the file it names", () => {
  const etag = ask(PDF).headers.ETag as string;
  expect(ask(PDF, { range: "bytes=0-1", "if-range": etag }).status).toBe(206);
  expect(ask(PDF, { range: "bytes=0-1", "if-range": '"other"' }).status).toBe(200);
});

test("conditional requests: the tag decides, the date only without a tag", () => {
  const { headers } = ask("/assets/base.css");
  const etag = headers.ETag as string;
  const modified = headers["Last-Modified"] as string;
  expect(ask("/assets/base.css", { "if-none-match": `"x", W/${etag}` })).toMatchObject({
    status: 304,
    body: "",
  });
  expect(ask("/assets/base.css", { "if-none-match": '"x"', "if-modified-since": modified }).status).toBe(200);
  expect(ask("/assets/base.css", { "if-modified-since": modified }).status).toBe(304);
  expect(ask("/assets/base.css", { "if-modified-since": "Thu, 01 Jan 1998 00:00:00 GMT" }).status).toBe(200);
});

test("compressed text has a validator of its own; pictures and ranges are never compressed", () => {
  const plain = ask("/assets/base.css");
  const gzip = ask("/assets/base.css", { "accept-encoding": "br, gzip" });
  expect(Bun.gunzipSync(new Uint8Array(gzip.bytes))).toEqual(new Uint8Array(plain.bytes));
  expect(gzip.headers.ETag).not.toBe(plain.headers.ETag as string);
  expect([plain.headers.Vary, gzip.headers.Vary]).toEqual(["Accept-Encoding", "Accept-Encoding"]);
  const encodings = [
    ask("/assets/images/crepuscule.png", { "accept-encoding": "gzip" }),
    ask("/assets/base.css", { "accept-encoding": "gzip", range: "bytes=0-9" }),
  ].map((answer) => answer.headers["Content-Encoding"]);
  expect(encodings).toEqual([undefined, undefined]);
});

test("Accept-Encoding is read with its qualities", () => {
  const cases: ReadonlyArray<readonly [string | null, boolean]> = [
    ["gzip", true],
    ["br;q=1, GZIP;q=0.5", true],
    ["gzip;q=0, *", false],
    ["*", true],
    ["identity", false],
    ["", false],
    [null, false],
  ];
  expect(cases.map(([header]) => acceptsGzip(header))).toEqual(cases.map(([, expected]) => expected));
});

test("no range reaches outside the file", () => {
  const number = fc.oneof(fc.constant(""), fc.nat(40).map(String));
  fc.assert(
    fc.property(number, number, fc.integer({ min: 1, max: 30 }), (first, last, length) => {
      const range = parseRange(`bytes=${first}-${last}`, length);
      if (range === undefined || range === "unsatisfiable") return;
      expect(range.first).toBeGreaterThanOrEqual(0);
      expect(range.last).toBeLessThan(length);
      expect(range.first).toBeLessThanOrEqual(range.last);
    }),
    { seed: 11, numRuns: 300 },
  );
});

test("every entry of a PDF's cross-reference table points at its object", () => {
  for (const document of DOCUMENTS) {
    const text = Buffer.from(makePdf(document)).toString("latin1");
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(offsets.length).toBe(5 + document.pages.length * 2);
    for (const [index, offset] of offsets.entries())
      expect(text.slice(offset)).toStartWith(`${index + 1} 0 obj\n`);
    for (const [, length, body] of text.matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)) {
      expect((body as string).length).toBe(Number(length));
    }
  }
});

test("the picture is a PNG whose chunks carry the right sums", () => {
  const png = Buffer.from(ask("/assets/images/crepuscule.png").bytes);
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const names: string[] = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    names.push(png.toString("latin1", at + 4, at + 8));
    expect(png.readUInt32BE(end)).toBe(Bun.hash.crc32(png.subarray(at + 4, end)));
    at = end + 4;
  }
  expect(names).toEqual(["IHDR", "IDAT", "IEND"]);
});
