import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { type FaultServer, startFaultServer } from "../../../test/support/fault-server/index.ts";
import { startDeaf } from "../../../test/support/fault-server/sockets.ts";
import type { Attempt } from "../measure.ts";
import {
  BASELINE_ROUNDS_MIN,
  type Baseline,
  learn,
  makeProbe,
  type Probe,
  type ProbeOptions,
} from "./index.ts";
import { statusFailure } from "./classify.ts";
import { mayBeAsked, readNetworks } from "./address.ts";
import { NEXT_ADDRESS_MS } from "./reach.ts";
import { RETRY_AFTER_MS_MAX, retryAfterMs } from "./redirect.ts";

let server: FaultServer;
const probes: Probe[] = [];
const addresses = new Map<string, string[]>();

beforeAll(async () => {
  server = await startFaultServer({ dns: { addressesOf: (name) => addresses.get(name) ?? ["127.0.0.1"] } });
});
afterAll(() => {
  for (const probe of probes) probe.close();
  server.stop();
});
function probeWith(options: Partial<ProbeOptions> = {}): Probe {
  const { resolver, trust } = server;
  const usual = {
    version: "1.2.3",
    contact: "",
    resolvers: [resolver],
    allowPrivate: ["127.0.0.0/8", "::1/128"],
    trust,
  };
  const probe = makeProbe({ ...usual, timeoutMs: 4_000, ...options });
  probes.push(probe);
  return probe;
}
const http = (url: string) => ({ site: 1, check: "http", url }) as const;

