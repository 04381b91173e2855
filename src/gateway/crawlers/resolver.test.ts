import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { reverseName, systemResolver } from "./resolver.ts";

describe("the name of an address", () => {
  test.each([
    ["66.249.66.1", "1.66.249.66.in-addr.arpa"],
    ["::ffff:66.249.66.1", "1.66.249.66.in-addr.arpa"],
    ["2001:db8::567:89ab", "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"],
  ])("%s is %s", (address, name) => expect(reverseName(address)).toBe(name));

  test("does not exist for what is no address", () => expect(() => reverseName("x")).toThrow());
});

/** A name server on this machine that answers with one record, or with an error code (RFC 1035 §4.1). */
async function nameServer() {
  const server = {
    port: 0,
    /** Response code, or "silent". */
    code: 0 as number | "silent",
    record: undefined as { type: number; data: Buffer } | undefined,
    asked: [] as string[],
    close: () => {},
  };
  const socket = await Bun.udpSocket({
    hostname: "127.0.0.1",
    socket: {
      data(self, query, port, address) {
        server.asked.push(questionOf(query));
        if (server.code === "silent") return;
        self.send(reply(query, server.code, server.record), port, address);
      },
    },
  });
  server.port = socket.port;
  server.close = () => socket.close();
  return server;
}

function reply(query: Buffer, code: number, record?: { type: number; data: Buffer }): Buffer {
  let end = 12;
  while (query[end] !== 0) end += (query[end] as number) + 1;
  const header = Buffer.from(query.subarray(0, end + 5));
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(record === undefined ? 0 : 1, 6);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(0, 10);
  if (record === undefined) return header;
  const answer = Buffer.alloc(12);
  answer.writeUInt16BE(0xc00c, 0);
  answer.writeUInt16BE(record.type, 2);
  answer.writeUInt16BE(1, 4);
  answer.writeUInt32BE(60, 6);
  answer.writeUInt16BE(record.data.length, 10);
  return Buffer.concat([header, answer, record.data]);
}

function questionOf(query: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; query[at] !== 0; at += (query[at] as number) + 1) {
    labels.push(query.toString("latin1", at + 1, at + 1 + (query[at] as number)));
  }
  return labels.join(".");
}

function encodedName(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

describe("the machine's resolver", () => {
  let server: Awaited<ReturnType<typeof nameServer>>;
  beforeAll(async () => {
    server = await nameServer();
  });
  afterAll(() => server.close());
  const resolver = () => systemResolver([`127.0.0.1:${server.port}`]);
  const codeOf = (question: Promise<unknown>) =>
    question.then(
      () => "answered",
      (error: NodeJS.ErrnoException) => error.code,
    );

  test("asks for names and for addresses", async () => {
    server.code = 0;
    server.record = { type: 12, data: encodedName("crawl-66-249-66-1.googlebot.com") };
    expect(await resolver().reverse("66.249.66.1")).toEqual(["crawl-66-249-66-1.googlebot.com"]);
    expect(server.asked.at(-1)).toBe("1.66.249.66.in-addr.arpa");
    server.record = { type: 1, data: Buffer.from([66, 249, 66, 1]) };
    expect(await resolver().forward("crawl.googlebot.com", 4)).toEqual(["66.249.66.1"]);
    server.record = { type: 28, data: Buffer.from("20010db8000000000000000000000001", "hex") };
    expect(await resolver().forward("crawl.googlebot.com", 6)).toEqual(["2001:db8::1"]);
  });

  test("tells that there is no such name from not knowing", async () => {
    server.record = undefined;
    server.code = 3;
    expect(await codeOf(resolver().reverse("66.249.66.1"))).toBe("ENOTFOUND");
    expect(await codeOf(resolver().forward("x.example", 4))).toBe("ENOTFOUND");
    server.code = 2;
    expect(await codeOf(resolver().reverse("66.249.66.1"))).toBe("ESERVFAIL");
    expect(await codeOf(resolver().forward("x.example", 4))).toBe("ESERVFAIL");
    expect(await codeOf(resolver().reverse("no address"))).not.toBe("ENOTFOUND");
  });

  test("gives up on a silent server in time, and does not call that an answer", async () => {
    server.code = "silent";
    const startMs = performance.now();
    expect(await codeOf(resolver().reverse("66.249.66.1"))).toBe("ETIMEOUT");
    expect(performance.now() - startMs).toBeLessThan(4_000);
  });
});
