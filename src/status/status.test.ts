import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { people } from "../../test/support/incident-room.ts";
import { viewsMatchRebuild } from "../../test/support/journal.ts";
import { statusCatalogue, StatusRoom } from "../../test/support/status-room.ts";
import type { NewEntry } from "../journal/index.ts";
import { HISTORY_MAX, statementSchema } from "./events.ts";
import { type PublicWord, statusViews } from "./index.ts";
import { STATEMENT_BYTES_MAX } from "./routes.ts";

let room: StatusRoom;
beforeEach(async () => {
  room = await StatusRoom.open();
});
afterEach(() => room.stop());

const ask = (as: string, method: string, path: string, body?: unknown) => room.ask(as, method, path, body);
const statement = (title: string, more: object = {}) => ({ level: "disturbed", fr: { title }, ...more });
const publish = (as: string, title: string, old: string | null, more: object = {}) =>
  ask(as, "POST", "/api/status-page", { ...statement(title, more), old });
const withdraw = (as: string, old: string) =>
  ask(as, "POST", "/api/status-page/withdraw", { old, reason: "Faux" });

describe("what is said to the public", () => {
  test("is published by a lead, read by everybody, kept in the journal and told to the gateways", async () => {
    expect((await ask("bob observer", "GET", "/api/status-page")).page).toEqual({
      current: null,
      rehearsed: null,
      history: [],
    });
    expect((await publish("bob member", "Panne", null)).status).toBe(403);
    expect((await publish("nobody", "Panne", null)).status).toBe(401);
    expect((await ask("", "GET", "/etat")).text).toContain("Aucun message en cours.");
    const { page: published } = await publish("alice", "Panne", null);
    expect(published.current).toMatchObject({
      ...statementSchema.parse(statement("Panne")),
      by: people.alice,
      exercise: false,
      withdrawn: null,
    });
    expect(published.history).toHaveLength(1);
    const [entry] = room.journal.read({ limit: 1 });
    expect(entry).toMatchObject({
      id: published.current?.id,
      entry: { kind: "status.published", subject: "status", body: { replaces: null } },
    });
    expect(room.told).toHaveLength(2);
    expect(room.told[1]?.pages.fr.body).toContain("Panne");
    const french = await ask("", "GET", "/etat");
    expect(french.text).toContain("Panne");
    expect(french.text).toContain('href="/status"');
    expect(french.headers.get("content-security-policy")).toContain("style-src 'sha256-");
    expect((await ask("", "GET", "/status")).text).toContain("available in French only");
    expect((await ask("", "GET", "/etat.atom")).text).toContain("<title>Panne</title>");
  });

  test("takes the place of what its author saw, or is refused", async () => {
    const first = (await publish("alice", "Panne", null)).page.current?.id ?? "";
    expect(await publish("bob", "Autre", null)).toMatchObject({ status: 409, code: "changed-meanwhile" });
    expect((await publish("alice", "Panne", null)).page.history).toHaveLength(1);
    const second = (await publish("bob", "Autre", first)).page;
    expect(second.current?.fr.title).toBe("Autre");
    expect(second.history.map(({ fr }) => fr.title)).toEqual(["Autre", "Panne"]);
  });

  test("is published once however many leads publish at the same moment", async () => {
    const titles = Array.from({ length: 20 }, (_, n) => `Panne ${n}`);
    const answers = await Promise.all(titles.map((title) => publish("alice", title, null)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === "changed-meanwhile")).toHaveLength(19);
  });

  test("is withdrawn with a reason that stays in the house; what stood before does not come back", async () => {
    const first = (await publish("alice", "Panne", null)).page.current?.id ?? "";
    const second = (await publish("alice", "Pire", first)).page.current?.id ?? "";
    expect((await withdraw("alice", first)).code).toBe("changed-meanwhile");
    const { page: after } = await withdraw("bob", second);
    expect(after.current).toBeNull();
    expect(after.history[0]?.withdrawn).toMatchObject({ by: people.bob, reason: "Faux" });
    expect((await withdraw("bob", second)).status).toBe(200);
    expect(room.journal.count()).toBe(4);
    const { text } = await ask("", "GET", "/etat");
    expect(text).toContain("Aucun message en cours.");
    expect(text).not.toMatch(/Faux|Pire|Panne/);
    expect((await publish("alice", "Rétabli", null)).page.current?.fr.title).toBe("Rétabli");
  });

  test("has a banner only while it asks for one", async () => {
    expect(room.told.at(-1)?.banner).toBeNull();
    const banner = { on: true, fr: "Panne en cours", en: "Outage" };
    const id = (await publish("alice", "Panne", null, { banner })).page.current?.id ?? "";
    const details = { fr: "", en: "" };
    expect(room.told.at(-1)?.banner).toEqual({ fr: "Panne en cours", en: "Outage", details });
    await withdraw("alice", id);
    expect(room.told.at(-1)?.banner).toBeNull();
  });

  test("is the same after a restart", async () => {
    await publish("alice", "Panne", null);
    const word = room.told.at(-1);
    await room.restart();
    expect(room.told).toEqual([word as PublicWord]);
  });

  test("is sent anew only when it has changed", async () => {
    const { text, headers } = await ask("", "GET", "/etat");
    const known = { "if-none-match": `W/${headers.get("etag")}` };
    expect((await fetch(`${room.url}/etat`, { headers: known })).status).toBe(304);
    await publish("alice", "Panne", null);
    const again = await fetch(`${room.url}/etat`, { headers: known });
    expect(again.status).toBe(200);
    expect(await again.text()).not.toBe(text);
  });

  test("has bounds", async () => {
    for (let n = 0; n < HISTORY_MAX + 5; n++) {
      const body = { statement: statementSchema.parse(statement(`Panne ${n}`)), replaces: null };
      room.journal.append({ actor: people.alice, kind: "status.published", subject: "status", body });
    }
    const { page: shown } = await ask("alice", "GET", "/api/status-page");
    expect(shown.history).toHaveLength(HISTORY_MAX);
    expect(shown.history[0]?.fr.title).toBe(`Panne ${HISTORY_MAX + 4}`);
    const large = await publish("alice", "x".repeat(STATEMENT_BYTES_MAX), null);
    expect(large).toMatchObject({ status: 413, code: "too-large" });
    expect((await publish("alice", "x".repeat(121), null)).code).toBe("bad-request");
  });
});

