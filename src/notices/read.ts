import type { Journal } from "../journal/index.ts";
import {
  type ChannelKind,
  DELIVERY_STATES,
  type Delivery,
  type DeliveryState,
  type Group,
  type Notice,
  type NoticeDetail,
  type Recipient,
  type ToldByHand,
} from "./events.ts";

/** Questions to the room's tables. Each is a look-up in an index; each answer is bounded. */

export const NOTICES_PAGE = 50;

export type Reading = Pick<Journal, "query">;

/** What the sender knows and the journal does not: retries. */
export type Attempt = {
  attempts: number;
  underWay: boolean;
  nextAtMs: number;
  reason: string;
  unknown: boolean;
};
export type AttemptOf = (notice: string, n: number) => Attempt | undefined;

type NoticeRow = {
  id: string;
  position: number;
  at: string;
  by: string;
  subject: string;
  text: string;
  incident: string | null;
  exercise: number;
  channels: string;
  recipients: number;
  request: string;
  stop: string | null;
  told: number;
} & Record<DeliveryState, number>;

const NOTICE = `SELECT id, position, at, by, subject, text, incident, exercise, channels, recipients, request, stop,
  told, ${DELIVERY_STATES.join(", ")} FROM notices`;

/** Newest first, before a position if one is given; one more than asked for shows that there are more. */
export function listNotices(
  journal: Reading,
  asked: { incident?: string | undefined; before?: number | undefined; limit: number },
): Notice[] {
  const { incident, before = Number.MAX_SAFE_INTEGER, limit } = asked;
  const rows =
    incident === undefined
      ? journal.query<NoticeRow>(`${NOTICE} WHERE position < ? ORDER BY position DESC LIMIT ?`, before, limit)
      : journal.query<NoticeRow>(
          `${NOTICE} WHERE incident = ? AND position < ? ORDER BY position DESC LIMIT ?`,
          incident,
          before,
          limit,
        );
  return rows.map(noticeOf);
}

export function findNotice(journal: Reading, id: string): { notice: Notice; request: string } | undefined {
  const row = journal.query<NoticeRow>(`${NOTICE} WHERE id = ?`, id)[0];
  return row === undefined ? undefined : { notice: noticeOf(row), request: row.request };
}

function noticeOf(row: NoticeRow): Notice {
  const { id, position, at, subject, text, incident, recipients, told } = row;
  return {
    id,
    position,
    at,
    by: JSON.parse(row.by),
    subject,
    text,
    incident,
    exercise: row.exercise === 1,
    channels: JSON.parse(row.channels),
    stopped: row.stop === null ? null : JSON.parse(row.stop),
    recipients,
    told,
    deliveries: Object.fromEntries(
      DELIVERY_STATES.map((state) => [state, row[state]]),
    ) as Notice["deliveries"],
  };
}

type DeliveryRow = {
  n: number;
  contact: string | null;
  channel: string;
  kind: ChannelKind;
  address: string;
  state: DeliveryState;
  attempts: number;
  at: string;
  reason: string | null;
  doubtful: number;
};

/** Everything about one notice: at most DELIVERIES_MAX recipients and deliveries. */
export function readNotice(journal: Reading, id: string, attemptOf: AttemptOf): NoticeDetail | undefined {
  const found = findNotice(journal, id);
  if (found === undefined) return undefined;
  const rows = journal.query<DeliveryRow>(
    `SELECT n, contact, channel, kind, address, state, attempts, at, reason, doubtful
     FROM notice_deliveries WHERE notice = ? ORDER BY n`,
    id,
  );
  const places: Delivery[] = [];
  const ofContact = new Map<string, Delivery[]>();
  for (const row of rows) {
    const delivery = deliveryOf(row, attemptOf(id, row.n));
    if (row.contact === null) places.push(delivery);
    else ofContact.set(row.contact, [...(ofContact.get(row.contact) ?? []), delivery]);
  }
  const recipients = readRecipients(journal, id).map((one) =>
    recipientOf(one, ofContact.get(one.contact) ?? []),
  );
  return { notice: found.notice, recipients, places };
}

export type RecipientRow = {
  contact: string;
  name: string;
  phones: string;
  byHand: string | null;
  told: number;
};

export function readRecipients(journal: Reading, notice: string): RecipientRow[] {
  return journal.query<RecipientRow>(
    `SELECT contact, name, phones, by_hand AS byHand, told FROM notice_recipients WHERE notice = ?
     ORDER BY name COLLATE NOCASE, contact`,
    notice,
  );
}