describe("an attempt", () => {
  test("tells phases, address, end of the certificate and the page's print", async () => {
    const attempt = await probeWith().probe(http(server.url("ok")));
    expect(attempt).toMatchObject({
      failure: "ok",
      status: 200,
      address: "127.0.0.1",
      family: 4,
      protection: "none",
    });
    for (const phase of ["dnsMs", "tcpMs", "tlsMs", "firstByteMs", "totalMs"] as const)
      expect(attempt[phase]).toBeGreaterThanOrEqual(0);
    expect(attempt.certificateEndsAt).toBeGreaterThan(Date.now() + 86_400_000);
    expect(attempt.print).toMatchObject({
      title: "Ville de Démo – Accueil",
      lang: "fr",
      script: "Latin",
      noindex: false,
    });
  });

  test("says who asks and how to reach them, and cannot be made to say more", async () => {
    const heard: Record<string, string | null>[] = [];
    const listener = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch(request) {
        heard.push(Object.fromEntries(request.headers));
        return new Response("<p>bien</p>");
      },
    });
    const url = `http://127.0.0.1:${listener.port}/`;
    await probeWith({ contact: "https://ville.fr/veille" }).probe(http(url));
    await probeWith({ contact: "a\r\nX-Evil: 1" }).probe(http(url));
    await probeWith().probe(http(url));
    listener.stop(true);
    expect(heard.map((fields) => fields["user-agent"])).toEqual([
      "Beffroi-watch/1.2.3 (+https://ville.fr/veille)",
      "Beffroi-watch/1.2.3 (+aX-Evil:1)",
      "Beffroi-watch/1.2.3 (availability measurement)",
    ]);
    for (const fields of heard) expect(fields).not.toHaveProperty("x-evil");
  });

  test("goes to the other family when the first one's connection fails, and notes it", async () => {
    addresses.set("ok-x6.faults.test", ["::1", "127.0.0.1"]);
    // Nothing listens on ::1: an odd attempt asks IPv6 first.
    const attempt = await probeWith().probe(http(server.url("ok", 6)), { attempt: 1 });
    expect(attempt).toMatchObject({ failure: "ok", address: "127.0.0.1", family: 4 });
    // A machine without IPv6 knows beforehand that it need not try.
    expect(attempt.detail ?? "::1 (IPv6): tcp.refused").toBe("::1 (IPv6): tcp.refused");
  });

  test("goes to another address when the first is silent, without using up its time", async () => {
    const silent = startDeaf(true);
    const well = Bun.serve({
      hostname: "127.0.0.2",
      port: silent.port,
      fetch: () => new Response("<p>bien</p>"),
    });
    addresses.set("two.faults.test", ["127.0.0.1", "127.0.0.2"]);
    const url = `http://two.faults.test:${silent.port}/`;
    const attempt = await probeWith().probe(http(url));
    well.stop(true);
    silent.stop();
    expect(attempt).toMatchObject({
      failure: "ok",
      address: "127.0.0.2",
      detail: "127.0.0.1 (IPv4): no answer",
    });
    expect(attempt.tcpMs).toBeGreaterThanOrEqual(NEXT_ADDRESS_MS - 50);
  });

  test("goes to another address at once when the first refuses", async () => {
    addresses.set("ok-x8.faults.test", ["127.0.0.3", "127.0.0.1"]);
    const attempt = await probeWith().probe(http(server.url("ok", 8)));
    expect(attempt).toMatchObject({
      failure: "ok",
      address: "127.0.0.1",
      detail: "127.0.0.3 (IPv4): tcp.refused",
    });
    expect(attempt.tcpMs).toBeLessThan(NEXT_ADDRESS_MS);
  });

  test("asks another address of the same family on the next attempt", async () => {
    const probe = probeWith();
    const url = server.url("tcp-refused", 9);
    addresses.set("tcp-refused-x9.faults.test", ["127.0.0.1", "127.0.0.4"]);
    const tried = [];
    for (const attempt of [0, 1, 2, 3]) tried.push((await probe.probe(http(url), { attempt })).address);
    expect(new Set(tried)).toEqual(new Set(["127.0.0.1", "127.0.0.4"]));
  });

  test("asks none of the private addresses of a name that has public ones too", async () => {
    addresses.set("ok-x10.faults.test", ["10.0.0.1", "169.254.169.254", "127.0.0.1"]);
    const attempt = await probeWith().probe(http(server.url("ok", 10)));
    expect(attempt).toMatchObject({ failure: "ok", address: "127.0.0.1" });
  });

  test("connects to the address that was judged, whatever the name leads to a moment later", async () => {
    // The name is the attacker's: public at the first look, private at the next. Each connection goes to what was judged.
    let looks = 0;
    const name = "ok-x11.faults.test";
    addresses.set(name, ["127.0.0.1"]);
    const asked: string[] = [];
    const probe = probeWith();
    for (const attempt of [0, 1, 2]) {
      const said = await probe.probe(http(server.url("ok", 11)), { attempt });
      if (said.address !== undefined) asked.push(said.address);
      addresses.set(name, looks++ % 2 === 0 ? ["10.0.0.1"] : ["127.0.0.1"]);
    }
    expect(asked.every((address) => mayBeAsked(address, readNetworks(["127.0.0.0/8"])))).toBe(true);
    expect(asked.length).toBeGreaterThan(0);
  });

  test("sees another country's answer from another address", async () => {
    const url = server.url("by-geo", 12);
    expect((await probeWith().probe(http(url))).protection).toBe("none");
    const abroad = await probeWith({ localAddress: "127.0.0.9" }).probe(http(url));
    expect(abroad).toMatchObject({ failure: "ok", protection: "block", status: 403 });
  });

  test("that is given up ends at once as a fault of ours", async () => {
    const probe = probeWith();
    const stop = new AbortController();
    const startedAt = performance.now();
    const going = probe.probe(http(server.url("http-hang", 13)), { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect((await going).failure).toBe("prober.fault");
    const closing = probe.probe(http(server.url("tls-hang", 13)));
    setTimeout(() => probe.close(), 50);
    expect((await closing).failure).toBe("prober.fault");
    expect(performance.now() - startedAt).toBeLessThan(3_500);
  });

  test("of what is no address is a fault of ours, never the site's", async () => {
    const probe = probeWith();
    for (const url of ["", "no url", "ftp://faults.test/", "javascript:alert(1)", "https://", "http://a b/"])
      expect((await probe.probe(http(url))).failure).toBe("prober.fault");
    for (const url of ["tcp://faults.test", "faults.test:80", "tcp://:80"])
      expect((await probe.probe({ site: 1, check: "tcp", url })).failure).toBe("prober.fault");
  });
});

describe("a connection", () => {
  test("is cut off when the other side never closes it", async () => {
    const ended = Promise.withResolvers<void>();
    const listener = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      allowHalfOpen: true,
      socket: {
        data: (socket) => void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbien"),
        close: () => ended.resolve(),
        error: () => ended.resolve(),
      },
    });
    const attempt = await probeWith().probe(http(`http://127.0.0.1:${listener.port}/`));
    expect(attempt.failure).toBe("ok");
    await ended.promise;
    listener.stop(true);
  }, 20_000);

  test("of no kind is left behind", async () => {
    const probe = probeWith({ timeoutMs: 700 });
    const descriptors = () => readdirSync("/proc/self/fd").length;
    const kinds = [
      "ok",
      "ok-endless",
      "http-hang",
      "http-reset",
      "tls-hang",
      "tls-alert",
      "tcp-refused",
      "dns-nxdomain",
    ];
    const before = descriptors();
    for (let turn = 0; turn < 10; turn++)
      await Promise.all(kinds.map((kind) => probe.probe(http(server.url(kind, 100 + turn)))));
    const until = Date.now() + 15_000;
    // Both ends of each are in this process.
    while (descriptors() > before + 5 && Date.now() < until) await Bun.sleep(100);
    expect(descriptors()).toBeLessThanOrEqual(before + 5);
  }, 40_000);
});

