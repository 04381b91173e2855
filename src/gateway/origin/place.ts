import type { RouteClass, Standing } from "../events.ts";
import type { OriginFailure, OriginFailureCode } from "./exchange.ts";
import type { ClassLatency } from "./limits.ts";
import { Waiter } from "./prefix-queues.ts";

export type Entrant = {
  readonly standing: Standing;
  readonly routeClass: RouteClass;
  /** Method and canonical route without values, for instance "GET /recherche". */
  readonly route: string;
  /** Network of the visitor, /24 or /48, as text. */
  readonly prefix: string;
};

/** A place at the origin. */
export type Place = {
  /** The origin answered: a sample for the limit. */
  answered(firstByteMs: number, status: number): void;
  /** The origin gave nothing. */
  failed(code: OriginFailureCode): void;
  /** The origin has done its part. Twice does no harm. */
  release(): void;
  /**
   * The visitor left before the origin answered. An origin like PHP works on, so the place stays taken for what such a
   * request still takes (bounded).
   */
  abandon(): void;
};

/** What a place tells the guard that gave it. */
export type PlaceKeeper = {
  sample(place: GuardPlace, latencyMs: number, status: number): void;
  sampleFailure(place: GuardPlace): void;
  leave(place: GuardPlace): void;
  leaveLater(place: GuardPlace): void;
};

/** A place that is taken. A class with fields, not closures: one is made for every request to the origin. */
export class GuardPlace implements Place, ClassLatency {
  held = true;
  freeAtMs = 0;
  latencyMs = 0;
  expectedMs = 0;
  noise = 0;
  inFlight = 0;
  inFlightOfClass = 0;
  pressed = false;
  pressedOfClass = false;

  constructor(
    private readonly keeper: PlaceKeeper,
    readonly entrant: Entrant,
    readonly standingIndex: number,
    readonly classIndex: number,
    readonly costMs: number,
    readonly enteredMs: number,
  ) {}

  answered(firstByteMs: number, status: number): void {
    this.keeper.sample(this, firstByteMs, status);
  }
  failed(code: OriginFailureCode): void {
    if (code !== "aborted" && code !== "busy") this.keeper.sampleFailure(this);
  }
  release(): void {
    this.keeper.leave(this);
  }
  abandon(): void {
    this.keeper.leaveLater(this);
  }
}

/** One in line for a place. */
export class GuardWaiter extends Waiter {
  entrant!: Entrant;
  letIn!: (place: Place) => void;
  refuse!: (why: OriginFailure) => void;
  signal: AbortSignal | undefined;
  onAbort: (() => void) | undefined;

  admit(place: Place): void {
    this.unhook();
    this.letIn(place);
  }
  turnAway(why: OriginFailure): void {
    this.unhook();
    this.refuse(why);
  }
  private unhook(): void {
    if (this.onAbort !== undefined) this.signal?.removeEventListener("abort", this.onAbort);
  }
}
