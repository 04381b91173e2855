import { describe, expect, test } from "bun:test";
import { CERTIFICATE_FAILURES, FAILURES, PROTECTIONS, QUALIFIERS } from "../codes.ts";
import { type AttemptClass, attemptClass, marksOf, roundOutcome } from "./attempt-class.ts";

const names = (marks: number) => QUALIFIERS.filter((_, n) => (marks & (1 << n)) !== 0);
const plain = { failure: "ok", protection: "none", content: "same" } as const;

describe("an attempt", () => {
  test("that got an answer, or has a bad certificate alone, is answered", () => {
    for (const failure of ["ok", "http.redirect_off_domain", ...CERTIFICATE_FAILURES] as const)
      expect(attemptClass({ failure, protection: "none" })).toBe("answered");
  });

  test("that a protection answered is answered, whatever the status", () => {
    for (const protection of PROTECTIONS.filter((one) => one !== "none" && one !== "maintenance")) {
      for (const failure of ["http.503", "http.4xx", "http.5xx"] as const)
        expect(attemptClass({ failure, protection })).toBe("answered");
    }
  });

  test("of a site in maintenance with 503 has failed, with 200 it is answered", () => {
    expect(attemptClass({ failure: "http.503", protection: "maintenance" })).toBe("failed");
    expect(attemptClass({ failure: "ok", protection: "maintenance" })).toBe("answered");
  });

  test("of ours that broke down, or was not made, is void under every protection", () => {
    for (const failure of ["prober.fault", "refused.private_address", "refused.retry_after"] as const) {
      for (const protection of PROTECTIONS) expect(attemptClass({ failure, protection })).toBe("void");
    }
  });

  test("every failure has a class, and all others are failed", () => {
    const failed = FAILURES.filter((failure) => attemptClass({ failure, protection: "none" }) === "failed");
    expect(failed.length).toBe(FAILURES.length - 3 - 2 - CERTIFICATE_FAILURES.length);
  });
});

describe("a round", () => {
  const cases: [string, string | undefined][] = [
    ["a", "up"],
    ["f", undefined],
    ["fff", undefined],
    ["fa", "shaky"],
    ["fffa", "shaky"],
    ["ffff", "down"],
    ["fffv", "void"],
    ["vvvv", "void"],
    ["vfff", "void"],
    ["va", "up"],
    ["vfa", "shaky"],
    ["", undefined],
  ];
  const words: Record<string, AttemptClass> = { a: "answered", f: "failed", v: "void" };
  test.each(cases)("of %p is %p", (attempts, outcome) => {
    expect(roundOutcome([...attempts].map((letter) => words[letter] as AttemptClass))).toBe(outcome as never);
  });
});

describe("marks", () => {
  test("say what stands beside the outcome", () => {
    expect(names(marksOf(plain))).toEqual([]);
    expect(names(marksOf({ ...plain, protection: "waiting_room" }))).toEqual(["protected"]);
    expect(names(marksOf({ ...plain, certificate: "tls.cert_expired" }))).toEqual(["tls_warning"]);
    expect(names(marksOf({ ...plain, failure: "tls.name_mismatch" }))).toEqual(["tls_warning"]);
    expect(names(marksOf({ ...plain, failure: "http.redirect_off_domain" }))).toEqual(["content_changed"]);
    expect(names(marksOf({ ...plain, content: "suspected_defacement", protection: "maintenance" }))).toEqual([
      "suspected_defacement",
      "maintenance",
    ]);
  });
});
