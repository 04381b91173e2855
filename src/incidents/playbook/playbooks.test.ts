import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type ListeningRoom, listeningRoom } from "../../../test/support/incident-room.ts";
import type { PlaybookView, SheetsAnswer, StepView } from "../events.ts";

let room: ListeningRoom;
let playbook: string;
beforeEach(async () => {
  room = await listeningRoom();
  await room.ask("alice", "POST", "/api/incidents", { id: "i-caen", title: "Intrusion", kind: "intrusion" });
  const { playbooks }: SheetsAnswer = (await room.ask("bob observer", "GET", "/api/playbooks")).body;
  playbook = playbooks.find(({ kinds }) => kinds.includes("intrusion"))?.playbook ?? "";
});
afterEach(() => room.stop());

const act = (name: string, body: unknown, as = "alice member") =>
  room.ask(as, "POST", `/api/incidents/i-caen/acts/${name}`, body);
const start = () => act("start-playbook", { id: "p1", playbook });
const view = async (): Promise<PlaybookView> =>
  (await room.ask("bob observer", "GET", "/api/incidents/i-caen/playbooks")).body.runs[0];
const stepNamed = async (part: string) =>
  (await view()).steps.find(({ name }) => name.fr.includes(part)) as StepView;
const nextStep = async () => (await view()).steps.find(({ state }) => state === "next");
const tick = async (part: string) => act("do-step", { id: "p1", step: (await stepNamed(part)).step });

describe("a reflex sheet", () => {
  test("is listed with its kinds, its time and its sources, and can be read before it is started", async () => {
    const { playbooks, refused }: SheetsAnswer = (await room.ask("bob observer", "GET", "/api/playbooks"))
      .body;
    expect(playbooks.map(({ kinds }) => kinds.join()).sort()).toEqual([
      "ddos",
      "defacement",
      "intrusion,leak",
      "ransomware",
    ]);
    expect(refused).toEqual([]);
    const { body } = await room.ask("bob observer", "GET", `/api/playbooks/${playbook}`);
    expect(body.steps[0]).toMatchObject({ owner: "log-keeper", type: "action", minutes: 5 });
    expect(body.playbook.sources[0].url).toMatch(/^https:/);
    expect((await room.ask("bob", "GET", "/api/playbooks/playbook--x")).status).toBe(404);
  });

  test("runs: the next step is shown with its time, ticks are entries with the sheet's own names", async () => {
    expect((await start()).body.items[0]).toMatchObject({ type: "playbook", playbook });
    const first = (await nextStep()) as StepView;
    expect(first.name.fr).toContain("Ouvrir la main courante");
    expect(first).toMatchObject({
      openedAt: "2026-01-05T09:00:00.000Z",
      expectedBy: "2026-01-05T09:05:00.000Z",
    });
    room.clock.advance(7 * 60_000);
    const done = await act("do-step", { id: "p1", step: first.step, note: "Alice écrit" });
    expect(done.status).toBe(200);
    const entry = room.journal.read({ limit: 1 })[0]?.entry;
    expect(entry).toMatchObject({
      kind: "playbook.step-done",
      body: { name: first.name.fr, note: "Alice écrit" },
    });
    const second = (await nextStep()) as StepView;
    expect(second.name.fr).toContain("sauvegardes hors");
    expect(second.openedAt).toBe("2026-01-05T09:07:00.000Z");
    expect(await view()).toMatchObject({ state: "running", done: 1 });
  });

  test("lets people work side by side: any step may be ticked, none twice, and a repeat is harmless", async () => {
    await start();
    expect((await tick("Prévenir les agents")).status).toBe(200);
    const { step } = await stepNamed("Prévenir les agents");
    expect((await act("do-step", { id: "p1", step })).status).toBe(200);
    const bob = await act("do-step", { id: "p1", step }, "bob member");
    expect(bob.body.error).toMatchObject({ code: "changed-meanwhile" });
    expect(bob.body.error.what).toContain("Alice Martin");
    expect((await nextStep())?.name.fr).toContain("Ouvrir la main courante");
  });

  test("asks for the choice between network and power, with its reason, and follows the branch", async () => {
    await start();
    const choice = await stepNamed("Couper le réseau");
    expect(choice).toMatchObject({ type: "choice", owner: "crisis-lead" });
    expect(choice.choices.map(({ choice: one, isDefault }) => [one, isDefault])).toEqual([
      ["network", true],
      ["power", false],
      ["everything", false],
    ]);
    const ticked = await act("do-step", { id: "p1", step: choice.step });
    expect(ticked.body.error.code).toBe("bad-request");
    const made = {
      id: "p1",
      step: choice.step,
      choice: "network",
      reason: "Garder la mémoire pour l’expert",
    };
    expect((await act("make-choice", { ...made, reason: " " })).status).toBe(400);
    expect((await act("make-choice", { ...made, choice: "pray" })).status).toBe(404);
    const before = (await view()).total;
    expect((await act("make-choice", made)).status).toBe(200);
    expect(room.journal.read({ limit: 1 })[0]?.entry.body).toMatchObject({
      label: "Isoler du réseau, laisser allumé",
    });
    const { steps, total } = await view();
    const left = steps.filter(({ state }) => state === "not-taken").map(({ name }) => name.fr);
    expect(left).toHaveLength(2);
    expect(total).toBe(before - 2);
    // It was the wrong one: taken back, made again, both stand in the journal.
    const back = { id: "p1", step: choice.step, reason: "Le chiffrement continue" };
    expect((await act("reopen-step", back)).status).toBe(200);
    expect(
      (await act("make-choice", { ...made, choice: "power", reason: "Arrêter le chiffrement" })).status,
    ).toBe(200);
    expect((await view()).steps.filter(({ state }) => state === "not-taken")).toHaveLength(3);
  });

  test("is finished when every step on the way is done, skipped or chosen", async () => {
    await start();
    for (let step = await nextStep(); step !== undefined; step = await nextStep()) {
      const { choices } = step;
      const chosen = choices.find(({ isDefault }) => isDefault)?.choice;
      const answer =
        chosen === undefined
          ? await act("skip-step", { id: "p1", step: step.step, reason: "Sans objet ici" })
          : await act("make-choice", {
              id: "p1",
              step: step.step,
              choice: chosen,
              reason: "Conseil par défaut",
            });
      expect(answer.status).toBe(200);
    }
    expect(await view()).toMatchObject({ state: "finished", minutesLeft: 0 });
  });

  test("stops with a reason, and takes no tick after that", async () => {
    await start();
    expect((await act("stop-playbook", { id: "p1", reason: "Fausse alerte" })).status).toBe(200);
    expect((await tick("Ouvrir la main courante")).body.error.code).toBe("changed-meanwhile");
    expect((await view()).state).toBe("stopped");
  });

  test("is kept as it was; where its text is lost, the run says so and can be stopped", async () => {
    const { revision } = (await start()).body.items[0];
    const kept = join(room.folder, "playbooks", "kept", `${revision}.json`);
    expect(existsSync(kept)).toBe(true);
    expect((await act("start-playbook", { id: "p1", playbook })).status).toBe(200);
    expect((await act("start-playbook", { id: "p2", playbook: playbook.replace(/.$/, "0") })).status).toBe(
      404,
    );
    rmSync(kept);
    // Still on the shelf, word for word.
    expect((await view()).steps.length).toBeGreaterThan(10);
    expect((await act("start-playbook", { id: "p9", playbook }, "bob observer")).status).toBe(403);
    const step = "action--00000000-0000-4000-8000-000000000000";
    expect((await act("do-step", { id: "p1", step })).body.error.code).toBe("not-found");
  });
});
