import { z } from "zod";
import { OldestFirst } from "../cache/oldest-first.ts";
import { type RouteClass, routeClassSchema } from "../events.ts";

/** Most routes with a value of their own; the one not seen for longest gives way. */
export const BASELINE_ROUTES_MAX = 512;
/** A longer name has no value of its own: its class stands for it. */
export const ROUTE_NAME_CHARACTERS_MAX = 256;
/** After so many answers an average forgets as fast as it learns. */
const MEMORY_SAMPLES = 128;
/** Fewer answers say nothing yet. */
const KNOWN_AFTER_SAMPLES = 3;
/** How much they differ takes more answers to know; until then the class stands for the route. */
const NOISE_AFTER_SAMPLES = 16;
/** One answer counts for at most so many times what is known, so that one mishap does not move the average. */
const CLIP = 5;

/** Mean time to the first byte, and the mean square of an answer's deviation from it, in parts of it. */
type Known = { ms: number; spread: number; samples: number };

const knownSchema = z.strictObject({
  ms: z.number().positive().max(600_000),
  spread: z.number().nonnegative().max(1_000),
  samples: z.number().int().positive().max(MEMORY_SAMPLES),
});
const savedSchema = z.strictObject({
  version: z.literal(1),
  classes: z.partialRecord(routeClassSchema, knownSchema),
  routes: z.array(z.tuple([z.string().max(ROUTE_NAME_CHARACTERS_MAX), knownSchema])).max(BASELINE_ROUTES_MAX),
});

/** What each route, and each class of routes, takes at the origin while nobody has to wait there. */
export class Baselines {
  private readonly routes = new OldestFirst<string, Known>(BASELINE_ROUTES_MAX);
  private readonly classes: Partial<Record<RouteClass, Known>> = {};

  /** True as long as not even a class is known. */
  get empty(): boolean {
    return Object.values(this.classes).every((known) => known.samples < KNOWN_AFTER_SAMPLES);
  }

  /** Milliseconds to the first byte of the route, else of its class; undefined when neither is known. */
  expected(routeClass: RouteClass, route: string): number | undefined {
    const own = this.routes.get(route);
    if (own !== undefined && own.samples >= KNOWN_AFTER_SAMPLES) return own.ms;
    return this.expectedOfClass(routeClass);
  }

  expectedOfClass(routeClass: RouteClass): number | undefined {
    const known = this.classes[routeClass];
    return known !== undefined && known.samples >= KNOWN_AFTER_SAMPLES ? known.ms : undefined;
  }

  /** Standard deviation of an answer of this route, in parts of its mean; 0 when nothing is known. */
  noise(routeClass: RouteClass, route: string): number {
    const own = this.routes.get(route);
    if (own !== undefined && own.samples >= NOISE_AFTER_SAMPLES) return Math.sqrt(own.spread);
    return Math.sqrt(this.classes[routeClass]?.spread ?? 0);
  }

  /** Learns one answer that had to wait for nobody. The caller sees to that. */
  observe(routeClass: RouteClass, route: string, ms: number): void {
    if (!(ms > 0)) return;
    this.classes[routeClass] = learn(this.classes[routeClass], ms);
    if (route.length <= ROUTE_NAME_CHARACTERS_MAX) this.routes.set(route, learn(this.routes.get(route), ms));
  }

  toJSON(): unknown {
    return { version: 1, classes: this.classes, routes: [...this.routes] };
  }

  /** From what toJSON gave. Anything else gives an empty one: a lost baseline is learned again. */
  static fromJSON(saved: unknown): Baselines {
    const baselines = new Baselines();
    const read = savedSchema.safeParse(saved);
    if (!read.success) return baselines;
    Object.assign(baselines.classes, read.data.classes);
    for (const [route, known] of read.data.routes) baselines.routes.set(route, known);
    return baselines;
  }
}

function learn(known: Known | undefined, ms: number): Known {
  if (known === undefined) return { ms, spread: 0, samples: 1 };
  const clipped = known.samples < KNOWN_AFTER_SAMPLES ? ms : Math.min(ms, CLIP * known.ms);
  known.samples = Math.min(known.samples + 1, MEMORY_SAMPLES);
  const deviation = clipped / known.ms - 1;
  known.ms += (clipped - known.ms) / known.samples;
  known.spread += (deviation * deviation - known.spread) / known.samples;
  return known;
}
