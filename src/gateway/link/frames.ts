import { z } from "zod";
import { digestSchema, gatewayCommandSchema } from "../events.ts";
import { publicWordSchema } from "../public-word.ts";

/** The words between a gateway and its keeper: one JSON object a line over a local socket, bounded both ways. */

/** Longest line, in bytes. A peer that sends a longer one is cut off. */
export const FRAME_BYTES_MAX = 1024 * 1024;
/** Most bytes that may wait for a slow peer before the connection is dropped (it reconnects, events are kept on disk). */
export const BACKLOG_BYTES_MAX = 4 * 1024 * 1024;

export const fromGatewaySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    worker: z.number().int(),
    pid: z.number().int(),
    version: z.string(),
  }),
  z.object({ type: z.literal("digest"), digest: digestSchema }),
  z.object({
    type: z.literal("event"),
    source: z.string().max(100),
    sequence: z.number().int().positive(),
    event: z.object({ kind: z.string(), subject: z.string(), body: z.unknown(), at: z.number() }),
  }),
  z.object({
    type: z.literal("result"),
    id: z.number().int(),
    value: z.unknown().optional(),
    error: z.unknown().optional(),
  }),
]);
export type FromGateway = z.infer<typeof fromGatewaySchema>;

export const fromKeeperSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ack"), source: z.string(), sequence: z.number().int() }),
  z.object({
    type: z.literal("command"),
    id: z.number().int(),
    site: z.string(),
    command: gatewayCommandSchema,
  }),
  z.object({ type: z.literal("public-word"), word: publicWordSchema }),
]);
export type FromKeeper = z.infer<typeof fromKeeperSchema>;

/** Cuts a byte stream into lines. Throws when a line grows beyond the bound. */
export class LineReader {
  private rest = "";
  private readonly decoder = new TextDecoder();

  push(bytes: Uint8Array): string[] {
    const lines = (this.rest + this.decoder.decode(bytes, { stream: true })).split("\n");
    this.rest = lines.pop() ?? "";
    if (this.rest.length > FRAME_BYTES_MAX) throw new RangeError("a line of the local link is too long");
    return lines.filter((line) => line.length > 0);
  }
}

/** Writes lines to a socket that may be slow; false when the peer reads so slowly that it must be dropped. */
export class LineWriter {
  private backlog = new Uint8Array(0);

  write(socket: { write(data: Uint8Array): number }, frame: FromGateway | FromKeeper): boolean {
    const line = new TextEncoder().encode(`${JSON.stringify(frame)}\n`);
    if (this.backlog.length + line.length > BACKLOG_BYTES_MAX) return false;
    this.backlog = joined(this.backlog, line);
    this.flush(socket);
    return true;
  }

  flush(socket: { write(data: Uint8Array): number }): void {
    if (this.backlog.length === 0) return;
    const written = socket.write(this.backlog);
    if (written > 0) this.backlog = this.backlog.slice(written);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
