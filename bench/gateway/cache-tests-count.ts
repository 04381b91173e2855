/** What the suite prints for a test: true, or the kind of failure and its message. */
export type Outcome = true | readonly [string, string];

export type SuiteTest = {
  id: string;
  kind?: "required" | "optimal" | "check";
  browser_only?: boolean;
  depends_on?: readonly string[];
};
export type Suite = { id: string; tests: readonly SuiteTest[] };

type Share = { run: number; passed: number };
export type Count = Share & {
  /** Every test that was to run. */
  ids: ReadonlySet<string>;
  /** Passed, and so did everything the test says it depends on. */
  passedWithDependencies: number;
  required: Share;
  groups: Record<string, Share>;
  failures: ReadonlyArray<{ group: string; id: string; kind: string; why: string }>;
};

/**
 * Counts as the suite's own page does ("N tests, M passed"): each test that a shared cache runs, whatever its kind, and
 * passed when its outcome is `true`. Browser-only tests are left out.
 */
export function countSuite(suites: readonly Suite[], outcomes: Record<string, Outcome>): Count {
  const tests = suites.flatMap(({ id: group, tests }) =>
    tests.filter((test) => test.browser_only !== true).map((test) => ({ group, ...test })),
  );
  const byId = new Map(tests.map((test) => [test.id, test]));
  const passed = (id: string) => outcomes[id] === true;
  const passedDeep = (id: string): boolean =>
    passed(id) && (byId.get(id)?.depends_on ?? []).every(passedDeep);
  const share = (some: readonly { id: string }[]): Share => ({
    run: some.length,
    passed: some.filter(({ id }) => passed(id)).length,
  });
  const groups = Object.fromEntries(
    suites.map(({ id }) => [id, share(tests.filter(({ group }) => group === id))]),
  );
  const failures = tests
    .filter(({ id }) => !passed(id))
    .map(({ group, id, kind = "required" }) => ({ group, id, kind, why: why(outcomes[id]) }));
  return {
    ...share(tests),
    ids: new Set(byId.keys()),
    passedWithDependencies: tests.filter(({ id }) => passedDeep(id)).length,
    required: share(tests.filter(({ kind = "required" }) => kind === "required")),
    groups,
    failures,
  };
}

function why(outcome: Outcome | undefined): string {
  if (outcome === undefined) return "did not run";
  return outcome === true ? "" : `${outcome[0]}: ${outcome[1]}`;
}

/**
 * The tests that guard what belongs to one visitor: answers that a shared cache must not store (private, no-store,
 * fetched with Authorization) or must not give to another selection (Vary). About Set-Cookie the suite asks the opposite,
 * see COOKIE_TESTS.
 */
export const PRIVACY_TESTS: ReadonlySet<string> = new Set([
  "cc-resp-private-shared",
  "cc-resp-no-store",
  "cc-resp-no-store-case-insensitive",
  "cc-resp-no-store-fresh",
  "other-authorization",
  "vary-no-match",
  "vary-omit-stored",
  "vary-omit",
  "vary-2-no-match",
  "vary-2-match-omit",
  "vary-3-no-match",
  "vary-3-order",
  "vary-star",
  "vary-syntax-star",
  "vary-syntax-star-star",
  "vary-syntax-star-star-lines",
  "vary-syntax-empty-star",
  "vary-syntax-empty-star-lines",
  "vary-syntax-star-foo",
  "vary-syntax-foo-star",
  "conditional-etag-vary-headers",
]);

/**
 * The suite's tests that want an answer with Set-Cookie to be stored and given to others. A gateway that never shares a
 * cookie fails them on purpose.
 */
export const COOKIE_TESTS: ReadonlySet<string> = new Set([
  "other-set-cookie",
  "headers-store-Set-Cookie",
  "304-etag-update-response-Set-Cookie",
]);

/** The suite's tests of stale-if-error. Its release on npm has none of stale-while-revalidate: stale.ts has. */
export const STALE_TESTS: ReadonlySet<string> = new Set(["stale-sie-503", "stale-sie-close"]);
