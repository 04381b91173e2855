import { expect, test } from "bun:test";
import { join } from "node:path";

const MAIN = join(import.meta.dir, "main.ts");

function start(words: string[], onMessage?: (message: unknown) => void) {
  return Bun.spawn([process.execPath, "--no-install", MAIN, ...words], {
    stdout: "pipe",
    stderr: "pipe",
    ...(onMessage && { ipc: onMessage }),
  });
}

async function firstLine(child: ReturnType<typeof start>): Promise<string> {
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return new TextDecoder().decode(value).split("\n")[0] ?? "";
}

test("says where it listens and ends on SIGTERM", async () => {
  const child = start(["--listen", "127.0.0.1:0"]);
  const line = await firstLine(child);
  const url = /^demo ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
  expect(await (await fetch(`${url}/health`)).text()).toBe("ok\n");
  child.kill("SIGTERM");
  expect(await child.exited).toBe(0);
});

test("tells its parent over the channel, and ends when the channel does", async () => {
  const told = Promise.withResolvers<unknown>();
  const child = start(["--listen", "127.0.0.1:0"], told.resolve);
  const line = await firstLine(child);
  expect(await told.promise).toEqual({ ready: line.slice("demo ready ".length) });
  child.disconnect();
  expect(await child.exited).toBe(0);
});

test("refuses other than loopback addresses and unknown words", async () => {
  const open = start(["--listen", "0.0.0.0:0"]);
  expect(await open.exited).toBe(1);
  expect(await new Response(open.stderr).text()).toContain("not a loopback address");
  const unknown = start(["--listne", "127.0.0.1:0"]);
  expect(await unknown.exited).toBe(2);
  expect(await new Response(unknown.stderr).text()).toContain("--listen IP:PORT");
});
