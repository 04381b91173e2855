/** A head longer than this ends the connection's use: no honest server sends one. */
const HEAD_BYTES_MAX = 64 * 1024;

export type WireAnswer = {
  readonly status: number;
  /** Status line and fields, lines parted by CR LF, without the empty line at the end. */
  readonly head: string;
  /** What came of the body, at most the bound that was asked for. */
  readonly body: Uint8Array;
  readonly bodyBytes: number;
  /** The connection cannot be used again. */
  readonly closes: boolean;
};

const NOTHING = new Uint8Array(0);

/** Reads answers (RFC 9112) of one connection as their bytes come; one request at a time, so no bytes are left over. */
export class AnswerReader {
  private isHead = false;
  private bodyBytesMax = 0;
  private state: "head" | "length" | "chunked" | "close" = "head";
  private headBytes: Uint8Array = NOTHING;
  private head = "";
  private status = 0;
  private closes = false;
  private left = 0;
  private chunk: "size" | "data" | "data-end" | "trailer" = "size";
  private line = "";
  private kept: Uint8Array[] = [];
  private keptBytes = 0;
  private bodyBytes = 0;

  /** Makes ready for the next answer. Of its body up to `bodyBytesMax` bytes are kept. */
  begin(isHead: boolean, bodyBytesMax: number): void {
    this.isHead = isHead;
    this.bodyBytesMax = bodyBytesMax;
    this.state = "head";
    this.headBytes = NOTHING;
    this.kept = [];
    this.keptBytes = 0;
    this.bodyBytes = 0;
  }

  /** Takes what came. Gives the answer once it is whole. */
  take(bytes: Uint8Array): WireAnswer | undefined {
    if (this.state !== "head") return this.takeBody(bytes);
    const all = this.headBytes.length === 0 ? bytes : Buffer.concat([this.headBytes, bytes]);
    const end = Buffer.from(all.buffer, all.byteOffset, all.length).indexOf("\r\n\r\n");
    if (end < 0) {
      if (all.length > HEAD_BYTES_MAX) return this.answer(0, true);
      this.headBytes = all.slice();
      return undefined;
    }
    this.head = Buffer.from(all.buffer, all.byteOffset, end).toString("latin1");
    this.status = Number(this.head.slice(9, 12));
    this.headBytes = NOTHING;
    const rest = all.subarray(end + 4);
    if (this.status >= 100 && this.status < 200) return rest.length > 0 ? this.take(rest) : undefined;
    return this.beginBody(rest);
  }

  /** The connection has ended: gives the answer if that is what ends it. */
  end(): WireAnswer | undefined {
    return this.state === "close" ? this.answer(this.status, true) : undefined;
  }

  private beginBody(rest: Uint8Array): WireAnswer | undefined {
    this.closes = !this.head.startsWith("HTTP/1.1") || /\r\nconnection:[^\r]*\bclose\b/i.test(this.head);
    if (this.isHead || this.status === 204 || this.status === 304)
      return this.answer(this.status, this.closes);
    if (/\r\ntransfer-encoding:[^\r]*\bchunked\b/i.test(this.head)) {
      this.state = "chunked";
      this.chunk = "size";
      this.line = "";
      return this.takeBody(rest);
    }
    const length = /\r\ncontent-length:[ \t]*(\d+)/i.exec(this.head);
    if (length === null) {
      this.state = "close";
      return this.takeBody(rest);
    }
    this.state = "length";
    this.left = Number(length[1]);
    return this.takeBody(rest);
  }

  private takeBody(bytes: Uint8Array): WireAnswer | undefined {
    if (this.state === "chunked") return this.takeChunks(bytes);
    const part = this.state === "length" ? bytes.subarray(0, this.left) : bytes;
    this.keep(part);
    if (this.state === "close") return undefined;
    this.left -= part.length;
    return this.left === 0 ? this.answer(this.status, this.closes) : undefined;
  }

  private takeChunks(bytes: Uint8Array): WireAnswer | undefined {
    for (let at = 0; at < bytes.length; ) {
      if (this.chunk === "data") {
        const part = bytes.subarray(at, at + this.left);
        this.keep(part);
        at += part.length;
        this.left -= part.length;
        if (this.left === 0) this.chunk = "data-end";
        continue;
      }
      const byte = bytes[at++] as number;
      if (byte !== 10) {
        if (byte !== 13) this.line += String.fromCharCode(byte);
        if (this.line.length > HEAD_BYTES_MAX) return this.answer(0, true);
        continue;
      }
      const line = this.line;
      this.line = "";
      if (this.chunk === "data-end") this.chunk = "size";
      else if (this.chunk === "size") {
        this.left = Number.parseInt(line, 16);
        if (Number.isNaN(this.left)) return this.answer(0, true);
        this.chunk = this.left === 0 ? "trailer" : "data";
      } else if (line === "") return this.answer(this.status, this.closes);
    }
    return undefined;
  }

  private keep(part: Uint8Array): void {
    this.bodyBytes += part.length;
    const room = this.bodyBytesMax - this.keptBytes;
    if (room <= 0 || part.length === 0) return;
    const piece = part.slice(0, room);
    this.kept.push(piece);
    this.keptBytes += piece.length;
  }

  private answer(status: number, closes: boolean): WireAnswer {
    const { kept, head, bodyBytes } = this;
    const body =
      kept.length === 0 ? NOTHING : kept.length === 1 ? (kept[0] as Uint8Array) : Buffer.concat(kept);
    return { status, head, body, bodyBytes, closes };
  }
}