describe("what belongs to an exercise", () => {
  const secret = "Panne imaginaire";

  test("never reaches the public, and is shown to who is signed in, marked", async () => {
    const real = (await publish("alice", "Vraie panne", null)).page.current;
    const before = room.told.length;
    const banner = { on: true, fr: secret };
    const { page: after } = await publish("alice", secret, real?.id ?? null, { incident: "i-exo", banner });
    expect(after.current).toEqual(real);
    expect(after.rehearsed).toMatchObject({ fr: { title: secret }, exercise: true });
    expect(after.history).toEqual([real as NonNullable<typeof real>]);
    expect(room.journal.read({ limit: 1 })[0]?.entry.exercise).toBe(true);
    expect(room.told).toHaveLength(before);
    for (const path of ["/etat", "/status", "/etat.atom"]) {
      expect((await ask("", "GET", path)).text).not.toContain(secret);
    }
    const path = "/api/status-page/rehearsal";
    expect((await ask("", "GET", path)).status).toBe(401);
    const shown = await ask("bob observer", "GET", `${path}?lang=fr`);
    expect(shown.text).toContain(secret);
    expect(shown.text).toContain("EXERCICE");
    expect((await ask("bob observer", "GET", `${path}?lang=en`)).text).toContain("EXERCISE");
    await room.restart();
    expect(JSON.stringify(room.told)).not.toContain(secret);
    const { page: withdrawn } = await withdraw("alice", after.rehearsed?.id ?? "");
    expect(withdrawn).toMatchObject({ current: { fr: { title: "Vraie panne" } }, rehearsed: null });
    expect((await ask("alice", "GET", path)).code).toBe("not-found");
  });

  test("must be told apart while an exercise is open", async () => {
    room.exerciseOpen = true;
    expect(await publish("alice", "Panne", null)).toMatchObject({ status: 409, code: "exercise-open" });
    expect((await publish("alice", "Panne", null, { exercise: true })).page.current).toBeNull();
    const real = await publish("alice", "Panne", null, { incident: "i-vrai" });
    expect(real.page.current?.fr.title).toBe("Panne");
    expect((await publish("alice", "Panne", null, { incident: "i-rien" })).status).toBe(404);
  });
});

describe("the view", () => {
  test.each([1, 2, 3])("of random histories is its rebuild from nothing (seed %i)", (seed) => {
    const rows = viewsMatchRebuild({
      views: statusViews,
      catalogue: statusCatalogue,
      seed,
      events: 300,
      next(random, written): NewEntry {
        const actor = random() < 0.5 ? people.alice : people.bob;
        const exercise = random() < 0.3;
        const known = written.query<{ id: string }>("SELECT id FROM status_statements ORDER BY position");
        const chosen = known[Math.floor(random() * known.length)]?.id;
        if (random() < 0.3 && chosen !== undefined) {
          const body = { statement: chosen, reason: `raison ${random()}` };
          return { actor, kind: "status.withdrawn", subject: "status", body, exercise };
        }
        const body = {
          statement: statementSchema.parse(statement(`Panne ${random()}`)),
          replaces: chosen ?? null,
        };
        return { actor, kind: "status.published", subject: "status", body, exercise };
      },
    });
    expect(rows.status_statements?.length).toBeGreaterThan(100);
  });
});
