import { describe, expect, test } from "bun:test";
import { createServer, type Socket, connect } from "node:net";
import { until } from "../../../test/support/town.ts";
import {
  CONNECTIONS_OF_ONE_MIN,
  countConnections,
  LOOKS_NEEDED,
  readConnections,
  SlowConnections,
} from "./connections.ts";

const PORTS = new Set([80, 443]);
const row = (local: string, remote: string, state = "01") =>
  `   4: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 61 1 0000000000000000 20 4 0 10 -1`;
const V6_LOCAL = "B80D0120000000000000000001000000:01BB";
const V6 = "B80D012002000100AAAAAAAABBBBBBBB:C001";
const V6_NEIGHBOUR = "B80D012002000100CCCCCCCC01000000:C002";

describe("the kernel's list of connections", () => {
  test("established connections to the site's ports count, by IPv4 address and IPv6 /64", () => {
    const rows = [
      "  sl  local_address rem_address   st tx_queue rx_queue",
      row("0100007F:0050", "076433C6:C000"),
      row("0100007F:01BB", "076433C6:C001"),
      row("0000000000000000FFFF00000100007F:0050", "0000000000000000FFFF0000076433C6:C002"),
      row(V6_LOCAL, V6),
      row(V6_LOCAL, V6_NEIGHBOUR),
      row("0100007F:0050", "086433C6:C000", "06"),
      row("0100007F:0050", "00000000:0000", "0A"),
      row("0100007F:1F90", "096433C6:C000"),
      row("0100007F:C350", "0A6433C6:0050"),
      "",
      "garbage",
      `   5: 0100007F:0050 zz:C000 01 `,
    ];
    const { total, bySource } = countConnections(rows, PORTS);
    expect(total).toBe(5);
    expect(Object.fromEntries(bySource)).toEqual({ "198.51.100.7": 3, "2001:db8:1:2::": 2 });
  });

  test("this machine's own list reads so", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    const accepted: Socket[] = [];
    server.on("connection", (socket) => accepted.push(socket));
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address() as { port: number };
    const clients = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise<Socket>((done) => {
            const client = connect({ port, host: "127.0.0.1", localAddress: "127.44.5.6" }, () =>
              done(client),
            );
          }),
      ),
    );
    try {
      // The kernel's list is no snapshot: while other sockets come and go, a row can be missing once.
      await until(() => {
        const { total, bySource } = readConnections(new Set([port]), 0);
        return total === 3 && bySource.get("127.44.5.6") === 3;
      }, "three connections from 127.44.5.6");
      expect(readConnections(new Set([port]), 1_000_000).bySource.size).toBe(0);
    } finally {
      for (const socket of [...clients, ...accepted]) socket.destroy();
      server.close();
    }
  });
});

describe("one source that holds too much", () => {
  const MAX = 20_000;
  const counts = (total: number, held: Record<string, number>) => ({
    total,
    bySource: new Map(Object.entries(held)),
  });
  const looks = (slow: SlowConnections, many: number, connections: ReturnType<typeof counts>) =>
    Array.from({ length: many }, () => slow.look(connections)).at(-1);

  test("is named when it goes on", () => {
    const slow = new SlowConnections(MAX);
    const siege = counts(15_000, { "198.51.100.7": 2_501, "198.51.100.8": 2_500 });
    expect(looks(slow, LOOKS_NEEDED - 1, siege)).toEqual([]);
    expect(slow.look(siege)).toEqual(["198.51.100.7"]);
  });

  test("a burst starts anew after a look without it", () => {
    const slow = new SlowConnections(MAX);
    const siege = counts(15_000, { "198.51.100.7": 3_000 });
    slow.look(siege);
    slow.look(counts(15_000, { "198.51.100.7": 10 }));
    expect(slow.look(siege)).toEqual([]);
  });

  test("is left alone while half of all connections are free", () => {
    const slow = new SlowConnections(MAX);
    expect(looks(slow, 10, counts(MAX / 2, { "198.51.100.7": MAX / 2 }))).toEqual([]);
  });

  test("a town hall's 200 people behind one address are left alone, however small the site's bound is", () => {
    for (const max of [1_000, 2_000, 10_000, MAX]) {
      const slow = new SlowConnections(max);
      expect([max, looks(slow, 10, counts(max, { "198.51.100.7": 200 * 6 }))]).toEqual([max, []]);
    }
    expect(CONNECTIONS_OF_ONE_MIN).toBeGreaterThan(200 * 6);
  });

  test("low and wide is none of its business", () => {
    const held = Object.fromEntries(Array.from({ length: 948 }, (_, n) => [`11.0.${n >> 8}.${n & 255}`, 20]));
    expect(looks(new SlowConnections(MAX), 10, counts(18_960, held))).toEqual([]);
  });
});
