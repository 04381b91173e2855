import type { WireAnswer } from "../../src/drill/answer-reader.ts";
import { Connection, type Endpoint } from "../../src/drill/connection.ts";

/** What one lane sends next, from whose address, and how much of the answer it wants to see. */
export type LaneRequest = {
  source: string;
  message: string;
  isHead: boolean;
  bodyBytesMax: number;
  answered(answer: WireAnswer): void;
};

export type LanesResult = { sent: number; lost: number; seconds: number };

/** A request without an answer for so long counts as lost, and its connection is given up. */
const PATIENCE_MS = 30_000;
/** Connections that are kept open for other requests from the same address. */
const IDLE_MAX = 4_000;

/**
 * Closed loop: `lanes` requests are always under way until `requests` have been sent or `secondsMax` are over. `next`
 * gives undefined when there is nothing more. For counting answers of many requests, not for judging their times.
 */
export function runLanes(
  endpoint: Endpoint,
  options: { lanes: number; requests: number; secondsMax: number },
  next: () => LaneRequest | undefined,
): Promise<LanesResult> {
  const startedAt = performance.now();
  const until = startedAt + options.secondsMax * 1000;
  const idle = new Map<string, Connection[]>();
  const busy = new Map<Connection, { request: LaneRequest; sentAt: number }>();
  let [sent, lost, idleCount, lanes] = [0, 0, 0, 0];
  return new Promise((resolve) => {
    const ends = {
      answered: (connection: Connection, answer: WireAnswer) => {
        const entry = busy.get(connection);
        busy.delete(connection);
        entry?.request.answered(answer);
        if (!answer.closes) keep(connection);
        step();
      },
      lost: (connection: Connection) => {
        if (busy.delete(connection)) {
          lost++;
          step();
          return;
        }
        const kept = idle.get(connection.source);
        const at = kept?.indexOf(connection) ?? -1;
        if (at < 0) return;
        kept?.splice(at, 1);
        idleCount--;
      },
    };
    const keep = (connection: Connection) => {
      const kept = idle.get(connection.source);
      if (idleCount >= IDLE_MAX) {
        connection.close();
        return;
      }
      idleCount++;
      if (kept === undefined) idle.set(connection.source, [connection]);
      else kept.push(connection);
    };
    const take = (source: string) => {
      const kept = idle.get(source);
      const connection = kept?.pop();
      if (connection !== undefined) idleCount--;
      if (kept?.length === 0) idle.delete(source);
      return connection;
    };
    const step = () => {
      const request = sent < options.requests && performance.now() < until ? next() : undefined;
      if (request === undefined) {
        if (--lanes === 0) finish();
        return;
      }
      sent++;
      const kept = take(request.source);
      const connection = kept ?? new Connection(request.source, ends);
      busy.set(connection, { request, sentAt: performance.now() });
      if (kept === undefined) connection.open(endpoint, request.message, request);
      else connection.send(request.message, request);
    };
    const patience = setInterval(() => {
      const oldest = performance.now() - PATIENCE_MS;
      for (const [connection, { sentAt }] of busy) {
        if (sentAt > oldest) continue;
        connection.close();
        ends.lost(connection);
      }
    }, 1_000);
    const finish = () => {
      clearInterval(patience);
      for (const kept of idle.values()) for (const connection of kept) connection.close();
      resolve({ sent, lost, seconds: (performance.now() - startedAt) / 1000 });
    };
    lanes = options.lanes;
    for (let lane = 0; lane < options.lanes; lane++) step();
  });
}
