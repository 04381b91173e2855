import { domainToASCII } from "node:url";
import { ATTEMPT_MS_MAX, type Attempt, type Target } from "../measure.ts";
import { familyOf, readNetworks } from "./address.ts";
import type { Baseline } from "./baseline.ts";
import { Deadline } from "./deadline.ts";
import { FailedWithHead } from "./http-read.ts";
import { Failed, safeLine } from "./outcome.ts";
import { readPage } from "./page.ts";
import { isGate } from "./protection.ts";
import { addressesOf, type Reach } from "./reach.ts";
import { makeResolver } from "./resolver.ts";
import { readServers, systemServers } from "./resolvers.ts";
import { openTo, type Trail, type Visitor, visit } from "./visit.ts";

export type ProbeOptions = {
  /** Of this program, for the User-Agent. */
  readonly version: string;
  /** Where whoever is asked can write to, URL or mail; "" for none. */
  readonly contact: string;
  /** Resolvers, "192.0.2.1", "192.0.2.1:5353" or "[2001:db8::1]:53"; none: those of /etc/resolv.conf. */
  readonly resolvers?: readonly string[];
  /** Networks in CIDR that may be asked though they are not public. */
  readonly allowPrivate?: readonly string[];
  /** Authorities to trust, PEM, in place of the runtime's. */
  readonly trust?: readonly string[];
  /** Address to ask from. */
  readonly localAddress?: string;
  /** Wall clock, ms since 1970. */
  readonly now?: () => number;
  /** For one attempt, all phases together, in ms. */
  readonly timeoutMs?: number;
};
export type AttemptOptions = {
  /** Its place in the round: a later one asks another resolver first, and another address. */
  readonly attempt?: number;
  readonly baseline?: Baseline | undefined;
  readonly signal?: AbortSignal;
};
export type Probe = {
  /** One attempt. Never rejects: what goes wrong here is "prober.fault". Ends within the timeout and 1 s. */
  probe(target: Target, options?: AttemptOptions): Promise<Attempt>;
  /** Names that the resolver holds. */
  readonly names: number;
  /** Gives up what is under way. */
  close(): void;
};

type Told = Omit<Attempt, "at" | "totalMs">;
type Context = {
  readonly reach: Reach;
  readonly visitor: Visitor;
  readonly now: () => number;
  readonly deadline: Deadline;
  readonly attempt: number;
  readonly baseline: Baseline | undefined;
};

const FINAL_URL_CHARACTERS_MAX = 300;
/** A port that opens and is reset within this, in ms, is not open. */
const TCP_SETTLE_MS = 100;

/** A probe with a resolver and a memory of names of its own. @throws Refusal wrong-option */
export function makeProbe(options: ProbeOptions): Probe {
  const { now = Date.now, timeoutMs = ATTEMPT_MS_MAX } = options;
  const reach = reachOf(options);
  const visitor: Visitor = { reach, fields: requestFields(options), stopAt: isGate };
  const closing = new AbortController();

  async function probe(target: Target, own: AttemptOptions = {}): Promise<Attempt> {
    const at = now();
    const startedAt = performance.now();
    const { attempt = 0, baseline, signal } = own;
    const stop = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
    const deadline = new Deadline(timeoutMs, stop);
    const context: Context = { reach, visitor, now, deadline, attempt, baseline };
    // What nobody thought of is a fault of ours as well.
    const told = await attemptOf(target, context).catch((error) => fault(safeLine(String(error))));
    return { at, ...told, totalMs: whole(performance.now() - startedAt) };
  }
  return {
    probe,
    get names() {
      return reach.resolver.size;
    },
    close: () => closing.abort(),
  };
}

/** The way from names to connections. @throws Refusal wrong-option */
export function reachOf(options: ProbeOptions): Reach {
  const { resolvers = [], trust, localAddress, now = Date.now } = options;
  const resolver = makeResolver(resolvers.length === 0 ? systemServers() : readServers(resolvers), now);
  const wire = {
    ...(trust === undefined ? {} : { trust }),
    ...(localAddress === undefined ? {} : { localAddress }),
  };
  return { resolver, allowed: readNetworks(options.allowPrivate ?? []), wire };
}

/** Honest about who asks, and how to reach them (RFC 9110 §10.1.5). */
export function agentOf({ version, contact }: ProbeOptions, name: string, what: string): string {
  const whom = safeLine(contact, 200).replace(/[^\x21-\x7e]/g, "");
  return `${name}/${version} (${whom === "" ? what : `+${whom}`})`;
}

function requestFields(options: ProbeOptions): string {
  const agent = agentOf(options, "Beffroi-watch", "availability measurement");
  const accept = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
  return `User-Agent: ${agent}\r\n${accept}\r\nAccept-Language: fr,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\n`;
}

