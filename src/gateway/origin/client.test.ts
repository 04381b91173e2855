import { afterEach, describe, expect, test } from "bun:test";
import { createServer as createTlsServer } from "node:tls";
import { makeCertificate } from "../../../test/support/certificate.ts";
import {
  clients,
  closeAll,
  failureOf,
  get,
  headed,
  rawOrigin,
  read,
  servers,
} from "../../../test/support/origin-rig.ts";
import { makeOriginClient } from "./client.ts";
import type { OriginClient } from "./exchange.ts";

afterEach(closeAll);

describe("an exact exchange", () => {
  test("sends target and headers as given and hands over status, reason, duplicates and bytes", async () => {
    const { client, seen } = await rawOrigin((socket) => {
      socket.write(
        "HTTP/1.1 299 Tr\xe8s bien\r\nSet-Cookie: a=1\r\nX-B: 1\r\nset-cookie: b=2\r\nX-B: 2\r\n" +
          "Connection: keep-alive, X-Hop\r\nX-Hop: gone\r\nKeep-Alive: timeout=5\r\nContent-Encoding: gzip\r\n" +
          "Content-Length: 5\r\n\r\n\x1f\x8babc",
        "latin1",
      );
    });
    const answer = await client.send(
      get("/a/..%2fb//c?x=%00&y", { headers: ["Host", "s", "X-A", "1", "x-a", "2"] }),
    );
    expect(seen.text).toBe(
      "GET /a/..%2fb//c?x=%00&y HTTP/1.1\r\nHost: s\r\nX-A: 1\r\nx-a: 2\r\nConnection: keep-alive\r\n\r\n",
    );
    expect([answer.status, answer.reason]).toEqual([299, "Tr\xe8s bien"]);
    expect(answer.headers).toEqual([
      "Set-Cookie",
      "a=1",
      "X-B",
      "1",
      "set-cookie",
      "b=2",
      "X-B",
      "2",
      "Content-Encoding",
      "gzip",
      "Content-Length",
      "5",
    ]);
    expect(await read(answer.body)).toBe("\x1f\x8babc");
    expect(answer.firstByteMs).toBeGreaterThan(0);
  });

  test("keeps connections, also after HEAD, 204 and 304", async () => {
    const answers = [
      "HTTP/1.1 200 OK\r\nContent-Length: 700\r\n\r\n",
      "HTTP/1.1 204 No Content\r\n\r\n",
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 700\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    ];
    const { client, seen } = await rawOrigin((socket) => void socket.write(answers.shift() ?? ""));
    expect(await read((await client.send(get("/", { method: "HEAD" }))).body)).toBe("");
    expect(await read((await client.send(get())).body)).toBe("");
    expect(await read((await client.send(get())).body)).toBe("");
    expect(await read((await client.send(get())).body)).toBe("abc");
    expect(seen.connections).toBe(1);
  });

  test("ignores interim answers", async () => {
    const { client } = await rawOrigin(
      headed("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
    );
    const answer = await client.send(get());
    expect(answer.status).toBe(200);
    expect(await read(answer.body)).toBe("x");
  });

  test("streams a body up, with Content-Length when it is known and chunked when not", async () => {
    for (const headers of [
      ["Host", "s", "Content-Length", "10"],
      ["Host", "s"],
    ]) {
      const { client, seen } = await rawOrigin((socket, text) => {
        if (text.includes("wor") && (text.includes("0\r\n\r\n") || text.endsWith("world"))) {
          socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
      });
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await Bun.sleep(5);
          controller.enqueue(Buffer.from("hello"));
          controller.enqueue(Buffer.from("world"));
          controller.close();
        },
      });
      const answer = await client.send({ method: "POST", target: "/", headers, body });
      expect(answer.status).toBe(200);
      if (headers.length === 4) expect(seen.text).toContain("Content-Length: 10\r\n\r\nhelloworld");
      else
        expect(seen.text).toContain(
          "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n",
        );
    }
  });
});

