import { describe, expect, test } from "bun:test";
import type { Refusal } from "../kernel/refusal.ts";
import { checkPassword, Passwords, WAITING_STRANGERS_MAX } from "./passwords.ts";

const codeOf = (act: () => void): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as Refusal).code;
  }
};

describe("hashing", () => {
  test("is argon2id with the parameters that OWASP asks for", async () => {
    const hash = await new Passwords().hash("une phrase assez longue", "known");
    const [, m, t, p] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(hash) ?? [];
    expect(Number(m)).toBeGreaterThanOrEqual(19 * 1024);
    expect(Number(t)).toBeGreaterThanOrEqual(2);
    expect(Number(p)).toBe(1);
  });

  test("verifies the same letters, however a keyboard wrote them, and nothing else", async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash("l'été à la mairie", "known");
    expect(await passwords.verify("l'e\u0301te\u0301 a\u0300 la mairie", hash, "stranger")).toBe(true);
    expect(await passwords.verify("l'ete a la mairie", hash, "stranger")).toBe(false);
    expect(await passwords.verify("l'été à la mairie", undefined, "stranger")).toBe(false);
  });

  test("a flood of strangers is refused beyond its line, and somebody known passes it", async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash("une phrase assez longue", "known");
    const ends: string[] = [];
    const flood = Array.from({ length: 60 }, () =>
      passwords.verify("wrong", hash, "stranger").then(
        () => ends.push("stranger"),
        (error: Refusal) => error.code,
      ),
    );
    const known = passwords.verify("une phrase assez longue", hash, "known").then((right) => {
      ends.push("known");
      return right;
    });
    expect(await known).toBe(true);
    expect(ends.indexOf("known")).toBeLessThan(4);
    const refused = (await Promise.all(flood)).filter((end) => end === "too-many-tries");
    expect(refused).toHaveLength(60 - WAITING_STRANGERS_MAX - 1);
    expect(await passwords.verify("une phrase assez longue", hash, "stranger")).toBe(true);
  }, 30_000);

  test("leaves most of a core free in a flood of strangers", async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash("une phrase assez longue", "known");
    const time = async (standing: "known" | "stranger") => {
      const from = performance.now();
      for (let n = 0; n < 6; n++) await passwords.verify("wrong password", hash, standing);
      return performance.now() - from;
    };
    await time("known");
    const known = await time("known");
    // Five rests of twice a hash: three times as long, and half of that must be seen on any machine.
    expect(await time("stranger")).toBeGreaterThan(known * 1.5);
  });

  test("takes as long without an account as with one", async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash("une phrase assez longue", "known");
    await passwords.verify("x", undefined, "stranger");
    const time = async (given: string | undefined) => {
      const times: number[] = [];
      for (let n = 0; n < 9; n++) {
        const from = performance.now();
        await passwords.verify("wrong password", given, "known");
        times.push(performance.now() - from);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await time(hash), await time(undefined)];
    // The machine may be busy: what must not happen is that one of the two does no work at all.
    expect(Math.min(known, unknown)).toBeGreaterThan(Math.max(known, unknown) / 4);
  });
});

describe("a new password", () => {
  test.each([
    "short",
    "elevenchars",
    "aaaaaaaaaaaaaaaa",
    "abababababababab",
    "alice.martin1",
    "ALICE.MARTINalice.martin",
  ])("%s is refused", (password) => {
    expect(codeOf(() => checkPassword(password, "alice.martin"))).toBe("bad-request");
  });

  test.each(["le beffroi sonne", "correct horse battery", "mairie de Démo 1789", "🔔🗼🏰🕯🔔🗼🏰🕯🔔🗼🏰🕯"])(
    "%s is taken",
    (password) => {
      expect(codeOf(() => checkPassword(password, "alice.martin"))).toBeUndefined();
    },
  );
});
