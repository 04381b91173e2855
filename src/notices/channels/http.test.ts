import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type HttpFault, type HttpSink, startHttpSink } from "../../../test/support/http-sink.ts";
import { secretFile } from "../../../test/support/notice-room.ts";
import { ManualClock } from "../../kernel/clock.ts";
import { type ChannelSettings, noticesSchema } from "../config.ts";
import type { Channel, Message, Outcome } from "./channel.ts";
import { ANSWER_BYTES_MAX, retryAfter } from "./http.ts";
import { makeChannel } from "./make.ts";
import { fill } from "./sms.ts";
import { signature } from "./webhook.ts";

let sink: HttpSink;
let files: string;
const clock = new ManualClock();
beforeEach(async () => {
  sink = await startHttpSink();
  seconds = 10;
  files = mkdtempSync(join(tmpdir(), "beffroi-http-"));
});
afterEach(async () => {
  await sink.close();
  rmSync(files, { recursive: true, force: true });
});

const message: Message = {
  key: "n-1.7",
  subject: "Alerte",
  text: 'Ligne 1\n"Ligne" 2 & 3',
  at: "2026-01-05T09:00:00.000Z",
  marked: false,
};

/** How long the server is waited for. */
let seconds = 10;

function channel(settings: Record<string, unknown>): Channel {
  const written = {
    channel: [
      {
        name: "essai",
        timeout_seconds: 10,
        secret_file: secretFile(files, "secret", "whsec_c2VjcmV0"),
        ...settings,
      },
    ],
  };
  const [parsed] = noticesSchema.parse(written).channel as [ChannelSettings];
  return makeChannel({ ...parsed, timeout_seconds: seconds }, clock);
}
const webhook = (more = {}) => channel({ kind: "webhook", url: `${sink.url}/avis?x=1`, ...more });
const send = (to: Channel, more: Partial<Message> = {}, signal = new AbortController().signal) =>
  to.send("+33612345678", { ...message, ...more }, signal);

describe("an exchange", () => {
  const cases: [HttpFault | undefined, Partial<Outcome>][] = [
    [undefined, { result: "delivered", answer: "200 taken" }],
    [{ how: "status", status: 204 }, { result: "delivered" }],
    [{ how: "status", status: 302, headers: { location: "http://127.0.0.1:1/" } }, { result: "never" }],
    [
      { how: "status", status: 400, body: "bad\nrequest\u0007" },
      { result: "never", reason: "400 bad request" },
    ],
    [
      { how: "status", status: 401 },
      { result: "not-now", channelDown: true },
    ],
    [{ how: "status", status: 404 }, { result: "never" }],
    [
      { how: "status", status: 429, headers: { "retry-after": "7" } },
      { result: "not-now", channelDown: true, retryAfterMs: 7_000 },
    ],
    [
      { how: "status", status: 503, headers: { "retry-after": "999999" } },
      { result: "not-now", retryAfterMs: 3_600_000 },
    ],
    [
      { how: "status", status: 500 },
      { result: "not-now", channelDown: true },
    ],
    [
      { how: "status", status: 502 },
      { result: "unknown", channelDown: true },
    ],
    [
      { how: "taken-status", status: 504 },
      { result: "unknown", channelDown: true },
    ],
    [{ how: "reset" }, { result: "unknown", channelDown: true }],
    [{ how: "taken-reset" }, { result: "unknown", channelDown: true }],
    [{ how: "silent" }, { result: "unknown", reason: "no answer in time" }],
  ];
  test.each(cases)("that meets %j", async (fault, outcome) => {
    sink.plan = () => fault;
    seconds = fault?.how === "silent" ? 0.5 : 10;
    expect(await send(webhook())).toMatchObject(outcome);
    expect(sink.requests).toBe(1);
  });

  test("with nobody, or with a server that speaks no TLS, has surely not arrived", async () => {
    const tls = webhook({ url: sink.url.replace("http:", "https:") });
    expect(await send(tls)).toMatchObject({ result: "not-now", channelDown: true });
    const nobody = webhook({ url: "http://127.0.0.1:1/" });
    expect(await send(nobody)).toMatchObject({ result: "not-now", channelDown: true });
    const noName = webhook({ url: "http://nowhere.invalid/" });
    expect(await send(noName)).toMatchObject({ result: "not-now", channelDown: true });
    expect(sink.requests).toBe(0);
  });

  test("ends when it is told to", async () => {
    sink.plan = () => {
      stop.abort();
      return { how: "silent" };
    };
    const stop = new AbortController();
    const slow = webhook();
    expect(await send(slow, {}, stop.signal)).toMatchObject({ result: "unknown", reason: "stopped" });
    expect(await send(slow, {}, AbortSignal.abort())).toMatchObject({ result: "not-now" });
    expect(sink.requests).toBe(1);
  });

  test("keeps no more of an endless answer than its bound", async () => {
    sink.plan = () => ({ how: "status", status: 200, body: "x".repeat(20 * ANSWER_BYTES_MAX) });
    const outcome = (await send(webhook())) as { answer: string };
    expect(outcome.answer.length).toBeLessThanOrEqual(200);
  });

  test.each([
    ["12", 12_000],
    ["Mon, 05 Jan 2026 09:00:05 GMT", 5_000],
    ["Mon, 05 Jan 2026 08:00:00 GMT", 0],
    ["99999999", 3_600_000],
    ["soon", undefined],
    [undefined, undefined],
  ])("understands Retry-After %p", (value, ms) => {
    expect(retryAfter(value, clock.now())).toBe(ms as never);
  });
});