describe("a body that is cut never ends normally", () => {
  const cases: [string, string, boolean][] = [
    ["Content-Length too long, then end", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", false],
    ["Content-Length too long, then reset", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true],
    ["chunk cut inside", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", false],
    ["last chunk missing", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false],
    [
      "chunk size is no number",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n",
      false,
    ],
    ["reset without length", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc", true],
  ];
  for (const [name, bytes, reset] of cases) {
    test(name, async () => {
      const { client } = await rawOrigin((socket) => {
        socket.write(bytes, () => {
          setTimeout(() => (reset ? socket.resetAndDestroy() : socket.end()), 20);
        });
      });
      const answer = await client.send(get());
      expect(await failureOf(read(answer.body))).toBe("reset");
    });
  }

  test("a pause longer than the idle timeout", async () => {
    const { client, seen } = await rawOrigin(headed("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
    const answer = await client.send(get());
    expect(await failureOf(read(answer.body))).toBe("timeout");
    await Bun.sleep(30);
    expect(seen.closed).toBe(true);
  });
});

describe("an origin over TLS", () => {
  const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  async function tlsOrigin() {
    const asked: string[] = [];
    const pair = makeCertificate(["site.test"]);
    const SNICallback = (name: string, done: (error: Error | null) => void) => {
      asked.push(name);
      done(null);
    };
    const server = createTlsServer({ ...pair, SNICallback }, (socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.write(ok));
    });
    server.on("tlsClientError", () => {});
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { asked, port: (server.address() as { port: number }).port };
  }
  const clientFor = (origin: string, verifyTls: boolean): OriginClient => {
    const settings = { origin, firstByteTimeoutMs: 1000, idleTimeoutMs: 1000, connectionsMax: 2, verifyTls };
    clients.push(makeOriginClient(settings));
    return clients.at(-1) as OriginClient;
  };

  test("a certificate that does not verify is a failure unless the site says otherwise", async () => {
    const { port } = await tlsOrigin();
    expect(await failureOf(clientFor(`https://127.0.0.1:${port}`, true).send(get()))).toBe("refused");
    const answer = await clientFor(`https://127.0.0.1:${port}`, false).send(get());
    expect(await read(answer.body)).toBe("ok");
  });

  test("is asked for by its own name, or for the site's when it is given by address", async () => {
    const { port, asked } = await tlsOrigin();
    for (const host of ["127.0.0.1", "localhost"])
      await clientFor(`https://${host}:${port}`, false).send(get());
    expect(asked).toEqual(["site.test", "localhost"]);
  });
});

describe("retry, pool and abort", () => {
  const stale = (method: string) => async () => {
    const { client, seen } = await rawOrigin((socket, text, connection) => {
      if (text.includes("/warm")) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      else if (connection === 1) socket.destroy();
      else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    await read((await client.send(get("/warm"))).body);
    return { client, seen, send: () => client.send(get("/x", { method })) };
  };

  test("an idempotent request on a stale connection is sent once more", async () => {
    const { seen, send } = await stale("GET")();
    expect(await read((await send()).body)).toBe("ok");
    expect(seen.connections).toBe(2);
  });

  test("a POST is never sent twice", async () => {
    const { seen, send } = await stale("POST")();
    expect(await failureOf(send())).toBe("reset");
    expect(seen.connections).toBe(1);
  });

  test("no retry once a byte of an answer came", async () => {
    const { client, seen } = await rawOrigin((socket, text) => {
      if (text.includes("/warm")) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      else socket.write("HTTP/1.1 2", () => setTimeout(() => socket.destroy(), 20));
    });
    await read((await client.send(get("/warm"))).body);
    expect(await failureOf(client.send(get("/x")))).toMatch(/reset|malformed/);
    expect(seen.connections).toBe(1);
  });

  test("no connection free in time is busy", async () => {
    const { client } = await rawOrigin(() => {}, { connectionsMax: 1 });
    const first = failureOf(client.send(get()));
    await Bun.sleep(20);
    const second = failureOf(client.send(get("/second")));
    expect(await first).toBe("timeout");
    expect(await second).toMatch(/busy|timeout/);
  });

  test("abort closes the connection to the origin at once, before and during the answer", async () => {
    for (const answer of ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"]) {
      const { client, seen } = await rawOrigin((socket) => void socket.write(answer));
      const abort = new AbortController();
      const sent = client.send(get("/", { signal: abort.signal })).then((got) => read(got.body));
      await Bun.sleep(50);
      abort.abort();
      expect(await failureOf(sent)).toBe("aborted");
      await Bun.sleep(30);
      expect(seen.closed).toBe(true);
    }
  });

  test("an upload whose visitor goes away is not completed", async () => {
    const { client, seen } = await rawOrigin(() => {});
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(Buffer.from("part"));
        await Bun.sleep(20);
        controller.error(new Error("gone"));
      },
    });
    expect(await failureOf(client.send({ method: "POST", target: "/", headers: ["Host", "s"], body }))).toBe(
      "aborted",
    );
    await Bun.sleep(30);
    expect(seen.closed).toBe(true);
    expect(seen.text).not.toContain("0\r\n\r\n");
  });

  test("a reader that stops holds the origin back and memory stays flat", async () => {
    const block = Buffer.alloc(1 << 20, 120);
    let written = 0;
    const { client } = await rawOrigin(
      (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${256 << 20}\r\n\r\n`);
        const pump = () => {
          while (written < 256) {
            written += 1;
            if (!socket.write(block)) return void socket.once("drain", pump);
          }
        };
        pump();
      },
      { idleTimeoutMs: 5000 },
    );
    const { body } = await client.send(get());
    await Bun.sleep(200);
    expect(written).toBeLessThan(32);
    let bytes = 0;
    const before = process.memoryUsage.rss();
    for await (const chunk of body) bytes += (chunk as Buffer).length;
    expect(bytes).toBe(256 << 20);
    expect(process.memoryUsage.rss() - before).toBeLessThan(128 << 20);
  }, 20_000);
});
