import { afterEach, describe, expect, test } from "bun:test";
import { createServer, type Server as NetServer } from "node:net";
import type { Server, ServerWebSocket } from "bun";
import { silentLog } from "../kernel/log.ts";
import { endToEndHeaders } from "./forward.ts";
import { type Listeners, startListeners } from "./listener.ts";
import {
  type BridgeData,
  bridgeHandler,
  bridgeWebSocket,
  isWebSocketRequest,
  openBridges,
} from "./websocket.ts";

const opened: { stop(force?: boolean): unknown }[] = [];
const netServers: NetServer[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop(true);
  for (const one of netServers.splice(0)) one.close();
});

async function gatewayFor(origin: string, connectTimeoutMs = 500): Promise<string> {
  const listeners: Listeners = await startListeners<BridgeData>({
    plain: ["127.0.0.1:0"],
    tls: [],
    http2: false,
    certificates: [],
    connectionsMax: 1000,
    bodyBytesMax: 1024,
    shared: false,
    log: silentLog,
    websocket: bridgeHandler,
    handle(request, server) {
      if (!isWebSocketRequest(request)) return new Response("no", { status: 426 });
      const forwarding = {
        host: "site.test",
        clientAddress: "192.0.2.7",
        proto: "https",
        visitorHost: "v.test",
      } as const;
      const headers = endToEndHeaders("GET", request.headers, forwarding, {
        withCookies: true,
        acceptEncoding: null,
      });
      const target = request.url.slice(request.url.indexOf("/", 8));
      return bridgeWebSocket({ request, server, origin, target, headers, verifyTls: true, connectTimeoutMs });
    },
  });
  opened.push({ stop: () => listeners.stop(0) });
  return listeners.urls[0]?.replace("http", "ws") ?? "";
}

type OriginEvents = {
  open?: (ws: ServerWebSocket<unknown>) => void;
  message?: (ws: ServerWebSocket<unknown>, message: string | Buffer) => void;
  close?: (code: number, reason: string) => void;
};
function origin(events: OriginEvents, seen?: (request: Request) => void): string {
  const server: Server<unknown> = Bun.serve<unknown>({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request, self) {
      seen?.(request);
      const wanted = request.headers.get("sec-websocket-protocol")?.split(", ") ?? [];
      const chosen = wanted.at(-1);
      const headers = chosen === undefined ? undefined : { "Sec-WebSocket-Protocol": chosen };
      return self.upgrade(request, { headers, data: undefined })
        ? undefined
        : new Response("?", { status: 400 });
    },
    websocket: {
      maxPayloadLength: 16 << 20,
      open: (ws) => events.open?.(ws),
      message: (ws, message) => (events.message ?? echo)(ws, message),
      close: (_ws, code, reason) => events.close?.(code, reason),
    },
  });
  opened.push(server);
  return `http://127.0.0.1:${server.port}`;
}
const echo = (ws: ServerWebSocket<unknown>, message: string | Buffer) => void ws.send(message);

type Closed = { code: number; reason: string };
function connect(url: string, options: object = {}) {
  const socket = new (WebSocket as unknown as new (url: string, options: object) => WebSocket)(url, options);
  socket.binaryType = "arraybuffer";
  const messages: unknown[] = [];
  socket.addEventListener("message", (event) => messages.push(event.data));
  const open = new Promise<void>((resolve) => socket.addEventListener("open", () => resolve()));
  const closed = new Promise<Closed>((resolve) => {
    socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
  });
  const errored = new Promise<string>((resolve) => {
    socket.addEventListener("error", (event) => resolve((event as ErrorEvent).message));
  });
  return { socket, messages, open, closed, errored };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await Bun.sleep(5);
  expect(condition()).toBe(true);
}

