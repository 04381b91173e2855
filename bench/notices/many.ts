import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SinkSays } from "../../test/support/mail-sink-process.ts";
import { contact, mailTo, openNoticeRoom } from "../../test/support/notice-room.ts";
import { until } from "../../test/support/town.ts";
import type { Effort, Section } from "../harness/section.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { figure } from "../harness/statistics.ts";

const PEOPLE = 2_000;
const PEOPLE_SMOKE = 50;
const END_MS_MAX = 600_000;
const CONCURRENCY = 16;
const BLOCK_MS_GOAL = 50;

/** The largest notice: how long it takes to be queued and to go out, and whether the keeper answers meanwhile. */
export async function many({ smoke }: Effort): Promise<Section> {
  const count = smoke ? PEOPLE_SMOKE : PEOPLE;
  const sink = await startSink();
  const folder = mkdtempSync(join(tmpdir(), "beffroi-many-"));
  const contacts = Array.from({ length: count }, (_, n) => contact(n));
  const channel = [mailTo(sink.server, folder, { concurrency: CONCURRENCY })];
  const room = openNoticeRoom({ folder, settings: { channel }, contacts });
  try {
    room.start();
    const lags = watchLag();
    const asked = performance.now();
    const body = { id: "n-1", text: "Texte", channels: ["courriel"], contacts: contacts.map(({ id }) => id) };
    await room.ask("POST", "/api/notices", body);
    const queuedMs = performance.now() - asked;
    const isOpen = "SELECT 1 FROM notice_deliveries WHERE state IN ('waiting', 'attempting') LIMIT 1";
    await until(() => room.journal.query(isOpen).length === 0, "all has gone out", END_MS_MAX);
    const seconds = (performance.now() - asked) / 1000;
    const { p95, max } = lags.stop();
    const lost = count - (await sink.messages());
    return {
      title: "The largest notice",
      about: `${count} people told by mail, ${CONCURRENCY} at a time, each over a connection of its own with STARTTLS and a password, to a server in a process of its own on the same two cores.`,
      goals: [
        {
          what: "event loop of the keeper late meanwhile, p95",
          goal: `<= ${BLOCK_MS_GOAL} ms`,
          measured: `${figure(p95)} ms, at most ${figure(max)} ms`,
          met: p95 <= BLOCK_MS_GOAL,
        },
      ],
      tables: [
        {
          caption: "How long it took.",
          head: ["people", "queued, ms", "all delivered, s", "a second", "entries"],
          rows: [
            [
              String(count),
              figure(queuedMs),
              figure(seconds),
              figure(count / seconds),
              String(room.journal.count()),
            ],
          ],
        },
      ],
      notes: ["The SMTP server holds each greeting back for 0.1 s, as real ones do against robots."],
      faults: lost === 0 ? [] : [`${lost} of ${count} messages did not arrive`],
    };
  } finally {
    await room.remove();
    sink.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The SMTP server in a process of its own: its work must not count as the keeper's. */
async function startSink() {
  const heard = Promise.withResolvers<Extract<SinkSays, { port: number }>>();
  const counted = Promise.withResolvers<number>();
  const script = join(ROOT, "test/support/mail-sink-process.ts");
  const child = Bun.spawn([BUN, ...BUN_FLAGS, script], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc: (message: SinkSays) =>
      "messages" in message ? counted.resolve(message.messages) : heard.resolve(message),
  });
  return {
    server: await heard.promise,
    messages: () => {
      child.send("count");
      return counted.promise;
    },
    stop: () => child.kill(),
  };
}

/** How late a timer of 5 ms fires. */
function watchLag() {
  const late: number[] = [];
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - before - 5));
    before = now;
  }, 5);
  return {
    stop() {
      clearInterval(timer);
      late.sort((a, b) => a - b);
      return { p95: late[Math.floor(late.length * 0.95)] ?? 0, max: late.at(-1) ?? 0 };
    },
  };
}
