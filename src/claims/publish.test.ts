import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ClaimsRoom, claimsRoom } from "../../test/support/claims-room.ts";
import { DISPATCH_FR, RANSOMWARE } from "../../test/support/claims-texts.ts";
import { dumpViews } from "../../test/support/journal.ts";
import type { Publication } from "./events.ts";
import { claimsViews } from "./index.ts";
import { eventPageHtml, PAGE_BYTES_MAX } from "./public/page.ts";

/** What the public reads: only what a lead sent out, as it was when it was sent out. */

let room: ClaimsRoom;
let event: string;
let proposal: Publication;
beforeEach(async () => {
  room = await claimsRoom({ watching: false });
  event = (await read("depeche.txt", DISPATCH_FR)).event;
  proposal = (await room.good("alice observer", "GET", `/api/claims/events/${event}`)).proposal;
});
afterEach(async () => {
  // Whatever was done, the tables are what the entries say.
  const kept = dumpViews(room.path, claimsViews);
  room.journal.rebuildViews("claims");
  expect(dumpViews(room.path, claimsViews)).toEqual(kept);
  await room.close();
});

const read = async (name: string, text: string, more: object = {}) =>
  (
    await room.good("alice member", "POST", "/api/claims/documents", {
      name,
      text,
      publisher: "Le <b>Quotidien</b>",
      ...more,
    })
  ).documents[0];
const publish = (publication: Publication, old: string | null = null, as = "alice lead") =>
  room.ask(as, "POST", `/api/claims/events/${event}/publish`, { publication, old });
const publicPage = (path: string) => fetch(`${room.url}${path}`);

