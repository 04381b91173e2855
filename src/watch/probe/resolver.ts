import { isName, type AddressType, type Answered } from "./dns-message.ts";
import { Asker, type Server } from "./dns-ask.ts";
import { Deadline } from "./deadline.ts";
import { Failed } from "./outcome.ts";
import type { Failure } from "../codes.ts";

/** Names kept; the oldest goes when there are more. */
export const NAMES_MAX = 100_000;
/** How long an answer is held, in s, whatever its own life. */
export const HOLD_S = { min: 5, max: 3_600 } as const;
export const NEGATIVE_HOLD_S = { min: 5, max: 60 } as const;
/** Once one family is known, the other is waited for no longer than this, in ms: some servers never answer for AAAA. */
const OTHER_FAMILY_MS = 500;
/** An answer whose other family never came holds this long, in s. */
const HALF_HOLD_S = 60;
/** Aliases that are asked for by themselves. */
const ALIAS_ASKS_MAX = 4;

export type Resolved = { readonly addresses4: readonly string[]; readonly addresses6: readonly string[] };
/** A failure is held as its words: an error carries its stack, and there may be tens of thousands of dead names. */
type Words = Pick<Failed, "failure" | "detail">;
type Held = { readonly resolved?: Resolved; readonly failure?: Words; readonly until: number };
type Found = { addresses: readonly string[]; ttlS: number; failure?: Failure; detail?: string };

export type Resolver = {
  /**
   * Addresses of a name, both families asked at once. `attempt` 0 takes what is held and asks the first server; a later
   * attempt asks afresh, another server first.
   * @throws Failed dns.*
   */
  resolve(name: string, attempt: number, deadline: Deadline): Promise<Resolved>;
  readonly size: number;
};

/** A stub resolver with memory of its own. The system's look-up is not used: its threads are few and a dead name holds one. */
export function makeResolver(
  servers: readonly Server[],
  now: () => number = Date.now,
  namesMax = NAMES_MAX,
): Resolver {
  const held = new Map<string, Held>();
  const asking = new Map<string, Promise<Held>>();

  function keep(name: string, entry: Held): Held {
    held.delete(name);
    if (held.size >= namesMax)
      for (const oldest of held.keys()) {
        held.delete(oldest);
        break;
      }
    held.set(name, entry);
    return entry;
  }

  async function look(name: string, attempt: number): Promise<Held> {
    const from = attempt % servers.length;
    const order = [...servers.slice(from), ...servers.slice(0, from)];
    // Whoever shares this look-up has a deadline of its own: the look-up has one that is nobody's.
    const [four, six] = await bothFamilies(name, order);
    const at = now();
    if (four.addresses.length > 0 || six.addresses.length > 0) {
      const ttlS = Math.min(four.ttlS, six.ttlS);
      return {
        resolved: { addresses4: four.addresses, addresses6: six.addresses },
        until: at + holdMs(ttlS),
      };
    }
    // What IPv4 says comes first; "no address" gives way to a failure of the other family.
    const said = four.failure === "dns.no_answer" && six.failure !== undefined ? six : four;
    const failure = {
      failure: said.failure ?? "dns.no_answer",
      detail: said.detail ?? "the name has no address",
    } as const;
    const ttlS = Math.min(Math.max(said.ttlS, NEGATIVE_HOLD_S.min), NEGATIVE_HOLD_S.max);
    return { failure, until: at + ttlS * 1000 };
  }

  async function resolve(name: string, attempt: number, deadline: Deadline): Promise<Resolved> {
    if (!isName(name)) throw new Failed("prober.fault", "a name that cannot be asked for");
    let entry = attempt === 0 ? held.get(name) : undefined;
    if (entry === undefined || entry.until <= now()) {
      const key = `${attempt % servers.length} ${name}`;
      let running = asking.get(key);
      if (running === undefined) {
        running = look(name, attempt).then((found) => keep(name, found));
        asking.set(key, running);
        running.finally(() => asking.delete(key)).catch(() => {});
      }
      const looking = running;
      entry = await deadline.run<Held>("dns.timeout", (settle, fail) => {
        looking.then(settle, (error) =>
          fail(error instanceof Failed ? error : new Failed("prober.fault", String(error))),
        );
        return () => {};
      });
    }
    if (entry.resolved !== undefined) return entry.resolved;
    const { failure = "dns.no_answer", detail = "no address" } = entry.failure ?? {};
    throw new Failed(failure, detail);
  }
  return {
    resolve,
    get size() {
      return held.size;
    },
  };
}

const holdMs = (ttlS: number): number => Math.min(Math.max(ttlS, HOLD_S.min), HOLD_S.max) * 1000;

async function bothFamilies(name: string, servers: readonly Server[]): Promise<[Found, Found]> {
  const asker = new Asker(servers);
  const four = find(name, "A", asker);
  const six = find(name, "AAAA", asker);
  void Promise.allSettled([four, six]).then(() => asker.close());
  const first = await Promise.race([four, six]);
  if (first.addresses.length === 0) return Promise.all([four, six]);
  const none: Found = { addresses: [], ttlS: HALF_HOLD_S };
  const late = Promise.withResolvers<Found>();
  const timer = setTimeout(late.resolve, OTHER_FAMILY_MS, none);
  const found = await Promise.all([Promise.race([four, late.promise]), Promise.race([six, late.promise])]);
  clearTimeout(timer);
  return found;
}

/** One family of a name, aliases followed. A failure is part of what is found. */
async function find(name: string, type: AddressType, asker: Asker): Promise<Found> {
  let asked = name;
  let ttlS = Number.POSITIVE_INFINITY;
  const deadline = new Deadline(DNS_ALL_MS);
  for (let asks = 0; asks < ALIAS_ASKS_MAX; asks++) {
    let answered: Answered;
    try {
      answered = await asker.ask({ name: asked, type }, deadline);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      return { addresses: [], ttlS: 0, failure: error.failure, detail: error.detail };
    }
    if (answered.kind === "addresses")
      return { addresses: answered.addresses, ttlS: Math.min(ttlS, answered.ttlS) };
    if (answered.kind === "failed")
      return { addresses: [], ttlS: answered.ttlS, failure: answered.failure, detail: answered.detail };
    if (answered.kind !== "alias") break;
    asked = answered.name;
    ttlS = Math.min(ttlS, answered.ttlS);
  }
  return { addresses: [], ttlS: 0, failure: "dns.no_answer", detail: "aliases without an end" };
}

/** All questions about one name together, in ms. */
const DNS_ALL_MS = 8_000;
