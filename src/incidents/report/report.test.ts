import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ListeningRoom, listeningRoom } from "../../../test/support/incident-room.ts";
import { fillIncident } from "../../../test/support/incident-scenes.ts";
import { sha256Hex } from "../../kernel/canonical.ts";
import { TEXT_CHARACTERS_MAX } from "../events.ts";
import { CHRONOLOGY_MAX, SECTION_CHARACTERS_MAX } from "./gather.ts";
import { PAPER_POLICY } from "./routes.ts";

let room: ListeningRoom;
beforeEach(async () => {
  room = await listeningRoom({ settings: { town: "Ville de Démo" } });
});
afterEach(() => room.stop());

const act = (name: string, body: object) =>
  room.ask("alice", "POST", `/api/incidents/i-one/acts/${name}`, body);
const open = (more: object = {}) =>
  room.ask("alice", "POST", "/api/incidents", {
    id: "i-one",
    title: "Intrusion <b>",
    kind: "intrusion",
    ...more,
  });

async function report(incident = "i-one", body: object = {}) {
  const made = await room.ask("bob member", "POST", `/api/incidents/${incident}/report`, body);
  expect(made.status).toBe(200);
  const [item] = made.body.items;
  const answer = await get(item.sha256);
  return { item, answer, page: await answer.clone().text(), position: made.body.position };
}

const get = (sha256: string, as = "bob observer") =>
  fetch(`${room.url}/api/reports/${sha256}`, { headers: { "x-test-person": as } });

/** What a person reads, without tags, with plain spaces. */
function readable(page: string): string {
  const text = page.replace(/<br>/g, "\n").replace(/<[^>]+>/g, " ");
  const plain = text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
  return plain.replace(/[\s\u00a0\u202f]+/g, " ");
}

const who = { name: "Bob Lefèvre", function: "DSI" };

/** One of everything. */
async function furnish(): Promise<void> {
  await open({ summary: "Un compte a servi." });
  await act("note", {
    id: "n1",
    text: "Les <script>pare-feu</script> alertent",
    certainty: "fact",
    source: "console",
    occurredAt: "2026-01-05T08:28:00.000Z",
  });
  await act("note", { id: "n2", text: "Par la messagerie", certainty: "hypothesis" });
  await act("note", { id: "n3", text: "On parle de rançon", certainty: "hearsay" });
  await act("decide", { id: "d1", text: "Isoler", reason: "Dix essais par seconde", decider: who });
  await act("decide", { id: "d2", text: "Éteindre", reason: "Peur", decider: who });
  await act("revoke-decision", { id: "d2", reason: "Les traces seraient perdues", decider: who });
  await act("add-task", { id: "t1", text: "Débrancher", owner: who, dueAt: "2026-01-05T08:50:00.000Z" });
  await act("add-task", { id: "t2", text: "Prévenir", dueAt: "2026-01-05T18:00:00.000Z" });
  await act("add-task", { id: "t3", text: "Compter" });
  await act("change-task", { id: "t3", changes: [{ field: "state", old: "open", new: "done" }] });
  await act("take-duty", { id: "u1", duty: "crisis-lead", who, from: "2026-01-05T09:00:00.000Z" });
  await act("hand-over", { id: "u1", next: "u2", to: { name: "Alice Martin" }, brief: "Rien à signaler" });
  const { body } = await act("note", { id: "n4", text: "Faux", certainty: "fact" });
  await act("correct", {
    id: "n4",
    entry: body.items[0].entry,
    field: "text",
    old: "Faux",
    new: "Vrai",
    reason: "faute",
  });
}

