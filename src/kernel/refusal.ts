/**
 * A refusal is an answer, not a crash: what was refused, where, and what the person can do next.
 * Rules return it; edges (command line, HTTP, configuration) print it.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    /** Stable word for programs, for instance "unknown-site". */
    readonly code: string,
    /** What is wrong, in one sentence. */
    readonly what: string,
    /** The place: a file, a setting's path, an address. */
    readonly where: string,
    /** What to do next, in one sentence. */
    readonly remedy: string,
  ) {
    super(`${what} (${where}). ${remedy}`);
  }
}

/** The one line that a person reads for any error: what, where, what to do. */
export function errorLine(error: unknown): string {
  if (error instanceof Refusal) return `${error.where}: ${error.what} ${error.remedy}`;
  if (error instanceof Error) return error.message;
  return String(error);
}
