import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { answer } from "../../../test/support/fault-server/scripts.ts";
import { TOWN } from "../../../test/support/fault-server/pages.ts";
import { Deadline } from "./deadline.ts";
import { FIELDS_MAX, HEAD_BYTES_MAX, parseHead } from "./http-head.ts";
import { BODY_BYTES_MAX, exchange } from "./http-read.ts";
import type { Failed } from "./outcome.ts";
import { decoded, unpack, UNPACKED_BYTES_MAX } from "./page-text.ts";
import type { Hearing, Wire } from "./wire.ts";

/** Pieces of an answer, as a connection would bring them, and how it ends. */
async function read(pieces: readonly Uint8Array[], end: "open" | "closed" | "reset" = "closed") {
  let hearing: Hearing | undefined;
  const wire = {
    hear: (heard: Hearing) => {
      hearing = heard;
    },
    send: () => {
      void (async () => {
        for (const piece of pieces) {
          await Promise.resolve();
          hearing?.data(piece);
        }
        await Promise.resolve();
        if (end !== "open") hearing?.over(end === "reset");
      })();
    },
    close: () => {
      hearing = undefined;
    },
  } as unknown as Wire;
  return exchange(wire, new Uint8Array(0), new Deadline(300));
}
const failureOf = (reading: Promise<unknown>) =>
  reading.then(
    () => "ok",
    (error) => (error as Failed).failure,
  );
const bytes = (text: string) => Buffer.from(text, "latin1");

/** The same bytes in pieces that end at these places. */
function pieces(whole: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b);
  const all = [0, ...places, whole.length];
  return all
    .slice(1)
    .map((to, at) => whole.subarray(all[at], to))
    .filter((piece) => piece.length > 0);
}

