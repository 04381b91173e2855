import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { BREST, mistaken, readByOlder } from "../../test/support/claims-older.ts";
import { type ClaimsRoom, claimsRoom } from "../../test/support/claims-room.ts";
import { DISPATCH_EN, DISPATCH_FR, MARKET, NEXT_DAY, RANSOMWARE } from "../../test/support/claims-texts.ts";
import { dumpViews } from "../../test/support/journal.ts";
import { until } from "../../test/support/watch-room.ts";
import { openGazetteer } from "../gazetteer/index.ts";
import { program } from "../kernel/actor.ts";
import type { Attack, DocumentPage, Rereading } from "./answers.ts";
import type { AttackRead } from "./events.ts";
import { openExtraction } from "./extract/index.ts";
import { claimsViews } from "./index.ts";
import { EXTRACTOR_VERSION } from "./reading.ts";
import { differences, type Standing } from "./reread.ts";
import { openTextStore } from "./text-store.ts";

/** A newer program reads what an older one had read: findings change, decisions of people and what was there before do not. */

const today = openExtraction(openGazetteer());

let room: ClaimsRoom;
beforeAll(async () => {
  room = await claimsRoom({ watching: false });
}, 60_000);
afterAll(async () => {
  await room.close();
});

const look = (document: string): Promise<DocumentPage> =>
  room.good("alice observer", "GET", `/api/claims/documents/${document}`);
const reread = (document: string) =>
  room.good("alice member", "POST", `/api/claims/documents/${document}/reread`, {});
const status = (): Promise<Rereading> => room.good("alice observer", "GET", "/api/claims/rereading");
const of = (page: DocumentPage, body: string) => page.attacks.find((attack) => attack.body.id === body);

const BESANCON = "commune:25056";

describe("a document that an older program read", () => {
  let document = "";
  let before: DocumentPage;

  test("stands as it was read, and says by which rules", async () => {
    document = readByOlder(room, DISPATCH_FR, mistaken);
    before = await look(document);
    expect(before).toMatchObject({ row: { extractor: "0" }, today: EXTRACTOR_VERSION, earlier: [] });
    expect(await status()).toMatchObject({ outdated: 1, running: null, last: null });
    const brought = { name: "depeche.txt", text: DISPATCH_FR };
    const { documents } = await room.good("bob member", "POST", "/api/claims/documents", brought);
    expect(documents).toMatchObject([{ document, known: true, older: true }]);
  });

  test("is read anew when a person asks, and only then", async () => {
    const review = async (body: string, decision: string, now: object = {}) => {
      const { type, actor, event } = of(before, body) as Attack;
      const old = { body, type, actor, event };
      const asked = { document, body, decision, old, new: now, reason: "vérifié" };
      await room.good("alice member", "POST", "/api/claims/reviews/attack", asked);
    };
    await review("commune:42187", "rejected");
    await review("commune:39198", "corrected", { body: BESANCON });
    const { outcome, document: after } = await reread(document);
    expect(outcome).toBe("changed");
    expect(of(after, "commune:81065")).toMatchObject({ type: "ddos", review: null });
    expect(of(after, "commune:56121")).toMatchObject({ type: "ddos", review: null });
    expect(of(after, BREST)).toBeUndefined();
    expect(after.row).toMatchObject({ extractor: EXTRACTOR_VERSION, attacks: 6, event: before.row.event });
  });

  test("keeps what a person decided", async () => {
    const after = await look(document);
    expect(of(after, "commune:42187")).toMatchObject({ review: { decision: "rejected" } });
    expect(of(after, BESANCON)).toMatchObject({
      review: { decision: "corrected" },
      read: { body: { id: "commune:39198" } },
    });
    expect(of(after, "commune:39198")).toBeUndefined();
  });

  test("shows what older rules had read", async () => {
    const { earlier, statements } = await look(document);
    const attacks = earlier.flatMap((one) =>
      one.kind === "attack" ? [[one.body.id, one.type, one.by]] : [],
    );
    expect(attacks.sort()).toEqual([
      [BREST, "ddos", "0"],
      ["commune:56121", "defacement", "0"],
    ]);
    const ids = statements.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(before.statements.length).toBeGreaterThan(0);
    expect(
      statements.every(
        ({ quote, span }) => span === null || DISPATCH_FR.slice(...span).includes(quote.slice(0, 5)),
      ),
    ).toBe(true);
  });

  test("keeps the verdicts that stood on it", async () => {
    const given = room.journal.query<{ body: string }>("SELECT body FROM claims_verdicts");
    expect(given.map(({ body }) => body)).toContain(BREST);
    const kept = room.journal.read({ after: 0, limit: 1_000 });
    const kinds = kept.map(({ entry }) => entry.kind);
    expect(kinds.filter((kind) => kind === "claims.document-read")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "claims.document-reread")).toHaveLength(1);
  });

  test("read once more gives the same, and writes nothing", async () => {
    const acts = room.acts();
    expect((await reread(document)).outcome).toBe("same");
    expect(room.acts()).toBe(acts);
  });
});

