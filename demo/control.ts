import { type DemoTown, type DemoTownCapacity, isLoopback } from "./server.ts";

/** A changed town still works: at least one worker, and nothing slower than a hundredth of its speed. */
const WORKERS_MAX = 64;
const DELAY_FACTOR_MAX = 100;
const BODY_BYTES_MAX = 1000;

export interface ControlDoor {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * A door of its own, apart from the site's, for whoever measures a gateway in front of the town. GET gives the town's
 * figures as JSON, with `heldMost` since the last GET; POST takes {"workers": 2, "delayFactor": 4}, either or both,
 * which holds from then on. Throws when the address is taken or is not a loopback address.
 */
export function startControl(listen: { hostname: string; port: number }, town: DemoTown): ControlDoor {
  const { hostname, port } = listen;
  if (!isLoopback(hostname))
    throw new Error(`demo: ${hostname} is not a loopback address. Take changes on 127.0.0.1 or ::1 only.`);
  const server = Bun.serve({
    hostname,
    port,
    maxRequestBodySize: BODY_BYTES_MAX,
    fetch: async (request) => {
      if (request.method !== "POST")
        return Response.json({ ...town.figures(), heldMost: town.takeHeldMost() });
      const capacity = readCapacity(await request.text());
      if (capacity === undefined)
        return new Response('demo: write {"workers": 2, "delayFactor": 4}\n', { status: 400 });
      town.change(capacity);
      return Response.json(capacity);
    },
  });
  return {
    url: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${server.port}`,
    stop: () => server.stop(true),
  };
}

function readCapacity(text: string): DemoTownCapacity | undefined {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof given !== "object" || given === null) return undefined;
  const { workers, delayFactor, ...rest } = given as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || (workers === undefined && delayFactor === undefined)) return undefined;
  if (workers !== undefined && !isBetween(workers, 1, WORKERS_MAX)) return undefined;
  if (workers !== undefined && !Number.isInteger(workers)) return undefined;
  if (delayFactor !== undefined && !isBetween(delayFactor, 0, DELAY_FACTOR_MAX)) return undefined;
  return {
    ...(workers !== undefined && { workers: workers as number }),
    ...(delayFactor !== undefined && { delayFactor: delayFactor as number }),
  };
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}
