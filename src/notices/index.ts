import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Journal, View } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Route } from "../kernel/route.ts";
import type { Contact } from "../people/events.ts";
import { queueNotice, queueSchema } from "./acts.ts";
import { type MailChannel, mailChannel } from "./channels/mail.ts";
import { makeChannel } from "./channels/make.ts";
import { type Checkpoint, CheckpointMail } from "./checkpoint-mail.ts";
import type { NoticesSettings } from "./config.ts";
import { openOutbox } from "./outbox.ts";
import { type Pace, USUAL_PACE } from "./pace.ts";
import { listGroups } from "./read.ts";
import { makeRoutes } from "./routes.ts";
import { Sender } from "./sender.ts";
import { noticesView } from "./views.ts";

/** The room's only door: tells people. */
export type { Checkpoint } from "./checkpoint-mail.ts";
export { type NoticesSettings, noticesFaults, noticesSchema, withAbsoluteFiles } from "./config.ts";

/** For openJournal. */
export const noticesViews: readonly View[] = [noticesView];

export type NoticesDependencies = {
  journal: Journal;
  dataFolder: string;
  settings: NoticesSettings;
  clock: Clock;
  log: Log;
  /** The address book as it is now. */
  contacts(): readonly Contact[];
  /** Whether an incident is an exercise; undefined when there is no such incident. */
  isExercise(incident: string): boolean | undefined;
  /** The journal's checkpoint as it is now; without it none is mailed. */
  checkpoint?: () => Checkpoint;
  /** How soon is tried again, for tests; give_up_hours stands either way. */
  pace?: Omit<Pace, "ageMsMax">;
};

export type Notices = {
  readonly routes: readonly Route[];
  /**
   * Queues a message of another room to groups, by their names or ids, over every channel. Throws the Refusals of a notice
   * that a person queues, and "not-found" for a group that is not there.
   */
  tell(words: { subject: string; text: string; groups: readonly string[] }, actor: Actor): void;
  /** Whether there is a group of this name or id now. */
  hasGroup(name: string): boolean;
  /** Begins to send. Until then, what is queued waits. */
  start(): void;
  /** Ends within a few seconds; what is under way is broken off and known as unanswered. Close the journal after it. */
  close(): Promise<void>;
};

export function openNotices(deps: NoticesDependencies): Notices {
  const { journal, settings, clock, log, contacts, isExercise } = deps;
  const channels = settings.channel.map((channel) => makeChannel(channel, clock));
  mkdirSync(deps.dataFolder, { recursive: true });
  const sender = new Sender({
    journal,
    channels,
    outbox: openOutbox(join(deps.dataFolder, "outbox.db"), log),
    clock,
    log,
    pace: { ...(deps.pace ?? USUAL_PACE), ageMsMax: settings.give_up_hours * 3_600_000 },
    random: Math.random,
  });
  const checkpointMail = makeCheckpointMail(deps);
  const desk = { journal, clock, channels, contacts, isExercise, sender };
  return {
    routes: makeRoutes(desk),
    tell({ subject, text, groups }, actor) {
      const asked = queueSchema.parse({
        id: `n-${randomUUID()}`,
        subject,
        text,
        channels: channels.map(({ name }) => name),
        groups: groups.map((name) => groupOf(journal, name)),
      });
      sender.take(queueNotice(desk, asked, actor).id);
    },
    hasGroup: (name) => findGroup(journal, name) !== undefined,
    start() {
      sender.start();
      checkpointMail?.start();
    },
    async close() {
      await Promise.all([sender.close(), checkpointMail?.close()]);
    },
  };
}

function findGroup(journal: Pick<Journal, "query">, name: string) {
  return listGroups(journal).find((group) => group.id === name || group.name === name);
}

function groupOf(journal: Pick<Journal, "query">, name: string): string {
  const found = findGroup(journal, name);
  if (found !== undefined) return found.id;
  throw new Refusal(
    "not-found",
    "There is no group of this name.",
    name,
    "Make it in the room of notices, or correct the settings.",
  );
}

function makeCheckpointMail(deps: NoticesDependencies): CheckpointMail | undefined {
  const { checkpoint, journal, clock, log } = deps;
  const { checkpoint_mail: to, checkpoint_mail_hours: hours, channel } = deps.settings;
  const mail = channel.find(({ kind }) => kind === "mail");
  if (checkpoint === undefined || mail === undefined || to.length === 0) return undefined;
  const sending: MailChannel = mailChannel(mail);
  const everyMs = hours * 3_600_000;
  return new CheckpointMail({ journal, checkpoint, channel: sending, to, everyMs, clock, log });
}
