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
  /** Needs to match what stands before it in its sentence. */
  readonly only?: RegExp;
  /** Its words say that it came about: nothing among them takes it back. */
  readonly settled?: boolean;
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
  return new RegExp(`(?<![a-z0-9])(?:${parts.map(softSpaces).join("|")})(?![a-z0-9])`, "g");
}

/** As `any`, for English: a word of a gap may be a possessive or have a hyphen, as "the town's ready-made site". */
export function english(...parts: string[]): RegExp {
  return any(
    ...parts.map((part) => part.replaceAll(" \\w+)", " [\\w'-]+)").replaceAll("(?:\\w+ )", "(?:[\\w'-]+ )")),
  );
}

/** A space stands for up to three: quotation marks are blanked before words are looked for. */
function softSpaces(source: string): string {
  let inClass = false;
  let out = "";
  for (let i = 0; i < source.length; i++) {
    const letter = source[i] as string;
    if (letter === "\\") {
      out += letter + (source[++i] ?? "");
      continue;
    }
    if (letter === "[") inClass = true;
    if (letter === "]") inClass = false;
    if (letter !== " " || inClass) out += letter;
    else if (source[i + 1] === "?") {
      out += "(?: {1,3})?";
      i++;
    } else out += " {1,3}";
  }
  return out;
}

/** As `any`, but tested at the end of what stands before. */
export function before(...parts: string[]): RegExp {
  return new RegExp(`(?:^|[^a-z0-9])(?:${parts.join("|")})[ '"]*$`);
}
