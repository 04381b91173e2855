import { mark, newToken, sameText } from "./secret.ts";

/**
 * Challenges of passkeys that need no memory: each carries its time and our mark. So no flood of questions can push out
 * the challenge of who is about to answer. Only challenges that were answered rightly are remembered, until they are too
 * old to come back.
 */

const CHALLENGE_MS = 5 * 60_000;

export class Challenges {
  private readonly answered = new Map<string, number>();

  constructor(private readonly secret: string) {}

  /** @param purpose what the answer will be good for: it is good for nothing else */
  make(purpose: string, nowMs: number): string {
    const text = `${newToken()}.${nowMs + CHALLENGE_MS}`;
    return `${text}.${mark(this.secret, `${purpose} ${text}`)}`;
  }

  /** Whether the challenge is ours, for this purpose, not too old and not answered yet. */
  isGood(challenge: string, purpose: string, nowMs: number): boolean {
    const [token, end, given] = challenge.split(".");
    if (token === undefined || end === undefined || given === undefined) return false;
    if (!sameText(mark(this.secret, `${purpose} ${token}.${end}`), given)) return false;
    return nowMs < Number(end) && !this.answered.has(challenge);
  }

  /** The challenge was answered rightly: not a second time. */
  use(challenge: string, nowMs: number): void {
    for (const [old, endMs] of this.answered) if (endMs <= nowMs) this.answered.delete(old);
    this.answered.set(challenge, nowMs + CHALLENGE_MS);
  }
}
