import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { ARTICLE, PROTECTIONS, TOWN } from "./pages.ts";

/** What the web faults do once a request is there. A wire writes, waits, ends orderly or by a reset. */
export type Wire = {
  readonly secure: boolean;
  readonly host: string;
  readonly target: string;
  readonly cookie: string;
  readonly from: string;
  write(part: string | Uint8Array): void;
  end(part?: string | Uint8Array): void;
  reset(): void;
  /** Runs until it gives false or the connection is over. */
  every(ms: number, act: () => boolean): void;
  after(ms: number, act: () => void): void;
};
export type Script = (wire: Wire) => void;

/** One whole answer. */
export function answer(
  status: number,
  body: string | Uint8Array,
  fields: Record<string, string> = {},
): Buffer {
  const bytes = Buffer.from(body as string);
  const all = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": String(bytes.length),
    ...fields,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Said\r\n${head.join("")}\r\n`), bytes]);
}

const says =
  (status: number, body: string, fields: Record<string, string> = {}): Script =>
  (wire) =>
    wire.end(answer(status, body, fields));
const packed = (coding: string, pack: (bytes: Buffer) => Uint8Array): Script => {
  return (wire) => wire.end(answer(200, pack(Buffer.from(TOWN)), { "Content-Encoding": coding }));
};
const location = (status: number, to: (wire: Wire) => string): Script => {
  return (wire) => wire.end(answer(status, "", { Location: to(wire) }));
};
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const CHUNKED =
  "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n";
const LONG =
  "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50000\r\n\r\n<html><title>Début</title>";
/** 64 MiB of zeros in 64 KiB. */
const bomb = (() => {
  let made: Uint8Array | undefined;
  return () => (made ??= gzipSync(Buffer.alloc(67_108_864)));
})();
const number = (target: string): number => Number(/(\d+)$/.exec(target)?.[1] ?? 0);

const CLOUDFLARE = { Server: "cloudflare" };

export const SCRIPTS: Record<string, Script> = {
  ok: says(200, TOWN),
  "ok-chunked": (wire) =>
    wire.end(`${CHUNKED}${chunk(TOWN.slice(0, 100))}${chunk(TOWN.slice(100))}0\r\nTrailer: x\r\n\r\n`),
  "ok-until-close": (wire) => wire.end(`HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n${TOWN}`),
  "ok-gzip": packed("gzip", gzipSync),
  "ok-deflate": packed("deflate", deflateSync),
  "ok-deflate-raw": packed("deflate", deflateRawSync),
  "ok-br": packed("br", brotliCompressSync),
  "ok-zstd": packed("zstd", zstdCompressSync),
  "ok-hints": (wire) =>
    wire.end(
      Buffer.concat([Buffer.from("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"), answer(200, TOWN)]),
    ),
  "ok-in-pieces": (wire) => {
    const bytes = answer(200, TOWN);
    let at = 0;
    wire.every(2, () => {
      wire.write(bytes.subarray(at, at + 97));
      at += 97;
      if (at < bytes.length) return true;
      wire.end();
      return false;
    });
  },
  "ok-redirect": (wire) =>
    wire.end(
      number(wire.target) === 3
        ? answer(200, TOWN)
        : answer(301, "", { Location: `/page/${number(wire.target) + 1}` }),
    ),
  "ok-cookie": (wire) =>
    wire.end(
      wire.cookie.includes("seen=1")
        ? answer(200, TOWN)
        : answer(302, "", { Location: "/", "Set-Cookie": "seen=1; Path=/; HttpOnly" }),
    ),
  "ok-article": says(200, ARTICLE),
  "ok-latin1": (wire) =>
    wire.end(
      answer(200, Buffer.from(TOWN.replace("utf-8", "iso-8859-1"), "latin1"), {
        "Content-Type": "text/html",
      }),
    ),
  "ok-excess": (wire) => wire.end(Buffer.concat([answer(200, TOWN), Buffer.from("more than it said")])),
  "ok-endless": (wire) => {
    wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Sans fin</title>");
    const more = "<p>encore et encore</p>".repeat(700);
    wire.every(1, () => {
      wire.write(more);
      return true;
    });
  },
  "ok-bomb": (wire) => wire.end(answer(200, bomb(), { "Content-Encoding": "gzip" })),

  "http-hang": () => {},
  "http-hang-head": (wire) => wire.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"),
  "http-hang-body": (wire) => wire.write(LONG),
  "http-drip-head": (wire) => {
    wire.write("HTTP/1.1 200 OK\r\n");
    wire.every(100, () => {
      wire.write("X-Slow: 1\r\n");
      return true;
    });
  },
  "http-drip-body": (wire) => {
    wire.write(LONG);
    wire.every(100, () => {
      wire.write("x");
      return true;
    });
  },
  "http-eof": (wire) => wire.end(),
  "http-eof-head": (wire) => wire.end("HTTP/1.1 200 OK\r\nContent-Type: te"),
  "http-eof-body": (wire) => wire.end(LONG),
  "http-eof-chunk": (wire) => wire.end(`${CHUNKED}ff\r\nshort`),
  "http-reset": (wire) => wire.reset(),
  "http-reset-head": (wire) => {
    wire.write("HTTP/1.1 200 OK\r\n");
    wire.after(20, () => wire.reset());
  },
  "http-reset-body": (wire) => {
    wire.write(LONG);
    wire.after(20, () => wire.reset());
  },
  "http-garbage": (wire) => wire.end("SSH-2.0-OpenSSH_9.2\r\n"),
  "http-garbage-binary": (wire) =>
    wire.end(crypto.getRandomValues(new Uint8Array(400)).map((byte) => byte | 0x80)),
  "http-bad-chunk": (wire) => wire.end(`${CHUNKED}zz\r\nwhat\r\n0\r\n\r\n`),
  "http-bad-length": (wire) =>
    wire.end("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nContent-Length: 13\r\n\r\nHello, world"),
  "http-bad-gzip": (wire) =>
    wire.end(answer(200, "this is not packed at all", { "Content-Encoding": "gzip" })),
  "http-nowhere": says(302, ""),
  "http-many-fields": (wire) => wire.end(`HTTP/1.1 200 OK\r\n${"X-Field: 1\r\n".repeat(3_000)}\r\n${TOWN}`),
  "http-huge-field": (wire) => wire.end(`HTTP/1.1 200 OK\r\nX-Long: ${"x".repeat(200_000)}\r\n\r\n${TOWN}`),
  "http-loop": location(302, ({ target }) => (target === "/" ? "/autre" : "/")),
  "http-loop-self": location(301, () => "/"),
  "http-loop-long": location(302, ({ target }) => `/page/${number(target) + 1}`),
  "http-away": (wire) =>
    wire.end(
      wire.host.endsWith("elsewhere.example")
        ? answer(200, TOWN)
        : answer(302, "", {
            Location: `${wire.secure ? "https" : "http"}://www.elsewhere.example:${wire.host.split(":")[1] ?? ""}/`,
          }),
    ),
  "http-to-private": location(302, () => "http://10.0.0.1/admin"),
  "http-to-metadata": location(302, () => "http://169.254.169.254/latest/meta-data/"),
  "http-to-mapped": location(302, () => "http://[::ffff:10.0.0.1]/"),
  "http-to-private-name": location(302, () => "http://dns-private-x1.faults.test/"),
  "http-to-mail": location(302, () => "mailto:someone@faults.test"),
  "http-empty": says(200, ""),
  "http-blank": says(200, "  \r\n \n"),
  "http-204": (wire) => wire.end("HTTP/1.1 204 No Content\r\n\r\n"),
  ...Object.fromEntries(
    [400, 401, 404, 410, 500, 501, 502, 503, 504, 507, 520, 521, 522, 523, 524, 525, 526, 530].map(
      (status) => [`http-${status}`, says(status, PROTECTIONS.error)],
    ),
  ),
  "http-origin-gone": says(503, PROTECTIONS.originGone, { "Retry-After": "5", Via: "1.1 varnish" }),
  "http-403": says(403, PROTECTIONS.forbidden),

  "by-cloudflare-challenge": says(403, PROTECTIONS.cloudflareChallenge, {
    ...CLOUDFLARE,
    "cf-mitigated": "challenge",
  }),
  "by-cloudflare-old": says(503, PROTECTIONS.cloudflareChallenge, CLOUDFLARE),
  "by-cloudflare-block": says(403, PROTECTIONS.cloudflareBlock, CLOUDFLARE),
  "by-cloudflare-rate": says(429, PROTECTIONS.cloudflareRate, { ...CLOUDFLARE, "Retry-After": "30" }),
  "by-aws-challenge": says(202, PROTECTIONS.awsChallenge, { "x-amzn-waf-action": "challenge" }),
  "by-aws-captcha": says(405, PROTECTIONS.awsChallenge, { "x-amzn-waf-action": "captcha" }),
  "by-akamai": says(403, PROTECTIONS.akamai, { Server: "AkamaiGHost" }),
  "by-imperva": says(200, PROTECTIONS.imperva, { "X-Iinfo": "1-2-3" }),
  "by-imperva-block": says(403, PROTECTIONS.impervaBlock),
  "by-sucuri": says(403, PROTECTIONS.sucuri, { Server: "Sucuri/Cloudproxy" }),
  "by-sucuri-script": says(307, PROTECTIONS.sucuriScript, { Location: "/" }),
  "by-datadome": says(403, PROTECTIONS.datadome, { "X-DataDome": "protected" }),
  "by-ddos-guard": says(403, PROTECTIONS.ddosGuard, { Server: "ddos-guard" }),
  "by-anubis": says(200, PROTECTIONS.anubis),
  "by-f5": says(200, PROTECTIONS.f5),
  "by-fortiweb": says(200, PROTECTIONS.fortiweb),
  "by-wordfence": says(503, PROTECTIONS.wordfence),
  "by-modsecurity": says(406, PROTECTIONS.modsecurity),
  "by-nobody": says(403, PROTECTIONS.refused),
  "by-queue": location(302, () => "https://ville.queue-it.net/?c=ville&e=accueil"),
  "by-beffroi": says(503, PROTECTIONS.waiting, { "Retry-After": "10" }),
  "by-rate": says(429, "trop de demandes", { "Retry-After": "120" }),
  "by-rate-503": says(503, PROTECTIONS.error, { "Retry-After": "60" }),
  "by-maintenance": says(503, PROTECTIONS.maintenance, { "Retry-After": "3600" }),
  "by-maintenance-200": says(200, PROTECTIONS.maintenance),
  /** Blocks whoever does not come from 127.0.0.1. */
  "by-geo": (wire) => wire.end(wire.from === "127.0.0.1" ? answer(200, TOWN) : answer(403, PROTECTIONS.geo)),

  defaced: says(200, PROTECTIONS.defaced),
};
