import { randomBytes } from "node:crypto";
import { tokenHash } from "./secret.ts";

/**
 * Codes on paper, for the day when phone, network or provider are gone: one code and the user name let somebody in. They
 * are read aloud and typed by hand, so their alphabet has no letters that look like a digit (Crockford's Base32), and what
 * is typed instead of them is understood. 80 random bits need no slow hash: they cannot be tried out.
 */

export const PRINTED_CODES = 10;
const CHARACTERS = 16;
const GROUP = 4;

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Ten new codes, in groups of four: "7K2M-0QXV-D94T-HB6E". */
export function newPrintedCodes(): string[] {
  return Array.from({ length: PRINTED_CODES }, () => {
    // 32 divides 256: each character is as likely as any other.
    const characters = Array.from(randomBytes(CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length]);
    return characters.join("").replace(new RegExp(`.{${GROUP}}(?=.)`, "g"), "$&-");
  });
}

/** The code as it was printed, without groups; undefined when it cannot be one. Spaces, dots and dashes do not count. */
export function readPrintedCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replace(/[\s.\-\u2010-\u2015]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const known = code.length === CHARACTERS && [...code].every((character) => ALPHABET.includes(character));
  return known ? code : undefined;
}

/** What is kept of a code: bound to its person, so that equal hashes never meet. */
export const printedCodeHash = (person: string, code: string): string => tokenHash(`${person}:${code}`);
