import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { Call } from "../kernel/route.ts";
import type { Accounts, SessionRow } from "./accounts.ts";
import type { PeopleSettings } from "./config.ts";
import { cookie, isSecure, readCookie } from "./cookies.ts";
import { newToken, tokenHash } from "./secret.ts";
import type { Directory, KnownPerson } from "./views.ts";

/**
 * Who is signed in. A session counts while its person is active, no entry of the journal ended it, and neither of its two
 * times is over. It is asked for with every request: two reads of SQLite, nothing kept in memory that could be out of date.
 */

/** Sessions of one person; the one that was used longest ago gives way. */
export const SESSIONS_MAX = 20;
/** Sessions that ended while the table could not be written, the oldest forgotten first. */
const ENDED_MAX = 10_000;
/** How exactly the last use is known. Writing it at every request would cost a write to disk each. */
const TOUCH_MS = 60_000;
const AGENT_CHARACTERS_MAX = 200;

export type Session = { person: KnownPerson; row: SessionRow; expiresAtMs: number };

export class Sessions {
  /** Ended, but still in the table: hashes of tokens. */
  private readonly ended = new Set<string>();

  constructor(
    private readonly parts: {
      accounts: Accounts;
      directory: Directory;
      settings: PeopleSettings;
      clock: Clock;
      log: Log;
    },
  ) {}

  /** The session whose cookie the request brings, if it counts. */
  find(request: Request): Session | undefined {
    const token = readCookie(request, "session");
    if (token === undefined) return undefined;
    const row = this.parts.accounts.session(tokenHash(token));
    return row === undefined ? undefined : this.judge(row);
  }

  /** Whether a session that was found earlier still counts. */
  counts({ row }: Session): boolean {
    const now = this.parts.accounts.session(row.token);
    return now !== undefined && this.judge(now) !== undefined;
  }

  /** Sessions of a person that count, the one used last first. */
  of(person: string): Session[] {
    return this.parts.accounts
      .sessionsOf(person)
      .map((row) => this.judge(row))
      .filter((session) => session !== undefined);
  }

  /** Notes that the session was used, so that it goes on; at most once in TOUCH_MS. */
  async touch({ row }: Session): Promise<void> {
    const nowMs = this.parts.clock.now();
    if (nowMs - row.seenAtMs < TOUCH_MS) return;
    const { accounts, log } = this.parts;
    try {
      await accounts.touchSession(row.token, nowMs, this.endOf({ ...row, seenAtMs: nowMs }));
    } catch (error) {
      log("warn", "a session's use cannot be written", { reason: errorLine(error) });
    }
  }

  /**
   * Opens a session that begins with the journal's entry at `position`, always under a new token, and ends the one that
   * the request brought. Gives the Set-Cookie fields.
   */
  async open(person: string, position: number, { request, address }: Call): Promise<string[]> {
    const { accounts, clock, settings } = this.parts;
    const nowMs = clock.now();
    for (const ended of this.ended) {
      await accounts.endSession(ended);
      this.ended.delete(ended);
    }
    const old = readCookie(request, "session");
    if (old !== undefined) await accounts.endSession(tokenHash(old));
    const surplus = accounts.sessionsOf(person).slice(SESSIONS_MAX - 1);
    for (const { token } of surplus) await accounts.endSession(token);
    accounts.dropExpired(nowMs);
    const token = newToken();
    const row = {
      token: tokenHash(token),
      person,
      position,
      createdAtMs: nowMs,
      seenAtMs: nowMs,
      address,
      userAgent: (request.headers.get("user-agent") ?? "").slice(0, AGENT_CHARACTERS_MAX),
    };
    await accounts.addSession(row, this.endOf(row));
    const maxAgeSeconds = Math.floor(settings.session_hours * 3600);
    return [cookie("session", token, { secure: isSecure(request), maxAgeSeconds })];
  }

  /**
   * Ends a session for good. If its row cannot be taken away now, it counts no more all the same, and goes when somebody
   * signs in: a keeper that is started again before that lets it in until its time is over.
   */
  async end(token: string): Promise<void> {
    try {
      await this.parts.accounts.endSession(token);
    } catch (error) {
      this.ended.add(token);
      const oldest = this.ended.size > ENDED_MAX ? this.ended.values().next().value : undefined;
      if (oldest !== undefined) this.ended.delete(oldest);
      this.parts.log("error", "a session was ended, but its row stays for now", { reason: errorLine(error) });
    }
  }

  private judge(row: SessionRow): Session | undefined {
    if (this.ended.has(row.token)) return undefined;
    const person = this.parts.directory.person(row.person);
    if (person?.state !== "active" || row.position < person.ended) return undefined;
    const expiresAtMs = this.endOf(row);
    return this.parts.clock.now() < expiresAtMs ? { person, row, expiresAtMs } : undefined;
  }

  private endOf({ createdAtMs, seenAtMs }: Pick<SessionRow, "createdAtMs" | "seenAtMs">): number {
    const { session_idle_hours: idleHours, session_hours: hours } = this.parts.settings;
    return Math.min(seenAtMs + idleHours * 3_600_000, createdAtMs + hours * 3_600_000);
  }
}