describe("publishing", () => {
  test("nothing is public before a lead publishes it, and a member may not", async () => {
    expect((await publicPage(`/revendications/${event}`)).status).toBe(404);
    expect(await (await publicPage("/revendications")).text()).toContain("Aucun événement");
    expect((await publish(proposal, null, "bob member")).status).toBe(403);
  });

  test("shows body by body what was found, in both languages, with the right of reply", async () => {
    const reply = "La Ville de Castres n’a constaté aucun incident.\n<script>alert(1)</script>";
    const bodies = proposal.bodies.map((row) => (row.body.id === "commune:81065" ? { ...row, reply } : row));
    const title = { fr: "Vague du 5 janvier", en: "Wave of 5 January" };
    const { status, body } = await publish({ ...proposal, title, bodies });
    expect(status).toBe(200);
    expect(body.publication.entry).toMatch(/^[0-9a-f]{64}$/);
    const french = await (await publicPage(`/revendications/${event}`)).text();
    for (const part of [
      "Vague du 5 janvier",
      "Lorient",
      "Non observé",
      "Droit de réponse",
      "La Ville de Castres",
    ]) {
      expect(french, part).toContain(part);
    }
    const english = await (await publicPage(`/claims/${event}`)).text();
    for (const part of ["Wave of 5 January", "Not observed", "Right of reply"])
      expect(english).toContain(part);
    // Of most statements only the day is known: no page says midnight of them.
    expect(french).toMatch(/<li>5 janvier 2026, /);
    expect(french).not.toMatch(/<li>[^<]*<time[^>]*>[^<]*, 0\u202fh\u202f00/);
    for (const html of [french, english]) {
      expect(html).not.toMatch(/<script|<b>Quot/i);
      expect(html).not.toContain("mécanismes de protection");
    }
  });

  test("keeps to a policy without scripts, and answers 304 to who has it", async () => {
    await publish(proposal);
    const page = await publicPage(`/revendications/${event}`);
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const etag = page.headers.get("etag") ?? "";
    const again = await fetch(page.url, { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
  });

  test("stays as it was approved when the register learns more, until somebody publishes anew", async () => {
    const { body } = await publish(proposal);
    const before = await (await publicPage(`/revendications/${event}`)).text();
    await read("autre.txt", `${DISPATCH_FR}\nLa ville de Quimper dément toute attaque.`);
    expect(await (await publicPage(`/revendications/${event}`)).text()).toBe(before);
    const stale = await publish(proposal, body.publication.entry);
    expect(stale.status).toBe(200);
    const fresh = await room.good("alice observer", "GET", `/api/claims/events/${event}`);
    const next = await publish(fresh.proposal, body.publication.entry);
    expect(next.status).toBe(200);
    expect(await (await publicPage(`/revendications/${event}`)).text()).not.toBe(before);
  });

  test("refuses figures and verdicts that the register does not have, and who looked at an older page", async () => {
    const [first] = proposal.bodies;
    const forged = { ...proposal, bodies: [{ ...first, verdict: "confirmed_inaccessible" as const }] };
    expect((await publish(forged as Publication)).body.error.code).toBe("changed-meanwhile");
    expect((await publish({ ...proposal, actor: "Somebody" })).body.error.code).toBe("changed-meanwhile");
    await publish(proposal);
    const other = { ...proposal, title: { fr: "Autre", en: "" } };
    expect((await publish(other)).body.error.code).toBe("changed-meanwhile");
    expect((await publish(proposal)).status).toBe(200);
  });

  test("a body can be left out, and what was published can be taken back", async () => {
    const bodies = proposal.bodies.slice(0, 2);
    const { body } = await publish({ ...proposal, bodies, statements: [] });
    const html = await (await publicPage(`/revendications/${event}`)).text();
    expect(html.match(/<li class="not_observed">/g)).toHaveLength(2);
    const take = { publication: body.publication.entry, reason: "À la demande de la ville." };
    await room.good("alice lead", "POST", `/api/claims/events/${event}/withdraw`, take);
    expect((await publicPage(`/revendications/${event}`)).status).toBe(404);
    expect((await room.ask("alice lead", "POST", `/api/claims/events/${event}/withdraw`, take)).status).toBe(
      200,
    );
  });

  test("of an exercise, nothing is published", async () => {
    const exercise = await read("exercice.txt", RANSOMWARE, { exercise: true });
    const page = await room.good("alice observer", "GET", `/api/claims/events/${exercise.event}`);
    expect(page.proposal).toBeNull();
    const path = `/api/claims/events/${exercise.event}/publish`;
    const answer = await room.ask("alice lead", "POST", path, { publication: proposal, old: null });
    expect(answer.body.error.code).toBe("exercise");
  });
});

test("a window is said as what it is: a day, hours of a day, or more", () => {
  const row = proposal.bodies[0] as Publication["bodies"][number];
  const look = { town: "", colour: "#1f3a5f", zone: "Europe/Paris" };
  const windowOf = (from: string, to: string, language: "fr" | "en" = "fr") => {
    const bodies = [{ ...row, n: 12, d: 1, from, to }];
    const published = {
      ...proposal,
      bodies,
      event,
      entry: "0".repeat(64),
      at: "2026-01-06T15:00:00.000Z",
      by: { type: "program", name: "test" } as const,
    };
    const { body } = eventPageHtml(published, language, look);
    return /points? (?:de mesure|of measurement), (.*?) · r/.exec(body)?.[1]?.replace(/<[^>]*>|\u202f/g, "");
  };
  expect(windowOf("2026-01-04T23:00:00.000Z", "2026-01-05T22:59:59.999Z")).toBe("le 5 janvier 2026");
  expect(windowOf("2026-01-05T11:00:00.000Z", "2026-01-05T12:00:00.000Z")).toBe(
    "le 5 janvier 2026, de 12h00 à 13h00",
  );
  expect(windowOf("2026-01-04T23:00:00.000Z", "2026-01-06T22:59:59.999Z", "en")).toBe(
    "from 5 January 2026 to 6 January 2026",
  );
  expect(windowOf("2026-01-04T22:00:00.000Z", "2026-01-05T10:30:00.000Z")).toBe(
    "du 4 janvier 2026, 23h00 au 5 janvier 2026, 11h30",
  );
});

test("the longest publication makes a page under its bound, with every body that has a reply in it first", () => {
  const row = proposal.bodies[0] as Publication["bodies"][number];
  const statement = proposal.statements[0] as Publication["statements"][number];
  const long: Publication = {
    ...proposal,
    note: { fr: "é".repeat(1_500), en: "" },
    bodies: Array.from({ length: 60 }, (_, at) => ({
      ...row,
      body: { ...row.body, id: `commune:${10_000 + at}` },
      n: 288,
      d: 12,
      reply: "<é>".repeat(200),
    })),
    statements: Array.from({ length: 120 }, () => ({ ...statement, body: "commune:10001" })),
  };
  const look = { town: "V".repeat(120), colour: "#1f3a5f", zone: "Europe/Paris" };
  const published = {
    ...long,
    event,
    entry: "0".repeat(64),
    at: "2026-01-05T15:00:00.000Z",
    by: { type: "program", name: "test" } as const,
  };
  for (const language of ["fr", "en"] as const) {
    const { body } = eventPageHtml(published, language, look);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(PAGE_BYTES_MAX);
    expect(body).toContain("</html>");
    expect(body).toContain(language === "fr" ? "La page est pleine" : "This page is full");
  }
});
