import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHttpSink, type HttpSink } from "./http-sink.ts";
import { seeded } from "./journal.ts";
import { type MailSink, startMailSink } from "./mail-sink.ts";
import { allEnded, copiesOf, type Reckoning, reckon } from "./notice-faults.ts";
import { contact, mailTo, openNoticeRoom, secretFile } from "./notice-room.ts";

/**
 * kill -9 of a process that sends, by seed: after a claim and before the message has left, after a server has taken the
 * message and before its answer, and at any moment. One attempt at a time on each of three channels.
 */

const CHILD = join(import.meta.dir, "notice-child.ts");
const PEOPLE = 8;
const CHANNELS = 3;
const LIFE_MS_MAX = 30_000;

export type CrashResult = Reckoning & {
  kills: Record<Moment, number>;
  /** Attempts that may be under way at once, and so be cut off by one kill. */
  underWayMax: number;
};

type Moment = "claimed" | "taken" | "any";
const MOMENTS: readonly Moment[] = ["claimed", "taken", "taken", "any"];

export async function runCrashes(options: { seed: number; kills: number }): Promise<CrashResult> {
  const [mail, web] = await Promise.all([startMailSink(), startHttpSink()]);
  const folder = mkdtempSync(join(tmpdir(), "beffroi-crashes-"));
  const random = seeded(options.seed);
  const kills: Record<Moment, number> = { claimed: 0, taken: 0, any: 0 };
  const settings = settingsFor(mail, web, folder);
  const settingsPath = join(folder, "settings.json");
  writeFileSync(settingsPath, JSON.stringify(settings));
  const contacts = Array.from({ length: PEOPLE }, (_, n) => contact(n));
  const open = () => openNoticeRoom({ folder, settings, contacts });
  const ids: string[] = [];
  try {
    for (let done = 0; done < options.kills; ) {
      const id = `n-${ids.length}`;
      ids.push(id);
      await withRoom(open, (room) => queue(room, id));
      for (let idle = false; !idle; ) {
        const moment = MOMENTS[Math.floor(random() * MOMENTS.length)] as Moment;
        const how = done < options.kills ? { moment, after: Math.floor(random() * 4), random } : undefined;
        idle = (await oneLife(folder, settingsPath, mail, web, how)) === "idle";
        if (idle || how === undefined) continue;
        kills[moment]++;
        done++;
      }
    }
    return await withRoom(open, async (room) => {
      if (!(await allEnded(room, ids))) throw new Error("something has not ended");
      return {
        ...(await reckon(room, ids, copiesOf(mail, web))),
        kills,
        underWayMax: CHANNELS,
      };
    });
  } finally {
    await Promise.all([mail.close(), web.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

type Room = ReturnType<typeof openNoticeRoom>;

async function withRoom<T>(open: () => Room, act: (room: Room) => Promise<T>): Promise<T> {
  const room = open();
  try {
    return await act(room);
  } finally {
    await room.end();
  }
}

const queue = (room: Room, id: string) =>
  room.ask("POST", "/api/notices", {
    id,
    text: "Texte",
    channels: ["courriel", "sms", "tchap"],
    contacts: Array.from({ length: PEOPLE }, (_, n) => `c${n}`),
  });

function settingsFor(mail: MailSink, web: HttpSink, folder: string) {
  const secret_file = secretFile(folder, "secret", "clef");
  const one = { concurrency: 1 };
  return {
    channel: [
      { ...mailTo(mail, folder), ...one },
      { name: "sms", kind: "sms", url: `${web.url}/sms`, method: "POST", body: "{phone} {text}", ...one },
      { name: "tchap", kind: "matrix", url: web.url, room: "!a:b", secret_file, ...one },
    ],
  };
}

/** Lets a child send until it is killed as planned, or until it has nothing more to do. */
async function oneLife(
  folder: string,
  settings: string,
  mail: MailSink,
  web: HttpSink,
  how: { moment: Moment; after: number; random: () => number } | undefined,
): Promise<"idle" | "killed"> {
  const child = Bun.spawn([process.execPath, "--no-install", "--no-env-file", CHILD, folder, settings], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const kill = () => child.kill("SIGKILL");
  const stuck = setTimeout(() => {
    kill();
    throw new Error("the child neither ended nor was killed");
  }, LIFE_MS_MAX);
  const timer = how?.moment === "any" ? setTimeout(kill, 150 + how.random() * 250) : undefined;
  let left = how?.after ?? 0;
  mail.onStage = (stage) => {
    if (how === undefined || how.moment === "any") return;
    // Killed at the greeting: claimed, and nothing of the message has left.
    if (stage === (how.moment === "claimed" ? "connect" : "taken") && left-- <= 0) kill();
  };
  web.plan = () => {
    if (how === undefined || how.moment === "any" || left-- > 0) return undefined;
    kill();
    return { how: how.moment === "claimed" ? "silent" : "taken-silent" };
  };
  const reader = child.stdout.getReader();
  const first = await reader.read();
  const idle = !first.done;
  // What it still sends after it said that it is idle is nothing.
  if (idle) kill();
  await child.exited;
  clearTimeout(stuck);
  clearTimeout(timer);
  mail.onStage = () => {};
  web.plan = () => undefined;
  return idle ? "idle" : "killed";
}
