import { Refusal } from "../kernel/refusal.ts";
import type { Accounts } from "./accounts.ts";
import { newToken, sameText, tokenHash } from "./secret.ts";

/** Links that let one person in, once: the first administrator, who is invited, and who lost everything to sign in with. */

export const INVITATION_DAYS = 7;
/** A set-up link is void at the next start, or when somebody used it. */
const SETUP_DAYS = 3650;
const DAY_MS = 86_400_000;

export type LinkKind = "setup" | "invitation";
export type Link = { person: string; kind: LinkKind; expiresAtMs: number };

type Row = { person: string; kind: LinkKind; hash: string; expires_at: number };

export class Links {
  /** Links that somebody uses at this moment: two requests with one link are one person and a thief. */
  private readonly inUse = new Set<string>();

  constructor(private readonly accounts: Accounts) {}

  /** A new link for a person; the one before is void. Of set-up links there is one at all. */
  make(person: string, kind: LinkKind, nowMs: number): { token: string; expiresAtMs: number } {
    const { db } = this.accounts;
    const token = newToken();
    const expiresAtMs = nowMs + (kind === "setup" ? SETUP_DAYS : INVITATION_DAYS) * DAY_MS;
    if (kind === "setup") db.query("DELETE FROM link WHERE kind = 'setup'").run();
    db.query("INSERT OR REPLACE INTO link (person, kind, hash, expires_at) VALUES (?, ?, ?, ?)").run(
      person,
      kind,
      tokenHash(token),
      expiresAtMs,
    );
    return { token, expiresAtMs };
  }

  /** The link that this is the token of. Refuses one that is unknown, used, withdrawn or too old, all alike. */
  find(token: string, kind: LinkKind, nowMs: number): Link {
    const hash = tokenHash(token);
    const row = this.accounts.db
      .query<Row, [string, string]>("SELECT * FROM link WHERE hash = ? AND kind = ?")
      .get(hash, kind);
    if (row === null || !sameText(row.hash, hash) || nowMs >= row.expires_at) throw voidLink(kind);
    return { person: row.person, kind, expiresAtMs: row.expires_at };
  }

  withdraw(person: string): void {
    this.accounts.db.query("DELETE FROM link WHERE person = ?").run(person);
  }

  /** The person that the last set-up link was made for. */
  setupPerson(): string | undefined {
    const row = this.accounts.db.query<Row, []>("SELECT * FROM link WHERE kind = 'setup'").get();
    return row?.person;
  }

  /** Uses a link, and lets nobody else use it meanwhile. `act` withdraws it with what it writes. */
  async use<T>(token: string, kind: LinkKind, nowMs: number, act: (link: Link) => Promise<T>): Promise<T> {
    const link = this.find(token, kind, nowMs);
    if (this.inUse.has(link.person)) throw voidLink(kind);
    this.inUse.add(link.person);
    try {
      return await act(link);
    } finally {
      this.inUse.delete(link.person);
    }
  }
}

export function voidLink(kind: LinkKind): Refusal {
  return new Refusal(
    "not-found",
    "This link is void: it was used, withdrawn, renewed, or is too old.",
    "link",
    kind === "setup"
      ? "Start Beffroi again and take the link that it prints, or run: beffroi people link"
      : "Ask an administrator for a new one.",
  );
}
