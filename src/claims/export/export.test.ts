import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { z } from "zod";
import { type ClaimsRoom, claimsRoom } from "../../../test/support/claims-room.ts";
import { DISPATCH_FR, RANSOMWARE } from "../../../test/support/claims-texts.ts";
import { csvCell } from "./csv.ts";

const INCIDENT_CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";

/** Bundles, events and tables, checked against what their formats ask for: written from the standards, not from our code. */

/** Of our own objects: UUID version 5. */
const id = (type: string) =>
  z.string().regex(new RegExp(`^${type}--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]`));
/** STIX 2.1, 2.12: UTC with three digits at least, ending in Z. */
const timestamp = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const reference = z
  .object({
    source_name: z.string().min(1),
    description: z.string().optional(),
    url: z.url().optional(),
    external_id: z.string().optional(),
  })
  .strict()
  .refine((one) => Object.keys(one).length > 1, "2.5.2: one more property is needed");
const common = (type: string) => ({
  type: z.literal(type),
  spec_version: z.literal("2.1"),
  id: id(type),
  created: timestamp,
  modified: timestamp,
  created_by_ref: id("identity").optional(),
  external_references: z.array(reference).min(1).optional(),
});
const anyId = z.string().regex(/^[a-z][a-z-]+--[0-9a-f-]{36}$/);
const extension = z
  .object({
    extension_type: z.literal("property-extension"),
    determination: z.enum(["blocked", "confirmed", "failed-attempt", "false-positive", "suspected"]),
    investigation_status: z.enum(["closed", "new", "open"]),
    incident_types: z.array(z.string()).min(1),
    detection_methods: z.array(z.string()).min(1),
    scores: z
      .array(z.object({ name: z.string(), value: z.number() }).strict())
      .min(1)
      .optional(),
  })
  .strict();
/** Section 4 of the standard, for the objects that we give; strict: a property that the standard does not know is refused. */
const own = z.discriminatedUnion("type", [
  z
    .object({
      ...common("identity"),
      name: z.string().min(1),
      identity_class: z.enum(["organization", "system"]),
      sectors: z.array(z.string()).min(1).optional(),
    })
    .strict(),
  z
    .object({
      ...common("threat-actor"),
      name: z.string().min(1),
      threat_actor_types: z.array(z.string()).min(1),
    })
    .strict(),
  z.object({ ...common("attack-pattern"), name: z.string().min(1) }).strict(),
  z
    .object({
      ...common("incident"),
      name: z.string().min(1),
      description: z.string().optional(),
      extensions: z.object({ [INCIDENT_CORE]: extension }).strict(),
    })
    .strict(),
  z
    .object({
      ...common("note"),
      abstract: z.string().optional(),
      content: z.string().min(1),
      object_refs: z.array(anyId).min(1),
    })
    .strict(),
  z
    .object({
      ...common("report"),
      name: z.string().min(1),
      lang: z.literal("fr"),
      report_types: z.array(z.literal("threat-report")),
      published: timestamp,
      object_refs: z.array(anyId).min(1),
    })
    .strict(),
  z
    .object({
      ...common("language-content"),
      object_ref: id("report"),
      object_modified: timestamp,
      contents: z.object({ en: z.object({ name: z.string().min(1) }).strict() }).strict(),
    })
    .strict(),
  z
    .object({
      ...common("relationship"),
      relationship_type: z.string().regex(/^[a-z0-9-]+$/),
      source_ref: anyId,
      target_ref: anyId,
    })
    .strict(),
]);
/** Of others: what OASIS publishes of the extension and of itself, with the times that it gives. */
const theirs = {
  spec_version: z.literal("2.1"),
  created: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,6}Z$/),
  modified: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,6}Z$/),
};
const OASIS = "identity--8ce3f695-d5a4-4dc8-9e93-a65af453a31a";
/** Section 7.3: every property but the description is required. */
const definition = z
  .object({
    type: z.literal("extension-definition"),
    id: z.literal(INCIDENT_CORE),
    ...theirs,
    created_by_ref: z.literal(OASIS),
    name: z.literal("Incident Core Extension"),
    schema: z.url().endsWith("/incident-ef7"),
    version: z.literal("2.0.0"),
    extension_types: z.tuple([z.literal("property-extension")]),
  })
  .strict();
const publisher = z
  .object({
    type: z.literal("identity"),
    id: z.literal(OASIS),
    ...theirs,
    name: z.literal("OASIS"),
    identity_class: z.literal("organization"),
  })
  .strict();
const object = z.union([own, definition, publisher]);
const bundleSchema = z
  .object({ type: z.literal("bundle"), id: id("bundle"), objects: z.array(object).min(1) })
  .strict();

let room: ClaimsRoom;
let event: string;
beforeAll(async () => {
  room = await claimsRoom({ watching: false });
  const input = { name: "depeche.txt", text: DISPATCH_FR, url: "https://quotidien.example/vague" };
  const { documents } = await room.good("alice member", "POST", "/api/claims/documents", {
    ...input,
    publisher: "=HYPERLINK(1)",
  });
  event = documents[0].event;
  await room.good("alice member", "POST", "/api/claims/documents", { name: "rancon.txt", text: RANSOMWARE });
});
afterAll(async () => {
  await room.close();
});
const asReader = { headers: { "x-test-person": "alice observer" } };
const get = (path: string) => room.ask("alice observer", "GET", `/api/claims${path}`);

