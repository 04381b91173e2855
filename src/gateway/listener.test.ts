import { afterEach, describe, expect, test } from "bun:test";
import { connect as connectTcp, createServer } from "node:net";
import { makeCertificate } from "../../test/support/certificate.ts";
import { sendRaw } from "../../test/support/edge-rig.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import {
  CONNECTION_CHECK_MS,
  type ListenerSettings,
  type Listeners,
  refuseTaken,
  startListeners,
} from "./listener.ts";

const started: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

async function start(settings: Partial<ListenerSettings<undefined>>): Promise<Listeners> {
  const listeners = await startListeners<undefined>({
    plain: ["127.0.0.1:0"],
    tls: [],
    http2: false,
    certificates: [],
    connectionsMax: 1000,
    bodyBytesMax: 1024,
    shared: false,
    log: silentLog,
    websocket: { message() {} },
    handle: () => new Response("ok"),
    ...settings,
  });
  started.push({ stop: () => listeners.stop(0) });
  return listeners;
}
const portOf = (listeners: Listeners): number => Number(new URL(listeners.urls[0] ?? "").port);
const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}

describe("addresses", () => {
  test("an address where anybody listens is refused, though ports can be shared", async () => {
    const first = await start({});
    const address = `127.0.0.1:${portOf(first)}`;
    const ofOurs = await refusalOf(start({ plain: [address] }));
    expect([ofOurs.code, ofOurs.where]).toEqual(["address-in-use", address]);
    expect(ofOurs.remedy).toContain("--listen");

    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    expect((await refusalOf(start({ plain: [`127.0.0.1:${port}`] }))).code).toBe("address-in-use");
    expect((await refusalOf(start({ plain: [`127.0.0.1:${port}`], shared: true }))).code).toBe(
      "address-in-use",
    );
    other.close();
  });

  test("workers of one gateway share an address", async () => {
    const first = await start({ shared: true });
    const second = await start({ shared: true, plain: [`127.0.0.1:${portOf(first)}`] });
    expect(second.urls).toEqual(first.urls);
    expect((await refusalOf(refuseTaken([new URL(first.urls[0] ?? "").host]))).code).toBe("address-in-use");
  });

  test("an address of another machine, and TLS without a certificate, are refused", async () => {
    expect((await refusalOf(start({ plain: ["203.0.113.1:8080"] }))).code).toBe("address-unusable");
    expect((await refusalOf(start({ tls: ["127.0.0.1:0"] }))).code).toBe("no-certificate");
  });

  test("a refused start leaves nothing listening", async () => {
    const free = await start({});
    const address = `127.0.0.1:${portOf(free)}`;
    await free.stop(0);
    await refusalOf(start({ plain: [address, "203.0.113.1:8080"] }));
    expect((await start({ plain: [address] })).urls).toEqual([`http://${address}`]);
  });

  test("IPv6, plain and TLS side by side", async () => {
    const pair = makeCertificate(["a.test"]);
    const listeners = await start({
      plain: ["[::1]:0", "localhost:0"],
      tls: ["127.0.0.1:0"],
      certificates: [{ serverName: "a.test", ...pair }],
      handle: (_request, _server, secure) => new Response(secure ? "tls" : "plain"),
    });
    const answers = await Promise.all(
      listeners.urls.map(async (url) => (await fetch(url, { tls: { rejectUnauthorized: false } })).text()),
    );
    expect(answers).toEqual(["plain", "plain", "tls"]);
  });
});

