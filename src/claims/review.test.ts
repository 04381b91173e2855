import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ClaimsRoom, claimsRoom } from "../../test/support/claims-room.ts";
import { DISPATCH_EN, DISPATCH_FR, RANSOMWARE } from "../../test/support/claims-texts.ts";
import { dumpViews } from "../../test/support/journal.ts";
import type { Attack, EventPage, ReadOutcome, Statement } from "./answers.ts";
import { claimsViews } from "./index.ts";

/** What people confirm, correct, add, join and part; and what comes out of it as test cases. */

let room: ClaimsRoom;
let first: ReadOutcome;
beforeEach(async () => {
  room = await claimsRoom({ watching: false });
  first = await read("depeche.txt", DISPATCH_FR);
});
afterEach(async () => {
  // Whatever was done, the tables are what the entries say.
  const kept = dumpViews(room.path, claimsViews);
  room.journal.rebuildViews("claims");
  expect(dumpViews(room.path, claimsViews)).toEqual(kept);
  await room.close();
});

async function read(name: string, text: string, more: object = {}): Promise<ReadOutcome> {
  const input = { name, text, ...more };
  return (await room.good("alice member", "POST", "/api/claims/documents", input)).documents[0];
}
const page = async (event: string): Promise<EventPage> =>
  room.good("alice observer", "GET", `/api/claims/events/${event}`);
const review = (what: string, body: object, as = "bob member") =>
  room.ask(as, "POST", `/api/claims/reviews/${what}`, body);

const attackOn = (body: string): Attack => first.attacks.find((one) => one.body.id === body) as Attack;
const oldOf = ({ body, type, actor, event }: Attack) => ({ body: body.id, type, actor, event });
const statementOf = (body: string, stance: string): Statement =>
  first.statements.find((one) => one.bodies.includes(body) && one.stance === stance) as Statement;

describe("an attack that was read", () => {
  const roanne = () => attackOn("commune:42187");
  const asked = (more: object) => ({
    document: first.document,
    body: "commune:42187",
    old: oldOf(roanne()),
    ...more,
  });

  test("is confirmed, once", async () => {
    const confirm = asked({ decision: "confirmed", reason: "Lu." });
    const { body } = await review("attack", confirm);
    expect(body.attack.review).toMatchObject({ decision: "confirmed", reason: "Lu." });
    const entries = room.acts();
    expect((await review("attack", confirm)).body.attack.review.decision).toBe("confirmed");
    expect(room.acts()).toBe(entries);
  });

  test("is corrected to another body, and what was said of the one was said of the other", async () => {
    const correct = asked({
      decision: "corrected",
      new: { body: "commune:42218" },
      reason: "Saint-Étienne.",
    });
    const { body } = await review("attack", correct);
    expect(body.attack).toMatchObject({
      body: { id: "commune:42218", name: "Saint-Étienne" },
      review: { decision: "corrected" },
      read: { body: { id: "commune:42187" } },
    });
    const { bodies, statements } = await page(first.event);
    expect(bodies.map((one) => one.body.id)).toContain("commune:42218");
    expect(bodies.map((one) => one.body.id)).not.toContain("commune:42187");
    expect(statements.some((one) => one.bodies.includes("commune:42187"))).toBe(false);
    expect((await review("attack", correct)).status).toBe(200);
  });

  test("is rejected: the body is accused no more, and the reviewer still sees it", async () => {
    await review("attack", asked({ decision: "rejected", reason: "Homonyme." }));
    const { bodies, attacks } = await page(first.event);
    expect(bodies.map((one) => one.body.id)).not.toContain("commune:42187");
    expect(attacks.find((one) => one.body.id === "commune:42187")?.review?.decision).toBe("rejected");
    const { events } = await room.good("alice observer", "GET", "/api/claims/bodies/commune%3A42187");
    expect(events).toEqual([]);
  });

  test("is not changed by who looked at something else", async () => {
    const stale = asked({ decision: "corrected", new: { type: "ransomware" } });
    const { body, status } = await review("attack", { ...stale, old: { ...stale.old, type: "intrusion" } });
    expect([status, body.error.code]).toEqual([409, "changed-meanwhile"]);
  });

  test("cannot become a body that nobody knows, or one that is there already", async () => {
    const to = async (id: string) => {
      const correct = asked({ decision: "corrected", new: { body: id } });
      return (await review("attack", correct)).body.error.code;
    };
    expect(await to("commune:00000")).toBe("not-found");
    expect(await to("commune:56121")).toBe("already-there");
  });
});

describe("a statement", () => {
  test("is corrected and rejected, and what the machine had read stays beside it", async () => {
    const statement = statementOf("commune:56121", "inaccessible");
    const { speaker, stance, modality, bodies } = statement;
    const old = { speaker, stance, modality, bodies };
    const asked = { document: first.document, statement: statement.id, old };
    const corrected = { ...asked, decision: "corrected", new: { speaker: "victim" }, reason: "Le maire." };
    const { body } = await review("statement", corrected);
    expect(body.statement).toMatchObject({ speaker: "victim", read: { speaker } });
    const gone = { ...asked, old: { ...old, speaker: "victim" }, decision: "rejected" };
    expect((await review("statement", gone)).body.statement.review.decision).toBe("rejected");
  });

  test("is added where its words stand in the text, and nowhere else", async () => {
    const add = (quote: string) =>
      review("add-statement", {
        document: first.document,
        bodies: ["commune:56121"],
        speaker: "prosecutor",
        stance: "confirms",
        modality: "asserted",
        quote,
        reason: "Le parquet.",
      });
    const quote = "7 sites ont été recensés comme victimes";
    const { body } = await add(quote);
    expect(body.statement).toMatchObject({ quote, review: { decision: "added" } });
    expect(DISPATCH_FR.slice(...body.statement.span)).toBe(quote);
    expect((await add(quote)).body.statement.id).toBe(body.statement.id);
    expect((await add("8 sites ont été recensés")).body.error.code).toBe("not-in-text");
  });
});

