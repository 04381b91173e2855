import type { Socket, SocketHandler } from "bun";
import type { Endpoint } from "./connection.ts";
import { SeededRandom } from "./random.ts";
import { ATTACK_BYTE_FIRST, ATTACK_BYTE_LAST } from "./sources.ts";

/** A slow connection says a little more after this time, and one that was closed is opened again. */
const DRIP_MS = 5_000;
const REOPEN_MS = 1_000;
/** New slow connections in a second, so that they do not all come at once. */
const OPENED_PER_TURN_MAX = 20;
/** Requests sent in one go by those who never read: together more than any socket's buffer. */
const UNREAD_REQUESTS = 400;

type Manner = "header" | "body" | "read";
type SlowState = { slot: number; manner: Manner };

/** Connections that hold a place: a header or a body that never ends, an answer that is never read. A third each. */
export class SlowConnections {
  opened = 0;
  heldMax = 0;
  closedByServer = 0;
  private held = 0;
  private readonly slots: Array<{ socket: Socket<SlowState> | undefined; nextAt: number }>;
  private readonly random: SeededRandom;
  private ended = false;

  constructor(
    count: number,
    private readonly endpoint: Endpoint,
    private readonly host: string,
    /** What is asked for and never read: the largest file that is known. */
    private readonly largeTarget: string,
    seed: number,
  ) {
    this.random = new SeededRandom(seed ^ 0x510);
    this.slots = Array.from({ length: count }, () => ({ socket: undefined, nextAt: 0 }));
  }

  /** Opens what is missing and says a little more where it is time. Call it every 50 ms or so. */
  turn(now: number): void {
    let toOpen = OPENED_PER_TURN_MAX;
    for (const [index, slot] of this.slots.entries()) {
      if (now < slot.nextAt) continue;
      if (slot.socket === undefined) {
        if (toOpen-- <= 0) continue;
        slot.nextAt = now + DRIP_MS;
        this.open(index);
      } else {
        slot.nextAt = now + DRIP_MS;
        this.drip(slot.socket);
      }
    }
  }

  end(): void {
    this.ended = true;
    for (const { socket } of this.slots) socket?.terminate();
  }

  private open(slot: number): void {
    const manner = (["header", "body", "read"] as const)[slot % 3] as Manner;
    const source = `127.${this.random.between(ATTACK_BYTE_FIRST, ATTACK_BYTE_LAST)}.${this.random.below(256)}.${this.random.between(1, 254)}`;
    Bun.connect<SlowState>({
      hostname: this.endpoint.host,
      port: this.endpoint.port,
      ...(this.endpoint.host === "::1" ? {} : { localAddress: source }),
      data: { slot, manner },
      socket: this.handlers,
    }).catch(() => {});
  }

  private drip(socket: Socket<SlowState>): void {
    if (socket.data.manner === "header") socket.write(`X-${this.random.text(6)}: ${this.random.text(4)}\r\n`);
    if (socket.data.manner === "body") socket.write("a");
  }

  private greeting(manner: Manner): string {
    const head = `Host: ${this.host}\r\nUser-Agent: Mozilla/5.0\r\n`;
    if (manner === "header") return `GET /?${this.random.text(8)} HTTP/1.1\r\n${head}`;
    if (manner === "body") {
      return `POST / HTTP/1.1\r\n${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000\r\n\r\na`;
    }
    return `GET ${this.largeTarget} HTTP/1.1\r\n${head}\r\n`.repeat(UNREAD_REQUESTS);
  }

  private readonly handlers: SocketHandler<SlowState> = {
    open: (socket) => {
      if (this.ended) {
        socket.terminate();
        return;
      }
      this.opened++;
      this.held++;
      this.heldMax = Math.max(this.heldMax, this.held);
      const slot = this.slots[socket.data.slot];
      if (slot !== undefined) slot.socket = socket;
      socket.write(this.greeting(socket.data.manner));
      if (socket.data.manner === "read") socket.pause();
    },
    data: () => {},
    close: (socket) => this.closed(socket),
    error: (socket) => this.closed(socket),
  };

  private closed(socket: Socket<SlowState>): void {
    const slot = this.slots[socket.data.slot];
    if (slot === undefined || slot.socket !== socket) return;
    slot.socket = undefined;
    slot.nextAt = performance.now() + REOPEN_MS;
    this.held--;
    if (!this.ended) this.closedByServer++;
  }
}
