import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HttpSink, startHttpSink } from "../../test/support/http-sink.ts";
import { until } from "../../test/support/town.ts";
import { catalogue } from "../catalogue.ts";
import type { Settings } from "../config.ts";
import { incidentView } from "../incidents/index.ts";
import { type Journal, openJournal, parseCheckpoint } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { systemClock } from "../kernel/clock.ts";
import { silentLog } from "../kernel/log.ts";
import { type Notices, noticesSchema, noticesViews } from "../notices/index.ts";
import type { Notice } from "../notices/events.ts";
import { peopleViews } from "../people/index.ts";
import { checkpointOf, openTelling } from "./telling.ts";

/** The rooms put together: the address book, the crisis room's exercises, the journal's checkpoint. */

let web: HttpSink;
let folder: string;
let journal: Journal;
let telling: Notices;
beforeEach(async () => {
  web = await startHttpSink();
  folder = mkdtempSync(join(tmpdir(), "beffroi-telling-"));
  journal = openJournal({
    path: join(folder, "beffroi.db"),
    keysFolder: join(folder, "keys"),
    lane: "keeper",
    clock: systemClock,
    catalogue,
    views: [...peopleViews, incidentView, ...noticesViews],
  });
  const sms = { name: "sms", kind: "sms", url: `${web.url}/sms`, method: "POST", body: "{phone} {text}" };
  const notices = noticesSchema.parse({ channel: [sms] });
  telling = openTelling(journal, { dataFolder: folder, notices } as Settings, silentLog);
  telling.start();
});
afterEach(async () => {
  await telling.close();
  journal.close();
  await web.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (kind: string, subject: string, body: object, exercise = false) =>
  journal.append({ actor: program("test"), kind, subject, body, exercise });

async function tell(id: string, incident: string): Promise<Notice> {
  const route = telling.routes.find(({ method, path }) => method === "POST" && path === "/api/notices");
  const body = JSON.stringify({ id, text: id, channels: ["sms"], contacts: ["c-1"], incident });
  const headers = { "content-type": "application/json" };
  const answer = await route?.answer({
    request: new Request("http://console.test/api/notices", { method: "POST", body, headers }),
    address: "127.0.0.1",
    caller: { actor: program("test"), role: "lead", via: "session", lasts: () => true },
    param: () => "",
    query: () => undefined,
  });
  if (answer === undefined) throw new Error("no such route");
  return ((await answer.json()) as { notice: Notice }).notice;
}

test("people of the address book are told in earnest, and nobody in an exercise of the crisis room", async () => {
  write("people.contact-changed", "c-1", { old: null, new: { name: "Zoé", phones: ["06 12 34 56 78"] } });
  write("incident.opened", "i-real", { title: "Réel", kind: "ddos", cause: "person" });
  write("incident.opened", "i-play", { title: "Exercice", kind: "ddos", cause: "person" }, true);
  expect(await tell("n-play", "i-play")).toMatchObject({ exercise: true, deliveries: { rehearsed: 1 } });
  expect(await tell("n-real", "i-real")).toMatchObject({ exercise: false });
  await until(() => web.got.length > 0, "the real one is out", 10_000);
  await Bun.sleep(50);
  expect(web.got.map(({ body }) => body)).toEqual(["+33612345678 n-real"]);
});

test("what is mailed is the journal's own checkpoint, with its code", () => {
  write("people.setup-link-made", "console", {});
  const { text, qr } = checkpointOf(journal);
  expect(parseCheckpoint(text)).toMatchObject({ size: journal.count() });
  expect(qr).toStartWith("<svg");
});
