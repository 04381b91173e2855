import type { Readable } from "node:stream";

/** One request as the origin will get it. `target` and `headers` go on the wire exactly so. */
export type OriginRequest = {
  readonly method: string;
  /** Path and query, origin-form. */
  readonly target: string;
  /** Flat list name, value, name, value ... in the order to send, Host included, hop-by-hop headers left out. */
  readonly headers: readonly string[];
  readonly body: ReadableStream<Uint8Array> | Uint8Array | null;
  /** Aborting it closes the connection to the origin within milliseconds. */
  readonly signal?: AbortSignal;
};

/** The origin's answer with its body still to be read. Framing was checked by the parser. */
export type OriginResponse = {
  readonly status: number;
  readonly reason: string;
  /** Flat list as received, duplicates and order kept, hop-by-hop headers left out. */
  readonly headers: readonly string[];
  /** Emits "error" if the origin cuts it short: a short body never ends normally. */
  readonly body: Readable;
  /** Milliseconds from sending to the first byte of the answer. */
  readonly firstByteMs: number;
};

/** Why the origin gave no usable answer. */
export type OriginFailureCode = "refused" | "timeout" | "reset" | "malformed" | "aborted" | "busy";

export class OriginFailure extends Error {
  override readonly name = "OriginFailure";
  constructor(
    readonly code: OriginFailureCode,
    message: string,
  ) {
    super(message);
  }
}

export type OriginClient = {
  /** Sends one request. Rejects with an OriginFailure; never retries what is not idempotent. */
  send(request: OriginRequest): Promise<OriginResponse>;
  close(): void;
};
