import { connect } from "node:net";
import type { Deadline } from "./deadline.ts";
import { asked, type Answered, type Question, readAnswer } from "./dns-message.ts";
import { isOurs } from "./errno.ts";
import { Failed } from "./outcome.ts";

/** A resolver's address; `port` 53 unless said. */
export type Server = { readonly address: string; readonly port: number };

/** When a question is put, in ms from the first time; each time to the next server when there is one. */
export const ASKED_AT_MS = [0, 600, 1_500, 3_000] as const;
/** Then the name is given up, in ms. */
export const DNS_TIMEOUT_MS = 5_000;
/** A message over TCP has its length in two octets (RFC 1035 §4.2.2). */
const LENGTH_OCTETS = 2;

/**
 * Puts one question to servers, the first of them first. Each datagram leaves from a port of its own, with a number of its
 * own, on a connected socket: who is not the server cannot answer.
 * @throws Failed dns.timeout
 */
export function ask(servers: readonly Server[], question: Question, deadline: Deadline): Promise<Answered> {
  return deadline.run<Answered>(
    "dns.timeout",
    (settle, fail) => {
      const stops: (() => void)[] = [];
      let sent = 0;
      const put = () => {
        const server = servers[sent % servers.length] as Server;
        sent += 1;
        stops.push(
          overUdp(server, question, {
            answered: (answered) => {
              if (answered.kind !== "truncated") settle(answered);
              else overTcp(server, question, deadline).then(settle, fail);
            },
            fail,
          }),
        );
        const nextAtMs = ASKED_AT_MS[sent];
        if (nextAtMs !== undefined) again = setTimeout(put, nextAtMs - (ASKED_AT_MS[sent - 1] ?? 0));
      };
      let again: ReturnType<typeof setTimeout> | undefined;
      put();
      return () => {
        clearTimeout(again);
        for (const stop of stops) stop();
      };
    },
    DNS_TIMEOUT_MS,
  );
}

const randomId = (): number => crypto.getRandomValues(new Uint16Array(1))[0] as number;

type Told = { answered(answered: Answered): void; fail(failed: Failed): void };

/**
 * Sends one datagram and tells of the answer to it. Silence, and a port that is closed, say nothing: the wait goes on. So
 * does the lack of a way to this resolver: the next one is asked in a moment. No socket to ask with is this machine's fault.
 */
function overUdp(server: Server, question: Question, told: Told): () => void {
  const id = randomId();
  let closed = false;
  let close = () => {};
  const socket = {
    data: (_: unknown, datagram: Buffer) => {
      const answered = readAnswer(datagram, id, question);
      if (answered.kind !== "foreign") told.answered(answered);
    },
    error: () => {},
  };
  const send = async () => {
    try {
      const connect = { hostname: server.address, port: server.port };
      const opened = await Bun.udpSocket({ connect, socket });
      close = () => opened.close();
      if (closed) close();
      else opened.send(asked(id, question));
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      if (isOurs(code)) told.fail(new Failed("prober.fault", `no socket to ask the resolver with: ${code}`));
    }
  };
  void send();
  return () => {
    closed = true;
    close();
  };
}

/** Asks again where an answer has room. */
function overTcp(server: Server, question: Question, deadline: Deadline): Promise<Answered> {
  const id = randomId();
  return deadline.run<Answered>("dns.timeout", (settle, fail) => {
    let got = Buffer.alloc(0);
    const socket = connect({ host: server.address, port: server.port });
    socket.on("connect", () => {
      const message = asked(id, question);
      const length = Buffer.alloc(LENGTH_OCTETS);
      length.writeUInt16BE(message.length);
      socket.write(Buffer.concat([length, message]));
    });
    socket.on("data", (part: Buffer) => {
      got = Buffer.concat([got, part]);
      if (got.length < LENGTH_OCTETS || got.length < LENGTH_OCTETS + got.readUInt16BE(0)) return;
      const answered = readAnswer(
        got.subarray(LENGTH_OCTETS, LENGTH_OCTETS + got.readUInt16BE(0)),
        id,
        question,
      );
      if (answered.kind === "foreign" || answered.kind === "truncated")
        fail(new Failed("dns.servfail", "an answer over TCP that cannot be used"));
      else settle(answered);
    });
    const broken = () => fail(new Failed("dns.servfail", "a cut answer, and none over TCP"));
    socket.on("error", broken);
    socket.on("close", broken);
    return () => socket.destroy();
  });
}
