import { Refusal } from "../kernel/refusal.ts";
import { newToken } from "./secret.ts";

/** Passwords: what they must be, and their hashes, of which only a few are worked on at once. */

/** ANSSI, "Recommandations relatives à l'authentification multifacteur et aux mots de passe", R22 and NIST SP 800-63B. */
export const PASSWORD_CHARACTERS_MIN = 12;
/** Long sentences are fine; a megabyte is not. */
export const PASSWORD_CHARACTERS_MAX = 256;

/** Argon2id as OWASP asks for at least (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const ARGON2 = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;

/** Hashes that are worked on at once: 19 MiB and a core each. */
const AT_ONCE_MAX = 2;
/** Of these, how many may be for strangers: somebody known never waits behind a flood. */
const STRANGERS_AT_ONCE_MAX = 1;
/**
 * After a stranger's hash their place rests so many times as long as it took: a flood from everywhere gets a third of a
 * core, and the gateway beside us, which is besieged at the same time, the rest.
 */
const STRANGERS_REST = 2;
/** Those who wait. At 40 ms a hash the last stranger waits for two seconds. */
export const WAITING_STRANGERS_MAX = 16;
const WAITING_KNOWN_MAX = 32;

export type Standing = "known" | "stranger";

type Line = { running: number; readonly waiting: Array<() => void> };

/** The one place where passwords are hashed. */
export class Passwords {
  private readonly lines: Record<Standing, Line> = {
    known: { running: 0, waiting: [] },
    stranger: { running: 0, waiting: [] },
  };
  private nobodys: string | undefined;

  /** Throws the Refusal "too-many-tries" when too many wait already. */
  hash(password: string, standing: Standing): Promise<string> {
    return this.inLine(standing, () => Bun.password.hash(normal(password), ARGON2));
  }

  /**
   * Whether the password is the hash's. Without a hash it takes as long and is wrong, so that the time does not tell
   * whether an account exists. Throws the Refusal "too-many-tries" when too many wait already.
   */
  verify(password: string, hash: string | undefined, standing: Standing): Promise<boolean> {
    return this.inLine(standing, async () => {
      this.nobodys ??= await Bun.password.hash(newToken(), ARGON2);
      const right = await Bun.password.verify(normal(password), hash ?? this.nobodys);
      return right && hash !== undefined;
    });
  }

  private async inLine<T>(standing: Standing, work: () => Promise<T>): Promise<T> {
    const line = this.lines[standing];
    if (!this.isFree(standing)) {
      if (line.waiting.length >= (standing === "known" ? WAITING_KNOWN_MAX : WAITING_STRANGERS_MAX)) {
        throw tooManyAtOnce();
      }
      await new Promise<void>((resolve) => line.waiting.push(resolve));
    } else line.running += 1;
    const from = performance.now();
    try {
      return await work();
    } finally {
      const leave = () => {
        line.running -= 1;
        this.next();
      };
      if (standing === "known") leave();
      else setTimeout(leave, STRANGERS_REST * (performance.now() - from));
    }
  }

  private isFree(standing: Standing): boolean {
    const { known, stranger } = this.lines;
    if (known.running + stranger.running >= AT_ONCE_MAX) return false;
    return standing === "known" || stranger.running < STRANGERS_AT_ONCE_MAX;
  }

  private next(): void {
    for (const standing of ["known", "stranger"] as const) {
      const line = this.lines[standing];
      while (line.waiting.length > 0 && this.isFree(standing)) {
        line.running += 1;
        line.waiting.shift()?.();
      }
    }
  }
}

/** Refuses a password that is too short, or nothing but the user name. */
export function checkPassword(password: string, userName: string): void {
  const length = [...normal(password)].length;
  const trivial = new Set(normal(password).toLowerCase()).size < 4;
  const isName = normal(password).toLowerCase().replaceAll(userName.toLowerCase(), "").length < 4;
  if (length >= PASSWORD_CHARACTERS_MIN && !trivial && !isName) return;
  throw new Refusal(
    "bad-request",
    length < PASSWORD_CHARACTERS_MIN
      ? `The password has fewer than ${PASSWORD_CHARACTERS_MIN} characters.`
      : "This password is guessed at once.",
    "password",
    "Take a sentence of several words that nobody else knows.",
  );
}

/** The same letters typed on another keyboard are the same password (NIST SP 800-63B, section 5.1.1.2). */
const normal = (password: string): string => password.normalize("NFKC");

function tooManyAtOnce(): Refusal {
  return new Refusal(
    "too-many-tries",
    "Too many people sign in at this moment.",
    "sign-in",
    "Wait a few seconds and try again, or use a passkey or a printed code.",
  );
}
