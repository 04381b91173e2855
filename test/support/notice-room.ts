import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../src/catalogue.ts";
import { type Journal, openJournal, verifyJournal } from "../../src/journal/index.ts";
import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import { type Log, silentLog } from "../../src/kernel/log.ts";
import type { Role } from "../../src/kernel/role.ts";
import type { Caller, Route } from "../../src/kernel/route.ts";
import {
  type Checkpoint,
  type Notices,
  noticesSchema,
  noticesViews,
  openNotices,
} from "../../src/notices/index.ts";
import type { Contact } from "../../src/people/events.ts";
import type { MailSink } from "./mail-sink.ts";

/** The room that tells people, on a real journal in a temporary folder, with channels to sinks on loopback. */

/** Waits of a few ms, so that a test sees many attempts. */
export const QUICK_PACE = { waitMs: 4, waitMsMax: 40, repeatWaitMs: 4, attemptsMax: 200 };

export type NoticeRoomOptions = {
  folder?: string;
  lane?: string;
  settings?: Record<string, unknown>;
  contacts?: readonly Contact[];
  clock?: Clock;
  log?: Log;
  exercises?: Record<string, boolean>;
  checkpoint?: () => Checkpoint;
  /** Stands between the room and its journal, to refuse what a full disk would. */
  between?: (journal: Journal) => Journal;
  pace?: typeof QUICK_PACE;
};

export type NoticeRoom = Notices & {
  readonly folder: string;
  readonly journal: Journal;
  /** Asks a route as somebody with this role, without the console in front. */
  ask<T>(method: string, path: string, body?: unknown, role?: Role): Promise<T>;
  /** Bodies of the entries of one kind, oldest first. */
  entries(kind: string): Record<string, unknown>[];
  /** Ends the room, keeps the folder. */
  end(): Promise<void>;
  /** Ends the room, verifies the journal, removes the folder. */
  remove(): Promise<void>;
};

export function openNoticeRoom(options: NoticeRoomOptions = {}): NoticeRoom {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "beffroi-notices-"));
  const clock = options.clock ?? systemClock;
  const path = join(folder, "beffroi.db");
  const journal = openJournal({
    path,
    keysFolder: join(folder, "keys"),
    lane: options.lane ?? "keeper",
    clock,
    catalogue,
    views: noticesViews,
  });
  const exercises = options.exercises ?? {};
  const notices = openNotices({
    journal: options.between?.(journal) ?? journal,
    dataFolder: folder,
    settings: noticesSchema.parse(options.settings ?? {}),
    clock,
    log: options.log ?? silentLog,
    contacts: () => options.contacts ?? [],
    isExercise: (incident) => exercises[incident],
    ...(options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint }),
    pace: options.pace ?? QUICK_PACE,
  });
  const end = async () => {
    await notices.close();
    journal.close();
  };
  return {
    ...notices,
    folder,
    journal,
    ask: <T>(method: string, target: string, body?: unknown, role: Role = "lead") =>
      askRoutes<T>(notices.routes, method, target, body, role),
    entries: (kind) => entriesOf(journal, kind),
    end,
    async remove() {
      await end();
      const { problems } = verifyJournal(path, { everySignature: true });
      rmSync(folder, { recursive: true, force: true });
      if (problems.length > 0) throw new Error(`the journal is bad: ${JSON.stringify(problems)}`);
    },
  };
}

function entriesOf(journal: Journal, kind: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (let after = 0; ; ) {
    const page = journal.read({ after, limit: 1_000 });
    found.push(...page.filter(({ entry }) => entry.kind === kind).map(({ entry }) => entry.body));
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last.position;
  }
}

async function askRoutes<T>(
  routes: readonly Route[],
  method: string,
  target: string,
  body: unknown,
  role: Role,
): Promise<T> {
  const url = new URL(target, "http://console.test");
  for (const route of routes) {
    const pattern = new RegExp(`^${route.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
    const found = pattern.exec(url.pathname);
    if (route.method !== method || found === null) continue;
    const request = new Request(url, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const caller: Caller = {
      actor: { type: "person", id: `p-${role}`, name: `Personne ${role}` },
      role,
      via: "session",
      lasts: () => true,
    };
    const answer = await route.answer({
      request,
      address: "127.0.0.1",
      caller,
      param: (name) => found.groups?.[name] ?? "",
      query: (name) => url.searchParams.get(name) ?? undefined,
    });
    return (await answer.json()) as T;
  }
  throw new Error(`no route ${method} ${target}`);
}

/** A file with a secret, for this user only; gives its path. */
export function secretFile(folder: string, name: string, secret: string): string {
  const path = join(folder, name);
  writeFileSync(path, `${secret}\n`);
  chmodSync(path, 0o600);
  return path;
}

/** Settings of a mail channel to a sink. */
export function mailTo(
  sink: Pick<MailSink, "port" | "ca" | "user" | "password">,
  folder: string,
  more: Record<string, unknown> = {},
) {
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, sink.ca);
  return {
    name: "courriel",
    kind: "mail",
    host: "localhost",
    port: sink.port,
    user: sink.user,
    secret_file: secretFile(folder, "mail.secret", sink.password),
    ca_file: ca,
    from: "crise@ville.test",
    ...more,
  };
}

export function contact(number: number, more: Partial<Contact> = {}): Contact {
  return {
    id: `c${number}`,
    name: `Personne ${number}`,
    function: "",
    organisation: "",
    phones: [
      `06 12 34 ${String(Math.floor(number / 100) % 100).padStart(2, "0")} ${String(number % 100).padStart(2, "0")}`,
    ],
    mail: `personne${number}@ville.test`,
    note: "",
    changedAt: "2026-01-05T09:00:00.000Z",
    ...more,
  };
}
