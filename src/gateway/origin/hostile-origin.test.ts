import { afterEach, describe, expect, test } from "bun:test";
import { closeAll, failureOf, get, rawOrigin, read } from "../../../test/support/origin-rig.ts";
import { makeOriginClient } from "./client.ts";

afterEach(closeAll);

describe("a hostile or broken origin gives a failure", () => {
  const ok = "HTTP/1.1 200 OK\r\n";
  const cases: [string, string][] = [
    ["two lengths that differ", `${ok}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`],
    ["two lengths that agree", `${ok}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`],
    ["length list", `${ok}Content-Length: 3, 3\r\n\r\nabc`],
    ["negative length", `${ok}Content-Length: -1\r\n\r\nabc`],
    ["plus length", `${ok}Content-Length: +3\r\n\r\nabc`],
    ["huge length", `${ok}Content-Length: 99999999999999999999\r\n\r\nabc`],
    [
      "length and coding",
      `${ok}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
    ],
    ["unknown coding", `${ok}Transfer-Encoding: xchunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`],
    ["folded field", `${ok}X-A: a\r\n b\r\nContent-Length: 0\r\n\r\n`],
    ["bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n"],
    ["NUL in a value", `${ok}X-A: a\0b\r\nContent-Length: 0\r\n\r\n`],
    ["NUL in a name", `${ok}X\0A: b\r\nContent-Length: 0\r\n\r\n`],
    ["space before the colon", `${ok}X-A : b\r\nContent-Length: 0\r\n\r\n`],
    ["control character", `${ok}X-A: a\x01b\r\nContent-Length: 0\r\n\r\n`],
    ["field without a name", `${ok}: b\r\nContent-Length: 0\r\n\r\n`],
    ["no HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n\r\n"],
    ["status 600", "HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n"],
    ["status 99", "HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n"],
    ["change of protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"],
    ["one huge field", `${ok}X-A: ${"a".repeat(200_000)}\r\nContent-Length: 0\r\n\r\n`],
    ["many fields", `${ok}${"X-A: b\r\n".repeat(400)}Content-Length: 0\r\n\r\n`],
    ["flood of interim answers", "HTTP/1.1 100 Continue\r\n\r\n".repeat(2000)],
  ];
  for (const [name, bytes] of cases) {
    test(name, async () => {
      const { client } = await rawOrigin((socket) => void socket.write(bytes, "latin1"));
      expect(await failureOf(client.send(get()).then((answer) => read(answer.body)))).toMatch(
        /malformed|reset/,
      );
    });
  }

  test("a header without end", async () => {
    let sent = 0;
    const { client, seen } = await rawOrigin((socket) => {
      socket.write(ok);
      const more = setInterval(() => {
        if (socket.destroyed) clearInterval(more);
        else socket.write(`X-${sent++}: ${"a".repeat(4000)}\r\n`);
      }, 2);
    });
    expect(await failureOf(client.send(get()))).toMatch(/malformed|timeout/);
    await Bun.sleep(30);
    expect(seen.closed).toBe(true);
  });

  test("a header that drips", async () => {
    const { client } = await rawOrigin((socket) => {
      const more = setInterval(() => (socket.destroyed ? clearInterval(more) : socket.write("H")), 50);
    });
    expect(await failureOf(client.send(get()))).toMatch(/timeout|malformed/);
  });

  test("a valid header that drips is cut by the deadline for the whole header", async () => {
    const text = `${ok}X-Long: ${"a".repeat(500)}`;
    const { client } = await rawOrigin((socket) => {
      let at = 0;
      const more = setInterval(
        () => (socket.destroyed ? clearInterval(more) : socket.write(text[at++] ?? "b")),
        20,
      );
    });
    expect(await failureOf(client.send(get()))).toBe("timeout");
  });

  test("silence", async () => {
    const { client, seen } = await rawOrigin(() => {});
    expect(await failureOf(client.send(get()))).toBe("timeout");
    await Bun.sleep(30);
    expect(seen.closed).toBe(true);
  });

  test("closing before an answer", async () => {
    const { client } = await rawOrigin((socket) => void socket.destroy());
    expect(await failureOf(client.send(get()))).toBe("reset");
  });

  test("nobody listens", async () => {
    const client = makeOriginClient({
      origin: "http://127.0.0.1:1",
      firstByteTimeoutMs: 400,
      idleTimeoutMs: 300,
      verifyTls: true,
      connectionsMax: 1,
    });
    expect(await failureOf(client.send(get()))).toBe("refused");
  });

  test("bytes after an answer are not taken for the next answer", async () => {
    let first = true;
    const { client, seen } = await rawOrigin((socket) => {
      if (first)
        socket.write(`${ok}Content-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`);
      else socket.write(`${ok}Content-Length: 4\r\n\r\ngood`);
      first = false;
    });
    expect(await read((await client.send(get())).body)).toBe("a");
    await Bun.sleep(20);
    expect(await read((await client.send(get())).body)).toBe("good");
    expect(seen.connections).toBe(2);
  });
});
