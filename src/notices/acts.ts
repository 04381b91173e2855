import { z } from "zod";
import type { Journal, NewEntry } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { canonicalJson, sha256Hex } from "../kernel/canonical.ts";
import type { Clock } from "../kernel/clock.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Contact } from "../people/events.ts";
import type { Channel } from "./channels/channel.ts";
import {
  CHANNELS_MAX,
  channelNameSchema,
  DELIVERIES_MAX,
  GROUPS_MAX,
  type Group,
  groupFieldsSchema,
  type Notice,
  noticeEvents,
  noticeIdSchema,
  REASON_CHARACTERS_MAX,
  type Recipient,
  SUBJECT_CHARACTERS_MAX,
  TEXT_CHARACTERS_MAX,
  TOLD_HOW,
} from "./events.ts";
import { planNotice } from "./plan.ts";
import { countOpen, findGroup, findNotice, listGroups, readRecipient } from "./read.ts";

/** What people may ask of this room. Each act is one transaction of the journal, or a Refusal and nothing. */

/** Deliveries of all notices that have not ended. */
export const QUEUE_MAX = 20_000;
/** How far ahead of ours somebody's clock may be, in ms. */
const FUTURE_MS_MAX = 5 * 60_000;

export type ActDependencies = {
  journal: Pick<Journal, "append" | "appendAll" | "query">;
  clock: Clock;
  channels: readonly Channel[];
  contacts(): readonly Contact[];
  /** Whether an incident is an exercise; undefined when there is no such incident. */
  isExercise(incident: string): boolean | undefined;
};

const contactId = noticeEvents["notice.told-by-hand"].shape.contact;
const reason = z.string().trim().min(1).max(REASON_CHARACTERS_MAX);

export const queueSchema = z
  .object({
    id: noticeIdSchema,
    subject: z
      .string()
      .trim()
      .max(SUBJECT_CHARACTERS_MAX)
      .regex(/^\P{Cc}*$/u, "has a line break")
      .default(""),
    text: z.string().trim().min(1).max(TEXT_CHARACTERS_MAX),
    channels: z.array(channelNameSchema).max(CHANNELS_MAX),
    contacts: z.array(contactId).max(DELIVERIES_MAX).default([]),
    groups: z.array(z.string().max(40)).max(GROUPS_MAX).default([]),
    incident: z.string().max(40).optional(),
    /** Rehearse without an exercise's incident. */
    exercise: z.boolean().default(false),
  })
  .strict();
export type QueueRequest = z.infer<typeof queueSchema>;

export const stopSchema = z.object({ reason }).strict();
export const toldSchema = z
  .object({
    contact: contactId,
    how: z.enum(TOLD_HOW),
    note: z.string().trim().max(REASON_CHARACTERS_MAX).default(""),
    occurredAt: z.iso.datetime({ precision: 3 }).optional(),
  })
  .strict();
export const takenBackSchema = z.object({ contact: contactId, reason }).strict();
export const groupSchema = z.object({ old: groupFieldsSchema.nullable(), new: groupFieldsSchema }).strict();
export const groupRemovalSchema = z.object({ old: groupFieldsSchema }).strict();

/** Writes the notice and all its deliveries, or gives the notice that the same request made before. */
export function queueNotice(deps: ActDependencies, asked: QueueRequest, actor: Actor): Notice {
  const request = sha256Hex(canonicalJson({ asked, by: actor }));
  const earlier = findNotice(deps.journal, asked.id);
  if (earlier !== undefined) {
    if (earlier.request === request) return earlier.notice;
    throw new Refusal("already-exists", "There is another notice with this id.", asked.id, "Take a new id.");
  }
  const exercise = asked.exercise || exerciseOf(deps, asked.incident);
  const plan = planNotice(asked, {
    contacts: deps.contacts(),
    groups: listGroups(deps.journal),
    channels: deps.channels,
  });
  if (!exercise) requireRoom(deps, plan.deliveries);
  const { id: subject, text, incident } = asked;
  const { addressed, channels, places, recipients, deliveries } = plan;
  const written = { actor, subject, exercise };
  const queued = { subject: asked.subject, text, channels, places, recipients, deliveries, request };
  const events: NewEntry[] = [
    {
      ...written,
      kind: "notice.queued",
      body: { ...queued, ...(incident === undefined ? {} : { incident }) },
    },
    ...addressed.map((body) => ({ ...written, kind: "notice.addressed", body })),
  ];
  if (exercise) events.push({ ...written, kind: "notice.rehearsed", body: { deliveries } });
  deps.journal.appendAll(events);
  return noticeOf(deps, subject);
}

function exerciseOf(deps: ActDependencies, incident: string | undefined): boolean {
  if (incident === undefined) return false;
  const exercise = deps.isExercise(incident);
  if (exercise !== undefined) return exercise;
  throw new Refusal("not-found", "There is no such incident.", incident, "Choose one from the list.");
}