describe("WebSocket bridge", () => {
  test("passes headers, subprotocol, text, binary and order", async () => {
    let asked: Request | undefined;
    const url = await gatewayFor(
      origin({ open: (ws) => void ws.send("first") }, (request) => {
        asked = request;
      }),
    );
    const headers = { Cookie: "sid=1", Origin: "https://v.test", "X-Forwarded-For": "6.6.6.6" };
    const visitor = connect(`${url}/live?room=1`, { protocols: ["a", "b"], headers });
    await visitor.open;
    expect(visitor.socket.protocol).toBe("b");
    for (let n = 0; n < 50; n++) visitor.socket.send(`é${n}`);
    visitor.socket.send(new Uint8Array([0, 255, 1]));
    visitor.socket.send("");
    await until(() => visitor.messages.length === 53);
    expect(visitor.messages[0]).toBe("first");
    expect(visitor.messages.slice(1, 51)).toEqual(Array.from({ length: 50 }, (_, n) => `é${n}`));
    expect(new Uint8Array(visitor.messages[51] as ArrayBuffer)).toEqual(new Uint8Array([0, 255, 1]));
    expect(visitor.messages[52]).toBe("");
    expect(asked?.url).toContain("/live?room=1");
    const given = asked?.headers;
    expect([
      given?.get("host"),
      given?.get("cookie"),
      given?.get("origin"),
      given?.get("x-forwarded-for"),
    ]).toEqual(["site.test", "sid=1", "https://v.test", "192.0.2.7"]);
    visitor.socket.close();
    await visitor.closed;
    await until(() => openBridges() === 0);
  });

  for (const [code, reason] of [
    [1000, "bye"],
    [1001, ""],
    [1008, "policy"],
    [1011, "oops"],
    [4321, "own"],
  ] as const) {
    test(`the origin's close ${code} reaches the visitor`, async () => {
      const url = await gatewayFor(origin({ message: (ws) => ws.close(code, reason) }));
      const visitor = connect(url);
      await visitor.open;
      visitor.socket.send("close");
      expect(await visitor.closed).toEqual({ code, reason });
      await until(() => openBridges() === 0);
    });
  }

  for (const [code, reason] of [
    [1000, "bye"],
    [4000, "own"],
  ] as const) {
    test(`the visitor's close ${code} reaches the origin`, async () => {
      const seen: Closed[] = [];
      const url = await gatewayFor(origin({ close: (at, why) => void seen.push({ code: at, reason: why }) }));
      const visitor = connect(url);
      await visitor.open;
      visitor.socket.close(code, reason);
      await until(() => seen.length === 1);
      expect(seen[0]).toEqual({ code, reason });
    });
  }

  test("a connection that just ends is 1006 on the other side, both ways", async () => {
    const seen: Closed[] = [];
    const url = await gatewayFor(
      origin({ message: (ws) => ws.terminate(), close: (code, reason) => void seen.push({ code, reason }) }),
    );
    const visitor = connect(url);
    await visitor.open;
    visitor.socket.send("die");
    expect((await visitor.closed).code).toBe(1006);
    const other = connect(url);
    await other.open;
    (other.socket as unknown as { terminate(): void }).terminate();
    await until(() => seen.length === 2);
    expect(seen[1]?.code).toBe(1006);
    await until(() => openBridges() === 0);
  });

  test("the origin's refusal, absence and silence keep their status", async () => {
    const raw = (answer: string) =>
      new Promise<string>((resolve) => {
        const server = createServer((socket) => {
          socket.on("error", () => {});
          socket.on("data", () => socket.write(answer));
        });
        netServers.push(server);
        server.listen(0, "127.0.0.1", () =>
          resolve(`http://127.0.0.1:${(server.address() as { port: number }).port}`),
        );
      });
    const statusFor = async (target: string) =>
      (await connect(await gatewayFor(target, 200)).errored).slice(-3);
    expect(await statusFor(await raw("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"))).toBe("403");
    expect(await statusFor(await raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))).toBe("502");
    expect(await statusFor(await raw("nonsense\r\n\r\n"))).toBe("502");
    expect(await statusFor("http://127.0.0.1:1")).toBe("502");
    expect(await statusFor(await raw(""))).toBe("504");
    expect(openBridges()).toBe(0);
  });

  test("a message beyond the bound closes the bridge instead of passing in part", async () => {
    const url = await gatewayFor(origin({}));
    const visitor = connect(url);
    await visitor.open;
    visitor.socket.send(new Uint8Array(5 << 20));
    expect((await visitor.closed).code).toBeGreaterThanOrEqual(1006);
    expect(visitor.messages.length).toBe(0);
    await until(() => openBridges() === 0);
  });

  test("a visitor who stops reading loses the connection, not messages", async () => {
    let pumping = true;
    const url = await gatewayFor(
      origin({
        message: async (ws) => {
          const block = new Uint8Array(1 << 20);
          while (pumping && ws.readyState === WebSocket.OPEN) {
            ws.send(block);
            await Bun.sleep(2);
          }
        },
        close: () => {
          pumping = false;
        },
      }),
    );
    const port = Number(new URL(url.replace("ws", "http")).port);
    const client = await Bun.connect({ hostname: "127.0.0.1", port, socket: { data() {}, error() {} } });
    client.write(
      "GET / HTTP/1.1\r\nHost: v\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    );
    await until(() => openBridges() === 1);
    await Bun.sleep(50);
    client.pause();
    // A masked text frame with the one letter "g", mask 0.
    client.write(new Uint8Array([0x81, 0x81, 0, 0, 0, 0, 0x67]));
    await until(() => !pumping);
    expect(openBridges()).toBe(0);
    client.terminate();
  });
});
