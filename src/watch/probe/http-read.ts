import type { Deadline } from "./deadline.ts";
import { type Fields, HEAD_BYTES_MAX, headEnd, type Head, parseHead } from "./http-head.ts";
import { Chunks } from "./http-chunks.ts";
import { Failed } from "./outcome.ts";
import type { Wire } from "./wire.ts";

/** Bytes of a body that are read; a longer page is cut there, which is no failure. */
export const BODY_BYTES_MAX = 262_144;
/** Interim answers (1xx) before the real one. */
const INTERIM_MAX = 5;

export type Answer = Head & {
  readonly body: Uint8Array;
  /** The body was longer than is read. */
  readonly cut: boolean;
  /** From the request to the first byte of the answer, in ms. */
  readonly firstByteMs: number;
};
/** What had come when it failed: enough to tell who answered. */
export class FailedWithHead extends Failed {
  constructor(
    failed: Failed,
    readonly head: Head,
    readonly firstByteMs: number,
  ) {
    super(failed.failure, failed.detail);
  }
}

/**
 * Sends one request and reads the answer, at most HEAD_BYTES_MAX and `bodyBytesMax` of it.
 * @throws Failed http.timeout_first_byte, http.timeout_body, http.eof, http.reset, http.protocol, http.head_too_large
 */
export async function exchange(
  wire: Wire,
  request: Uint8Array,
  deadline: Deadline,
  bodyBytesMax: number = BODY_BYTES_MAX,
): Promise<Answer> {
  const reader = new Reader(bodyBytesMax);
  const begins = (settle: (value: undefined) => void, fail: (failed: Failed) => void) => {
    wire.hear({
      data: (bytes) => {
        reader.take(bytes);
        settle(undefined);
      },
      over: (reset) => fail(reset ? RESET() : new Failed("http.eof", "closed before a byte came")),
    });
    wire.send(request);
    return () => {};
  };
  await deadline.run<undefined>("http.timeout_first_byte", begins);
  const goesOn = (settle: (value: Answer) => void, fail: (failed: Failed) => void) => {
    const look = () => {
      if (reader.failed !== undefined) fail(reader.failed);
      else if (reader.complete) settle(reader.answer());
    };
    wire.hear({
      data: (bytes) => {
        reader.take(bytes);
        look();
      },
      over: (reset) => {
        reader.end(reset);
        look();
      },
    });
    look();
    return () => {};
  };
  try {
    return await deadline.run<Answer>("http.timeout_body", goesOn);
  } catch (error) {
    if (error instanceof Failed && reader.head !== undefined)
      throw new FailedWithHead(error, reader.head, reader.firstByteMs);
    throw error;
  }
}

const RESET = () => new Failed("http.reset", "the connection was reset");

type Framing = { kind: "none" | "until-close" } | { kind: "length"; bytes: number } | { kind: "chunked" };

/** Takes bytes as they come and knows when the answer is whole. */
class Reader {
  head: Head | undefined;
  failed: Failed | undefined;
  complete = false;
  firstByteMs = 0;
  readonly #startedAt = performance.now();
  #headBytes: Uint8Array = new Uint8Array(0);
  #framing: Framing = { kind: "until-close" };
  #chunks: Chunks | undefined;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #cut = false;
  #interim = 0;

  constructor(private readonly bodyBytesMax: number) {}

  take(bytes: Uint8Array): void {
    if (this.firstByteMs === 0) this.firstByteMs = performance.now() - this.#startedAt;
    if (this.complete || this.failed !== undefined) return;
    try {
      if (this.head === undefined) this.#takeHead(bytes);
      else this.#takeBody(bytes);
    } catch (error) {
      this.failed = error instanceof Failed ? error : new Failed("prober.fault", String(error));
    }
  }