describe("a webhook", () => {
  test("is signed so that its receiver can check it, and carries the same id each time", async () => {
    await send(webhook());
    await send(webhook(), { marked: true });
    const [first, second] = sink.got;
    const at = Math.floor(clock.now() / 1000);
    const mac = createHmac("sha256", Buffer.from("c2VjcmV0", "base64"));
    const expected = mac.update(`n-1.7.${at}.${first?.body}`).digest("base64");
    expect(first?.headers).toMatchObject({
      "content-type": "application/json",
      "webhook-id": "n-1.7",
      "webhook-timestamp": String(at),
      "webhook-signature": `v1,${expected}`,
      "idempotency-key": "n-1.7",
    });
    expect(first?.path).toBe("/avis?x=1");
    expect(JSON.parse(first?.body ?? "")).toEqual({
      type: "notice",
      timestamp: message.at,
      data: { id: "n-1.7", subject: "Alerte", text: message.text, possibleDouble: false },
    });
    expect(JSON.parse(second?.body ?? "").data.possibleDouble).toBe(true);
    expect(second?.headers["webhook-id"]).toBe("n-1.7");
  });

  test("keys are base64 after whsec_, and plain otherwise", () => {
    const plain = signature("secret", "id", 1, "{}")["webhook-signature"];
    expect(signature(`whsec_${btoa("secret")}`, "id", 1, "{}")["webhook-signature"]).toBe(plain as string);
  });
});

describe("ntfy", () => {
  test("gets JSON at its root, with any letter, cut to what it shows", async () => {
    const ntfy = channel({ kind: "ntfy", url: `${sink.url}/base/crise` });
    expect(ntfy.place).toBe(new URL(sink.url).host);
    await send(ntfy, { text: "é".repeat(4_000), marked: true });
    const body = JSON.parse(sink.got[0]?.body ?? "");
    expect(sink.got[0]).toMatchObject({ method: "POST", path: "/base" });
    expect(sink.got[0]?.headers.authorization).toBe("Bearer whsec_c2VjcmV0");
    expect(body).toMatchObject({ topic: "crise", title: "Alerte", sequence_id: "n-1-7" });
    expect(Buffer.byteLength(body.message)).toBeLessThanOrEqual(4_000);
    expect(body.message).toMatch(/^Nouvel envoi/);
    expect(body.message).toEndWith(" […]");
  });
});

