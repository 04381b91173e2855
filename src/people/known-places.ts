import type { Call } from "../kernel/route.ts";
import type { Accounts } from "./accounts.ts";
import { cookie, isSecure, readCookie } from "./cookies.ts";
import type { Standing } from "./passwords.ts";
import { newToken, tokenHash } from "./secret.ts";
import { networkOf } from "./tries.ts";
import { type KnownPerson, userNameKey } from "./views.ts";

/** From which devices and networks a person signed in before: who comes from there is no stranger. */

/** Devices and networks of one person that are remembered. */
export const PLACES_MAX = 40;
const DEVICE_DAYS = 365;

type Coming = Pick<Call, "request" | "address">;

export class KnownPlaces {
  constructor(private readonly accounts: Accounts) {}

  /** Who somebody is that says to be this person, and on which keys their tries are counted. */
  judge(person: KnownPerson | undefined, userName: string, coming: Coming): Judgement {
    const network = networkOf(coming.address);
    if (person !== undefined) {
      const device = deviceOf(coming.request);
      if (device !== undefined && this.knows(person.id, `device ${device}`)) {
        return { standing: "known", keys: [`device ${device} ${person.id}`] };
      }
      if (this.knows(person.id, `network ${network}`)) {
        return { standing: "known", keys: [`near ${network} ${person.id}`] };
      }
    }
    return { standing: "stranger", keys: [`address ${network}`, `account ${userNameKey(userName)}`] };
  }

  /** Remembers device and network of somebody who has just signed in. Gives the Set-Cookie fields. */
  remember(person: string, { request, address }: Coming, nowMs: number): string[] {
    const brought = readCookie(request, "device");
    // Only a name that we gave is kept: one that somebody planted here would make theirs a known device.
    const token = brought !== undefined && this.isOurs(tokenHash(brought)) ? brought : newToken();
    this.keep(person, `device ${tokenHash(token)}`, nowMs);
    this.keep(person, `network ${networkOf(address)}`, nowMs);
    const terms = { secure: isSecure(request), maxAgeSeconds: DEVICE_DAYS * 86_400 };
    return [cookie("device", token, terms)];
  }

  /** Takes all that is remembered of a person. */
  forget(person: string): void {
    this.accounts.db.query("DELETE FROM known_place WHERE person = ?").run(person);
  }

  private isOurs(device: string): boolean {
    const found = this.accounts.db.query("SELECT 1 FROM known_place WHERE place = ?");
    return found.get(`device ${device}`) !== null;
  }

  private knows(person: string, place: string): boolean {
    const found = this.accounts.db.query("SELECT 1 FROM known_place WHERE person = ? AND place = ?");
    return found.get(person, place) !== null;
  }

  private keep(person: string, place: string, nowMs: number): void {
    const { db } = this.accounts;
    db.query("INSERT OR REPLACE INTO known_place (person, place, used_at) VALUES (?, ?, ?)").run(
      person,
      place,
      nowMs,
    );
    db.query(
      `DELETE FROM known_place WHERE person = ?1 AND place NOT IN
         (SELECT place FROM known_place WHERE person = ?1 ORDER BY used_at DESC LIMIT ?2)`,
    ).run(person, PLACES_MAX);
  }
}

export type Judgement = { standing: Standing; keys: string[] };

function deviceOf(request: Request): string | undefined {
  const token = readCookie(request, "device");
  return token === undefined ? undefined : tokenHash(token);
}
