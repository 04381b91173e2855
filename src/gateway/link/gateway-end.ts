import type { Socket } from "bun";
import { errorLine } from "../../kernel/refusal.ts";
import type { Log } from "../../kernel/log.ts";
import type { Digest, GatewayCommand, GatewayEvent } from "../events.ts";
import type { PublicWord } from "../public-word.ts";
import { type FromKeeper, fromKeeperSchema, LineReader, LineWriter } from "./frames.ts";
import type { Spool } from "./spool.ts";

/** How often a lost keeper is looked for, in ms. */
const RETRY_MS = 250;

export type GatewayEndOptions = {
  path: string;
  worker: number;
  version: string;
  spool: Spool;
  log: Log;
  obey: (site: string, command: GatewayCommand) => Promise<unknown>;
  /** Told what the town says to the public: at each connection, and when it changes. */
  hearWord: (word: PublicWord) => void;
};

/**
 * The gateway's end of the link. The keeper may be away for days: events wait on disk, digests are dropped,
 * and nothing here ever waits for the keeper.
 */
export class GatewayEnd {
  private socket: Socket<undefined> | undefined;
  private writer = new LineWriter();
  private timer: Timer | undefined;
  private closed = false;

  constructor(private readonly options: GatewayEndOptions) {
    void this.connect();
  }

  get connected(): boolean {
    return this.socket !== undefined;
  }

  sendDigest(digest: Digest): void {
    this.write({ type: "digest", digest });
  }

  /** Keeps the event on disk and sends it when the keeper is there; it stays kept until the keeper has confirmed it. */
  tell(event: GatewayEvent): void {
    const spooled = this.options.spool.add(event);
    if (spooled === undefined) {
      this.options.log("error", "an event could not be kept for the journal: the spool is full", {
        kind: event.kind,
      });
      return;
    }
    this.write({ type: "event", ...spooled });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.end();
    this.options.spool.close();
  }

  private write(frame: Parameters<LineWriter["write"]>[1]): void {
    if (this.socket === undefined) return;
    if (!this.writer.write(this.socket, frame)) this.socket.terminate();
  }

  private async connect(): Promise<void> {
    if (this.closed) return;
    const reader = new LineReader();
    try {
      await Bun.connect({
        unix: this.options.path,
        socket: {
          open: (socket) => this.opened(socket),
          data: (socket, bytes) => {
            try {
              for (const line of reader.push(bytes)) this.received(line);
            } catch (error) {
              this.options.log("warn", "the keeper sent something unreadable", { error: errorLine(error) });
              socket.terminate();
            }
          },
          drain: (socket) => this.writer.flush(socket),
          close: () => this.lost(),
          error: () => {},
        },
      });
    } catch {
      this.lost();
    }
  }

  private opened(socket: Socket<undefined>): void {
    this.socket = socket;
    this.writer = new LineWriter();
    this.write({
      type: "hello",
      worker: this.options.worker,
      pid: process.pid,
      version: this.options.version,
    });
    for (const spooled of this.options.spool.unconfirmed()) this.write({ type: "event", ...spooled });
  }

  private lost(): void {
    this.socket = undefined;
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), RETRY_MS);
  }

  private received(line: string): void {
    const frame: FromKeeper = fromKeeperSchema.parse(JSON.parse(line));
    if (frame.type === "ack") this.options.spool.confirmed(frame.source, frame.sequence);
    else if (frame.type === "public-word") this.options.hearWord(frame.word);
    else void this.run(frame.id, frame.site, frame.command);
  }

  private async run(id: number, site: string, command: GatewayCommand): Promise<void> {
    try {
      this.write({ type: "result", id, value: await this.options.obey(site, command) });
    } catch (error) {
      const { code, what, where, remedy } = error as Record<string, unknown>;
      const known = typeof code === "string" && typeof what === "string";
      const told = known ? { code, what, where, remedy } : { code: "failed", what: errorLine(error) };
      this.write({ type: "result", id, error: told });
    }
  }
}
