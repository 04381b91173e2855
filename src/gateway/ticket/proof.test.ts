import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { checkProof, PROOF_BITS_MAX, PROOF_BITS_MIN } from "./proof.ts";

/** Looks bit by bit, unlike the code under test. */
function zeroBits(challenge: string, counter: number): number {
  const digest = createHash("sha256").update(`${challenge}.${counter}`).digest();
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.indexOf("1");
}

function solve(challenge: string, bits: number): number {
  for (let counter = 0; ; counter++) if (zeroBits(challenge, counter) >= bits) return counter;
}

describe("a proof of work", () => {
  test.each([8, 10, 12])("of %i bits is one for all that it proves, and for nothing else", (bits) => {
    const counter = solve("challenge", bits);
    const most = zeroBits("challenge", counter);
    for (let claimed = 1; claimed <= 30; claimed++) {
      const holds = claimed >= PROOF_BITS_MIN && claimed <= Math.min(most, PROOF_BITS_MAX);
      expect(checkProof("challenge", `${claimed}.${counter}`)).toBe(holds ? claimed : undefined);
    }
    expect(checkProof("another", `${bits}.${counter}`)).toBe(
      zeroBits("another", counter) >= bits ? bits : undefined,
    );
  });

  test("is refused when it is written in any other way", () => {
    const counter = solve("c", PROOF_BITS_MIN);
    expect(checkProof("c", `8.${counter}`)).toBe(8);
    const wrong = ["", ".", "8", "8.", `08.${counter}`, `8.0${counter}`, ` 8.${counter}`, `8.${counter}\n`];
    wrong.push(`8,${counter}`, `8.+${counter}`, `8.${"1".repeat(400)}`, `-8.${counter}`, `8.${counter}e0`);
    for (const proof of wrong) expect(checkProof("c", proof)).toBeUndefined();
    expect(checkProof("c".repeat(100_000), `8.${counter}`)).toBeUndefined();
  });
});
