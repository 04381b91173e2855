import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  attacksOf,
  documentEntries,
  documentIdOf,
  givenHead,
  oneLine,
  ownKeys,
  parts,
  statementsOf,
  unresolvedOf,
} from "./entries.ts";
import { ATTACKS_PER_DOCUMENT_MAX, claimsEvents, STATEMENTS_PER_DOCUMENT_MAX } from "./events.ts";
import { printOf } from "./join/index.ts";
import { webAddress } from "./read-document.ts";
import {
  type Attack,
  ATTACK_TYPES,
  type Reading,
  SPEAKERS,
  STANCES,
  type Statement,
  STATEMENTS_PER_ATTACK_MAX,
} from "./reading.ts";

/** Whatever a text makes the extractor say, the journal can take it, and nothing invisible is in it. */

const ENTRY_BYTES_MAX = 60 * 1024;
/** Marks that turn the reading direction, controls, halves of pairs, markup, and long runs of what takes most bytes. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("\u202egnp.exe", "a\u0000b", "\u2028", "\ud800", "<script>alert(1)</script>", "", "   "),
  fc.integer({ min: 1, max: 900 }).map((length) => "𝕬".repeat(length)),
);
const time = fc.option(
  fc.record({
    from: fc.constantFrom("2026-01-05", "2026-01-05T16:00", "9999-99-99", "mardi"),
    to: fc.constantFrom("2026-01-05", "2026-01-06", "", "2026-02-30"),
    precision: fc.constantFrom("minute" as const, "day" as const, "year" as const),
    zone: fc.constantFrom("UTC" as const, null),
  }),
  { nil: null },
);
const statement: fc.Arbitrary<Statement> = fc.record({
  stance: fc.constantFrom(...STANCES),
  speaker: fc.constantFrom(...SPEAKERS),
  modality: fc.constantFrom("asserted" as const, "reported" as const),
  quote: hostile,
  span: fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })),
  at: time,
});
const attack: fc.Arbitrary<Attack> = fc.record({
  body: fc
    .record({ code: fc.integer({ min: 10_000, max: 10_400 }), name: hostile })
    .map(({ code, name }) => ({
      id: `commune:${code}`,
      name,
      kind: "commune" as const,
      code: String(code),
      siren: null,
      departement: "10",
      listed: true,
    })),
  type: fc.constantFrom(...ATTACK_TYPES),
  actor: fc.option(hostile, { nil: null }),
  when: time,
  services: fc.array(hostile, { maxLength: 30 }),
  statements: fc.array(statement, { maxLength: 6 }),
  doubt: fc.double({ min: -1, max: 2, noNaN: true }),
  evidence: fc.array(hostile, { maxLength: 20 }),
});
const reading: fc.Arbitrary<Reading> = fc.record({
  version: fc.constant("1"),
  lang: fc.constantFrom("fr" as const, "en" as const),
  title: hostile,
  publishedAt: fc.constantFrom("2026-01-05", "0000-00-00", null),
  agency: fc.option(hostile, { nil: null }),
  publisher: fc.option(hostile, { nil: null }),
  attacks: fc.array(attack, { maxLength: 12 }),
  unresolved: fc.array(
    fc.record({
      name: hostile,
      why: fc.constantFrom("homonyms" as const, "unknown" as const, "doubtful" as const),
      quote: hostile,
      span: fc.constant([0, 1] as const),
      candidates: fc.constant([]),
    }),
    { maxLength: 80 },
  ),
  background: fc.constant([]),
  names: fc.array(hostile, { maxLength: 90 }),
  numbers: fc.array(fc.stringMatching(/^[0-9]{1,40}$/), { maxLength: 90 }),
  hosts: fc.constant([]),
});

function entriesOf(read: Reading, text = "un texte de plus de cinq mots pour une empreinte") {
  const document = documentIdOf({ text, publisher: read.publisher, url: null });
  const own = ownKeys(document);
  const attacks = attacksOf(read, () => own.event);
  return documentEntries({
    document,
    kind: "article",
    text,
    title: read.title,
    publisher: read.publisher,
    agency: read.agency,
    lang: read.lang,
    url: null,
    publishedAt: null,
    extractor: read.version,
    given: givenHead({ title: read.title, publishedAt: read.title, lang: read.title }),
    placed: { ...own, dispatchScore: 0, eventScore: 0 },
    print: printOf(read, text),
    attacks,
    statements: statementsOf(read, document, new Set(attacks.map(({ body }) => body.id))),
    unresolved: unresolvedOf(read, () => undefined),
    targets: [],
  });
}

/** Each entry fits its schema and the journal's bound. */
function expectWritable(read: Reading): void {
  for (const { kind, body } of entriesOf(read)) {
    const parsed = claimsEvents[kind].safeParse(body);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(body)), kind).toBeLessThan(ENTRY_BYTES_MAX);
  }
}

