import { connect } from "node:net";

/** One answer as it came over the wire, chunks put together. */
export type RawAnswer = {
  statusLine: string;
  status: number;
  /** In order, with the case in which they came. */
  headers: ReadonlyArray<readonly [string, string]>;
  body: Buffer;
  /** The connection ended before the message did. */
  cut: boolean;
};

const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Sends `request` (a whole HTTP/1.1 message with "Connection: close") byte by byte as it stands to a port of 127.0.0.1
 * and reads until the other side closes. Rejects after `timeoutMs` or when nothing that looks like an answer came.
 */
export function rawRequest(port: number, request: string | Buffer, timeoutMs = 10_000): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const socket = connect(port, "127.0.0.1");
    const timer = setTimeout(
      () => socket.destroy(new Error(`no complete answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    socket.on("connect", () => socket.write(request));
    socket.on("data", (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > ANSWER_BYTES_MAX) socket.destroy(new Error("answer too large"));
    });
    socket.on("error", (error) => {
      clearTimeout(timer);
      if (pieces.length === 0) reject(error);
    });
    socket.on("close", () => {
      clearTimeout(timer);
      const answer = readAnswer(Buffer.concat(pieces), request.slice(0, 5).toString().startsWith("HEAD "));
      if (answer === undefined) reject(new Error("the connection closed without an answer"));
      else resolve(answer);
    });
  });
}

/** Reads a message whose connection has closed. Interim 1xx answers are skipped. */
export function readAnswer(bytes: Buffer, isHead: boolean): RawAnswer | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [statusLine = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(statusLine.split(" ")[1]);
  if (!statusLine.startsWith("HTTP/1.")) return undefined;
  const rest = bytes.subarray(end + 4);
  if (status >= 100 && status < 200 && status !== 101) return readAnswer(rest, isHead);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const value = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1];
  if (isHead || status === 204 || status === 304)
    return { statusLine, status, headers, body: rest, cut: false };
  if (value("transfer-encoding")?.toLowerCase() === "chunked") {
    return { statusLine, status, headers, ...joinChunks(rest) };
  }
  const length = value("content-length");
  const cut = length !== undefined && rest.length < Number(length);
  return { statusLine, status, headers, body: rest, cut };
}

function joinChunks(bytes: Buffer): { body: Buffer; cut: boolean } {
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return { body: Buffer.concat(pieces), cut: true };
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    if (size === 0) return { body: Buffer.concat(pieces), cut: false };
    const piece = bytes.subarray(lineEnd + 2, lineEnd + 2 + size);
    pieces.push(piece);
    if (Number.isNaN(size) || piece.length < size) return { body: Buffer.concat(pieces), cut: true };
    at = lineEnd + 4 + size;
  }
}
