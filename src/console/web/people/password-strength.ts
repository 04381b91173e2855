/** Fewest characters of a password; the server asks for as many. */
export const PASSWORD_CHARACTERS_MIN = 12;

export type Strength = "empty" | "short" | "weak" | "fair" | "strong";

const STRONG_CHARACTERS = 18;
const DIFFERENT_MIN = 6;
const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "azertyuiopqsdfghjklmwxcvbn",
  "qwertyuiopasdfghjklzxcvbnm",
  "01234567890",
];
const GUESSED_FIRST = ["motdepasse", "password", "mairie", "beffroi", "bienvenue", "soleil"];

/**
 * How long a password would stand, roughly: length first, as the ANSSI and NIST advise, and whether it is one of the
 * first guesses. `known`: names that an attacker knows too.
 */
export function strengthOf(password: string, known: readonly string[] = []): Strength {
  const characters = [...password].length;
  if (characters === 0) return "empty";
  if (characters < PASSWORD_CHARACTERS_MIN) return "short";
  const rest = withoutGuesses(password.toLowerCase(), known);
  if (new Set(rest).size < DIFFERENT_MIN || rest.length < PASSWORD_CHARACTERS_MIN - 4) return "weak";
  return [...rest].length >= STRONG_CHARACTERS ? "strong" : "fair";
}

/** What is left when names, first guesses and runs along a keyboard are taken out. */
function withoutGuesses(password: string, known: readonly string[]): string {
  const guesses = [...GUESSED_FIRST, ...known.map((name) => name.toLowerCase())].filter(
    (guess) => guess.length >= 3,
  );
  let rest = guesses.reduce((text, guess) => text.replaceAll(guess, ""), password);
  for (const row of ROWS) {
    for (let length = row.length; length >= 4; length--) {
      for (let from = 0; from + length <= row.length; from++) {
        rest = rest.replaceAll(row.slice(from, from + length), "");
      }
    }
  }
  return rest;
}