test("an attack that the machine missed is added, and only once", async () => {
  const add = { document: first.document, body: "commune:29019", type: "ddos", reason: "Brest aussi." };
  const { body } = await review("add-attack", add);
  expect(body.attack).toMatchObject({ body: { name: "Brest" }, review: { decision: "added" }, doubt: 0 });
  expect((await review("add-attack", add)).status).toBe(200);
  expect((await review("add-attack", { ...add, type: "intrusion" })).body.error.code).toBe("already-there");
  expect((await page(first.event)).bodies.map((one) => one.body.id)).toContain("commune:29019");
});

test("corrections come out as test cases in the scheme of the gold files", async () => {
  const rejected = attackOn("commune:39198");
  await review("attack", {
    document: first.document,
    body: "commune:39198",
    decision: "rejected",
    old: oldOf(rejected),
    reason: "Pas visée.",
  });
  await read("guéret.txt", RANSOMWARE);
  const { text } = await room.ask("alice member", "GET", "/api/claims/corrections.jsonl");
  const lines = text.trim().split("\n");
  expect(lines).toHaveLength(1);
  const gold = JSON.parse(lines[0] ?? "");
  expect(gold).toMatchObject({ id: first.document, lang: "fr", note: "Pas visée." });
  expect(gold.background).toEqual([
    { body: { name: "Dole", kind: "commune", code: "39198", siren: null, departement: "39" } },
  ]);
  expect(gold.attacks).toHaveLength(5);
  const lorient = gold.attacks.find((one: { body: { code: string } }) => one.body.code === "56121");
  expect(lorient.statements.length).toBeGreaterThan(1);
  for (const { quote } of lorient.statements) expect(DISPATCH_FR.replace(/\s+/g, " ")).toContain(quote);
});

describe("events", () => {
  test("are named by a person; the machine's title moves on, a person's does not", async () => {
    const path = `/api/claims/events/${first.event}/name`;
    const named = { old: "", new: "Vague du 5 janvier" };
    expect((await room.good("bob member", "POST", path, named)).row).toMatchObject({
      title: "Vague du 5 janvier",
      named: true,
    });
    await read("wire.txt", DISPATCH_EN);
    expect((await page(first.event)).row.title).toBe("Vague du 5 janvier");
    const late = await room.ask("bob member", "POST", path, { old: "Autre", new: "Encore autre" });
    expect(late.body.error.code).toBe("changed-meanwhile");
  });

  test("are parted and joined again; the parted pair is not asked about any more", async () => {
    const second = await read("wire.txt", DISPATCH_EN);
    expect(second.event).toBe(first.event);
    const { row } = await room.good("bob member", "POST", `/api/claims/events/${first.event}/move`, {
      documents: [second.document],
      to: "new",
      reason: "Autre vague.",
    });
    expect(row.event).not.toBe(first.event);
    expect((await page(first.event)).row.documents).toBe(1);
    const { items } = await room.good("alice observer", "GET", "/api/claims/queue");
    expect(items.filter(({ kind }: { kind: string }) => kind === "same-event")).toEqual([]);
    const merged = await room.good("bob member", "POST", `/api/claims/events/${row.event}/merge`, {
      into: first.event,
      reason: "La même.",
    });
    expect(merged.row).toMatchObject({ event: first.event, documents: 2 });
    expect((await room.ask("alice observer", "GET", `/api/claims/events/${row.event}`)).status).toBe(404);
    expect((await page(first.event)).bodies).toHaveLength(6);
  });

  test("of an exercise and of real life are never joined", async () => {
    const exercise = await read("exercice.txt", RANSOMWARE, { exercise: true });
    const merge = await room.ask("bob member", "POST", `/api/claims/events/${exercise.event}/merge`, {
      into: first.event,
      reason: "Erreur.",
    });
    expect(merge.body.error.code).toBe("mixed-exercise");
  });
});

test("the queue holds what is doubtful, the most doubtful first", async () => {
  const { items, total } = await room.good("alice observer", "GET", "/api/claims/queue?limit=200");
  const doubts = items.map(({ doubt }: { doubt: number }) => doubt);
  expect(total).toBe(items.length);
  expect([...doubts].sort((a: number, b: number) => b - a)).toEqual(doubts);
});

test("acts with words that are not theirs are refused with a place and a remedy", async () => {
  for (const [what, body] of [
    ["attack", { document: "d-x" }],
    ["statement", {}],
    ["add-attack", { document: first.document, body: "commune:29019", type: "war", reason: "x" }],
    ["dismiss-name", { document: first.document, name: "", reason: "x" }],
  ] as const) {
    const answer = await review(what, body);
    expect([answer.status, answer.body.error.code]).toEqual([400, "bad-request"]);
  }
});