const CHUNKED =
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\n6\r\n world\r\n0\r\nA: b\r\n\r\n";
const ANSWERS: Record<string, [Uint8Array, string]> = {
  "with a length": [answer(200, "hello world"), "hello world"],
  "in chunks": [bytes(CHUNKED), "hello world"],
  "until the close": [bytes("HTTP/1.0 200 OK\r\nA: b\r\n\r\nhello world"), "hello world"],
  "after early hints": [
    bytes("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
    "hi",
  ],
  "with bare line feeds": [bytes("HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"), "hi"],
};

describe("an answer", () => {
  for (const [name, [whole, body]] of Object.entries(ANSWERS)) {
    test(`${name} is the same however it is cut into pieces`, async () => {
      const cuts = fc.array(fc.nat(whole.length), { maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(cuts, async (places) => {
          const said = await read(pieces(whole, places));
          expect(Buffer.from(said.body).toString()).toBe(body);
          expect(said.status).toBe(200);
        }),
        { numRuns: 60 },
      );
      const single = await read(
        pieces(
          whole,
          Array.from({ length: whole.length }, (_, at) => at),
        ),
      );
      expect(Buffer.from(single.body).toString()).toBe(body);
    });
  }

  test("ends as a typed failure whatever bytes come", async () => {
    const start = fc.constantFrom(
      "",
      "HTTP/1.1 200 OK\r\n",
      CHUNKED.slice(0, 60),
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
    );
    const junk = fc.uint8Array({ maxLength: 300 });
    const ends = fc.constantFrom("closed" as const, "reset" as const);
    await fc.assert(
      fc.asyncProperty(
        start,
        junk,
        fc.array(fc.nat(400), { maxLength: 5 }),
        ends,
        async (head, tail, cuts, end) => {
          const whole = Buffer.concat([bytes(head), tail]);
          expect(await failureOf(read(pieces(whole, cuts), end))).toMatch(
            /^(ok|http\.(eof|reset|protocol))$/,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test("that says its length wrongly is cut or too short", async () => {
    expect(await failureOf(read([answer(200, "hello", { "Content-Length": "9" })]))).toBe("http.eof");
    const longer = await read([answer(200, "hello", { "Content-Length": "4" })]);
    expect(Buffer.from(longer.body).toString()).toBe("hell");
  });

  test("is bounded in its head", async () => {
    const field = `X: ${"y".repeat(1_000)}\r\n`;
    const long = bytes(`HTTP/1.1 200 OK\r\n${field.repeat(Math.ceil(HEAD_BYTES_MAX / 1_000))}\r\n`);
    expect(await failureOf(read(pieces(long, [100, 30_000, 60_000])))).toBe("http.head_too_large");
    const endless = bytes(`HTTP/1.1 200 OK\r\n${"x".repeat(HEAD_BYTES_MAX)}`);
    expect(await failureOf(read([endless], "open"))).toBe("http.head_too_large");
    const many = (count: number) => bytes(`HTTP/1.1 200 OK\r\n${"A: b\r\n".repeat(count)}\r\n`);
    expect(() => parseHead(many(FIELDS_MAX + 1))).toThrow("fields");
    expect(parseHead(many(FIELDS_MAX)).fields.get("a")).toHaveLength(FIELDS_MAX);
  });

  test("is cut at the bound of its body, and is whole for us", async () => {
    const piece = new Uint8Array(100_000);
    const lengths = ["", `Content-Length: ${10 * BODY_BYTES_MAX}\r\n`];
    for (const length of lengths) {
      const said = await read(
        [bytes(`HTTP/1.1 200 OK\r\n${length}\r\n`), piece, piece, piece, piece],
        "open",
      );
      expect([said.body.length, said.cut]).toEqual([BODY_BYTES_MAX, true]);
    }
  });

  test("that does not end in time fails in the phase that was waited for", async () => {
    expect(await failureOf(read([], "open"))).toBe("http.timeout_first_byte");
    expect(await failureOf(read([bytes("HTTP/1.1 2")], "open"))).toBe("http.timeout_body");
    expect(await failureOf(read([bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")], "open"))).toBe(
      "http.timeout_body",
    );
  });

  test("may not be interim for ever", async () => {
    expect(await failureOf(read([bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(20))], "open"))).toBe(
      "http.protocol",
    );
  });
});

describe("a page's bytes", () => {
  const fields = (coding: string) => new Map([["content-encoding", [coding]]]);

  test("that unpack to more than the bound are not unpacked", () => {
    const bomb = gzipSync(new Uint8Array(UNPACKED_BYTES_MAX + 1));
    expect(unpack(bomb, fields("gzip"), false)).toBe("bomb");
    const larger = gzipSync(new Uint8Array(UNPACKED_BYTES_MAX * 4));
    expect(unpack(larger.subarray(0, larger.length - 20), fields("gzip"), true)).toBe("bomb");
    const twice = gzipSync(gzipSync(new Uint8Array(UNPACKED_BYTES_MAX * 4)));
    expect(unpack(twice, fields("gzip, gzip"), false)).toBe("bomb");
  });

  test("that were cut give what there is of them", () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `${at * 7_919}`).join(" ");
    const part = gzipSync(text).subarray(0, 20_000);
    const unpacked = unpack(part, fields("gzip"), true) as { bytes: Uint8Array };
    expect(text.startsWith(Buffer.from(unpacked.bytes).toString())).toBe(true);
    expect(unpacked.bytes.length).toBeGreaterThan(20_000);
    expect(() => unpack(part, fields("gzip"), false)).toThrow("not gzip");
  });

  test("are read by the character set they say, or that they are in", () => {
    const page = "<p>Mairie d’Évry : élections</p>";
    const typed = (type: string) => new Map([["content-type", [type]]]);
    expect(decoded(Buffer.from(page), new Map())).toBe(page);
    const western = page.replace("’", "'");
    expect(decoded(Buffer.from(western, "latin1"), typed("text/html; charset=ISO-8859-1"))).toBe(western);
    expect(decoded(Buffer.from(western, "latin1"), new Map())).toBe(western);
    const said = `<meta charset="iso-8859-15">${western}`;
    expect(decoded(Buffer.from(said, "latin1"), new Map())).toBe(said);
    expect(decoded(Buffer.from(TOWN), typed("text/html; charset=no-such-set"))).toBe(TOWN);
  });
});
