import { type Answer, decode, encode, type Packet, RECURSION_DESIRED } from "dns-packet";
import type { Failure } from "../codes.ts";

/** One question and one answer of DNS (RFC 1035), as far as a probe needs them. */

export type AddressType = "A" | "AAAA";
export type Question = { readonly name: string; readonly type: AddressType };

/** Longest chain of aliases inside one answer. */
const ALIASES_MAX = 16;
/** Addresses kept of one answer. */
const ADDRESSES_MAX = 32;
const NAME =
  /^(?=.{1,253}$)(?!.*\.\.)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

const NOERROR = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const REFUSED = 5;
const NOT_AUTHORITATIVE = 9;

export type Answered =
  | { readonly kind: "addresses"; readonly addresses: readonly string[]; readonly ttlS: number }
  /** An alias whose target the answer does not give: to be asked for by itself. */
  | { readonly kind: "alias"; readonly name: string; readonly ttlS: number }
  | { readonly kind: "failed"; readonly failure: Failure; readonly detail: string; readonly ttlS: number }
  /** Cut short: to be asked again over TCP. */
  | { readonly kind: "truncated" }
  /** Not an answer to this question. */
  | { readonly kind: "foreign" };

/** Whether a name can be asked for: letters of ASCII in small, at most 253 characters, no empty label. */
export const isName = (name: string): boolean => NAME.test(name);

export const asked = (id: number, { name, type }: Question): Buffer =>
  encode({ type: "query", id, flags: RECURSION_DESIRED, questions: [{ name, type }] });

/** Reads a datagram. What cannot be read, or answers something else, is "foreign". */
export function readAnswer(datagram: Uint8Array, id: number, question: Question): Answered {
  let packet: Packet;
  try {
    packet = decode(Buffer.from(datagram.buffer, datagram.byteOffset, datagram.byteLength)) as Packet;
  } catch {
    return unreadable(datagram, id);
  }
  if (packet.type !== "response" || packet.id !== id || !isSame(packet, question)) return { kind: "foreign" };
  // The four low bits are the response code (RFC 1035 §4.1.1), 0x200 says "cut short".
  const flags = packet.flags ?? 0;
  if (flags & 0x200) return { kind: "truncated" };
  const code = flags & 0xf;
  if (code !== NOERROR) return refused(code, packet);
  return addressesOf(packet, question);
}

/** A datagram with our number that is no DNS message: its server is broken, which is worth saying. */
function unreadable(datagram: Uint8Array, id: number): Answered {
  const isOurs = datagram.length >= 2 && (datagram[0] as number) * 256 + (datagram[1] as number) === id;
  if (!isOurs) return { kind: "foreign" };
  return { kind: "failed", failure: "dns.servfail", detail: "an answer that cannot be read", ttlS: 0 };
}

function isSame(packet: Packet, question: Question): boolean {
  const [only, ...more] = packet.questions ?? [];
  if (only === undefined || more.length > 0) return false;
  return only.type === question.type && bare(only.name) === question.name;
}

function refused(code: number, packet: Packet): Answered {
  const ttlS = negativeTtlS(packet);
  if (code === NXDOMAIN)
    return { kind: "failed", failure: "dns.nxdomain", detail: "the name does not exist", ttlS };
  if (code === REFUSED)
    return { kind: "failed", failure: "dns.refused", detail: "the resolver refuses", ttlS: 0 };
  if (code === NOT_AUTHORITATIVE)
    return { kind: "failed", failure: "dns.lame", detail: "the server is not in charge of it", ttlS: 0 };
  const detail =
    code === SERVFAIL ? "the resolver found no answer" : `the resolver answers with code ${code}`;
  return { kind: "failed", failure: "dns.servfail", detail, ttlS: 0 };
}

function addressesOf(packet: Packet, question: Question): Answered {
  const records = packet.answers ?? [];
  let name = question.name;
  let ttlS = Number.POSITIVE_INFINITY;
  for (let hop = 0; ; hop++) {
    if (hop > ALIASES_MAX)
      return { kind: "failed", failure: "dns.no_answer", detail: "aliases without an end", ttlS: 0 };
    const own = records.filter((record) => record.type === question.type && bare(record.name) === name);
    if (own.length > 0) {
      ttlS = Math.min(ttlS, ...own.map(ttlOf));
      const addresses = [...new Set(own.map((record) => String((record as { data: unknown }).data)))];
      return { kind: "addresses", addresses: addresses.slice(0, ADDRESSES_MAX), ttlS };
    }
    const alias = records.find((record) => record.type === "CNAME" && bare(record.name) === name);
    if (alias === undefined) break;
    name = bare(String((alias as { data: unknown }).data));
    ttlS = Math.min(ttlS, ttlOf(alias));
  }
  if (name !== question.name && isName(name) && !hasAuthority(packet, "SOA"))
    return { kind: "alias", name, ttlS };
  // A referral instead of an answer: who was asked does not know, and says whom to ask.
  if (records.length === 0 && hasAuthority(packet, "NS") && !hasAuthority(packet, "SOA"))
    return { kind: "failed", failure: "dns.lame", detail: "a referral instead of an answer", ttlS: 0 };
  const ttl = negativeTtlS(packet);
  return { kind: "failed", failure: "dns.no_answer", detail: "the name has no address", ttlS: ttl };
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, "");
const ttlOf = (record: Answer): number => ("ttl" in record ? (record.ttl ?? 0) : 0);
const hasAuthority = (packet: Packet, type: Answer["type"]): boolean =>
  (packet.authorities ?? []).some((record) => record.type === type);

/** How long "no" holds, in s (RFC 2308 §5): the smaller of the SOA's own life and its minimum. */
function negativeTtlS(packet: Packet): number {
  const soa = (packet.authorities ?? []).find((record) => record.type === "SOA");
  if (soa?.type !== "SOA") return 0;
  return Math.min(soa.ttl ?? 0, soa.data.minimum ?? 0);
}