describe("a check of a port", () => {
  const tcp = (kind: string) =>
    ({
      site: 1,
      check: "tcp",
      url: server.url(kind, 1, "https").replace("https:", "tcp:").slice(0, -1),
    }) as const;

  test("says whether it opens", async () => {
    const probe = probeWith();
    expect(await probe.probe(tcp("tls-hang"))).toMatchObject({
      failure: "ok",
      content: "not_comparable",
      address: "127.0.0.1",
    });
    expect((await probe.probe(tcp("tcp-refused"))).failure).toBe("tcp.refused");
    expect((await probe.probe(tcp("tls-reset-on-accept"))).failure).toBe("tcp.reset");
  });
});

test("a check of a name says whether it leads somewhere", async () => {
  const probe = probeWith();
  const dns = (name: string) => probe.probe({ site: 1, check: "dns", url: `dns:${name}` });
  expect(await dns("www.faults.test")).toMatchObject({ failure: "ok", address: "127.0.0.1" });
  expect((await dns("dns-servfail-x1.faults.test")).failure).toBe("dns.servfail");
  expect((await dns("dns-bogon-x1.faults.test")).failure).toBe("dns.bogon");
  expect((await dns("médiathèque.faults.test")).failure).toBe("ok");
});

describe("a redirect to another domain", () => {
  test("is told until the site is known to live there", async () => {
    const probe = probeWith();
    let baseline: Baseline | undefined;
    const said: Attempt[] = [];
    for (let round = 0; round < 3; round++) {
      const attempt = await probe.probe(http(server.url("http-away", 14)), { baseline });
      baseline = learn(baseline, attempt);
      said.push(attempt);
    }
    expect(said.map(({ failure }) => failure)).toEqual(["http.redirect_off_domain", "ok", "ok"]);
    expect(said[0]).toMatchObject({ redirects: 1, status: 200 });
    expect(said[0]?.finalUrl).toStartWith("https://www.elsewhere.example:");
  });

  test("is told of a site that never went anywhere before", async () => {
    const probe = probeWith();
    const usual = await probe.probe(http(server.url("ok", 15)));
    let baseline: Baseline | undefined;
    for (let round = 0; round < BASELINE_ROUNDS_MIN; round++) baseline = learn(baseline, usual);
    const attempt = await probe.probe(http(server.url("http-away", 15)), { baseline });
    expect(attempt.failure).toBe("http.redirect_off_domain");
  });
});

test("a page that was replaced is suspected once the site is known", async () => {
  const probe = probeWith();
  let baseline: Baseline | undefined;
  const usual = await probe.probe(http(server.url("ok", 16)));
  for (let round = 0; round < BASELINE_ROUNDS_MIN; round++) baseline = learn(baseline, usual);
  expect((await probe.probe(http(server.url("ok", 16)), { baseline })).content).toBe("same");
  const attempt = await probe.probe(http(server.url("defaced", 16)), { baseline });
  expect(attempt).toMatchObject({ failure: "ok", content: "suspected_defacement" });
});

test("what is asked of us is told, within a day", async () => {
  const attempt = await probeWith().probe(http(server.url("by-rate", 17)));
  expect(attempt).toMatchObject({ protection: "rate_limited", retryAfterMs: 120_000 });
  const at = Date.UTC(2026, 0, 1);
  const wait = (text: string) => retryAfterMs(new Map([["retry-after", [text]]]), at);
  expect(wait("Thu, 01 Jan 2026 00:01:00 GMT")).toBe(60_000);
  expect(wait("Thu, 01 Jan 1998 00:00:00 GMT")).toBe(0);
  expect(wait("99999999")).toBe(RETRY_AFTER_MS_MAX);
  expect(wait("soon")).toBeUndefined();
});

test("every status has its code", () => {
  const codes = {
    200: "ok",
    206: "ok",
    305: "http.protocol",
    404: "http.gone",
    418: "http.4xx",
    499: "http.4xx",
    500: "http.500",
    505: "http.5xx",
    519: "http.5xx",
    520: "http.edge_origin_down",
    530: "http.edge_origin_down",
    531: "http.5xx",
  } as const;
  for (const [status, code] of Object.entries(codes)) expect(statusFailure(Number(status))).toBe(code);
});