test("rules that read a text as it was read change nothing, with a head given or not", async () => {
  const heads = [
    {},
    { title: "Un titre à part", publishedAt: "2026-01-05", lang: "fr", publisher: "Le Quotidien" },
    { title: "Des sites visés", publishedAt: "2026-01-05T23:30:00Z", publisher: "La Dépêche" },
  ];
  const documents = [DISPATCH_EN, NEXT_DAY, RANSOMWARE, MARKET].flatMap((text) =>
    heads.map((head) => readByOlder(room, text, undefined, head)),
  );
  const pages = await Promise.all(documents.map(look));
  for (const document of documents) expect((await reread(document)).outcome).toBe("same");
  const after = await Promise.all(documents.map(look));
  expect(after.map(({ attacks, statements }) => ({ attacks, statements }))).toEqual(
    pages.map(({ attacks, statements }) => ({ attacks, statements })),
  );
  expect(after.every(({ row }) => row.extractor === EXTRACTOR_VERSION)).toBe(true);
});

describe("all that older rules read", () => {
  const done = () => until(async () => ((await status()).running === null ? status() : undefined));

  test("is read again in the background, once", async () => {
    const texts = [0, 1, 2].map((n) => `${RANSOMWARE}\nÉdition ${n}.\n`);
    const documents = texts.map((text, n) =>
      readByOlder(room, text, (reading) => (n === 0 ? { ...reading, attacks: [] } : reading)),
    );
    const [first = "", , third = ""] = documents;
    const { row } = await look(third);
    expect(row.extractor).toBe("0");
    rmSync(join(room.folder, "documents"), { recursive: true });
    openTextStore(join(room.folder, "documents")).keep(texts[0] as string);
    expect((await status()).outdated).toBe(3);
    await room.good("alice member", "POST", "/api/claims/rereading", {});
    await room.good("bob member", "POST", "/api/claims/rereading", {});
    expect(await done()).toMatchObject({
      outdated: 2,
      last: { total: 3, done: 3, changed: 1, missing: 2, stopped: null },
    });
    expect((await look(first)).attacks).toHaveLength(1);
  });

  test("is for members to ask for", async () => {
    expect((await room.ask("alice observer", "POST", "/api/claims/rereading", {})).status).toBe(403);
    expect(
      (await room.ask("alice member", "POST", "/api/claims/documents/d-0000000000000000/reread", {})).status,
    ).toBe(404);
  });

  test("is in the tables what it is in the journal", async () => {
    const kept = dumpViews(room.path, claimsViews);
    expect(kept.claims_earlier?.length).toBeGreaterThan(0);
    room.journal.rebuildViews("claims");
    expect(dumpViews(room.path, claimsViews)).toEqual(kept);
  });
});

describe("differences", () => {
  const { attacks, unresolved } = today({ text: DISPATCH_FR });
  const bodies = attacks.map(({ body: { id, name, kind, code, departement } }) => ({
    id,
    name,
    kind,
    code,
    departement,
  }));
  const attack = (n: number, type: "ddos" | "intrusion") => {
    const body = bodies[n % bodies.length] as (typeof bodies)[number];
    const event = "e-0000000000000000";
    return { body, event, type, actor: null, when: null, services: [], doubt: 0.1, evidence: [] };
  };
  const by = { decision: "confirmed" as const, by: program("test"), at: "", reason: "" };
  const readings = fc.uniqueArray(fc.record({ n: fc.nat({ max: 5 }), hard: fc.boolean() }), {
    selector: ({ n }) => n,
  });
  const listed = (some: readonly { n: number; hard: boolean }[]) =>
    some.map(({ n, hard }) => attack(n, hard ? "intrusion" : "ddos"));

  test("made twice are none, and never touch what a person decided", () => {
    expect(unresolved).toEqual([]);
    fc.assert(
      fc.property(readings, readings, fc.nat({ max: 5 }), (older, newer, decided) => {
        const standing = (some: readonly AttackRead[], isReviewed: (n: string) => boolean): Standing => ({
          attacks: some.map((one) => ({
            ...one,
            document: "d-0000000000000000",
            review: isReviewed(one.body.id) ? by : null,
            read: null,
          })),
          statements: [],
          names: [],
          lastStatement: 0,
        });
        const person = bodies[decided % bodies.length]?.id ?? "";
        const old = standing(listed(older), (id) => id === person);
        const now = { attacks: listed(newer), statements: [], unresolved: [] };
        const { withdrawn, found } = differences(old, now);
        const isDecided = old.attacks.some(({ body }) => body.id === person);
        if (isDecided) {
          expect(withdrawn.attacks).not.toContain(person);
          expect(found.attacks.map(({ body }) => body.id)).not.toContain(person);
        }
        const left = old.attacks.filter(({ body }) => !withdrawn.attacks.includes(body.id));
        const next = standing([...left, ...found.attacks], (id) => isDecided && id === person);
        expect(differences(next, now)).toEqual({
          withdrawn: { attacks: [], statements: [], names: [] },
          found: { attacks: [], statements: [], unresolved: [] },
        });
      }),
    );
  });
});
