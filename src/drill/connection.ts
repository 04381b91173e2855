import type { Socket, SocketHandler } from "bun";
import { AnswerReader, type WireAnswer } from "./answer-reader.ts";

/** Where a drill sends to. `host` is a literal loopback address; checked when the plan is made. */
export type Endpoint = { readonly host: string; readonly port: number };

export type ConnectionEnds = {
  /** A whole answer has come; the connection may carry the next request unless `answer.closes`. */
  answered(connection: Connection, answer: WireAnswer): void;
  /** The connection is gone. `inFlight`: a request was waiting for its answer. */
  lost(connection: Connection, inFlight: boolean): void;
};

/** One HTTP/1.1 connection from an address of its own, one request at a time, without a promise per request. */
export class Connection {
  private socket: Socket<Connection> | undefined;
  private unsent: Uint8Array | undefined;
  private readonly reader = new AnswerReader();
  private waiting = false;
  private over = false;

  constructor(
    readonly source: string,
    private readonly ends: ConnectionEnds,
  ) {}

  get isOver(): boolean {
    return this.over;
  }

  /** Connects, then sends. What goes wrong is told by `lost`. */
  open(
    endpoint: Endpoint,
    request: string | Uint8Array,
    options: { isHead: boolean; bodyBytesMax: number },
  ): void {
    this.expect(request, options);
    const connecting = Bun.connect<Connection>({
      hostname: endpoint.host,
      port: endpoint.port,
      // A source must be of the same family; ::1 cannot be spread over addresses.
      ...(endpoint.host === "::1" ? {} : { localAddress: this.source }),
      data: this,
      socket: HANDLERS,
    });
    connecting.catch(() => this.ended());
  }

  /** Sends the next request on a connection whose last answer has come. */
  send(request: string | Uint8Array, options: { isHead: boolean; bodyBytesMax: number }): void {
    this.expect(request, options);
    this.flush();
  }

  close(): void {
    this.over = true;
    this.socket?.terminate();
  }

  private expect(request: string | Uint8Array, options: { isHead: boolean; bodyBytesMax: number }): void {
    this.unsent = typeof request === "string" ? Buffer.from(request, "latin1") : request;
    this.waiting = true;
    this.reader.begin(options.isHead, options.bodyBytesMax);
  }

  /** @internal */
  opened(socket: Socket<Connection>): void {
    if (this.over) {
      socket.terminate();
      return;
    }
    this.socket = socket;
    socket.setNoDelay(true);
    this.flush();
  }

  /** @internal */
  flush(): void {
    if (this.unsent === undefined || this.socket === undefined) return;
    const written = this.socket.write(this.unsent);
    if (written < 0) return;
    this.unsent = written < this.unsent.length ? this.unsent.subarray(written) : undefined;
  }

  /** @internal */
  received(bytes: Uint8Array): void {
    if (this.over || !this.waiting) return;
    const answer = this.reader.take(bytes);
    if (answer !== undefined) this.done(answer);
  }

  /** @internal */
  ended(): void {
    if (this.over) return;
    const last = this.waiting ? this.reader.end() : undefined;
    if (last !== undefined) this.done(last);
    if (this.over) return;
    this.over = true;
    this.ends.lost(this, this.waiting);
  }

  private done(answer: WireAnswer): void {
    this.waiting = false;
    if (answer.closes) {
      this.over = true;
      this.socket?.end();
    }
    this.ends.answered(this, answer);
  }
}

const HANDLERS: SocketHandler<Connection> = {
  open: (socket) => socket.data.opened(socket),
  data: (socket, bytes) => socket.data.received(bytes),
  drain: (socket) => socket.data.flush(),
  close: (socket) => socket.data.ended(),
  error: (socket) => socket.data.ended(),
  connectError: (socket) => socket.data.ended(),
  end: (socket) => socket.data.ended(),
};
