import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MailFault, type MailSink, startMailSink } from "../../../test/support/mail-sink.ts";
import { mailTo, secretFile } from "../../../test/support/notice-room.ts";
import { type ChannelSettings, noticesSchema } from "../config.ts";
import type { Message, Outcome } from "./channel.ts";
import { mailChannel } from "./mail.ts";

let sink: MailSink;
let files: string;
beforeEach(async () => {
  sink = await startMailSink();
  seconds = 10;
  files = mkdtempSync(join(tmpdir(), "beffroi-mail-"));
});
afterEach(async () => {
  await sink.close();
  rmSync(files, { recursive: true, force: true });
});

const message: Message = {
  key: "n-1.7",
  subject: "Alerte « réseau »",
  text: "Bonjour,\n.\nQUIT\n",
  at: "2026-01-05T09:00:00.000Z",
  marked: false,
};
const never = new AbortController().signal;

/** How long the server is waited for. */
let seconds = 10;

function channel(more: Record<string, unknown> = {}) {
  const written = { channel: [{ ...mailTo(sink, files), timeout_seconds: 10, ...more }] };
  const [settings] = noticesSchema.parse(written).channel as [ChannelSettings];
  return mailChannel({ ...settings, timeout_seconds: seconds });
}
const send = (more: Record<string, unknown> = {}, signal = never, sent = message): Promise<Outcome> =>
  channel(more).send("a@ville.test", sent, signal);

describe("mail", () => {
  test("goes out encrypted and signed in, with a Message-ID that stays the same", async () => {
    expect(await send()).toEqual({ result: "delivered", answer: "250 taken as 1" });
    expect(await send({}, never, { ...message, marked: true })).toMatchObject({ result: "delivered" });
    const [first, second] = sink.got;
    expect(first).toMatchObject({ to: ["a@ville.test"], secure: true, marked: false, user: "beffroi" });
    expect(first?.messageId).toBe("n-1.7@ville.test");
    expect(second).toMatchObject({ messageId: "n-1.7@ville.test", marked: true });
    expect(first?.raw).toContain("\r\n.\r\nQUIT");
    expect(second?.raw).toMatch(/Subject: =\?UTF-8\?Q\?=5BRenvoi=5D_Alerte/);
    expect(second?.raw).toContain("Nouvel envoi");
  });

  const cases: [MailFault, Partial<Outcome>][] = [
    [
      { at: "connect", how: "reset" },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "connect", how: "silent" },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "connect", how: "code", code: 421 },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "connect", how: "code", code: 554 },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "auth", how: "code", code: 454 },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "auth", how: "reset" },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "mail", how: "code", code: 550 },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "mail", how: "silent" },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "rcpt", how: "code", code: 450 },
      { result: "not-now", channelDown: false },
    ],
    [
      { at: "rcpt", how: "code", code: 421 },
      { result: "not-now", channelDown: true },
    ],
    [{ at: "rcpt", how: "code", code: 550 }, { result: "never" }],
    [
      { at: "rcpt", how: "reset" },
      { result: "not-now", channelDown: true },
    ],
    [
      { at: "data", how: "code", code: 452 },
      { result: "not-now", channelDown: false },
    ],
    [{ at: "data", how: "code", code: 554 }, { result: "never" }],
    [
      { at: "data", how: "reset" },
      { result: "unknown", channelDown: true },
    ],
    [
      { at: "data", how: "silent" },
      { result: "unknown", channelDown: true },
    ],
    [
      { at: "data", how: "taken-reset" },
      { result: "unknown", channelDown: true },
    ],
    [
      { at: "data", how: "taken-silent" },
      { result: "unknown", channelDown: true },
    ],
  ];
  test.each(cases)("that the server meets with %j", async (fault, outcome) => {
    sink.plan = () => fault;
    // A server that is only slow must not be taken for a silent one.
    seconds = fault.how.endsWith("silent") ? 0.5 : 10;
    expect(await send()).toMatchObject(outcome);
    expect(sink.got).toHaveLength(fault.how.startsWith("taken") ? 1 : 0);
  });

  test("waits for whoever mends the password, the secret's file or the certificate", async () => {
    secretFile(files, "mail.secret", "faux");
    const wrong = { ...mailTo(sink, files), secret_file: secretFile(files, "wrong", "faux") };
    expect(await send(wrong)).toMatchObject({ result: "not-now", channelDown: true });
    const gone = join(files, "nowhere");
    expect(await send({ secret_file: gone })).toMatchObject({
      result: "not-now",
      reason: `${gone} cannot be read (ENOENT)`,
    });
    expect(await send({ ca_file: undefined })).toMatchObject({ result: "not-now", channelDown: true });
    expect(sink.got).toEqual([]);
  });

  test("is not sent in the clear to a server without encryption", async () => {
    await sink.close();
    sink = await startMailSink({ disabledCommands: ["STARTTLS"] });
    expect(await send()).toMatchObject({ result: "not-now", channelDown: true });
    expect(sink.got).toEqual([]);
  });

  test("ends at once when it is told to, and says whether it may have arrived", async () => {
    const stop = new AbortController();
    sink.plan = () => ({ at: "data", how: "silent" });
    sink.onStage = (stage) => stage === "data" && stop.abort();
    expect(await send({}, stop.signal)).toMatchObject({
      result: "unknown",
      reason: "stopped",
    });
    expect(await send({}, AbortSignal.abort())).toMatchObject({ result: "not-now", reason: "stopped" });
  });
});

describe("a server that is none", () => {
  let hostile: Server;
  const sockets = new Set<Socket>();
  const listen = (act: (socket: Socket) => void) =>
    new Promise<number>((resolve) => {
      hostile = createServer((socket) => {
        sockets.add(socket);
        socket.on("error", () => {});
        act(socket);
      });
      hostile.listen(0, "127.0.0.1", () => resolve((hostile.address() as { port: number }).port));
    });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    hostile?.close();
  });

  test("and speaks a word now and then for ever is left in time", async () => {
    seconds = 0.5;
    const port = await listen((socket) => {
      const timer = setInterval(() => socket.write("220-encore\r\n"), 50);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await send({ port, tls: "none", user: undefined, secret_file: undefined })).toMatchObject({
      result: "not-now",
      channelDown: true,
    });
  }, 15_000);

  test("and floods us with its answer is left", async () => {
    const port = await listen((socket) => socket.write(`220 ${"x".repeat(3_000_000)}`));
    const outcome = await send({ port, tls: "none", user: undefined, secret_file: undefined });
    expect(outcome).toMatchObject({ result: "not-now", channelDown: true });
    expect((outcome as { reason: string }).reason.length).toBeLessThanOrEqual(200);
  }, 15_000);

  test("refused connections are told from the rest", async () => {
    const port = await listen(() => {});
    await new Promise((resolve) => hostile.close(resolve));
    expect(await send({ port })).toMatchObject({ result: "not-now", channelDown: true });
  });
});
