import type { Speaker, Stance } from "../reading.ts";

/**
 * One way of saying a stance, over folded text (`Page.plain`). `state` cues say that something is down or slow: of the
 * public site or of internal services, whichever is spoken of nearest.
 */
export type Cue = {
  readonly stance: Stance | "down" | "slow";
  readonly words: RegExp;
  /** Takes the cue back when it matches what stands before it in its sentence. */
  readonly unless?: RegExp;
  /** Takes the cue back when it matches what stands after it in its sentence. */
  readonly unlessAfter?: RegExp;
  /** Who can say only this. */
  readonly speaker?: Speaker;
};

export type Words = {
  readonly cues: readonly Cue[];
  /** Nouns of the public site, and of what works inside. */
  readonly site: RegExp;
  readonly inside: RegExp;
};

/** `any("a", "b c")` matches either, as whole words; within a part, regular expressions are meant. */
export function any(...parts: string[]): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${parts.join("|")})(?![a-z0-9])`, "g");
}

/** As `any`, but tested at the end of what stands before. */
export function before(...parts: string[]): RegExp {
  return new RegExp(`(?:^|[^a-z0-9])(?:${parts.join("|")})[ '"]*$`);
}
