import { Failed } from "./outcome.ts";

/** Longest line before a chunk, with its extensions, in bytes. */
const LINE_BYTES_MAX = 4_096;
const LF = 10;

/** Takes a chunked body apart (RFC 9112 §7.1) as its pieces come; trailers are passed over. */
export class Chunks {
  complete = false;
  #line = "";
  /** Bytes of the chunk still to come; -1 while a size is awaited, -2 while the line after a chunk is. */
  #left = SIZE;

  /** @returns the content in these bytes. @throws Failed http.protocol */
  take(bytes: Uint8Array): Uint8Array[] {
    const content: Uint8Array[] = [];
    let at = 0;
    while (at < bytes.length && !this.complete) {
      if (this.#left > 0) {
        const part = bytes.subarray(at, at + this.#left);
        content.push(part);
        this.#left -= part.length;
        at += part.length;
        if (this.#left === 0) this.#left = AFTER;
        continue;
      }
      const end = bytes.indexOf(LF, at);
      const piece = bytes.subarray(at, end === -1 ? bytes.length : end);
      this.#line += Buffer.from(piece).toString("latin1");
      if (this.#line.length > LINE_BYTES_MAX) throw new Failed("http.protocol", "a chunk's line without end");
      if (end === -1) break;
      at = end + 1;
      this.#endLine(this.#line.replace(/\r$/, ""));
      this.#line = "";
    }
    return content;
  }

  #endLine(line: string): void {
    if (this.#left === AFTER) {
      if (line !== "") throw new Failed("http.protocol", "a chunk longer than it says");
      this.#left = SIZE;
      return;
    }
    const size = /^\s*([0-9a-fA-F]{1,8})\s*(;|$)/.exec(line)?.[1];
    if (size === undefined) throw new Failed("http.protocol", "a chunk without a size");
    this.#left = Number.parseInt(size, 16);
    // What follows the last chunk says nothing about the page.
    if (this.#left === 0) this.complete = true;
  }
}
const SIZE = -1;
const AFTER = -2;
