import { connect, type Socket } from "node:net";
import { loopbackHost } from "../../bench/harness/loopback.ts";

/** Many connections that each do one unhelpful thing. Loopback only, from as many addresses as asked. */

export type CrowdPlan = {
  port: number;
  count: number;
  /** Source addresses 127.NET.x.1, used in turn. */
  net: number;
  addresses: number;
  /** Sent once when the connection is made. */
  first?: string | Uint8Array;
  /** Sent again and again. */
  drip?: { bytes: string; everyMs: number };
  /** False: nothing is ever read. */
  reading?: boolean;
};

export type Crowd = {
  /** Connections that were made and are still open. */
  open(): number;
  made(): number;
  /** What the first bytes of the answers were, counted by status; 0 for an end without a word. */
  readonly statuses: Map<number, number>;
  stop(): void;
};

const COUNT_MAX = 12_000;
/** Made in groups, so that the listener's line of new connections does not overflow. */
const GROUP = 250;

/** Opens the crowd and comes back when all connections were made or refused. */
export async function gather(plan: CrowdPlan): Promise<Crowd> {
  if (plan.count > COUNT_MAX) throw new RangeError(`a crowd has at most ${COUNT_MAX} connections`);
  const sockets = new Set<Socket>();
  const statuses = new Map<number, number>();
  let made = 0;
  for (let at = 0; at < plan.count; at += GROUP) {
    const size = Math.min(GROUP, plan.count - at);
    await Promise.all(
      Array.from({ length: size }, (_, n) =>
        join(plan, at + n, sockets, statuses).then((joined) => {
          if (joined) made += 1;
        }),
      ),
    );
  }
  const dripping =
    plan.drip === undefined
      ? undefined
      : setInterval(() => {
          for (const socket of sockets) socket.write(plan.drip?.bytes ?? "");
        }, plan.drip.everyMs);
  return {
    open: () => sockets.size,
    made: () => made,
    statuses,
    stop() {
      clearInterval(dripping);
      for (const socket of sockets) socket.destroy();
    },
  };
}

function join(
  plan: CrowdPlan,
  n: number,
  sockets: Set<Socket>,
  statuses: Map<number, number>,
): Promise<boolean> {
  const from = loopbackHost(`127.${plan.net}.${n % plan.addresses}.1`);
  return new Promise((resolve) => {
    const socket = connect({ port: plan.port, host: "127.0.0.1", localAddress: from });
    let status = 0;
    socket.on("connect", () => {
      sockets.add(socket);
      if (plan.reading === false) socket.pause();
      if (plan.first !== undefined) socket.write(plan.first);
      resolve(true);
    });
    if (plan.reading !== false) {
      socket.on("data", (piece: Buffer) => {
        if (status === 0)
          status = Number(/^HTTP\/1\.1 (\d{3})/.exec(piece.subarray(0, 12).toString("latin1"))?.[1] ?? 0);
      });
    }
    socket.on("error", () => {});
    socket.on("close", () => {
      if (sockets.delete(socket)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      resolve(false);
    });
  });
}
