import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ListeningRoom, listeningRoom } from "../../../test/support/incident-room.ts";
import type { DebriefLine, DebriefReport } from "../events.ts";
import { injectItemId } from "../events.ts";
import { caenMeasures, caenScenario } from "./caen.ts";

let room: ListeningRoom;
beforeEach(async () => {
  room = await listeningRoom({ settings: { town: "Ville de Démo" } });
});
afterEach(() => room.stop());

const SPEED = 60;
const act = (as: string, name: string, body: unknown, incident = "i-drill") =>
  room.ask(as, "POST", `/api/incidents/${incident}/acts/${name}`, body);
/** Minutes of the story, at the speed of the exercise. */
const pass = (minutes: number) => room.clock.advance((minutes * 60_000) / SPEED);
const start = { id: "x1", scenario: "caen", speed: SPEED, storyAt: caenScenario.storyAt };
const lead = "chloe lead";

async function begin() {
  const opening = { id: "i-drill", title: "Exercice", kind: "intrusion", exercise: true };
  await room.ask(lead, "POST", "/api/incidents", opening);
  return act(lead, "start-exercise", start);
}
const inject = (name: string) => {
  const { kind, from, text, minute } = caenScenario.injects.find(
    (one) => one.inject === name,
  ) as (typeof caenScenario.injects)[number];
  const storyAt = new Date(Date.parse(caenScenario.storyAt) + minute * 60_000).toISOString();
  const body = { id: injectItemId("x1", name), inject: name, kind, from: from.fr, text: text.fr, storyAt };
  return act(lead, "inject", body);
};
const report = async (): Promise<DebriefReport> =>
  (await room.ask("bob observer", "GET", "/api/incidents/i-drill/exercise")).body.report;
const line = async (measure: string): Promise<DebriefLine> =>
  (await report()).lines.find((one) => one.measure === measure) as DebriefLine;

describe("an exercise", () => {
  test("is played in an incident that is one, by whoever leads, one at a time", async () => {
    expect((await begin()).body.items[0]).toMatchObject({ type: "exercise", scenario: "caen", ended: null });
    expect((await act(lead, "start-exercise", { ...start, id: "x2" })).body.error.code).toBe(
      "already-running",
    );
    expect((await act("bob member", "start-exercise", start)).status).toBe(403);
    expect((await act(lead, "start-exercise", { ...start, id: "x3", scenario: "troie" })).status).toBe(404);
    await room.ask(lead, "POST", "/api/incidents", { id: "i-real", title: "Vrai", kind: "intrusion" });
    const real = await act(lead, "start-exercise", { ...start, id: "x4" }, "i-real");
    expect(real.body.error.code).toBe("not-an-exercise");
    const end = { id: "x1", how: "stopped", storyAt: caenScenario.storyAt };
    expect((await act(lead, "end-exercise", end)).status).toBe(200);
    expect((await act(lead, "end-exercise", { ...end, how: "played" })).body.error.code).toBe(
      "changed-meanwhile",
    );
  });

  test("gives its story to who plays it", async () => {
    const { body } = await room.ask("bob observer", "GET", "/api/exercises/caen");
    expect(body).toEqual(caenScenario);
    expect((await room.ask("bob", "GET", "/api/exercises/nowhere")).status).toBe(404);
  });
});

