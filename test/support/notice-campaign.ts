import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHttpSink } from "./http-sink.ts";
import { seeded } from "./journal.ts";
import { type MailSink, startMailSink } from "./mail-sink.ts";
import { allEnded, copiesOf, Door, FaultPlan, findsNobody, type Reckoning, reckon } from "./notice-faults.ts";
import { contact, mailTo, type NoticeRoom, openNoticeRoom, secretFile } from "./notice-room.ts";
import { until } from "./town.ts";

/** Notices over every kind of channel, while a wanted number of faults comes in between. */

/** People of one notice; each gets mail and SMS, and each notice goes to three places. */
const PEOPLE = 20;
/** After so many faults the doors are shut until somebody has found them so. */
const FAULTS_BETWEEN_SHUT_DOORS = 25;
const DRAIN_MS_MAX = 300_000;

export type CampaignResult = Reckoning & {
  faults: number;
  byFault: ReadonlyMap<string, number>;
  /** Entries of the journal for each delivery. */
  entriesEach: number;
  attempts: number;
};

/** Settings of every kind of channel to sinks behind their doors. */
export function everyChannel(mail: MailSink, doors: { mail: Door; web: Door }, folder: string) {
  const url = `http://127.0.0.1:${doors.web.port}`;
  const secret_file = secretFile(folder, "secret", "clef");
  const quick = { timeout_seconds: 1, concurrency: 8 };
  return {
    channel: [
      { ...mailTo(mail, folder, { port: doors.mail.port }), ...quick },
      { name: "sms", kind: "sms", url: `${url}/sms`, method: "POST", body: "{phone} {text}", ...quick },
      { name: "programme", kind: "webhook", url: `${url}/hook`, secret_file, ...quick },
      { name: "ntfy", kind: "ntfy", url: `${url}/ntfy/crise`, ...quick },
      { name: "tchap", kind: "matrix", url, room: "!a:b", secret_file, ...quick },
    ],
  };
}

export async function runCampaign(options: { seed: number; faults: number }): Promise<CampaignResult> {
  const [mail, web] = await Promise.all([startMailSink(), startHttpSink()]);
  const doors = { mail: new Door(mail.port), web: new Door(Number(new URL(web.url).port)) };
  await Promise.all([doors.mail.open(), doors.web.open()]);
  const folder = mkdtempSync(join(tmpdir(), "beffroi-faults-"));
  const plan = new FaultPlan(seeded(options.seed), options.faults);
  mail.plan = plan.mail;
  web.plan = plan.http;
  const contacts = Array.from({ length: PEOPLE }, (_, n) => contact(n));
  const room = openNoticeRoom({ folder, settings: everyChannel(mail, doors, folder), contacts });
  try {
    room.start();
    const ids = await queueUntil(room, plan, options.faults, doors);
    await until(() => allEnded(room, ids), "all has ended", DRAIN_MS_MAX);
    const reckoning = await reckon(room, ids, copiesOf(mail, web));
    return {
      ...reckoning,
      faults: plan.count,
      byFault: plan.drawn,
      attempts: mail.sessions + web.requests,
      entriesEach: room.journal.count() / reckoning.deliveries,
    };
  } finally {
    await room.remove();
    doors.mail.close();
    doors.web.close();
    await Promise.all([mail.close(), web.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sends notice after notice, each when the one before has ended, until there were faults enough. */
async function queueUntil(
  room: NoticeRoom,
  plan: FaultPlan,
  faults: number,
  doors: { mail: Door; web: Door },
): Promise<string[]> {
  const ids: string[] = [];
  let shutAfter = FAULTS_BETWEEN_SHUT_DOORS / 2;
  while (ids.length === 0 || plan.count < faults) {
    const id = `n-${ids.length}`;
    ids.push(id);
    await room.ask("POST", "/api/notices", {
      id,
      subject: "Essai",
      text: "Texte",
      channels: ["courriel", "sms", "programme", "ntfy", "tchap"],
      contacts: Array.from({ length: PEOPLE }, (_, n) => `c${n}`),
    });
    while (!(await allEnded(room, [id]))) {
      if (plan.count >= shutAfter && plan.count < faults) {
        shutAfter = plan.count + FAULTS_BETWEEN_SHUT_DOORS;
        await shutForAWhile(room, ids.length % 2 === 0 ? doors.web : doors.mail, id);
        plan.note("connection refused");
      }
      await Bun.sleep(10);
    }
  }
  return ids;
}

async function shutForAWhile(room: NoticeRoom, door: Door, id: string): Promise<void> {
  door.shut();
  await until(
    async () => (await findsNobody(room)) || (await allEnded(room, [id])),
    "the door is found shut, or nobody wants through",
    DRAIN_MS_MAX,
  );
  await door.open();
}
