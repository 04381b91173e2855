import { z } from "zod";
import type { Actor } from "../kernel/actor.ts";

/**
 * What the room that tells people says to the journal, and what screens read of it. subject of an entry: the notice;
 * the group for "notice.group-changed"; "checkpoint" for the mailed checkpoints. An entry of an exercise carries
 * `exercise`, and nothing of it ever leaves the machine.
 */

/** mail and sms reach a person; webhook, ntfy and matrix reach a place: a program, a topic, a room. */
export const CHANNEL_KINDS = ["mail", "sms", "webhook", "ntfy", "matrix"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
export const PERSONAL_KINDS: readonly ChannelKind[] = ["mail", "sms"];

/** How somebody was reached without a channel of ours. answered: they wrote or called back. */
export const TOLD_HOW = ["phone", "in-person", "answered", "other"] as const;
export type ToldHow = (typeof TOLD_HOW)[number];

/** Chosen by the client, so that a request sent twice makes one notice. */
export const noticeIdSchema = z.string().regex(/^n-[a-z0-9-]{1,38}$/);
export const groupIdSchema = z.string().regex(/^g-[a-z0-9-]{1,38}$/);
export const channelNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);
export const SUBJECT_CHARACTERS_MAX = 200;
export const TEXT_CHARACTERS_MAX = 4_000;
export const REASON_CHARACTERS_MAX = 500;
/** Recipients times channels of one notice, places included. People without any address count as one each. */
export const DELIVERIES_MAX = 2_000;
/** Channels that can be configured, and so that one notice can use. */
export const CHANNELS_MAX = 20;
export const GROUPS_MAX = 100;
/** An entry holds a group twice, as it was and as it is, and an entry is bounded. */
export const GROUP_CONTACTS_MAX = 400;
/** Addresses that a checkpoint is mailed to. */
export const CHECKPOINT_ADDRESSES_MAX = 20;

/** Kinds of channel that must have delivered before somebody counts as told. */
export const CHANNELS_TO_BE_TOLD = 2;

const contactId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const reason = z.string().trim().min(1).max(REASON_CHARACTERS_MAX);
const count = z.number().int().nonnegative();
/** Which delivery of the notice, from 0. */
const n = z
  .number()
  .int()
  .min(0)
  .max(DELIVERIES_MAX - 1);
const attempt = z.number().int().positive();
const address = z.string().min(1).max(300);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const deliverySchema = z.object({ n, channel: channelNameSchema, to: address }).strict();

const groupSchema = z
  .object({
    name: z.string().trim().min(1).max(128),
    contacts: z
      .array(contactId)
      .max(GROUP_CONTACTS_MAX)
      .refine((ids) => new Set(ids).size === ids.length, "names somebody twice"),
  })
  .strict();
export type GroupFields = z.infer<typeof groupSchema>;
export const groupFieldsSchema = groupSchema;