describe("a team", () => {
  test("is measured in minutes of the story by what it wrote down, and not by what the player wrote", async () => {
    await begin();
    pass(4);
    await act("alice member", "take-duty", {
      id: "u1",
      duty: "crisis-lead",
      who: { name: "Alice" },
      from: "2026-01-05T09:00:00.000Z",
    });
    pass(17);
    const decide = {
      id: "d1",
      text: "Isoler les serveurs de messagerie",
      reason: "Propagation",
      decider: { name: "DSI" },
    };
    await act("bob member", "decide", decide);
    expect(await line("lead")).toMatchObject({ teamMinutes: 4, verdict: "met" });
    expect(await line("isolation")).toMatchObject({
      teamMinutes: 21,
      realMinutes: 28,
      expectedMinutes: 28,
      verdict: "met",
      evidence: { by: { name: "Bob Lefèvre" }, text: "Isoler les serveurs de messagerie" },
    });
    expect(await line("backups")).toMatchObject({ teamMinutes: null, verdict: "missed", evidence: null });
    const operator = { type: "operator", name: "token" } as const;
    const body = { id: "n9", text: "Réponse au maire", certainty: "fact" };
    room.journal.append({
      actor: operator,
      kind: "incident.noted",
      subject: "i-drill",
      exercise: true,
      body,
    });
    expect((await line("mayor")).verdict).toBe("missed");
  });

  test("does not isolate its servers by isolating its backups", async () => {
    await begin();
    pass(12);
    const decide = {
      id: "d1",
      text: "Isoler les sauvegardes",
      reason: "Copie de 20 h",
      decider: { name: "DSI" },
    };
    await act("bob member", "decide", decide);
    expect((await line("backups")).verdict).toBe("met");
    expect((await line("isolation")).verdict).toBe("missed");
  });

  test("answers from the moment of the question, and late is late", async () => {
    await begin();
    const answer = {
      id: "n1",
      text: "Le maire dira que le conseil se tient, sans direct",
      certainty: "fact",
    };
    pass(10);
    await act("alice member", "note", { ...answer, id: "n0" });
    pass(10);
    await inject("mayor");
    expect((await line("mayor")).verdict).toBe("missed");
    pass(16);
    await act("alice member", "note", answer);
    expect(await line("mayor")).toMatchObject({ teamMinutes: 16, expectedMinutes: 15, verdict: "late" });
  });

  test("is credited by ticks, choices, finished tasks and exercise clocks", async () => {
    await begin();
    const playbooks = (await room.ask("bob", "GET", "/api/playbooks")).body.playbooks;
    const { playbook } = playbooks.find(({ kinds }: { kinds: string[] }) => kinds.includes("intrusion"));
    await act("alice member", "start-playbook", { id: "p1", playbook });
    const { steps } = (await room.ask("bob", "GET", "/api/incidents/i-drill/playbooks")).body.runs[0];
    const step = (part: string) =>
      steps.find(({ name }: { name: { fr: string } }) => name.fr.includes(part)).step;
    await act("alice member", "do-step", { id: "p1", step: step("sauvegardes hors") });
    await act("alice member", "make-choice", {
      id: "p1",
      step: step("Couper le réseau"),
      choice: "network",
      reason: "Preuves",
    });
    await act("alice member", "do-step", { id: "p1", step: step("Isoler les machines") });
    await act("alice member", "add-task", { id: "t1", text: "Prévenir les agents par téléphone" });
    const task = { id: "t1", changes: [{ field: "state", old: "open", new: "done" }] };
    await act("alice member", "change-task", task);
    await act("alice member", "start-clock", {
      id: "c1",
      rule: "gdpr-33",
      awareAt: "2026-01-05T09:00:00.000Z",
    });
    const met = (await report()).lines
      .filter(({ verdict }) => verdict === "met")
      .map(({ measure }) => measure);
    expect(met).toEqual(["sheet", "backups", "choice", "isolation", "staff", "cnil"]);
  });
});

describe("a debrief", () => {
  const make = (as = lead) =>
    room.ask(as, "POST", "/api/incidents/i-drill/debrief", { id: "b1", exercise: "x1" });

  test("is stored like a report, compares with Caen, says what was missed and how the times are counted", async () => {
    await begin();
    await inject("agent-call");
    pass(19);
    const decide = { id: "d1", text: "Isoler les serveurs <b>", reason: "r", decider: { name: "DSI" } };
    await act("bob member", "decide", decide);
    pass(101);
    await act(lead, "end-exercise", { id: "x1", how: "played", storyAt: caenScenario.storyAt });
    const { status, body } = await make();
    expect(status).toBe(200);
    expect(body.report).toMatchObject({ storyMinutes: 120, met: 1, missed: caenMeasures.length - 1 });
    const [item] = body.items;
    expect(item).toMatchObject({ type: "debrief", met: 1 });
    const page = await fetch(`${room.url}/api/reports/${item.sha256}`, {
      headers: { "x-test-person": "bob observer" },
    });
    const text = await page.text();
    expect(page.headers.get("content-type")).toContain("text/html");
    for (const said of [
      "EXERCICE",
      "Ville de Démo",
      "minutes simulées",
      "Isolation en 19",
      "28",
      "Ce qui a manqué",
      "Mes dossiers ne s’ouvrent plus",
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toContain("Isoler les serveurs &lt;b&gt;");
    expect(text).toContain("Les sources ne donnent pas les mêmes heures.");
    expect(text).not.toContain("Une dizaine de tentatives");
    expect((await make()).body.items).toEqual(body.items);
    expect((await make("bob member")).status).toBe(403);
  });

  test("of what is no exercise is refused", async () => {
    await begin();
    const other = { id: "b1", exercise: "x9" };
    expect((await room.ask(lead, "POST", "/api/incidents/i-drill/debrief", other)).status).toBe(404);
  });
});

describe("the story of Caen", () => {
  test("is in order, sourced or said to be made up, and its ids fit", () => {
    const { injects, sources, minutes } = caenScenario;
    const at = injects.map(({ minute }) => minute);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(Math.max(...at)).toBeLessThan(minutes);
    for (const { inject, source } of injects) {
      expect(injectItemId("x-12345678", inject)).toMatch(/^[a-z0-9-]{1,40}$/);
      if (source !== null) expect(sources.map(({ id }) => id)).toContain(source);
    }
    for (const { from, real } of caenMeasures) {
      if (from !== undefined) expect(injects.map(({ inject }) => inject)).toContain(from);
      if (real !== null) expect(sources.map(({ id }) => id)).toContain(real.source);
    }
  });
});