describe("a situation report", () => {
  test("says what is known and how surely, what was decided, who does what, and when", async () => {
    await furnish();
    const { page } = await report();
    const text = readable(page);
    for (const part of [
      "Ville de Démo Point de situation n° 1 Intrusion <b>",
      "en cours Intrusion",
      "Arrêté lundi 5 janvier 2026 à 10 h 00 (heure de Paris, UTC+1)",
      "Un compte a servi.",
      "Direction de crise : Alice Martin.",
      "2 actions en cours, dont 1 en retard ; 1 décision en vigueur ; aucune pièce.",
      "Les <script>pare-feu</script> alertent Source : console. Survenu : 5 janvier 2026, 9 h 28 ; connu : 5 janvier 2026, 10 h 00, écrit par Alice Martin",
      "Hypothèses Par la messagerie",
      "Ouï-dire On parle de rançon",
      "Isoler Motif : Dix essais par seconde Décidé par : Bob Lefèvre (DSI).",
      "Éteindre Motif : Peur",
      "Annulée le 5 janvier 2026, 10 h 00 par Bob Lefèvre (DSI) : Les traces seraient perdues",
      "Débrancher EN RETARD Bob Lefèvre (DSI), pour le 5 janvier 2026, 9 h 50, à faire",
      "Prévenir sans responsable, pour le 5 janvier 2026, 19 h 00, à faire",
      "Compter sans responsable, sans échéance, faite",
      "Direction de crise Alice Martin",
      "Relèves Direction de crise, Bob Lefèvre (DSI), jusqu’au 5 janvier 2026, 10 h 00. Consigne : Rien à signaler",
      "Vrai (rectifié)",
      "Rectification — texte : « Faux » → « Vrai » — motif : faute",
      "15 inscriptions, heure de Paris.",
      "aussitôt Fait établi — Faux Alice Martin 10 h 00 aussitôt Rectification — texte : « Faux » → « Vrai »",
    ]) {
      expect(text).toContain(part);
    }
    expect(page).not.toMatch(/<script|<b>|style=/);
    expect(page).not.toContain("EXERCICE");
  });

  test("can be set against the journal: its last entry and a signed checkpoint", async () => {
    await open();
    await act("note", { id: "n1", text: "alerte", certainty: "fact" });
    const { page, item, position } = await report();
    const [upTo] = room.journal.read({ before: position, limit: 1 });
    expect(readable(page)).toContain(`Fil keeper Inscription ${upTo?.entry.n} Empreinte ${upTo?.id}`);
    expect(page).toContain(
      room.journal.query<{ note: string }>("SELECT note FROM journal_checkpoints")[0]?.note.split("\n")[0] ??
        "?",
    );
    expect(room.journal.read({ limit: 1 })[0]?.entry.body).toMatchObject({
      id: item.id,
      sha256: sha256Hex(page),
      bytes: Buffer.byteLength(page),
      number: 1,
      upTo: { lane: "keeper", n: upTo?.entry.n, id: upTo?.id },
    });
  });

  test("has its number, also when several are asked for at once, and its repeat is the same one", async () => {
    await open();
    const made = await Promise.all(["r1", "r2", "r3"].map((id) => report("i-one", { id })));
    expect(made.map(({ item }) => item.number).sort()).toEqual([1, 2, 3]);
    const again = await report("i-one", { id: "r1" });
    expect(again.item).toEqual(made[0]?.item);
    expect(await report()).toMatchObject({ item: { number: 4 } });
    await act("note", { id: "n1", text: "x", certainty: "fact" });
    const taken = await room.ask("bob", "POST", "/api/incidents/i-one/report", { id: "n1" });
    expect(taken.body.error.code).toBe("already-exists");
  });

  test("says what the law asks for and by when, and what was ticked on a sheet", async () => {
    await open();
    const awareAt = "2026-01-05T08:30:00.000Z";
    expect((await act("start-clock", { id: "c1", rule: "gdpr-33", awareAt })).status).toBe(200);
    const { playbooks } = (await room.ask("alice", "GET", "/api/playbooks")).body;
    await act("start-playbook", { id: "p1", playbook: playbooks[0].playbook });
    const text = readable((await report()).page);
    expect(text).toMatch(/Échéances légales .*8 janvier 2026, \d+ h \d\d court \d+ à remplir/);
    expect(text).toContain("Échéance légale — ");
    expect(text).toContain(`Fiche réflexe — ${playbooks[0].name.fr.replaceAll("\u00a0", " ")}`);
  });

  test("of an exercise says so across it", async () => {
    await open({ exercise: true });
    const { page } = await report();
    expect(page.match(/EXERCICE — EXERCICE — EXERCICE/g)).toHaveLength(2);
  });

  test("is a page that can run nothing, and is given to those who signed in", async () => {
    await open();
    const { item, answer } = await report();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": PAPER_POLICY,
      "cache-control": "no-store",
    });
    expect((await get(item.sha256, "nobody")).status).toBe(401);
    const style = await fetch(`${room.url}/report.css`);
    expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(await style.text()).not.toMatch(/url\(|@import/);
  });

  test("is nothing but what a report's entry names, with the bytes that it names", async () => {
    await open();
    const page = "<h1>no report</h1>";
    await fetch(`${room.url}/api/incidents/i-one/evidence?id=e1&name=x.html`, {
      method: "POST",
      headers: { "x-test-person": "alice", "content-type": "application/octet-stream" },
      body: page,
    });
    expect((await get(sha256Hex(page))).status).toBe(404);
    const { item } = await report();
    writeFileSync(join(room.folder, "evidence", item.sha256.slice(0, 2), item.sha256), "<h1>forged</h1>");
    const damaged = await get(item.sha256);
    expect([damaged.status, (await damaged.json()).error.code]).toEqual([409, "damaged-file"]);
  });
});

describe("a report of much", () => {
  test("shows the newest and says how many there are", async () => {
    const incident = fillIncident(room.journal, { entries: 3_000, seed: 5, clock: room.clock });
    const { page } = await report(incident.id);
    expect(page.match(/<tr><td>/g)?.length).toBe(CHRONOLOGY_MAX);
    expect(readable(page)).toContain(
      `Les ${CHRONOLOGY_MAX} dernières inscriptions sur 3000, heure de Paris.`,
    );
    expect(readable(page)).toMatch(/Et \d+ plus anciens, dans la main courante\./);
    expect(readable(page)).toMatch(/Et \d+ autres actions en cours, dans la main courante\./);
    expect(page.length).toBeLessThan(400_000);
  });

  test("stays within its bound whatever is written", async () => {
    await open();
    const long = "&".repeat(TEXT_CHARACTERS_MAX);
    const bodies = Array.from({ length: 120 }, (_, n) => [
      ["note", { id: `n${n}`, text: long, certainty: (["fact", "hypothesis", "hearsay"] as const)[n % 3] }],
      ["decide", { id: `d${n}`, text: long, reason: long.slice(0, 1_000), decider: { name: "x" } }],
      ["add-task", { id: `t${n}`, text: long }],
    ]).flat() as [string, object][];
    for (const [name, body] of bodies) await act(name, body);
    const { page } = await report();
    // Eight sections; each character can become the five of "&amp;".
    expect(page.length).toBeLessThan(8 * SECTION_CHARACTERS_MAX * 5);
    expect(readable(page)).toContain("plus anciens");
  });
});