  /** The connection is over: fine for a body that ends that way. */
  end(reset: boolean): void {
    if (this.complete || this.failed !== undefined) return;
    if (reset) this.failed = RESET();
    else if (this.head === undefined) this.failed = new Failed("http.eof", "closed within the head");
    else if (this.#framing.kind === "until-close") this.complete = true;
    else this.failed = new Failed("http.eof", `closed after ${this.#bytes} bytes of the body`);
  }

  answer(): Answer {
    const head = this.head as Head;
    return { ...head, body: joined(this.#parts, this.#bytes), cut: this.#cut, firstByteMs: this.firstByteMs };
  }

  #takeHead(bytes: Uint8Array): void {
    const before = this.#headBytes.length;
    this.#headBytes = before === 0 ? bytes.slice() : joined([this.#headBytes, bytes], before + bytes.length);
    // Two octets back: the end may lie across two pieces.
    const end = headEnd(this.#headBytes, Math.max(0, before - 2));
    if (end === -1 ? this.#headBytes.length > HEAD_BYTES_MAX : end > HEAD_BYTES_MAX)
      throw new Failed("http.head_too_large", `a head of more than ${HEAD_BYTES_MAX} bytes`);
    if (end === -1) {
      refuseOther(this.#headBytes);
      return;
    }
    const head = parseHead(this.#headBytes.subarray(0, end));
    const rest = this.#headBytes.slice(end);
    this.#headBytes = new Uint8Array(0);
    if (head.status < 200) {
      this.#interim += 1;
      if (head.status === 101 || this.#interim > INTERIM_MAX)
        throw new Failed("http.protocol", `an answer ${head.status} that nobody asked for`);
      if (rest.length > 0) this.#takeHead(rest);
      return;
    }
    this.head = head;
    this.#framing = framingOf(head);
    if (this.#framing.kind === "chunked") this.#chunks = new Chunks();
    if (this.#framing.kind === "none") this.complete = true;
    else if (this.#framing.kind === "length" && this.#framing.bytes === 0) this.complete = true;
    else if (rest.length > 0) this.#takeBody(rest);
  }

  #takeBody(bytes: Uint8Array): void {
    const content = this.#chunks === undefined ? [bytes] : this.#chunks.take(bytes);
    for (const part of content) this.#keep(part);
    if (this.#chunks?.complete) this.complete = true;
    if (this.#framing.kind === "length" && this.#bytes >= this.#framing.bytes) this.complete = true;
    if (this.#cut) this.complete = true;
  }

  #keep(part: Uint8Array): void {
    const { kind } = this.#framing;
    const wanted = kind === "length" ? (this.#framing as { bytes: number }).bytes : Number.POSITIVE_INFINITY;
    const room = Math.min(wanted, this.bodyBytesMax) - this.#bytes;
    if (part.length > room && wanted > this.bodyBytesMax) this.#cut = true;
    // The socket's memory is its own: what is kept is copied.
    const kept = part.slice(0, Math.max(0, room));
    this.#parts.push(kept);
    this.#bytes += kept.length;
  }
}

/** A server that speaks another protocol is known by its first bytes; it need not be waited for. */
function refuseOther(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, 5)).toString("latin1");
  if (!"HTTP/".startsWith(start) && !start.startsWith("HTTP/"))
    throw new Failed("http.protocol", "what comes is not HTTP");
}

/** How long the body is (RFC 9112 §6.3). @throws Failed http.protocol */
function framingOf({ status, fields }: { status: number; fields: Fields }): Framing {
  if (status === 204 || status === 304) return { kind: "none" };
  const codings = (fields.get("transfer-encoding") ?? []).join(",").toLowerCase();
  if (/(^|[\s,])chunked\s*$/.test(codings)) return { kind: "chunked" };
  if (codings !== "") return { kind: "until-close" };
  const lengths = new Set(
    (fields.get("content-length") ?? []).flatMap((text) => text.split(",")).map((text) => text.trim()),
  );
  if (lengths.size === 0) return { kind: "until-close" };
  const [length] = lengths;
  if (lengths.size > 1 || !/^\d{1,15}$/.test(length ?? ""))
    throw new Failed("http.protocol", "a length that cannot be read");
  return { kind: "length", bytes: Number(length) };
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