describe("what was read", () => {
  test("can always be written, whatever the text holds", () => {
    fc.assert(fc.property(reading, expectWritable), { numRuns: 200 });
  });

  test("is bounded: the longest list of attacks, each with the longest quotes", () => {
    const [one] = fc.sample(attack, { numRuns: 1, seed: 7 });
    const many = Array.from({ length: 600 }, (_, at): Attack => {
      const said: Statement = {
        stance: "claims",
        speaker: "attacker",
        modality: "asserted",
        quote: "𝕬".repeat(900),
        span: [at, at + 1],
        at: null,
      };
      return {
        ...(one as Attack),
        body: { ...(one as Attack).body, id: `commune:${10_000 + at}` },
        statements: Array.from({ length: STATEMENTS_PER_ATTACK_MAX }, (__, place) => ({
          ...said,
          span: [at, at + place] as const,
        })),
      };
    });
    const [base] = fc.sample(reading, { numRuns: 1, seed: 7 });
    const read: Reading = { ...(base as Reading), attacks: many };
    expectWritable(read);
    const entries = entriesOf(read);
    const sum = (kind: string, list: string) =>
      entries
        .filter((entry) => entry.kind === kind)
        .reduce(
          (total, { body }) => total + ((body as unknown as Record<string, unknown[]>)[list]?.length ?? 0),
          0,
        );
    expect(sum("claims.attacks-read", "attacks")).toBe(ATTACKS_PER_DOCUMENT_MAX);
    expect(sum("claims.statements-read", "statements")).toBe(STATEMENTS_PER_DOCUMENT_MAX);
  });

  test("about many bodies at once is one statement", () => {
    const [one] = fc.sample(attack, { numRuns: 1, seed: 3 });
    const said: Statement = {
      stance: "accessible",
      speaker: "journalist",
      modality: "asserted",
      quote: "toujours accessibles",
      span: [4, 24],
      at: null,
    };
    const attacks = ["commune:1", "commune:2"].map((id) => ({
      ...(one as Attack),
      body: { ...(one as Attack).body, id },
      statements: [said],
    }));
    const [base] = fc.sample(reading, { numRuns: 1, seed: 3 });
    const found = statementsOf(
      { ...(base as Reading), attacks },
      "d-0123456789abcdef",
      new Set(["commune:1", "commune:2"]),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ id: "s-0123456789abcdef-1", bodies: ["commune:1", "commune:2"] });
  });
});

test("a link is an address of the web, or none", () => {
  const links = [
    "https://ville.fr/a b",
    "http://ville.fr",
    "javascript:alert(1)",
    "data:text/html,x",
    "ville.fr",
  ];
  expect(links.map(webAddress)).toEqual(["https://ville.fr/a%20b", "http://ville.fr/", null, null, null]);
  expect(webAddress(`https://ville.fr/${"a".repeat(500)}`)).toBeNull();
});

test("one line is one line: nothing in it breaks it, turns it or hides", () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 2, max: 300 }), (text, most) => {
      const line = oneLine(text, most);
      expect(line.length).toBeLessThanOrEqual(most);
      expect(line.isWellFormed()).toBe(true);
      expect(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(line)).toBe(false);
      expect(oneLine(line, most)).toBe(line);
    }),
  );
});

test("a list comes in pieces in its order, none larger than it may be", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 30 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 40, max: 120 }),
      (items, count, bytes) => {
        const pieces = parts(items, count, bytes);
        expect(pieces.flat()).toEqual(items);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(count);
      },
    ),
  );
});
