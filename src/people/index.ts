import { join } from "node:path";
import type { Journal } from "../journal/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Caller, Route } from "../kernel/route.ts";
import { openAccounts } from "./accounts.ts";
import type { PeopleSettings } from "./config.ts";
import { actorOf, type House, makeTurns } from "./entering.ts";
import { makeSetupLink } from "./joining.ts";
import { KnownPlaces } from "./known-places.ts";
import { Links } from "./links.ts";
import { makeOidc } from "./oidc.ts";
import { Passkeys } from "./passkeys.ts";
import { Passwords } from "./passwords.ts";
import { peopleRoutes } from "./routes.ts";
import { mark, ownSecret } from "./secret.ts";
import { Sessions } from "./sessions.ts";
import { Tally } from "./tally.ts";
import { Tries } from "./tries.ts";
import { makeDirectory } from "./views.ts";

/** The room's only door: who may enter, and what they may. */
export { type PeopleSettings, peopleSchema } from "./config.ts";
export { peopleViews } from "./views.ts";

export type PeopleOptions = {
  dataFolder: string;
  /** Opened with `peopleViews` among its views. */
  journal: Pick<Journal, "append" | "appendAll" | "query" | "count">;
  clock: Clock;
  log: Log;
  settings: PeopleSettings;
  /** Whether an Authorization field carries the data folder's token. */
  carriesToken(authorization: string): boolean;
};

/** A call that the console's guard turned away. */
type RefusedCall = { code: string; target: string; address: string; caller?: Caller };

export type People = {
  /** Who calls, by session or token; a Refusal when nobody that we know does. */
  whoIs(request: Request, address: string): Promise<Caller | Refusal>;
  /** Writes down, added up, that a call was refused. */
  refused(refused: RefusedCall): void;
  readonly routes: readonly Route[];
  /**
   * The link with which the first administrator comes in, or undefined when there is one. Each call makes a new link and
   * voids the one before.
   * @param consoleUrl where the console answers, without a slash at its end
   */
  setupLink(consoleUrl: string): string | undefined;
  close(): void;
};

/** Opens accounts.db and the room. Asks nothing of any network. */
export async function openPeople(options: PeopleOptions): Promise<People> {
  const { dataFolder, journal, clock, log, settings } = options;
  const secret = ownSecret(join(dataFolder, "keys", "accounts.secret"));
  const accounts = await openAccounts(join(dataFolder, "accounts.db"), secret);
  // A journal that was restored from a backup gives its positions again: no session may be older than they are.
  accounts.dropSessionsAfter(journal.count());
  const directory = makeDirectory(journal);
  const sessions = new Sessions({ accounts, directory, settings, clock, log });
  const tally = new Tally(journal, log);
  const house: House = {
    clock,
    log,
    journal,
    settings,
    accounts,
    directory,
    sessions,
    places: new KnownPlaces(accounts),
    links: new Links(accounts),
    passwords: new Passwords(),
    tries: new Tries(),
    tally,
    oidc: makeOidc({ settings, accounts, secret, clock, log }),
    inTurn: makeTurns(),
  };

  async function whoIs(request: Request): Promise<Caller | Refusal> {
    const authorization = request.headers.get("authorization");
    if (authorization !== null) {
      if (!options.carriesToken(authorization)) return wrongToken();
      const lasts = () => options.carriesToken(authorization);
      return { actor: { type: "operator", name: "token" }, role: "admin", via: "token", lasts };
    }
    const session = sessions.find(request);
    if (session === undefined) return notSignedIn();
    await sessions.touch(session);
    const { person } = session;
    const lasts = () => sessions.counts(session);
    return { actor: actorOf(person), role: person.role, via: "session", lasts };
  }

  return {
    whoIs,
    refused({ code, target, address, caller }) {
      const by = caller === undefined ? "" : ` (${caller.actor.name})`;
      tally.add({ what: "act", code, target: `${target}${by}`, address });
    },
    routes: peopleRoutes(house, new Passkeys(accounts, mark(secret, "passkeys"))),
    setupLink(consoleUrl) {
      const token = makeSetupLink(house);
      return token === undefined ? undefined : `${consoleUrl}/#/setup/${token}`;
    },
    close() {
      tally.close();
      accounts.close();
    },
  };
}

function wrongToken(): Refusal {
  return new Refusal(
    "wrong-token",
    "This is not the token.",
    "header Authorization",
    "Send the token that stands in keys/console.token of the data folder.",
  );
}

function notSignedIn(): Refusal {
  return new Refusal("not-signed-in", "Nobody is signed in.", "console", "Sign in.");
}
