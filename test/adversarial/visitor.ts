import { connect } from "node:net";

/** One request as bytes on the wire, from one address of 127.0.0.0/8: gateways tell visitors apart by address. */
export type WireRequest = {
  /** Last byte of the source address 127.0.0.N, 1 to 254. */
  readonly from: number;
  readonly method: string;
  /** Sent as it stands, however odd. */
  readonly target: string;
  readonly host: string;
  /** Whole header lines, without the line end. */
  readonly headers: readonly string[];
  readonly body?: string;
};

/** What came back, all of it: header and body as one text, so that nothing a visitor could see is overlooked. */
export type WireAnswer = { readonly status: number; readonly text: string };

const ANSWER_BYTES_MAX = 256 * 1024;
const WAIT_MS = 8_000;

export function wireBytes(request: WireRequest): string {
  const lines = [`${request.method} ${request.target} HTTP/1.1`, `Host: ${request.host}`, ...request.headers];
  if (request.body !== undefined) lines.push(`Content-Length: ${Buffer.byteLength(request.body)}`);
  return `${lines.join("\r\n")}\r\nConnection: close\r\n\r\n${request.body ?? ""}`;
}

/** Sends one request on a connection of its own. Status 0: the other side closed without an answer, or took too long. */
export function ask(port: number, request: WireRequest): Promise<WireAnswer> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const socket = connect({ port, host: "127.0.0.1", localAddress: `127.0.0.${request.from}` });
    const timer = setTimeout(() => socket.destroy(), WAIT_MS);
    socket.on("connect", () => socket.write(Buffer.from(wireBytes(request), "latin1")));
    socket.on("data", (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > ANSWER_BYTES_MAX) socket.destroy();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      clearTimeout(timer);
      const text = Buffer.concat(pieces).toString("latin1");
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0), text });
    });
  });
}
