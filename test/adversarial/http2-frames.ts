import { connect, type TLSSocket } from "node:tls";
import { loopbackHost } from "../../bench/harness/loopback.ts";

/** HTTP/2 by the byte (RFC 9113, RFC 7541): what no well-behaved client lets its user send. Loopback only. */

export const TYPE = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;
export const FLAG = { endStream: 0x1, ack: 0x1, endHeaders: 0x4 } as const;
/** RFC 9113 §6.5.2. */
export const SETTING = { headerTableSize: 1, enablePush: 2, initialWindow: 4, frameSizeMax: 5 } as const;

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** One frame (RFC 9113 §4.1). Nothing is checked: that is the point. */
export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Uint8Array = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

export function settingsFrame(pairs: readonly (readonly [id: number, value: number])[]): Buffer {
  const payload = Buffer.alloc(6 * pairs.length);
  pairs.forEach(([id, value], at) => {
    payload.writeUInt16BE(id, 6 * at);
    payload.writeUInt32BE(value, 6 * at + 2);
  });
  return frame(TYPE.settings, 0, 0, payload);
}

/** The payload of RST_STREAM and WINDOW_UPDATE. */
export function number32(value: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(value >>> 0);
  return payload;
}

/** An integer of HPACK (RFC 7541 §5.1) behind `pattern`, whose low `bits` bits are free. */
export function integer(value: number, bits: number, pattern = 0): Buffer {
  const limit = 2 ** bits - 1;
  if (value < limit) return Buffer.from([pattern | value]);
  const bytes = [pattern | limit];
  let rest = value - limit;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value, "latin1");
  return Buffer.concat([integer(bytes.length, 7), bytes]);
};

/** A literal field with a new name (RFC 7541 §6.2): kept out of the receiver's table, or put into it. */
export function field(name: string, value: string, indexed = false): Buffer {
  return Buffer.concat([Buffer.from([indexed ? 0x40 : 0x00]), text(name), text(value)]);
}

export type Fields = readonly (readonly [name: string, value: string])[];

export function fieldBlock(fields: Fields): Buffer {
  return Buffer.concat(fields.map(([name, value]) => field(name, value)));
}

/** The fields of a request for `path`. */
export function requestFields(path: string, more: Fields = [], method = "GET"): Fields {
  return [
    [":method", method],
    [":scheme", "https"],
    [":path", path],
    [":authority", "www.ville.example"],
    ...more,
  ];
}

export function headersFrame(stream: number, fields: Fields, flags: number): Buffer {
  return frame(TYPE.headers, flags, stream, fieldBlock(fields));
}

/** A whole GET: one HEADERS frame that ends headers and stream. */
export function getFrame(stream: number, path: string, more: Fields = []): Buffer {
  return headersFrame(stream, requestFields(path, more), FLAG.endHeaders | FLAG.endStream);
}

export type ReceivedFrame = { type: number; flags: number; stream: number; payload: Buffer };

export type Http2Options = {
  /** Settings of the preface; none: empty. */
  settings?: readonly (readonly [number, number])[];
  /** A source address in 127.0.0.0/8. */
  from?: string;
  /** False: the server's SETTINGS and PING are not acknowledged. */
  polite?: boolean;
  /** False: what comes is not read from the socket. */
  reading?: boolean;
};

const RECEIVED_BYTES_MAX = 16 * 1024 * 1024;
const CONNECT_WAIT_MS = 10_000;

/** One raw connection over TLS; `frames` holds what came, without the contents of DATA. */
export class RawHttp2 {
  readonly frames: ReceivedFrame[] = [];
  dataBytes = 0;
  closed = false;
  private rest: Buffer = Buffer.alloc(0);
  private listeners = new Set<() => void>();

  private constructor(
    readonly socket: TLSSocket,
    private readonly polite: boolean,
  ) {
    socket.on("data", (piece: Buffer) => this.received(piece));
    socket.on("error", () => {});
    socket.on("close", () => {
      this.closed = true;
      this.tell();
    });
  }

  static open(port: number, options: Http2Options = {}): Promise<RawHttp2> {
    return new Promise((resolve, reject) => {
      const socket = connect({
        host: loopbackHost("127.0.0.1"),
        port,
        ALPNProtocols: ["h2"],
        servername: "www.ville.example",
        rejectUnauthorized: false,
        ...(options.from === undefined ? {} : { localAddress: loopbackHost(options.from) }),
      });
      const timer = setTimeout(() => socket.destroy(new Error("no handshake")), CONNECT_WAIT_MS);
      socket.once("error", reject);
      socket.once("secureConnect", () => {
        clearTimeout(timer);
        socket.off("error", reject);
        const connection = new RawHttp2(socket, options.polite ?? true);
        if (options.reading === false) socket.pause();
        connection.write(Buffer.concat([PREFACE, settingsFrame(options.settings ?? [])]));
        resolve(connection);
      });
    });
  }

