import { z } from "zod";
import { type Clock, systemClock } from "../../kernel/clock.ts";
import { OldestFirst } from "./oldest-first.ts";

/**
 * Which pages without freshness headers are the same for everybody, learned from what different visitors saw.
 * Every observation comes from a request that went to the origin without cookies and without Authorization.
 *
 * A page that changes over time looks, for one moment, like a page that differs by visitor. The rule that keeps them apart:
 * - another body always starts the count anew, so nothing is shared before enough visitors have seen the new one;
 * - two different bodies for two visitors within `SAME_TIME_MS`, or the return of the body before last
 *   within `RETURN_MS`, cannot be one change over time: the page is demoted and needs a longer proof.
 */

export const TARGETS_MAX = 20_000;
/** Of these, at most so many are still being learned: a stream of new targets cannot push out what is proved. */
export const LEARNING_MAX = 5_000;
export const VARIANTS_MAX = 8;
/** Different visitors in a row who saw the same body. */
export const PROOF_VISITORS = 3;
export const PROOF_VISITORS_AFTER_DEMOTION = 9;
/** As long as a learned page counts as fresh. */
export const SAME_TIME_MS = 5_000;
export const RETURN_MS = 600_000;

type Variant = {
  hash: string;
  /** Those who saw `hash` in a row; no more than the proof needs. Empty once proved. */
  visitors: string[];
  isPublic: boolean;
  lastVisitor: string;
  lastSeenAtMs: number;
  /** The body before this one, and until when its return counts as a contradiction. */
  hashBefore: string;
  hashBeforeUntilMs: number;
};
type Target = { demoted: boolean; variants: Map<string, Variant> };

const savedSchema = z.array(
  z.tuple([z.string().max(2_048), z.boolean(), z.array(z.tuple([z.string(), z.string()])).max(VARIANTS_MAX)]),
);

export class PublicLearner {
  /** A target stands in one of them: in `proved` once a variant of it was public. */
  private readonly learning = new OldestFirst<string, Target>(LEARNING_MAX);
  private readonly proved = new OldestFirst<string, Target>(TARGETS_MAX - LEARNING_MAX);
  private demotionCount = 0;

  constructor(private readonly clock: Clock = systemClock) {}

  /**
   * One body that the origin gave for an anonymous request, in calm.
   * @param visitor opaque and already anonymised; only compared.
   * @returns "public" if this very body may be shared.
   */
  observe(target: string, variant: string, bodyHash: string, visitor: string): "learning" | "public" {
    const nowMs = this.clock.now();
    const known = this.touch(target);
    const seen = known.variants.get(variant);
    if (seen === undefined) {
      this.addVariant(known, variant, firstSight(bodyHash, visitor, nowMs));
      return "learning";
    }
    if (seen.hash === bodyHash) return this.agree(target, known, seen, visitor, nowMs);
    const contradiction = visitor !== seen.lastVisitor && isContradiction(seen, bodyHash, nowMs);
    const restarted = firstSight(bodyHash, visitor, nowMs);
    restarted.hashBefore = seen.hash;
    restarted.hashBeforeUntilMs = nowMs + RETURN_MS;
    known.variants.set(variant, restarted);
    if (contradiction) this.demote(target);
    return "learning";
  }

  /** True if somebody who looks now may share what was proved of this target and variant. */
  isPublic(target: string, variant: string): boolean {
    return this.proved.get(target)?.variants.get(variant)?.isPublic ?? false;
  }

  isDemoted(target: string): boolean {
    return (this.proved.get(target) ?? this.learning.get(target))?.demoted ?? false;
  }

  /** The target set a cookie, called itself private, or differed: what was proved is void, and the next proof longer. */
  demote(target: string): void {
    const known = this.proved.get(target) ?? this.learning.get(target);
    if (known === undefined) {
      this.touch(target).demoted = true;
      return;
    }
    if (this.proved.has(target)) this.demotionCount++;
    known.demoted = true;
    for (const variant of known.variants.values()) {
      variant.isPublic = false;
      variant.visitors = [];
    }
  }

  /** How many times a target that was public lost it, since the start. */
  get demotions(): number {
    return this.demotionCount;
  }

  get size(): number {
    return this.learning.size + this.proved.size;
  }

  /** For `fromJSON`: what is proved or demoted, oldest first. What was half learned is learned anew. */
  toJSON(): unknown {
    const rows: Array<[string, boolean, Array<[string, string]>]> = [];
    for (const [target, { demoted, variants }] of this.proved) {
      const open = [...variants].filter(([, { isPublic }]) => isPublic);
      if (demoted || open.length > 0)
        rows.push([target, demoted, open.map(([key, { hash }]) => [key, hash])]);
    }
    return rows;
  }

  /** What `toJSON` gave; anything else gives a learner that knows nothing. */
  static fromJSON(saved: unknown, clock: Clock = systemClock): PublicLearner {
    const learner = new PublicLearner(clock);
    const parsed = savedSchema.safeParse(saved);
    if (!parsed.success) return learner;
    for (const [target, demoted, variants] of parsed.data) {
      const known: Target = { demoted, variants: new Map() };
      for (const [variant, hash] of variants) {
        known.variants.set(variant, {
          ...firstSight(hash, "", Number.NEGATIVE_INFINITY),
          visitors: [],
          isPublic: true,
        });
      }
      learner.proved.set(target, known);
    }
    return learner;
  }

  private agree(
    target: string,
    known: Target,
    seen: Variant,
    visitor: string,
    nowMs: number,
  ): "learning" | "public" {
    seen.lastVisitor = visitor;
    seen.lastSeenAtMs = nowMs;
    if (seen.isPublic) return "public";
    if (!seen.visitors.includes(visitor)) seen.visitors.push(visitor);
    if (seen.visitors.length < (known.demoted ? PROOF_VISITORS_AFTER_DEMOTION : PROOF_VISITORS))
      return "learning";
    seen.isPublic = true;
    seen.visitors = [];
    if (this.learning.delete(target)) this.proved.set(target, known);
    return "public";
  }

  private touch(target: string): Target {
    const proved = this.proved.get(target);
    const known = proved ?? this.learning.get(target) ?? { demoted: false, variants: new Map() };
    (proved === undefined ? this.learning : this.proved).set(target, known);
    return known;
  }

  private addVariant(known: Target, variant: string, seen: Variant): void {
    if (known.variants.size >= VARIANTS_MAX) {
      const oldest = known.variants.keys().next();
      if (!oldest.done) known.variants.delete(oldest.value);
    }
    known.variants.set(variant, seen);
  }
}

function firstSight(hash: string, visitor: string, nowMs: number): Variant {
  return {
    hash,
    visitors: [visitor],
    isPublic: false,
    lastVisitor: visitor,
    lastSeenAtMs: nowMs,
    hashBefore: "",
    hashBeforeUntilMs: Number.NEGATIVE_INFINITY,
  };
}

function isContradiction(seen: Variant, bodyHash: string, nowMs: number): boolean {
  if (nowMs - seen.lastSeenAtMs < SAME_TIME_MS) return true;
  return bodyHash === seen.hashBefore && nowMs < seen.hashBeforeUntilMs;
}