describe("the STIX bundle", () => {
  const bundle = async () => (await get(`/events/${event}/stix.json`)).body;

  test("is valid, object by object, and every reference leads to an object of it", async () => {
    const found = await bundle();
    const parsed = bundleSchema.safeParse(found);
    expect(parsed.error?.issues ?? []).toEqual([]);
    const ids = new Set(found.objects.map((one: { id: string }) => one.id));
    expect(ids.size).toBe(found.objects.length);
    // Keys count as well: an extension is named by the key under which it stands.
    const named = JSON.stringify(found.objects).match(/"[a-z-]+--[0-9a-f-]{36}"/g) ?? [];
    const away = named.map((one) => JSON.parse(one) as string).filter((one) => !ids.has(one));
    expect([...new Set(away)]).toEqual([]);
    expect(named).toContain(`"${INCIDENT_CORE}"`);
  });

  test("has an incident a body, the actor, a note a statement and one report", async () => {
    const { objects } = await bundle();
    const count = (type: string) => objects.filter((one: { type: string }) => one.type === type).length;
    expect(count("incident")).toBe(6);
    expect(count("threat-actor")).toBe(1);
    expect(count("report")).toBe(1);
    expect(count("note")).toBeGreaterThanOrEqual(8);
    const victims = objects.filter(
      (one: { identity_class?: string }) => one.identity_class === "organization",
    );
    expect(victims).toHaveLength(6 + 1);
  });

  test("leaves suspected what is not settled, gives the same ids again, and repeats no sentence", async () => {
    const found = await bundle();
    const text = JSON.stringify(found);
    expect(text.match(/"determination":"(?!suspected)/g)).toBeNull();
    expect(JSON.stringify(await bundle())).toBe(text);
    expect(text).not.toContain("mécanismes de protection");
  });
});

describe("the title", () => {
  const french = /^Cantal, .+ 5 janvier 2026$/;
  const english = /^Cantal, .+ 5 January 2026$/;

  test("is in a bundle in both languages", async () => {
    const { objects } = (await get(`/events/${event}/stix.json`)).body;
    const of = (type: string) => objects.find((one: { type: string }) => one.type === type);
    expect(of("report")).toMatchObject({ lang: "fr", name: expect.stringMatching(french) });
    expect(of("language-content")).toMatchObject({
      object_ref: of("report").id,
      contents: { en: { name: expect.stringMatching(english) } },
    });
  });

  test("is elsewhere in the language that is asked for, else in French", async () => {
    for (const [query, title] of [
      ["", french],
      ["?lang=fr", french],
      ["?lang=en", english],
    ] as const) {
      const { body } = await get(`/events/${event}/misp.json${query}`);
      expect(body.Event.info).toMatch(title);
      for (const path of [`/events/${event}/claims.csv`, "/claims.csv"]) {
        const rows = (await get(`${path}${query}`)).text.split("\r\n");
        const cell = rows.find((row) => row.startsWith(event))?.split('"')[1];
        expect(cell).toMatch(title);
      }
    }
  });
});

test("the MISP event has what the format asks for, and is not published by itself", async () => {
  const { body } = await get(`/events/${event}/misp.json`);
  // The day that it was in France: midnight there is another day in UTC.
  expect(body.Event.date).toBe("2026-01-05");
  const attribute = z
    .object({
      uuid: z.uuid(),
      type: z.enum(["target-org", "threat-actor", "link", "text"]),
      category: z.enum(["Targeting data", "Attribution", "External analysis", "Other"]),
      value: z.string().min(1),
      comment: z.string(),
      to_ids: z.literal(false),
      distribution: z.literal("5"),
      timestamp: z.string().regex(/^\d+$/),
    })
    .strict();
  const schema = z
    .object({
      Event: z
        .object({
          uuid: z.uuid(),
          info: z.string().min(1),
          date: z.iso.date(),
          timestamp: z.string().regex(/^\d+$/),
          published: z.literal(false),
          distribution: z.literal("0"),
          threat_level_id: z.enum(["1", "2", "3", "4"]),
          analysis: z.enum(["0", "1", "2"]),
          Tag: z.array(z.object({ name: z.string().min(1) }).strict()),
          Attribute: z.array(attribute).min(1),
        })
        .strict(),
    })
    .strict();
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  expect(JSON.stringify(body)).not.toContain("mécanismes de protection");
});

describe("the table", () => {
  test("has one line an event and body", async () => {
    const { text, headers } = await get("/claims.csv");
    expect(headers.get("content-type")).toContain("text/csv");
    const lines = text.trim().split("\r\n");
    expect(lines).toHaveLength(1 + 6 + 1);
    expect(lines[0]).toStartWith("event,title,body_id");
    const bytes = await (await fetch(`${room.url}/api/claims/claims.csv`, asReader)).bytes();
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const one = await get(`/events/${event}/claims.csv`);
    expect(one.text.trim().split("\r\n")).toHaveLength(1 + 6);
  });

  test("shows a formula as text", () => {
    expect(["=1+1", "+33", "-2", "@x", "\tx", "a,b", 'a"b', "plain", -3].map(csvCell)).toEqual([
      `"'=1+1"`,
      `"'+33"`,
      `"'-2"`,
      `"'@x"`,
      `"'\tx"`,
      '"a,b"',
      '"a""b"',
      "plain",
      "-3",
    ]);
  });
});
