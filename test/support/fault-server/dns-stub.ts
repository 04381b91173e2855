import { createServer, type Server } from "node:net";
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Packet,
  RECURSION_AVAILABLE,
  TRUNCATED_RESPONSE,
} from "dns-packet";
import { randomFrom, type Random } from "./random.ts";

/** A resolver on loopback that answers names of tests as their first label says, with faults where it names one. */

export type DnsStub = { readonly port: number; readonly asked: number; stop(): void };
export type DnsOptions = {
  /** Share of datagrams that are lost, 0 to 1. */
  readonly loss?: number;
  /** Addresses of names that no fault is asked of. */
  readonly addressesOf?: (name: string) => readonly string[];
  readonly ttlS?: number;
};

/** Which datagrams are lost. */
const SEED = 1;

const NOERROR = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const REFUSED = 5;
const LOOPBACK = ["127.0.0.1"];

/** Faults by the beginning of a name. What they give is an answer's code, its records, or silence. */
const FAULTS: Record<
  string,
  (name: string) => Partial<Packet> & { code?: number; silent?: true; raw?: Buffer }
> = {
  "dns-nxdomain": () => ({ code: NXDOMAIN, authorities: [soa()] }),
  "dns-servfail": () => ({ code: SERVFAIL }),
  "dns-refused": () => ({ code: REFUSED }),
  "dns-no-answer": () => ({ code: NOERROR, authorities: [soa()] }),
  "dns-timeout": () => ({ silent: true }),
  "dns-bogon": (name) => ({ answers: [a(name, "0.0.0.0")] }),
  "dns-sinkhole": (name) => ({ answers: [a(name, "169.254.169.254")] }),
  "dns-private": (name) => ({ answers: [a(name, "10.11.12.13")] }),
  "dns-lame": () => ({
    code: NOERROR,
    authorities: [{ type: "NS", name: "test", ttl: 60, data: "ns.elsewhere.test" }],
  }),
  "dns-garbage": () => ({ raw: Buffer.from("this is no answer") }),
  "dns-alias": (name) => ({ answers: [alias(name, "end.faults.test"), a("end.faults.test", "127.0.0.1")] }),
  "dns-alias-open": (name) => ({ answers: [alias(name, "end.faults.test")] }),
  "dns-alias-loop": (name) => ({ answers: [alias(name, `loop-${name}`), alias(`loop-${name}`, name)] }),
};

const soa = (): Answer => ({
  type: "SOA",
  name: "test",
  ttl: 30,
  data: { mname: "ns.test", rname: "root.test", serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 30 },
});
const a = (name: string, data: string, ttl = 30): Answer => ({ type: "A", name, ttl, data });
const alias = (name: string, data: string): Answer => ({ type: "CNAME", name, ttl: 30, data });

export async function startDnsStub(options: DnsOptions = {}): Promise<DnsStub> {
  const random = randomFrom(SEED);
  let asked = 0;
  const answer = (message: Buffer, isTcp: boolean): Buffer | undefined => {
    asked += 1;
    try {
      return answerTo(message, isTcp, options, random);
    } catch {
      return undefined;
    }
  };
  const tcp = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (message: Buffer) => {
      const said = message.length > 2 ? answer(message.subarray(2), true) : undefined;
      if (said === undefined) return socket.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(said.length);
      // In two pieces: a reader that takes one piece for the whole is found out.
      socket.write(Buffer.concat([length, said.subarray(0, 5)]));
      setTimeout(() => socket.end(said.subarray(5)), 5);
    });
  });
  const udp = await bothOn(tcp, (message) => answer(message, false));
  return {
    port: udp.port,
    get asked() {
      return asked;
    },
    stop() {
      udp.close();
      tcp.close();
    },
  };
}

const PORTS_TRIED = 20;

/** Listens on one port for both; a port that is free for one may be taken for the other. */
async function bothOn(tcp: Server, answer: (message: Buffer) => Buffer | undefined) {
  for (let tried = 1; ; tried++) {
    await new Promise<void>((resolve, reject) => {
      tcp.once("error", reject);
      tcp.listen(0, "127.0.0.1", resolve);
    });
    try {
      return await Bun.udpSocket({
        hostname: "127.0.0.1",
        port: (tcp.address() as { port: number }).port,
        socket: {
          data(socket, message, from, address) {
            const said = answer(message);
            if (said === undefined) return;
            try {
              socket.send(said, from, address);
            } catch {
              // Whoever asked before has closed its port: the system says so with the next answer to anybody.
              again(() => socket.send(said, from, address));
            }
          },
          error() {},
        },
      });
    } catch (error) {
      await new Promise((resolve) => tcp.close(resolve));
      if (tried === PORTS_TRIED) throw error;
    }
  }
}

function again(act: () => void): void {
  try {
    act();
  } catch {
    // It asks again.
  }
}

function answerTo(message: Buffer, isTcp: boolean, options: DnsOptions, random: Random): Buffer | undefined {
  if (!isTcp && random() < (options.loss ?? 0)) return undefined;
  const query = decode(message) as Packet;
  const question = query.questions?.[0];
  if (question === undefined) return undefined;
  const { name, type } = question;
  const base = { type: "response" as const, id: query.id ?? 0, questions: [question] };
  const fault = Object.entries(FAULTS).find(([begins]) => name.startsWith(`${begins}-x`))?.[1];
  if (fault !== undefined) {
    const { code = NOERROR, silent, raw, answers, ...rest } = fault(name);
    if (silent) return undefined;
    if (raw !== undefined) return Buffer.concat([message.subarray(0, 2), raw]);
    const own = (answers ?? []).filter((record) => record.type === type || record.type === "CNAME");
    return encode({ ...base, ...rest, answers: own, flags: RECURSION_AVAILABLE | code });
  }
  if (name.startsWith("dns-truncated-x") && !isTcp)
    return encode({ ...base, flags: RECURSION_AVAILABLE | TRUNCATED_RESPONSE });
  const addresses = (options.addressesOf?.(name) ?? LOOPBACK).filter(
    (address) => (type === "AAAA") === address.includes(":"),
  );
  const answers = addresses.map(
    (data): Answer => ({ type: type as "A" | "AAAA", name, ttl: options.ttlS ?? 300, data }),
  );
  return encode({ ...base, answers, flags: RECURSION_AVAILABLE | AUTHORITATIVE_ANSWER });
}