describe("matrix", () => {
  test("is asked with the delivery's key as transaction, and needs no mark", async () => {
    const matrix = channel({ kind: "matrix", url: `${sink.url}/`, room: "!abc:ville.test" });
    await send(matrix);
    await send(matrix, { marked: true });
    expect(sink.got[0]).toMatchObject({
      method: "PUT",
      path: "/_matrix/client/v3/rooms/!abc%3Aville.test/send/m.room.message/n-1.7",
      body: JSON.stringify({ msgtype: "m.text", body: `Alerte\n\n${message.text}` }),
    });
    expect(sink.got[0]?.headers.authorization).toBe("Bearer whsec_c2VjcmV0");
    expect(sink.got[1]).toEqual(sink.got[0] as never);
    expect(matrix.exact).toBe(true);
  });
});

describe("SMS", () => {
  const sms = (more: Record<string, unknown>) =>
    channel({ kind: "sms", method: "POST", url: `${sink.url}/sms`, ...more });

  test("fills a form, JSON, XML or the address, each escaped in its way", async () => {
    const form = { headers: { "Content-Type": "application/x-www-form-urlencoded" } };
    await send(sms({ ...form, body: "to={digits}&text={text}&key={secret}" }));
    expect(Object.fromEntries(new URLSearchParams(sink.got[0]?.body))).toEqual({
      to: "33612345678",
      text: `Alerte : ${message.text}`,
      key: "whsec_c2VjcmV0",
    });
    await send(sms({ headers: { "content-type": "application/json" }, body: '{"a":{"b":"{phone}{text}"}}' }));
    expect(JSON.parse(sink.got[1]?.body ?? "")).toEqual({
      a: { b: `+33612345678Alerte : ${message.text}` },
    });
    await send(sms({ headers: { "content-type": "text/xml" }, body: "<t p='{phone}'>{text}</t>" }));
    expect(sink.got[2]?.body).toContain("&#34;Ligne&#34; 2 &#38; 3</t>");
    await send(sms({ method: "GET", url: `${sink.url}/go?to={phone}&m={text}`, headers: {} }));
    expect(sink.got[3]).toMatchObject({ method: "GET", body: "" });
    const { searchParams } = new URL(sink.got[3]?.path ?? "", sink.url);
    expect(searchParams.get("m")).toBe(`Alerte : ${message.text}`);
    expect(searchParams.get("to")).toBe("+33612345678");
  });

  test("escapes whatever the message holds, so that it stays one value", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const value = text.toWellFormed();
        const json = (part: string) => JSON.stringify(part).slice(1, -1);
        expect(JSON.parse(fill('{"m":"{text}"}', { text: value }, json))).toEqual({ m: value });
      }),
      { seed: 1 },
    );
  });

  test("counts as delivered only with the words that mean so", async () => {
    const service = sms({ body: "{phone}", success_contains: "OK" });
    sink.plan = (request) => ({ how: "status", status: 200, body: request === 1 ? "ERR 12" : "OK 34" });
    expect(await send(service)).toMatchObject({
      result: "not-now",
      reason: "not taken: 200 ERR 12",
      channelDown: false,
    });
    expect(await send(service)).toMatchObject({ result: "delivered", answer: "200 OK 34" });
  });

  test("is cut where it would become too long, and goes to the first mobile number", async () => {
    const short = sms({ body: "{text}", url: `${sink.url}/{phone}`, characters_max: 40 });
    await send(short, { text: "é".repeat(100), marked: true });
    expect([...(sink.got[0]?.body ?? "")].length).toBe(40);
    expect(sink.got[0]?.body).toMatch(/^\[Renvoi\] Alerte : é+ \[…\]$/);
    const phones = ["02 31 00 00 00", "0033 6 11 22 33 44", "0712345678"];
    expect(short.addressOf({ mail: "", phones })).toBe("+33611223344");
    expect(sms({ body: "{phone}", mobile_prefixes: [] }).addressOf({ mail: "", phones })).toBe(
      "+33231000000",
    );
    expect(short.addressOf({ mail: "", phones: ["accueil", "17"] })).toBeUndefined();
  });
});
