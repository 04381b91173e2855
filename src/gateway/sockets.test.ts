import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { openFilesMax, openSockets, type Sockets } from "./sockets.ts";

const opened: Socket[] = [];
const servers: Bun.Server<undefined>[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.stop(true);
});

const sockets = openSockets() as Sockets;

function serve(hostname: string): number {
  const server = Bun.serve({ hostname, port: 0, fetch: () => new Response("ok") });
  servers.push(server);
  return server.port as number;
}

function open(port: number, host: string, from: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, localAddress: from }, () => resolve(socket));
    socket.on("error", reject);
    opened.push(socket);
  });
}

async function until(condition: () => boolean, ms = 3_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end && !condition(); ) await Bun.sleep(5);
  expect(condition()).toBe(true);
}

describe("connections as the kernel sees them", () => {
  test("only those that were accepted on the ports, with address, network and time without an answer", async () => {
    const [port, other] = [serve("127.0.0.1"), serve("127.0.0.1")];
    await open(port, "127.0.0.1", "127.3.2.1");
    await open(other, "127.0.0.1", "127.3.2.2");
    await until(() => sockets.inbound(new Set([port])).length === 1);
    await Bun.sleep(120);
    const [found] = sockets.inbound(new Set([port]));
    expect([found?.address, found?.prefix]).toEqual(["127.3.2.1", "127.3.2"]);
    expect(found?.unservedMs).toBeGreaterThanOrEqual(100);
    expect(found?.unservedMs).toBeLessThan(5_000);
  });

  test("an answer starts that time anew", async () => {
    const port = serve("127.0.0.1");
    const socket = await open(port, "127.0.0.1", "127.3.2.1");
    await Bun.sleep(1_000);
    const answered = new Promise((resolve) => socket.once("data", resolve));
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await answered;
    expect(sockets.inbound(new Set([port]))[0]?.unservedMs).toBeLessThan(900);
  });

  test("an IPv4-mapped address is its IPv4 address; IPv6 goes by /48", async () => {
    const port = serve("::");
    await open(port, "127.0.0.1", "127.3.2.1");
    await open(port, "::1", "::1");
    await until(() => sockets.inbound(new Set([port])).length === 2);
    const found = sockets.inbound(new Set([port])).map(({ address, prefix }) => [address, prefix]);
    expect(found.sort()).toEqual([
      ["0:0:0:0:0:0:0:1", "0:0:0"],
      ["127.3.2.1", "127.3.2"],
    ]);
  });

  test("an ended connection is closed for both sides, and no other", async () => {
    const port = serve("127.0.0.1");
    const [first, second] = [
      await open(port, "127.0.0.1", "127.3.2.1"),
      await open(port, "127.0.0.1", "127.3.2.2"),
    ];
    first.on("error", () => {});
    const closed = new Promise((resolve) => first.once("close", resolve));
    await until(() => sockets.inbound(new Set([port])).length === 2);
    const victim = sockets.inbound(new Set([port])).find(({ address }) => address === "127.3.2.1");
    sockets.end(victim?.fd ?? -1);
    await closed;
    await until(() => sockets.inbound(new Set([port])).length === 1);
    const answered = new Promise((resolve) => second.once("data", resolve));
    second.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(String(await answered)).toStartWith("HTTP/1.1 200");
  });

  test("a burst of connections in one turn of the event loop waits in a longer line", async () => {
    const port = serve("127.0.0.1");
    sockets.prepare(new Set([port]), 4_096, 262_144);
    const line = Math.min(4_096, Number(readFileSync("/proc/sys/net/core/somaxconn", "utf8")));
    const count = 1_500;
    let connected = 0;
    for (let n = 0; n < count; n++) {
      const socket = connect({ port, host: "127.0.0.1" }, () => {
        connected += 1;
      });
      socket.on("error", () => {});
      opened.push(socket);
    }
    // Whoever finds the line full tries again after a second.
    await Bun.sleep(600);
    expect(connected).toBeGreaterThanOrEqual(Math.min(count, line));
  });

  test("the limit of open files is known", () => {
    expect(openFilesMax()).toBeGreaterThan(100);
  });
});
