import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ListeningRoom, listeningRoom } from "../../../test/support/incident-room.ts";
import { gdprRules } from "./law/gdpr.ts";

let room: ListeningRoom;
beforeEach(async () => {
  room = await listeningRoom();
});
afterEach(() => room.stop());

const act = (name: string, body: unknown, incident = "i-caen") =>
  room.ask("alice", "POST", `/api/incidents/${incident}/acts/${name}`, body);

async function draft(incident = "i-caen", clock = "c1", as = "bob member") {
  const response = await fetch(`${room.url}/api/incidents/${incident}/cnil?clock=${clock}`, {
    headers: { "x-test-person": as },
  });
  return {
    status: response.status,
    policy: response.headers.get("content-security-policy"),
    page: await response.text(),
  };
}

async function begin(exercise = false) {
  const incident = { id: "i-caen", title: "Intrusion <script>", kind: "intrusion", exercise };
  await room.ask("alice", "POST", "/api/incidents", incident);
  await act("start-clock", { id: "c1", rule: "gdpr-33", awareAt: "2026-01-05T08:28:00.000Z" });
}

const asked = (gdprRules[0]?.items ?? []).filter(({ needed }) => needed === "always");

describe("the draft for the CNIL", () => {
  test("names every element of art. 33, § 3 that is missing", async () => {
    await begin();
    const { page, policy } = await draft();
    expect(page.match(/MANQUE/g)).toHaveLength(asked.length);
    for (const { label } of asked) expect(page).toContain(label.fr.replaceAll("'", "&#39;"));
    expect(page).toContain(`${asked.length} éléments exigés manquent sur ${asked.length}.`);
    expect(page).toContain("5 janvier 2026 à 9\u00a0h\u00a028 (heure de Paris, UTC+1)");
    expect(page).toContain("8 janvier 2026, 10\u00a0h\u00a000");
    expect(page).not.toContain("EXERCICE");
    expect(policy).toContain("default-src 'none'");
  });

  test("shows every element that is filled, harmless whatever it holds, and the journal beside it", async () => {
    await begin();
    for (const { item } of asked) {
      await act("fill-clock-item", { id: "c1", item, old: null, new: `<b>contenu de ${item}</b>` });
    }
    await act("note", { id: "n1", text: "Le serveur de messagerie a été lu", certainty: "fact" });
    await act("note", { id: "n2", text: "Peut-être le serveur de paie", certainty: "hypothesis" });
    const decider = { name: "La maire" };
    await act("decide", { id: "d1", text: "Isoler les serveurs", reason: "Propagation", decider });
    const { page } = await draft();
    expect(page).not.toContain("MANQUE");
    for (const { item } of asked) expect(page).toContain(`&lt;b&gt;contenu de ${item}&lt;/b&gt;`);
    expect(page).toContain(`Les ${asked.length} éléments exigés sont remplis.`);
    expect(page).toContain("Le serveur de messagerie a été lu");
    expect(page).toContain("Isoler les serveurs — La maire");
    expect(page).not.toContain("Peut-être");
    expect(page).not.toMatch(/<script|<b>/);
    expect(page).toContain(`empreinte <code>${room.journal.head()?.id}</code>`);
  });

  test("of an exercise says so across the page", async () => {
    await begin(true);
    expect((await draft()).page).toContain("EXERCICE — EXERCICE");
  });

  test("is for members, and for clocks of article 33", async () => {
    await begin();
    expect((await draft("i-caen", "c1", "bob observer")).status).toBe(403);
    expect((await draft("i-caen", "c9")).status).toBe(404);
    await act("start-clock", { id: "c2", rule: "gdpr-34", awareAt: "2026-01-05T08:28:00.000Z" });
    expect((await draft("i-caen", "c2")).status).toBe(400);
  });
});
