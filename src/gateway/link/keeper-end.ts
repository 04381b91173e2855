import { chmodSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Socket } from "bun";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import { errorLine, Refusal } from "../../kernel/refusal.ts";
import type { Digest, GatewayCommand, GatewayEvent } from "../events.ts";
import type { PublicWord } from "../public-word.ts";
import { type FromGateway, fromGatewaySchema, LineReader, LineWriter } from "./frames.ts";
import { mergedDigest } from "./merge.ts";

/** Most gateway workers that may be connected. */
const GATEWAYS_MAX = 64;
/** Digests remembered, one a second: fifteen minutes. */
const HISTORY_MAX = 900;
const COMMAND_TIMEOUT_MS = 30_000;

export type KeeperEndOptions = {
  path: string;
  clock: Clock;
  log: Log;
  /** Writes the event to the journal once, however often it comes. Throws if it cannot be written: then it is not confirmed. */
  record: (source: string, sequence: number, event: GatewayEvent) => void;
};

type Gateway = {
  socket: Socket<Connection>;
  writer: LineWriter;
  worker: number;
  digest: Digest | undefined;
};
type Connection = { reader: LineReader; gateway: Gateway };
type Pending = { resolve: (value: unknown) => void; reject: (error: unknown) => void; timer: Timer };

/** The keeper's end of the link: takes events to the journal, remembers digests, hands commands to the gateways. */
export class KeeperEnd {
  private readonly gateways = new Set<Gateway>();
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Set<(digest: Digest) => void>();
  private readonly past: Digest[] = [];
  private readonly server: { stop(force?: boolean): void };
  private nextId = 1;
  private word: PublicWord | undefined;
  private readonly timer: Timer;

  constructor(private readonly options: KeeperEndOptions) {
    mkdirSync(dirname(options.path), { recursive: true });
    // A socket file left by a killed keeper would refuse the new one; the journal's lane lock keeps a second keeper out.
    if (existsSync(options.path)) rmSync(options.path);
    this.server = Bun.listen<Connection>({
      unix: options.path,
      socket: {
        open: (socket) => this.opened(socket),
        data: (socket, bytes) => this.read(socket, bytes),
        drain: (socket) => socket.data.gateway.writer.flush(socket),
        close: (socket) => void this.gateways.delete(socket.data.gateway),
        error: () => {},
      },
    });
    chmodSync(options.path, 0o600);
    this.timer = setInterval(() => this.tick(), 1_000);
  }

  /** The last fifteen minutes, one merged digest a second, oldest first. */
  history(): Digest[] {
    return this.past;
  }

  connected(): Array<{ worker: number; connected: boolean; lastDigestAtMs: number | undefined }> {
    return [...this.gateways]
      .filter((gateway) => gateway.worker >= 0)
      .sort((a, b) => a.worker - b.worker)
      .map(({ worker, digest }) => ({ worker, connected: true, lastDigestAtMs: digest?.at }));
  }

  onDigest(listener: (digest: Digest) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Asks every worker, and answers with the first worker's answer: it is the one that owns the snapshot.
   * Rejects with a Refusal when no gateway is there, when it does not answer in time, or with the gateway's own refusal.
   */
  async command(site: string, command: GatewayCommand): Promise<unknown> {
    const workers = [...this.gateways].filter((one) => one.worker >= 0).sort((a, b) => a.worker - b.worker);
    if (workers.length === 0) {
      throw new Refusal("no-gateway", "No gateway is connected.", "keeper", "Wait a second and try again.");
    }
    const answers = await Promise.all(workers.map((gateway) => this.ask(gateway, site, command)));
    if (command.name !== "purge") return answers[0];
    const removed = answers.reduce(
      (sum: number, one) => sum + ((one as { removed?: number }).removed ?? 0),
      0,
    );
    return { removed };
  }

  /** Sends what the town says to the public to every gateway, now and whenever one connects. */
  tellPublic(word: PublicWord): void {
    this.word = word;
    for (const gateway of this.gateways) {
      if (gateway.worker >= 0) this.write(gateway, { type: "public-word", word });
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.server.stop(true);
    for (const { timer, reject } of this.pending.values()) {
      clearTimeout(timer);
      reject(new Refusal("stopping", "The keeper is stopping.", "keeper", "Try again when it is back."));
    }
  }

  private ask(gateway: Gateway, site: string, command: GatewayCommand): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(
          new Refusal(
            "no-answer",
            "The gateway did not answer in time.",
            `worker ${gateway.worker}`,
            "Try again.",
          ),
        );
      }, COMMAND_TIMEOUT_MS);
      this.pending.set(id, { resolve, reject, timer });
      this.write(gateway, { type: "command", id, site, command });
    });
  }

  private opened(socket: Socket<Connection>): void {
    const gateway: Gateway = { socket, writer: new LineWriter(), worker: -1, digest: undefined };
    socket.data = { reader: new LineReader(), gateway };
    if (this.gateways.size >= GATEWAYS_MAX) socket.terminate();
    else this.gateways.add(gateway);
  }

  private read(socket: Socket<Connection>, bytes: Uint8Array): void {
    try {
      for (const line of socket.data.reader.push(bytes)) {
        this.received(socket.data.gateway, fromGatewaySchema.parse(JSON.parse(line)));
      }
    } catch (error) {
      this.options.log("error", "a gateway's message could not be taken; it will come again", {
        error: errorLine(error),
      });
      socket.terminate();
    }
  }

  private received(gateway: Gateway, frame: FromGateway): void {
    if (frame.type === "hello") {
      gateway.worker = frame.worker;
      if (this.word !== undefined) this.write(gateway, { type: "public-word", word: this.word });
    } else if (frame.type === "digest") gateway.digest = frame.digest;
    else if (frame.type === "event") {
      this.options.record(frame.source, frame.sequence, frame.event as GatewayEvent);
      this.write(gateway, { type: "ack", source: frame.source, sequence: frame.sequence });
    } else this.answered(frame);
  }

  private answered(frame: Extract<FromGateway, { type: "result" }>): void {
    const pending = this.pending.get(frame.id);
    if (pending === undefined) return;
    this.pending.delete(frame.id);
    clearTimeout(pending.timer);
    if (frame.error === undefined) pending.resolve(frame.value);
    else {
      const { code, what, where, remedy } = frame.error as Record<string, string>;
      pending.reject(
        new Refusal(code ?? "failed", what ?? "It failed.", where ?? "gateway", remedy ?? "See the log."),
      );
    }
  }

  private write(gateway: Gateway, frame: Parameters<LineWriter["write"]>[1]): void {
    if (!gateway.writer.write(gateway.socket, frame)) gateway.socket.terminate();
  }

  private tick(): void {
    const now = this.options.clock.now();
    const fresh = [...this.gateways].flatMap(({ digest }) =>
      digest && now - digest.at < 2_500 ? [digest] : [],
    );
    if (fresh.length === 0) return;
    const digest = mergedDigest(fresh, now);
    this.past.push(digest);
    if (this.past.length > HISTORY_MAX) this.past.shift();
    for (const listener of this.listeners) listener(digest);
  }
}
