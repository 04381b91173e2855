import type { udp } from "bun";
import { connect } from "node:net";
import type { Deadline } from "./deadline.ts";
import { type Answered, asked, type Question, readAnswer } from "./dns-message.ts";
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

type Waiting = {
  readonly question: Question;
  answered(answered: Answered, from: Server): void;
  fail(failed: Failed): void;
};

/**
 * Puts the questions of one look-up. Its datagrams leave from ports of its own, each question with a number of its own, on
 * connected sockets: who is not the server cannot answer. One socket a server, however often it is asked: when a resolver
 * falls silent, thousands of look-ups wait at once.
 */
export class Asker {
  readonly #servers: readonly Server[];
  readonly #sockets = new Map<Server, Promise<udp.ConnectedSocket<"buffer"> | undefined>>();
  readonly #waiting = new Map<number, Waiting>();
  #closed = false;

  /** `servers`: the first of them is asked first. */
  constructor(servers: readonly Server[]) {
    this.#servers = servers;
  }

  /** @throws Failed dns.timeout, dns.servfail, prober.fault */
  ask(question: Question, deadline: Deadline): Promise<Answered> {
    const id = this.#freeId();
    const putting = (settle: (answered: Answered) => void, fail: (failed: Failed) => void) => {
      const answered = (answer: Answered, from: Server) => {
        if (answer.kind !== "truncated") settle(answer);
        else overTcp(from, question, deadline).then(settle, fail);
      };
      this.#waiting.set(id, { question, answered, fail });
      let again: ReturnType<typeof setTimeout> | undefined;
      const put = (time: number) => {
        void this.#send(this.#servers[time % this.#servers.length] as Server, id);
        const nextAtMs = ASKED_AT_MS[time + 1];
        if (nextAtMs !== undefined) again = setTimeout(put, nextAtMs - (ASKED_AT_MS[time] ?? 0), time + 1);
      };
      put(0);
      return () => {
        clearTimeout(again);
        this.#waiting.delete(id);
      };
    };
    return deadline.run<Answered>("dns.timeout", putting, DNS_TIMEOUT_MS);
  }

  close(): void {
    this.#closed = true;
    for (const opening of this.#sockets.values()) void opening.then((socket) => socket?.close());
  }

  #freeId(): number {
    let id = randomId();
    while (this.#waiting.has(id)) id = randomId();
    return id;
  }

  async #send(server: Server, id: number): Promise<void> {
    let opening = this.#sockets.get(server);
    if (opening === undefined) {
      opening = this.#open(server);
      this.#sockets.set(server, opening);
    }
    const socket = await opening;
    const waiting = this.#waiting.get(id);
    if (socket === undefined || socket.closed || waiting === undefined) return;
    try {
      socket.send(asked(id, waiting.question));
    } catch {
      // No way to this resolver: as good as silence, the next one is asked in a moment.
    }
  }

  /** Undefined when there is no way to this resolver. Without a socket to ask with, all questions fail as this machine's. */
  async #open(server: Server): Promise<udp.ConnectedSocket<"buffer"> | undefined> {
    const socket = {
      data: (_: unknown, datagram: Buffer) => this.#hear(datagram, server),
      // A closed port says nothing of the name: the wait goes on.
      error: () => {},
    };
    try {
      const opened = await Bun.udpSocket({
        connect: { hostname: server.address, port: server.port },
        socket,
      });
      if (this.#closed) opened.close();
      return opened;
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      const failed = new Failed("prober.fault", `no socket to ask the resolver with: ${code}`);
      if (isOurs(code)) for (const waiting of [...this.#waiting.values()]) waiting.fail(failed);
      return undefined;
    }
  }

  #hear(datagram: Buffer, from: Server): void {
    if (datagram.length < LENGTH_OCTETS) return;
    const id = datagram.readUInt16BE(0);
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    const answer = readAnswer(datagram, id, waiting.question);
    if (answer.kind !== "foreign") waiting.answered(answer, from);
  }
}

const randomId = (): number => crypto.getRandomValues(new Uint16Array(1))[0] as number;

/** Asks again where an answer has room. @throws Failed dns.timeout, dns.servfail */
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
      const message = got.subarray(LENGTH_OCTETS, LENGTH_OCTETS + got.readUInt16BE(0));
      const answer = readAnswer(message, id, question);
      if (answer.kind === "foreign" || answer.kind === "truncated")
        fail(new Failed("dns.servfail", "an answer over TCP that cannot be used"));
      else settle(answer);
    });
    const broken = () => fail(new Failed("dns.servfail", "a cut answer, and none over TCP"));
    socket.on("error", broken);
    socket.on("close", broken);
    return () => socket.destroy();
  });
}