export function readRecipient(journal: Reading, notice: string, contact: string): Recipient | undefined {
  const row = journal.query<RecipientRow>(
    `SELECT contact, name, phones, by_hand AS byHand, told FROM notice_recipients WHERE notice = ? AND contact = ?`,
    notice,
    contact,
  )[0];
  if (row === undefined) return undefined;
  const deliveries = journal.query<DeliveryRow>(
    `SELECT n, contact, channel, kind, address, state, attempts, at, reason, doubtful
     FROM notice_deliveries WHERE notice = ? AND contact = ? ORDER BY n`,
    notice,
    contact,
  );
  return recipientOf(
    row,
    deliveries.map((one) => deliveryOf(one, undefined)),
  );
}

function recipientOf({ contact, name, byHand, told }: RecipientRow, deliveries: Delivery[]): Recipient {
  const hand = byHand === null ? null : (JSON.parse(byHand) as ToldByHand);
  return { contact, name, deliveries, byHand: hand, told: told === 1 };
}

/** Kinds of channel that delivered. */
export function kindsDelivered(deliveries: readonly Delivery[]): ChannelKind[] {
  const delivered = deliveries.filter(({ state }) => state === "delivered" || state === "rehearsed");
  return [...new Set(delivered.map(({ kind }) => kind))];
}

function deliveryOf(row: DeliveryRow, attempt: Attempt | undefined): Delivery {
  const { n, channel, kind, address, at, reason } = row;
  const open = row.state === "waiting" || row.state === "attempting";
  const live = open ? attempt : undefined;
  return {
    n,
    channel,
    kind,
    to: address,
    state: live === undefined ? row.state : live.underWay ? "attempting" : "waiting",
    attempts: Math.max(row.attempts, live?.attempts ?? 0),
    at,
    reason: live !== undefined && live.reason !== "" ? live.reason : reason,
    nextAttemptAt:
      live === undefined || live.underWay || live.attempts === 0
        ? null
        : new Date(live.nextAtMs).toISOString(),
    possibleDouble: row.doubtful === 1,
  };
}

/** A delivery as the sender takes it up. Exercises have none. */
export type OpenDelivery = {
  notice: string;
  n: number;
  channel: string;
  kind: ChannelKind;
  address: string;
  state: "waiting" | "attempting";
  /** Attempts that the journal knows of, and the last one whose end it knows. */
  attempts: number;
  answered: number;
  doubtful: number;
  queuedAt: string;
  subject: string;
  text: string;
  stopped: number;
};

const OPEN = `SELECT d.notice, d.n, d.channel, d.kind, d.address, d.state, d.attempts, d.answered, d.doubtful,
  s.at AS queuedAt, s.subject, s.text, s.stop IS NOT NULL AS stopped
  FROM notice_deliveries d JOIN notices s ON s.id = d.notice
  WHERE d.exercise = 0 AND s.exercise = 0 AND d.state IN ('waiting', 'attempting')`;

/** All that has not ended, oldest notice first; of one notice, if one is named. */
export function openDeliveries(journal: Reading, notice?: string): OpenDelivery[] {
  return notice === undefined
    ? journal.query<OpenDelivery>(`${OPEN} ORDER BY s.position, d.n`)
    : journal.query<OpenDelivery>(`${OPEN} AND d.notice = ? ORDER BY d.n`, notice);
}

export function openDelivery(journal: Reading, notice: string, n: number): OpenDelivery | undefined {
  return journal.query<OpenDelivery>(`${OPEN} AND d.notice = ? AND d.n = ?`, notice, n)[0];
}

export function countOpen(journal: Reading): number {
  const sql = "SELECT count(*) AS count FROM notice_deliveries WHERE state IN ('waiting', 'attempting')";
  return journal.query<{ count: number }>(sql)[0]?.count ?? 0;
}

type GroupRow = { id: string; name: string; contacts: string; changedAt: string; changedBy: string };
const GROUP =
  "SELECT id, name, contacts, changed_at AS changedAt, changed_by AS changedBy FROM notice_groups";
const groupOf = (row: GroupRow): Group => ({ ...row, contacts: JSON.parse(row.contacts) });

export function listGroups(journal: Reading): Group[] {
  return journal.query<GroupRow>(`${GROUP} ORDER BY name COLLATE NOCASE, id`).map(groupOf);
}

export function findGroup(journal: Reading, id: string): Group | undefined {
  return journal.query<GroupRow>(`${GROUP} WHERE id = ?`, id).map(groupOf)[0];
}

export type CheckpointMails = { mailedAt: string | null; failedAt: string | null; failures: number };

export function checkpointMails(journal: Reading): CheckpointMails {
  const sql = "SELECT mailed_at AS mailedAt, failed_at AS failedAt, failures FROM notice_checkpoints";
  return journal.query<CheckpointMails>(sql)[0] ?? { mailedAt: null, failedAt: null, failures: 0 };
}