function requireRoom(deps: ActDependencies, deliveries: number): void {
  const open = countOpen(deps.journal);
  if (open + deliveries <= QUEUE_MAX) return;
  throw new Refusal(
    "queue-full",
    `${open} deliveries are waiting; at most ${QUEUE_MAX} can.`,
    "notices",
    "Stop notices that are out of date, or wait.",
  );
}

/** Ends all that was not attempted; what is under way comes to its end. Stopped already: nothing more happens. */
export function stopNotice(
  deps: ActDependencies,
  id: string,
  body: z.infer<typeof stopSchema>,
  actor: Actor,
): Notice {
  const notice = noticeOf(deps, id);
  if (notice.stopped !== null) return notice;
  deps.journal.append({ actor, kind: "notice.stopped", subject: id, body, exercise: notice.exercise });
  return noticeOf(deps, id);
}

export type ToldAnswer = { notice: Notice; recipient: Recipient };

/** Marks somebody as told. Who was marked before stays marked as they were: two people telephoned, one mark is enough. */
export function tellByHand(
  deps: ActDependencies,
  id: string,
  { occurredAt, ...body }: z.infer<typeof toldSchema>,
  actor: Actor,
): ToldAnswer {
  const { notice, recipient } = toldAnswer(deps, id, body.contact);
  if (recipient.byHand !== null) return { notice, recipient };
  if (occurredAt !== undefined && Date.parse(occurredAt) > deps.clock.now() + FUTURE_MS_MAX) {
    throw new Refusal("bad-request", "This has not happened yet.", "occurredAt", "Give a time that is past.");
  }
  const when = occurredAt === undefined ? {} : { occurredAt };
  const { exercise } = notice;
  deps.journal.append({ actor, kind: "notice.told-by-hand", subject: id, body, exercise, ...when });
  return toldAnswer(deps, id, body.contact);
}

export function takeBackTold(
  deps: ActDependencies,
  id: string,
  body: z.infer<typeof takenBackSchema>,
  actor: Actor,
): ToldAnswer {
  const { notice, recipient } = toldAnswer(deps, id, body.contact);
  if (recipient.byHand === null) return { notice, recipient };
  const { exercise } = notice;
  deps.journal.append({ actor, kind: "notice.told-taken-back", subject: id, body, exercise });
  return toldAnswer(deps, id, body.contact);
}

function toldAnswer(deps: ActDependencies, id: string, contact: string): ToldAnswer {
  const notice = noticeOf(deps, id);
  const recipient = readRecipient(deps.journal, id, contact);
  if (recipient !== undefined) return { notice, recipient };
  throw new Refusal("not-found", "This notice does not go to this person.", contact, "Load the list again.");
}

/** Sets a group's fields, if it still is as its editor saw it. The same change asked for again changes nothing. */
export function changeGroup(
  deps: ActDependencies,
  id: string,
  { old, new: wanted }: z.infer<typeof groupSchema>,
  actor: Actor,
): Group {
  const now = findGroup(deps.journal, id);
  if (now !== undefined && same(now, wanted)) return now;
  requireSame(now, old);
  if (now === undefined && listGroups(deps.journal).length >= GROUPS_MAX) {
    throw new Refusal("too-many-groups", `There are ${GROUPS_MAX} groups.`, "groups", "Take one out first.");
  }
  deps.journal.append({ actor, kind: "notice.group-changed", subject: id, body: { old, new: wanted } });
  return findGroup(deps.journal, id) as Group;
}

export function removeGroup(
  deps: ActDependencies,
  id: string,
  { old }: z.infer<typeof groupRemovalSchema>,
  actor: Actor,
): void {
  const now = findGroup(deps.journal, id);
  if (now === undefined) return;
  requireSame(now, old);
  deps.journal.append({ actor, kind: "notice.group-changed", subject: id, body: { old, new: null } });
}

type GroupBody = z.infer<typeof groupFieldsSchema>;

function same(group: Group, { name, contacts }: GroupBody): boolean {
  return group.name === name && canonicalJson(group.contacts) === canonicalJson(contacts);
}

function requireSame(now: Group | undefined, old: GroupBody | null): void {
  if (now === undefined ? old === null : old !== null && same(now, old)) return;
  const what =
    now === undefined
      ? "The group was taken out meanwhile."
      : `${now.changedBy} changed the group at ${now.changedAt}: "${now.name}", ${now.contacts.length} people.`;
  throw new Refusal("changed-meanwhile", what, "group", "Look at it as it is now and change that.");
}

export function noticeOf(deps: Pick<ActDependencies, "journal">, id: string): Notice {
  const found = findNotice(deps.journal, id);
  if (found !== undefined) return found.notice;
  throw new Refusal("not-found", "There is no such notice.", id, "Choose one from the list.");
}
