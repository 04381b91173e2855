import { literalAddress } from "./address.ts";
import { Cookies } from "./cookies.ts";
import type { Deadline } from "./deadline.ts";
import { type Answer, exchange } from "./http-read.ts";
import { Failed } from "./outcome.ts";
import { addressesOf, connectTo, type Reach } from "./reach.ts";
import { REDIRECTS_MAX, redirectOf } from "./redirect.ts";
import type { Wire } from "./wire.ts";

/** What a visit has learnt so far; what it knew when it failed stays. Times in ms, of the last hop. */
export type Trail = {
  url: URL;
  redirects: number;
  address?: string;
  dnsMs?: number;
  tcpMs?: number;
  tlsMs?: number;
  firstByteMs?: number;
  certificate?: Wire["certificate"];
  /** Hops that were reached only by their second address. */
  despite?: string;
};
export type Visitor = {
  readonly reach: Reach;
  /** Fields of every request but Host, Cookie and Connection, one a line, with their line ends. */
  readonly fields: string;
  /** Bytes of a body that are read; left out, as many as of a page. */
  readonly bodyBytesMax?: number;
  /** Ends the way early: an answer that is not to be followed. */
  stopAt(answer: Answer, to: URL): boolean;
};

/**
 * Opens an address as a visitor would, redirects followed, one connection a hop.
 * @throws Failed in the words of the first layer that failed; `trail` keeps how far it came
 */
export async function visit(
  trail: Trail,
  attempt: number,
  visitor: Visitor,
  deadline: Deadline,
): Promise<Answer> {
  const cookies = new Cookies();
  const seen = new Set<string>();
  for (;;) {
    const { url } = trail;
    const cookie = cookies.for(url);
    const key = `${url.href} ${cookie}`;
    if (seen.has(key)) throw new Failed("http.redirect_loop", `comes back to ${url.href}`);
    seen.add(key);
    const answer = await get(trail, cookie, attempt, visitor, deadline);
    cookies.take(url.hostname, answer.fields);
    const to = redirectOf(answer.status, answer.fields, url);
    if (to === undefined || visitor.stopAt(answer, to)) return answer;
    if (trail.redirects === REDIRECTS_MAX)
      throw new Failed("http.redirect_loop", `more than ${REDIRECTS_MAX} redirects`);
    trail.redirects += 1;
    trail.url = to;
  }
}

async function get(
  trail: Trail,
  cookie: string,
  attempt: number,
  visitor: Visitor,
  deadline: Deadline,
): Promise<Answer> {
  const { url } = trail;
  const wire = await openSpoken(trail, url, attempt, visitor.reach, deadline);
  try {
    const answer = await exchange(wire, request(url, cookie, visitor.fields), deadline, visitor.bodyBytesMax);
    trail.firstByteMs = answer.firstByteMs;
    if (answer.cut) wire.close();
    else wire.leave();
    return answer;
  } catch (error) {
    wire.close();
    throw error;
  }
}

/**
 * A connection that opened and was reset before anything was said is seen now by who connects, now by who speaks first: it
 * is told of the layer that was to speak.
 */
async function openSpoken(...asked: Parameters<typeof openTo>): Promise<Wire> {
  try {
    return await openTo(...asked);
  } catch (error) {
    if (!(error instanceof Failed) || error.failure !== "tcp.reset") throw error;
    const isSecure = asked[1].protocol === "https:";
    throw new Failed(isSecure ? "tls.reset_in_handshake" : "http.reset", "opened and reset at once");
  }
}

/** Looks the host up, connects, shakes hands. @throws Failed dns.*, tcp.*, tls.*, refused.private_address */
export async function openTo(
  trail: Trail,
  url: URL,
  attempt: number,
  reach: Reach,
  deadline: Deadline,
): Promise<Wire> {
  // Of the hop before: a failure must not be told with another hop's times.
  trail.tcpMs = trail.tlsMs = trail.firstByteMs = undefined;
  const isSecure = url.protocol === "https:";
  const startedAt = performance.now();
  const addresses = await addressesOf(url.hostname, attempt, reach, deadline);
  trail.dnsMs = performance.now() - startedAt;
  trail.address = addresses[0];
  const port = Number(url.port) || (isSecure ? 443 : 80);
  const name = isSecure ? (literalAddress(url.hostname) === undefined ? url.hostname : "") : undefined;
  const { wire, tcpMs, despite } = await connectTo(addresses, port, name, reach, deadline);
  trail.address = wire.endpoint.address;
  trail.tcpMs = tcpMs;
  if (despite !== undefined) trail.despite = despite;
  if (!isSecure) return wire;
  const handshakeAt = performance.now();
  try {
    await wire.secure(deadline);
  } catch (error) {
    wire.close();
    throw error;
  }
  trail.tlsMs = performance.now() - handshakeAt;
  // Of several hops, the first certificate that fails is the one to tell of.
  if (trail.certificate?.failure === undefined) trail.certificate = wire.certificate;
  return wire;
}

function request(url: URL, cookie: string, fields: string): Buffer {
  const target = `${url.pathname}${url.search}`;
  const held = cookie === "" ? "" : `Cookie: ${cookie}\r\n`;
  return Buffer.from(
    `GET ${target} HTTP/1.1\r\nHost: ${url.host}\r\n${fields}${held}Connection: close\r\n\r\n`,
    "latin1",
  );
}