function attemptOf(target: Target, context: Context): Promise<Told> {
  if (target.check === "dns") return dnsAttempt(target.url, context);
  return target.check === "tcp" ? tcpAttempt(target.url, context) : httpAttempt(target.url, context);
}

async function httpAttempt(text: string, context: Context): Promise<Told> {
  const home = webAddress(text);
  if (home === undefined) return fault("an address that cannot be asked");
  const trail: Trail = { url: home, redirects: 0 };
  try {
    const answer = await visit(trail, context.attempt, context.visitor, context.deadline);
    const said = readPage(answer, home, trail.url, context.baseline, context.now());
    const detail = said.detail ?? remark(trail);
    const reached = { status: answer.status, bodyBytes: answer.body.length };
    return {
      ...toldOf(trail),
      ...reached,
      ...said,
      ...(detail === undefined ? {} : { detail: safeLine(detail) }),
    };
  } catch (error) {
    return failedAt(trail, error);
  }
}

/** tcp://HOST:PORT. */
async function tcpAttempt(text: string, context: Context): Promise<Told> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "tcp:" || url.port === "") return fault("an address that cannot be asked");
  // The host of another scheme is left as it was written.
  const address = webAddress(`http://${url.host}`);
  if (address === undefined) return fault("an address that cannot be asked");
  address.port = url.port;
  const trail: Trail = { url: address, redirects: 0 };
  try {
    const wire = await openTo(trail, address, context.attempt, context.reach, context.deadline);
    let reset = false;
    wire.hear({ data: () => {}, over: (isReset) => (reset = isReset) });
    await Bun.sleep(TCP_SETTLE_MS);
    wire.close();
    if (reset) throw new Failed("tcp.reset", "opened and reset at once");
    return { ...toldOf(trail), ...ANSWERED };
  } catch (error) {
    return failedAt(trail, error);
  }
}

/** dns:NAME, or dns://NAME. */
async function dnsAttempt(text: string, context: Context): Promise<Told> {
  const name = domainToASCII(text.replace(/^dns:(\/\/)?/i, "")).toLowerCase();
  const trail: Trail = { url: new URL("dns:/"), redirects: 0 };
  const startedAt = performance.now();
  try {
    const [address] = await addressesOf(name, context.attempt, context.reach, context.deadline);
    trail.dnsMs = performance.now() - startedAt;
    if (address !== undefined) trail.address = address;
    return { ...toldOf(trail), ...ANSWERED };
  } catch (error) {
    return failedAt(trail, error);
  }
}

const ANSWERED = { failure: "ok", protection: "none", content: "not_comparable" } as const;

const fault = (detail: string): Told => ({ ...ANSWERED, failure: "prober.fault", detail });

function webAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.hash = "";
  return (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "" ? url : undefined;
}

function failedAt(trail: Trail, error: unknown): Told {
  const failed = error instanceof Failed ? error : new Failed("prober.fault", String(error));
  const head = failed instanceof FailedWithHead ? { status: failed.head.status } : {};
  const first = failed instanceof FailedWithHead ? { firstByteMs: whole(failed.firstByteMs) } : {};
  const told = { ...toldOf(trail), ...head, ...first, ...ANSWERED };
  return { ...told, failure: failed.failure, detail: safeLine(failed.detail) };
}

/** What is known of the way, whatever its end. */
function toldOf(trail: Trail): Partial<Told> {
  const { certificate, address, redirects, url } = trail;
  const isWeb = url.protocol !== "dns:";
  return {
    ...(trail.dnsMs === undefined ? {} : { dnsMs: whole(trail.dnsMs) }),
    ...(trail.tcpMs === undefined ? {} : { tcpMs: whole(trail.tcpMs) }),
    ...(trail.tlsMs === undefined ? {} : { tlsMs: whole(trail.tlsMs) }),
    ...(trail.firstByteMs === undefined ? {} : { firstByteMs: whole(trail.firstByteMs) }),
    ...(certificate?.failure === undefined ? {} : { certificate: certificate.failure }),
    ...(certificate?.endsAt === undefined ? {} : { certificateEndsAt: certificate.endsAt }),
    ...(address === undefined ? {} : { address, family: familyOf(address) }),
    ...(isWeb && redirects > 0 ? { redirects, finalUrl: safeLine(url.href, FINAL_URL_CHARACTERS_MAX) } : {}),
  };
}

/** What is worth saying of a way that ended well. */
function remark({ certificate, despite }: Trail): string | undefined {
  const parts = [certificate?.detail, despite].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join("; ");
}

const whole = (ms: number): number => Math.round(ms);
