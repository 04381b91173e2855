import type { Socket, TCPSocketConnectOptions } from "bun";
import type { Failure } from "../codes.ts";
import { type Certificate, certificateFailure, endOf } from "./certificate.ts";
import type { Deadline } from "./deadline.ts";
import { whyNotConnected } from "./errno.ts";
import { Failed, safeLine } from "./outcome.ts";

/** Where to connect: an address that was checked, never a name. */
export type Endpoint = {
  readonly address: string;
  readonly port: number;
  /** Handshake for this name; "" when the host is an address. Absent: no TLS. */
  readonly serverName?: string;
};
export type WireOptions = {
  /** Authorities to trust, PEM, in place of the runtime's. */
  readonly trust?: readonly string[];
  /** Address to leave from. */
  readonly localAddress?: string;
};
export type Hearing = {
  data(bytes: Uint8Array): void;
  /** The other side is done: orderly, or by a reset. Told once. */
  over(reset: boolean): void;
};

/** How long the other side may take to close, in s. */
const LEAVE_SECONDS = 2;

/** What a server says before it is asked is kept up to here, in bytes. */
export const UNASKED_BYTES_MAX = 65_536;

/** One connection, phase by phase: TCP, then TLS when there is a server's name. A bad certificate does not end it. */
export class Wire {
  readonly endpoint: Endpoint;
  certificate: Certificate = {};
  #socket: Socket<Wire> | undefined;
  #opened: (failed?: Failed) => void = () => {};
  #secured: (failed?: Failed) => void = () => {};
  /** How the handshake ended, for who asks later. */
  #handshake: { failed?: Failed } | undefined;
  #hearing: Hearing | undefined;
  #unasked: Uint8Array[] = [];
  #unaskedBytes = 0;
  #over: { reset: boolean } | undefined;
  #closed = false;

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
  }

  /** Connects within `capMs` and the deadline. @throws Failed tcp.*, prober.fault */
  async open(options: WireOptions, deadline: Deadline, capMs?: number): Promise<void> {
    const { address, port, serverName } = this.endpoint;
    const { localAddress, trust } = options;
    const connect = {
      hostname: address,
      port,
      data: this,
      socket: HANDLERS,
      ...(localAddress === undefined ? {} : { localAddress }),
      ...(serverName === undefined ? {} : { tls: tlsOptions(serverName, trust) }),
    };
    const opening = (settle: (value: undefined) => void, fail: (failed: Failed) => void) => {
      this.#opened = (failed) => (failed === undefined ? settle(undefined) : fail(failed));
      // The handlers hear of the error too; the promise only repeats it.
      Bun.connect<Wire>(connect as TCPSocketConnectOptions<Wire>).catch(() => {});
      return () => {};
    };
    try {
      await deadline.run<undefined>("tcp.timeout", opening, capMs);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Waits for the handshake. @throws Failed tls.* */
  async secure(deadline: Deadline): Promise<void> {
    await deadline.run<undefined>("tls.timeout", (settle, fail) => {
      this.#secured = (failed) => (failed === undefined ? settle(undefined) : fail(failed));
      if (this.#handshake !== undefined) this.#secured(this.#handshake.failed);
      return () => {};
    });
  }

  send(bytes: Uint8Array): void {
    this.#socket?.write(bytes);
  }

  /** From here on what comes is told; what came before is told first. */
  hear(hearing: Hearing): void {
    this.#hearing = hearing;
    for (const bytes of this.#unasked.splice(0)) hearing.data(bytes);
    if (this.#over !== undefined) hearing.over(this.#over.reset);
  }

  /** Gives up at once; the other side sees a reset. */
  close(): void {
    this.#hearing = undefined;
    this.#closed = true;
    this.#socket?.terminate();
  }

  /** After a whole answer: the other side was asked to close, and is let. Who does not is cut off in the end. */
  leave(): void {
    this.#hearing = undefined;
    this.#closed = true;
    this.#socket?.timeout(LEAVE_SECONDS);
  }

  /** From the socket: connected. */
  whenOpen(socket: Socket<Wire>): void {
    this.#socket = socket;
    if (this.#closed) socket.terminate();
    else this.#opened();
  }

  /** From the socket: no connection. */
  whenRefused(code: string | undefined): void {
    if (this.#closed) return;
    connectFailure(this.endpoint, code).then(
      (failed) => this.#opened(failed),
      (error) => this.#opened(new Failed("prober.fault", safeLine(String(error)))),
    );
  }

  /** From the socket: the handshake ended, well or not. */
  whenHandshake(socket: Socket<Wire>, error: (Error & { code?: string }) | null): void {
    const code = error?.code;
    // Broken off: the close that follows says whether it was a reset.
    if (code === "ECONNRESET" || code === "EPIPE") return;
    const failure = certificateFailure(code);
    if (error !== null && failure === undefined) {
      this.#endHandshake(new Failed("tls.handshake_failed", handshakeDetail(error)));
      return;
    }
    const endsAt = endOf(socket.getPeerX509Certificate());
    const said = failure === undefined ? {} : { failure, detail: safeLine(code ?? "") };
    this.certificate = endsAt === undefined ? said : { ...said, endsAt };
    this.#endHandshake();
  }

  /** From the socket: bytes, which are the socket's own and not kept by it. */
  whenData(bytes: Uint8Array): void {
    if (this.#closed) return;
    if (this.#hearing !== undefined) this.#hearing.data(bytes);
    else if (this.#unaskedBytes < UNASKED_BYTES_MAX) {
      this.#unaskedBytes += bytes.length;
      this.#unasked.push(bytes.slice());
    }
  }

  /** From the socket: the other side is done. */
  whenOver(reset: boolean): void {
    if (this.endpoint.serverName !== undefined && this.#handshake === undefined) {
      const what = reset ? "reset in the handshake" : "closed in the handshake";
      this.#endHandshake(new Failed("tls.reset_in_handshake", what));
    }
    if (this.#over !== undefined) return;
    this.#over = { reset };
    this.#hearing?.over(reset);
  }

  #endHandshake(failed?: Failed): void {
    if (this.#handshake !== undefined) return;
    this.#handshake = failed === undefined ? {} : { failed };
    this.#secured(failed);
  }
}

/** Shared by all connections: which one it is stands in the socket's data. */
const HANDLERS = {
  open: (socket: Socket<Wire>) => socket.data.whenOpen(socket),
  handshake: (socket: Socket<Wire>, _authorized: boolean, error: Error | null) =>
    socket.data.whenHandshake(socket, error),
  data: (socket: Socket<Wire>, bytes: Buffer) => socket.data.whenData(bytes),
  end: (socket: Socket<Wire>) => socket.data.whenOver(false),
  close: (socket: Socket<Wire>, error?: Error & { code?: string }) =>
    socket.data.whenOver(error?.code === "ECONNRESET"),
  timeout: (socket: Socket<Wire>) => socket.terminate(),
  error: () => {},
  connectError: (socket: Socket<Wire>, error: Error & { code?: string }) =>
    socket.data.whenRefused(error.code),
};

/** The one protocol that is spoken, as ALPN writes it (RFC 7301 §3.1): its length, then its name. */
const HTTP_1_1 = "\x08http/1.1";

/** Full handshake, never resumed; the certificate is judged and the page read all the same. */
function tlsOptions(serverName: string, trust: readonly string[] | undefined) {
  return {
    ...(serverName === "" ? {} : { serverName }),
    ...(trust === undefined ? {} : { ca: [...trust] }),
    rejectUnauthorized: false,
    ALPNProtocols: HTTP_1_1,
  };
}

/** "error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER" says what it says in its last part. */
function handshakeDetail(error: Error): string {
  return safeLine(error.message.split(":").at(-1) ?? "")
    .toLowerCase()
    .replaceAll("_", " ");
}

const FAILURE_OF_WORD: Record<string, Failure> = {
  ECONNREFUSED: "tcp.refused",
  ECONNRESET: "tcp.reset",
  ETIMEDOUT: "tcp.timeout",
  EHOSTUNREACH: "tcp.host_unreachable",
  EHOSTDOWN: "tcp.host_unreachable",
  ENETUNREACH: "tcp.net_unreachable",
};

/** What is not the other side's refusal is this machine's own trouble: no descriptor, no port, a rule that forbids. */
async function connectFailure(endpoint: Endpoint, code: string | undefined): Promise<Failed> {
  const { address, port } = endpoint;
  const isVague = code === undefined || code === "ECONNREFUSED";
  const word = (isVague ? await whyNotConnected(address, port) : code) ?? code ?? "";
  const failure = FAILURE_OF_WORD[word] ?? "prober.fault";
  return new Failed(failure, safeLine(word));
}
