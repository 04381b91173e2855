import { describe, expect, test } from "bun:test";
import { strengthOf } from "./password-strength.ts";

describe("how a password is called", () => {
  test.each([
    ["", "empty"],
    ["court", "short"],
    ["elevensigns", "short"],
    ["aaaaaaaaaaaaaaaaaaaaaa", "weak"],
    ["motdepasse2026", "weak"],
    ["azertyuiop123456", "weak"],
    ["Alice-Martin-2026", "weak"],
    ["cheval pile agrafe", "strong"],
    ["h8!kVq2zR#mp", "fair"],
    ["tilleul orage bicyclette", "strong"],
    ["éééééééééééé", "weak"],
  ] as const)("%s: %s", (password, strength) => {
    expect(strengthOf(password, ["Alice", "Martin"])).toBe(strength);
  });
});