export const noticeEvents = {
  /** Written together with the "notice.addressed" entries that it needs: all or none. */
  "notice.queued": z
    .object({
      subject: z.string().trim().max(SUBJECT_CHARACTERS_MAX),
      text: z.string().trim().min(1).max(TEXT_CHARACTERS_MAX),
      incident: z
        .string()
        .regex(/^i-[a-z0-9-]{1,38}$/)
        .optional(),
      channels: z
        .array(z.object({ name: channelNameSchema, kind: z.enum(CHANNEL_KINDS) }).strict())
        .max(CHANNELS_MAX),
      /** Deliveries to places. */
      places: z.array(deliverySchema).max(CHANNELS_MAX),
      recipients: count.max(DELIVERIES_MAX),
      deliveries: count.max(DELIVERIES_MAX),
      /** SHA-256 of what was asked for: tells a repeated request from another one under the same id. */
      request: sha256,
    })
    .strict(),
  /** A part of the recipients, with the addresses that they had at that moment. */
  "notice.addressed": z
    .object({
      recipients: z
        .array(
          z
            .object({
              contact: contactId,
              name: z.string().max(128),
              phones: z.array(z.string().max(40)).max(6),
              deliveries: z.array(deliverySchema).max(CHANNELS_MAX),
            })
            .strict(),
        )
        .min(1)
        .max(DELIVERIES_MAX),
    })
    .strict(),
  /** The first attempt, before the network is touched. Further ones are no entries. */
  "notice.attempted": z.object({ n, channel: channelNameSchema }).strict(),
  /** The next server has it: a person's mailbox or phone may still be unread. `marked`: sent as a possible double. */
  "notice.delivered": z
    .object({ n, channel: channelNameSchema, attempt, answer: z.string().max(200), marked: z.boolean() })
    .strict(),
  /** Surely not delivered, and not tried again. `attempt` 0: it never was tried. */
  "notice.failed": z.object({ n, channel: channelNameSchema, attempt: count, reason }).strict(),
  /** It may have been delivered. `again`: it is sent once more, marked as a possible double. Otherwise nothing more is done. */
  "notice.uncertain": z
    .object({ n, channel: channelNameSchema, attempt, reason, again: z.boolean() })
    .strict(),
  /** All that an exercise does instead of sending. */
  "notice.rehearsed": z.object({ deliveries: count.max(DELIVERIES_MAX) }).strict(),
  /** Not attempted deliveries of the notice are given up. */
  "notice.stopped": z.object({ reason }).strict(),
  "notice.told-by-hand": z
    .object({
      contact: contactId,
      how: z.enum(TOLD_HOW),
      note: z.string().trim().max(REASON_CHARACTERS_MAX).default(""),
    })
    .strict(),
  "notice.told-taken-back": z.object({ contact: contactId, reason }).strict(),
  /** `old` is null for a new group, `new` for one that was taken out. */
  "notice.group-changed": z.object({ old: groupSchema.nullable(), new: groupSchema.nullable() }).strict(),
  "notice.checkpoint-mailed": z
    .object({
      to: z.array(address).min(1).max(CHECKPOINT_ADDRESSES_MAX),
      /** SHA-256 of the signed note's text. */
      note: sha256,
    })
    .strict(),
  /** At most one an hour; `failures` counts those since the last one that went well. */
  "notice.checkpoint-mail-failed": z.object({ reason, failures: attempt }).strict(),
} as const;

/** GET /api/notice-channels: what is configured. */
export type ChannelInfo = {
  name: string;
  kind: ChannelKind;
  /** It reaches each recipient at an address of theirs; otherwise one place, whoever reads there. */
  personal: boolean;
  /** Where a place is; null for personal channels. */
  to: string | null;
  /** A longer text is cut there, and says so. */
  charactersMax: number | null;
  /** Until when nothing is tried, because its server cannot be reached or asked to wait. ISO 8601. */
  pausedUntil: string | null;
  /** Why it is paused, in the server's words. */
  pausedFor: string | null;
};

/** uncertain: it may have arrived, and nothing more is done. rehearsed: of an exercise. */
export const DELIVERY_STATES = [
  "waiting",
  "attempting",
  "delivered",
  "failed",
  "uncertain",
  "stopped",
  "rehearsed",
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export type Delivery = {
  n: number;
  channel: string;
  kind: ChannelKind;
  to: string;
  state: DeliveryState;
  attempts: number;
  /** When this state began (for `waiting` with attempts: of the first one). ISO 8601. */
  at: string;
  /** Why it failed, is uncertain, or is tried again. */
  reason: string | null;
  nextAttemptAt: string | null;
  /** An attempt ended without an answer: what is sent since then says that it may be a double. */
  possibleDouble: boolean;
};

export type ToldByHand = { how: ToldHow; note: string; by: Actor; at: string; occurredAt: string | null };

export type Recipient = {
  contact: string;
  name: string;
  deliveries: Delivery[];
  byHand: ToldByHand | null;
  /** Two kinds of channel delivered, or told by hand. In an exercise, rehearsed counts as delivered. */
  told: boolean;
};

/** A notice in one line. */
export type Notice = {
  id: string;
  /** Position of the entry that queued it: the cursor of lists. */
  position: number;
  at: string;
  by: Actor;
  subject: string;
  text: string;
  incident: string | null;
  exercise: boolean;
  channels: { name: string; kind: ChannelKind }[];
  stopped: { at: string; reason: string; by: Actor } | null;
  recipients: number;
  told: number;
  deliveries: Record<DeliveryState, number>;
};

/** GET /api/notices/:id */
export type NoticeDetail = { notice: Notice; recipients: Recipient[]; places: Delivery[] };

/** GET /api/notices/:id/call-list: who is not told yet, by name, with the phones of today (or of then, if they are gone). */
export type CallList = {
  notice: Notice;
  /** When the list was made. ISO 8601. */
  at: string;
  people: {
    contact: string;
    name: string;
    function: string;
    organisation: string;
    phones: string[];
    /** The one channel that delivered, if one did. */
    deliveredBy: ChannelKind | null;
  }[];
};

/** GET /api/notice-groups */
export type Group = GroupFields & { id: string; changedAt: string; changedBy: string };