describe("faults and ends", () => {
  test("an error inside the gateway shows the visitor nothing of it", async () => {
    const logged: string[] = [];
    const log: Log = (level, message) => void logged.push(`${level}: ${message}`);
    const port = portOf(
      await start({
        log,
        handle: () => {
          throw new Error("secret path /srv");
        },
      }),
    );
    const { text } = await sendRaw(port, GET);
    expect(text).toStartWith("HTTP/1.1 500 ");
    expect(text).not.toMatch(/secret|srv|listener/);
    expect(logged).toEqual(["error: a request failed inside the gateway"]);
  });

  test("stopping lets a request under way finish and accepts no new one", async () => {
    const listeners = await start({ handle: () => Bun.sleep(150).then(() => new Response("done")) });
    const port = portOf(listeners);
    const answer = sendRaw(port, GET, { quietMs: 1000 });
    await Bun.sleep(50);
    const stopped = listeners.stop(2_000);
    const late = await sendRaw(port, GET);
    expect(late.text).toBe("");
    expect((await answer).text).toEndWith("done");
    await stopped;
  });

  test("stopping ends after its grace even if a request does not", async () => {
    const listeners = await start({ handle: () => new Promise<Response>(() => {}) });
    const answer = sendRaw(portOf(listeners), GET, { quietMs: 3000 });
    await Bun.sleep(50);
    const startedMs = performance.now();
    await listeners.stop(100);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect((await answer).end).not.toBe("open");
  });
});

describe("connections", () => {
  test("are counted, and idle ones are ended beyond three quarters of the bound", async () => {
    const listeners = await start({ connectionsMax: 360 });
    const port = portOf(listeners);
    const sockets = await Promise.all(
      Array.from(
        { length: 150 },
        () =>
          new Promise<ReturnType<typeof connectTcp>>((resolve) => {
            const socket = connectTcp(port, "127.0.0.1", () => socket.write(GET));
            socket.on("error", () => {});
            socket.once("data", () => resolve(socket));
          }),
      ),
    );
    // Both ends are in this process.
    await Bun.sleep(2 * CONNECTION_CHECK_MS + 50);
    const left = sockets.filter(({ closed }) => !closed).length;
    expect(left).toBeLessThan(130);
    expect(left).toBeGreaterThan(50);
    expect(listeners.connections()).toBeGreaterThanOrEqual(left);
    expect((await sendRaw(port, GET)).text).toStartWith("HTTP/1.1 200");
  }, 8_000);

  /** Opens connections from one address that send `first` and then nothing; gives how many of them are still open. */
  async function crowd(port: number, from: string, count: number, first: string): Promise<() => number> {
    const sockets = await Promise.all(
      Array.from({ length: count }, () => {
        const socket = connectTcp({ port, host: "127.0.0.1", localAddress: from });
        socket.on("error", () => {});
        started.push({ stop: () => socket.destroy() });
        return new Promise<typeof socket>((resolve) =>
          socket.once("connect", () => {
            socket.write(first);
            resolve(socket);
          }),
        );
      }),
    );
    return () => sockets.filter(({ closed }) => !closed).length;
  }
  const HALF = "GET / HTTP/1.1\r\nHost: a\r\n";

  test("that never finish their request end beyond three quarters, those of the greatest network first", async () => {
    const evicted: ReadonlyMap<string, number>[] = [];
    const warnings: string[] = [];
    const listeners = await start({
      connectionsMax: 800,
      onEvicted: (connections) => void evicted.push(connections),
      log: (level, message) => void warnings.push(`${level}: ${message}`),
    });
    const port = portOf(listeners);
    const citizens = await crowd(port, "127.9.1.1", 20, HALF);
    // Both ends are in this process: twice as many open files.
    const attackers = await crowd(port, "127.9.2.1", 300, HALF);
    await Bun.sleep(3 * CONNECTION_CHECK_MS);
    expect(attackers()).toBeLessThan(250);
    expect(citizens()).toBe(20);
    expect([...(evicted[0]?.keys() ?? [])]).toEqual(["127.9.2.1"]);
    expect(warnings.length).toBe(1);
    expect((await sendRaw(port, GET)).text).toStartWith("HTTP/1.1 200");
  }, 8_000);

  test("of a declared proxy never end so", async () => {
    const listeners = await start({ connectionsMax: 400, isProxy: (address) => address === "127.9.3.1" });
    const proxies = await crowd(portOf(listeners), "127.9.3.1", 180, HALF);
    const others = await crowd(portOf(listeners), "127.9.4.1", 50, HALF);
    await Bun.sleep(3 * CONNECTION_CHECK_MS);
    expect(proxies()).toBe(180);
    expect(others()).toBe(0);
  }, 8_000);
});
