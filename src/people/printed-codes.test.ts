import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { newPrintedCodes, PRINTED_CODES, printedCodeHash, readPrintedCode } from "./printed-codes.ts";

describe("printed codes", () => {
  test("there are ten, each of 80 bits in groups of four, without a letter that looks like a digit", () => {
    const codes = Array.from({ length: 50 }, newPrintedCodes);
    for (const ten of codes) {
      expect(ten).toHaveLength(PRINTED_CODES);
      for (const code of ten) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    }
    expect(new Set(codes.flat()).size).toBe(50 * PRINTED_CODES);
    // Every character of the alphabet appears: 16 characters of 32 are 80 bits only if all are drawn.
    expect(new Set(codes.flat().join("").replaceAll("-", "")).size).toBe(32);
  });

  test("what was typed by hand is read as it was printed", () => {
    const slips: Record<string, string[]> = {
      "0": ["0", "O", "o"],
      "1": ["1", "I", "i", "L", "l"],
      "-": ["-", " ", "", "\u2013", "."],
    };
    fc.assert(
      fc.property(fc.constantFrom(...newPrintedCodes()), fc.infiniteStream(fc.nat()), (code, choices) => {
        const typed = [...code].map((character) => {
          const slip = slips[character] ?? [character, character.toLowerCase()];
          return slip[(choices.next().value ?? 0) % slip.length];
        });
        return readPrintedCode(` ${typed.join("")} `) === code.replaceAll("-", "");
      }),
    );
  });

  test.each([
    "",
    "7K2M-0QXV-D94T",
    "7K2M-0QXV-D94T-HB6E-1111",
    "7K2M-0QXV-D94T-HBU6",
    "7K2M_0QXV_D94T_HB6E",
    "éééé-éééé-éééé-éééé",
  ])("%j is no code", (typed) => {
    expect(readPrintedCode(typed)).toBeUndefined();
  });

  test("the same code of two people has two hashes", () => {
    expect(printedCodeHash("a", "0000000000000000")).not.toBe(printedCodeHash("b", "0000000000000000"));
  });
});
