import type { Journal, NewEntry } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { json, refusalAnswer } from "../kernel/answer.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Call, GuardedCall } from "../kernel/route.ts";
import type { Accounts } from "./accounts.ts";
import type { PeopleSettings } from "./config.ts";
import { isSecure, noCookie } from "./cookies.ts";
import type { SignInMethod } from "./events.ts";
import type { KnownPlaces } from "./known-places.ts";
import type { Links } from "./links.ts";
import type { Oidc } from "./oidc.ts";
import type { Passwords } from "./passwords.ts";
import type { Session, Sessions } from "./sessions.ts";
import type { Tally } from "./tally.ts";
import type { Tries } from "./tries.ts";
import type { Directory, KnownPerson } from "./views.ts";

/** What all ways in have in common: counting tries, refusing without telling why, and opening a session. */

/** What the acts of this room work with. */
export type House = {
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Pick<Journal, "append" | "appendAll" | "query">;
  readonly settings: PeopleSettings;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly places: KnownPlaces;
  readonly links: Links;
  readonly passwords: Passwords;
  readonly tries: Tries;
  readonly tally: Tally;
  readonly oidc: Oidc | undefined;
  /**
   * Acts that change who may what take turns: what one has checked still holds when it writes. Slow work (a password's
   * hash) is done before.
   */
  inTurn<T>(act: () => Promise<T>): Promise<T>;
};

export function makeTurns(): House["inTurn"] {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const mine = last.then(act);
    last = mine.catch(() => {});
    return mine;
  };
}

/** A refusal that says after how many seconds the same may be tried again. */
export class TooManyTries extends Refusal {
  constructor(readonly retryAfterSeconds: number) {
    super(
      "too-many-tries",
      "There were too many wrong tries.",
      "sign-in",
      `Try again in ${retryAfterSeconds} s, or use a passkey or a printed code.`,
    );
  }
}

/** Seconds after which one may come back when everybody signs in at once. */
const CROWD_RETRY_SECONDS = 3;

/** Runs an act and answers a refusal as the kernel does, with Retry-After where there were too many tries. */
export async function answered(act: () => Promise<Response>): Promise<Response> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "too-many-tries") throw error;
    const answer = refusalAnswer(error);
    const seconds = error instanceof TooManyTries ? error.retryAfterSeconds : CROWD_RETRY_SECONDS;
    answer.headers.set("retry-after", String(seconds));
    return answer;
  }
}

/** Counts a try on these keys, or refuses it because there were too many. */
export function beginTry(house: House, keys: readonly string[]): void {
  const waitMs = house.tries.begin(keys, house.clock.now());
  if (waitMs > 0) throw new TooManyTries(Math.ceil(waitMs / 1000));
}

/**
 * One answer for all that can be wrong, so that nobody learns which user names exist. The journal gets the user name only
 * if it is one: people type their password into the wrong field.
 */
export function refuseSignIn(
  house: House,
  call: Call,
  person: KnownPerson | undefined,
  error?: Refusal,
): never {
  const refusal = error ?? wrongCredentials();
  const target = person?.userName ?? "(unknown)";
  house.tally.add({ what: "sign-in", code: refusal.code, target, address: call.address });
  throw refusal;
}

export function wrongCredentials(): Refusal {
  return new Refusal(
    "wrong-credentials",
    "User name and password, or code, do not belong together.",
    "sign-in",
    "Check both and try again, or use a printed code.",
  );
}

export const actorOf = ({ id, name }: Pick<KnownPerson, "id" | "name">): Actor => ({
  type: "person",
  id,
  name,
});

export type Entry = {
  method: SignInMethod;
  /** Entries that belong to it, written before. */
  before?: readonly NewEntry[];
  /** What has to change with it: done after the journal and before the session, so that a crash lets nobody in. */
  change?: () => Promise<void> | void;
};

/** Lets a person in: journal first, then what changes, then the session. Call it in turn. Gives Set-Cookie fields. */
export async function enter(
  house: House,
  person: Pick<KnownPerson, "id" | "name">,
  call: Call,
  { method, before = [], change }: Entry,
): Promise<string[]> {
  const entered = {
    actor: actorOf(person),
    kind: "people.signed-in",
    subject: person.id,
    body: { method, address: call.address.slice(0, 64) },
  };
  const position = house.journal.appendAll([...before, entered]).at(-1)?.position ?? 0;
  await change?.();
  const session = await house.sessions.open(person.id, position, call);
  const device = house.places.remember(person.id, call, house.clock.now());
  return [...session, ...device, ...noCookie("second", isSecure(call.request))];
}

/** An entry that something to sign in with changed. */
export const credentialChanged = (
  person: Pick<KnownPerson, "id" | "name">,
  credential: Credential,
  change: "set" | "added" | "removed" | "used-up",
  actor: Actor = actorOf(person),
): NewEntry => ({
  actor,
  kind: "people.credential-changed",
  subject: person.id,
  body: { credential, change },
});

export type Credential = "password" | "passkey" | "second-factor" | "printed-codes" | "oidc";

export const signedIn = (cookies: readonly string[]): Response =>
  withCookies(json({ state: "signed-in" }), cookies);

export function withCookies(answer: Response, cookies: readonly string[]): Response {
  for (const field of cookies) answer.headers.append("set-cookie", field);
  return answer;
}

/** The caller's session. Who holds the data folder's token is nobody in particular, and has no account. */
export function ownSession(house: House, { request, caller }: GuardedCall): Session {
  const session = caller.via === "session" ? house.sessions.find(request) : undefined;
  if (session !== undefined) return session;
  throw new Refusal(
    "not-allowed",
    "This is for a person who signed in.",
    "account",
    "Sign in to the console with your own account.",
  );
}

/** How long after signing in somebody without a password need not prove again who they are, in ms. */
const FRESH_MS = 10 * 60_000;

/** Before what could shut the owner out: the password again, or a session that has just begun if there is none. */
export async function confirmOwner(house: House, { person, row }: Session, password: string): Promise<void> {
  const hash = house.accounts.passwordHash(person.id);
  if (hash === undefined) {
    if (house.clock.now() - row.createdAtMs < FRESH_MS) return;
    throw new Refusal(
      "wrong-credentials",
      "You signed in too long ago for this.",
      "session",
      "Sign out, sign in again, and do it then.",
    );
  }
  const keys = [`confirm ${person.id}`];
  beginTry(house, keys);
  if (!(await house.passwords.verify(password, hash, "known"))) {
    throw new Refusal("wrong-credentials", "This is not your password.", "password", "Type it again.");
  }
  house.tries.forgive(keys);
}