  /** False once the connection is closed. */
  write(bytes: Uint8Array): boolean {
    if (this.closed || this.socket.destroyed || !this.socket.writable) return false;
    this.socket.write(bytes);
    return true;
  }

  /** Writes and waits until the kernel has taken it, or the connection is gone. */
  async writeAll(bytes: Uint8Array): Promise<boolean> {
    if (this.closed || this.socket.destroyed || !this.socket.writable) return false;
    if (!this.socket.write(bytes)) {
      await new Promise<void>((resolve) => {
        const done = () => {
          this.socket.off("drain", done);
          this.socket.off("close", done);
          resolve();
        };
        this.socket.on("drain", done);
        this.socket.on("close", done);
      });
    }
    return !this.closed;
  }

  /** Waits until `condition` holds; false when `ms` pass first. A closed connection is looked at once more. */
  async until(condition: () => boolean, ms: number): Promise<boolean> {
    const end = performance.now() + ms;
    while (!condition()) {
      const leftMs = end - performance.now();
      if (leftMs <= 0 || this.closed) return condition();
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.listeners.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, leftMs);
        this.listeners.add(wake);
      });
    }
    return true;
  }

  of(type: number): ReceivedFrame[] {
    return this.frames.filter((one) => one.type === type);
  }

  /** True once the stream has been answered with header fields. */
  answered(stream: number): boolean {
    return this.frames.some((one) => one.type === TYPE.headers && one.stream === stream);
  }

  /** The error code of GOAWAY, undefined when none came. */
  goAwayCode(): number | undefined {
    return this.of(TYPE.goAway)[0]?.payload.readUInt32BE(4);
  }

  /** The last stream that GOAWAY says was looked at, or the last one that was answered or reset; 0: none. */
  lastStream(): number {
    const said = this.of(TYPE.goAway)[0]?.payload.readUInt32BE(0);
    return said ?? this.frames.reduce((last, { stream }) => Math.max(last, stream), 0);
  }

  close(): void {
    this.socket.destroy();
  }

  private received(piece: Buffer): void {
    this.rest = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    if (this.rest.length > RECEIVED_BYTES_MAX) this.socket.destroy();
    for (;;) {
      if (this.rest.length < 9) break;
      const length = this.rest.readUIntBE(0, 3);
      if (this.rest.length < 9 + length) break;
      const type = this.rest[3] as number;
      const flags = this.rest[4] as number;
      const stream = this.rest.readUInt32BE(5) & 0x7fffffff;
      const payload = Buffer.from(this.rest.subarray(9, 9 + length));
      this.rest = this.rest.subarray(9 + length);
      if (type === TYPE.data) this.dataBytes += length;
      this.frames.push({ type, flags, stream, payload: type === TYPE.data ? Buffer.alloc(0) : payload });
      if (this.polite && type === TYPE.settings && (flags & FLAG.ack) === 0) {
        this.write(frame(TYPE.settings, FLAG.ack, 0));
      }
      if (this.polite && type === TYPE.ping && (flags & FLAG.ack) === 0) {
        this.write(frame(TYPE.ping, FLAG.ack, 0, payload));
      }
    }
    this.tell();
  }

  private tell(): void {
    for (const wake of [...this.listeners]) wake();
  }
}

/** The status that a header block of a server begins with (RFC 7541, static table and Huffman digits); 0: none. */
export function statusOf(block: Buffer): number {
  const first = block[0] ?? 0;
  if (first >= 0x80) return [200, 204, 206, 304, 400, 404, 500][(first & 0x7f) - 8] ?? 0;
  if ((first & 0x3f) !== 8 && (first & 0x0f) !== 8) return 0;
  const length = (block[1] ?? 0) & 0x7f;
  const value = block.subarray(2, 2 + length);
  if (((block[1] ?? 0) & 0x80) === 0) return Number(value.toString("latin1"));
  let bits = [...value].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  let digits = "";
  while (digits.length < 3) {
    const isShort = bits.startsWith("000");
    const code = Number.parseInt(bits.slice(0, isShort ? 5 : 6), 2);
    digits += isShort ? code : code - 0b011001 + 3;
    bits = bits.slice(isShort ? 5 : 6);
  }
  return Number(digits);
}
