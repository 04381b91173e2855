import { randomUUID } from "node:crypto";
import type { IncidentChange } from "../../src/incidents/events.ts";
import { type Beffroi, consoleUrl } from "../harness/beffroi.ts";

/** The people of a room: each signed in with a cookie of their own, each with a live stream open. */

const PASSWORD = "cheval-correct-agrafe-pile";
/** Accounts opened at once: each costs the keeper a slow hash. */
const JOINING_AT_ONCE = 4;

export type Member = { name: string; cookie: string };

/** Opens the first account with the link that the start printed, then invites the others, as an administrator would. */
export async function peopleOf(beffroi: Beffroi, count: number): Promise<Member[]> {
  const [, token = ""] = await beffroi.process.line(/^beffroi setup \S+#\/setup\/(\S+)/m, 10_000);
  const first = { token, name: "Personne 1", userName: "personne-1", password: PASSWORD };
  const lead: Member = { name: first.name, cookie: await entered(beffroi, "/api/setup", first) };
  const waiting = Array.from({ length: count - 1 }, (_, index) => index + 2);
  const members: Member[] = [lead];
  const lane = async () => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift())
      members.push(await join(beffroi, lead, n));
  };
  await Promise.all(Array.from({ length: JOINING_AT_ONCE }, lane));
  return members;
}

async function join(beffroi: Beffroi, lead: Member, n: number): Promise<Member> {
  const name = `Personne ${n}`;
  const invited = await post(beffroi, lead.cookie, "/api/people/invitations", { name, role: "member" });
  const { link } = (await invited.json()) as { link: string };
  const token = link.slice(link.lastIndexOf("/") + 1);
  const body = { userName: `personne-${n}`, password: PASSWORD };
  return { name, cookie: await entered(beffroi, `/api/invitations/${token}`, body) };
}

/** The cookie that an answer gives; throws when it gives none. */
async function entered(beffroi: Beffroi, path: string, body: object): Promise<string> {
  const response = await post(beffroi, "", path, body);
  const cookies = response.headers.getSetCookie().map((line) => line.split(";")[0]);
  if (!response.ok || cookies.length === 0)
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return cookies.join("; ");
}

export function post(beffroi: Beffroi, cookie: string, path: string, body: object): Promise<Response> {
  const url = consoleUrl(beffroi, path);
  const headers = { "content-type": "application/json", origin: new URL(url).origin, cookie };
  return fetch(url, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
}

/** Live streams of all members, and when each of them saw which item first. */
export class Crowd {
  private readonly ending = new AbortController();
  /** Item id -> performance.now() at which each member saw it. */
  private readonly seen = new Map<string, number[]>();
  private readonly streams: Promise<void>[] = [];

  private constructor(readonly size: number) {}

  static async looking(beffroi: Beffroi, members: readonly Member[]): Promise<Crowd> {
    const crowd = new Crowd(members.length);
    for (const { cookie } of members) {
      const response = await fetch(consoleUrl(beffroi, "/api/live"), {
        headers: { cookie },
        signal: crowd.ending.signal,
      });
      if (response.body === null || !response.ok) throw new Error(`live stream: ${response.status}`);
      crowd.streams.push(crowd.read(response.body).catch(() => {}));
    }
    return crowd;
  }

  /** Milliseconds from `since` until the last of all members had seen the item; undefined while somebody has not. */
  seenByAllMs(item: string, since: number): number | undefined {
    const times = this.seen.get(item) ?? [];
    return times.length < this.size ? undefined : Math.max(...times) - since;
  }

  async leave(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.streams);
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of body) {
      rest += decoder.decode(chunk, { stream: true });
      for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
        const block = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (block.startsWith("event: incident")) this.take(block);
      }
    }
  }

  private take(block: string): void {
    const now = performance.now();
    const change = JSON.parse(block.slice(block.indexOf("data: ") + 6)) as IncidentChange;
    for (const { id } of change.items) this.seen.set(id, [...(this.seen.get(id) ?? []), now]);
  }
}

export type Written = { id: string; sentAt: number; acknowledgedMs: number };

/** Lets members write notes in turn, `perSecond` of them, for `seconds`. Throws when one is refused. */
export async function writeNotes(
  beffroi: Beffroi,
  members: readonly Member[],
  incident: string,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Written[]> {
  const writing: Promise<Written>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const dueAt = startedAt + (n * 1000) / perSecond;
    await Bun.sleep(Math.max(0, dueAt - performance.now()));
    const member = members[n % members.length] as Member;
    writing.push(writeNote(beffroi, member, incident));
  }
  return Promise.all(writing);
}

async function writeNote(beffroi: Beffroi, { cookie }: Member, incident: string): Promise<Written> {
  const id = `b-${randomUUID().replaceAll("-", "")}`;
  const sentAt = performance.now();
  const body = { id, text: `Le guichet ${id.slice(2, 6)} fonctionne de nouveau.`, certainty: "fact" };
  const response = await post(beffroi, cookie, `/api/incidents/${incident}/acts/note`, body);
  if (!response.ok) throw new Error(`a note was refused: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
  return { id, sentAt, acknowledgedMs: performance.now() - sentAt };
}
