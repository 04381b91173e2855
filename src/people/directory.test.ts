import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Cast, expectDone, PASSWORDS, signIn } from "../../test/support/cast.ts";
import { type PeopleHouse, peopledHouse, TOKEN } from "../../test/support/people-house.ts";

let house: PeopleHouse;
let cast: Cast;
beforeEach(async () => {
  ({ house, cast } = await peopledHouse());
});
afterEach(() => house.close());

const as = (name: keyof Cast) => cast[name].browser;
const act = (by: keyof Cast, on: keyof Cast, what: string, body: object = {}) =>
  as(by).post(`/api/people/${cast[on].id}/${what}`, body);

describe("a role", () => {
  test("is changed from what it was, which ends the person's sessions", async () => {
    expect((await act("alice", "bob", "role", { old: "member", new: "admin" })).code).toBe(
      "changed-meanwhile",
    );
    const reply = await act("alice", "bob", "role", { old: "lead", new: "observer" });
    expect(reply.json.person).toMatchObject({ id: cast.bob.id, role: "observer" });
    expect((await as("bob").get("/api/account")).code).toBe("not-signed-in");
    // The same again is harmless and writes nothing.
    expect((await act("alice", "bob", "role", { old: "lead", new: "observer" })).status).toBe(200);
    expect(house.entries("people.role-changed")).toEqual([
      expect.objectContaining({ subject: cast.bob.id, body: { old: "lead", new: "observer" } }),
    ]);
    const again = house.browser();
    expectDone(await signIn(again, "bob"));
    expect((await again.get("/api/session")).json.person.role).toBe("observer");
  });

  test("of the only administrator stays, and they cannot be shut out", async () => {
    expect((await act("alice", "alice", "role", { old: "admin", new: "lead" })).code).toBe("last-admin");
    expect((await act("alice", "alice", "disable", { reason: "" })).code).toBe("last-admin");
    // An administrator who is only invited, or shut out, does not count.
    await as("alice").post("/api/people/invitations", { name: "Later", role: "admin" });
    await act("alice", "emma", "role", { old: "lead", new: "admin" });
    expect((await act("alice", "alice", "disable", { reason: "" })).code).toBe("last-admin");
    expectDone(await act("alice", "bob", "role", { old: "lead", new: "admin" }));
    expect((await act("alice", "alice", "role", { old: "admin", new: "lead" })).status).toBe(200);
  });

  test("two administrators who take each other's at once leave one", async () => {
    for (let round = 0; round < 5; round++) {
      const program = house.browser({ authorization: `Bearer ${TOKEN}` });
      const { people } = (await program.get("/api/people")).json;
      for (const name of ["alice", "bob"] as const) {
        const { role } = people.find(({ id }: { id: string }) => id === cast[name].id);
        if (role !== "admin") {
          await program.post(`/api/people/${cast[name].id}/role`, { old: role, new: "admin" });
        }
        expectDone(await signIn(as(name), name));
      }
      const replies = await Promise.all([
        act("alice", "bob", "role", { old: "admin", new: "observer" }),
        act("bob", "alice", "role", { old: "admin", new: "observer" }),
      ]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
      const after = (await program.get("/api/people")).json.people as { role: string; state: string }[];
      expect(after.filter(({ role, state }) => role === "admin" && state === "active")).toHaveLength(1);
    }
  });
});

describe("somebody who is shut out", () => {
  test("is so at once, everywhere, and stays so with a session from before when let in again", async () => {
    expectDone(await act("alice", "bob", "disable", { reason: "phone stolen" }));
    expect((await as("bob").get("/api/session")).json.state).toBe("signed-out");
    expect((await signIn(house.browser(), "bob")).code).toBe("wrong-credentials");
    expectDone(await act("alice", "bob", "enable"));
    expect((await as("bob").get("/api/account")).code).toBe("not-signed-in");
    expect((await signIn(house.browser(), "bob")).status).toBe(200);
    expect(house.entries("people.disabled").at(-1)).toMatchObject({ body: { reason: "phone stolen" } });
  });

  test("stays signed out even if the process died before the sessions were taken away", async () => {
    // What a kill right after the append leaves: the entry, and the session's row.
    const actor = { type: "person", id: cast.alice.id, name: "Alice Martin" } as const;
    house.journal.append({ actor, kind: "people.disabled", subject: cast.bob.id, body: { reason: "" } });
    expect((await as("bob").get("/api/account")).code).toBe("not-signed-in");
    house.journal.append({ actor, kind: "people.enabled", subject: cast.bob.id, body: {} });
    expect((await as("bob").get("/api/account")).code).toBe("not-signed-in");
  });

  test("nothing happens when the journal cannot be written", async () => {
    house.failing.journal = true;
    expect((await act("alice", "bob", "disable", { reason: "" })).status).toBe(500);
    expect((await act("alice", "bob", "sessions/end")).status).toBe(500);
    house.failing.journal = false;
    expect((await as("bob").get("/api/account")).status).toBe(200);
  });
});

test("all sessions of a person end at an administrator's word", async () => {
  const second = house.browser();
  expectDone(await signIn(second, "bob"));
  expect((await act("alice", "bob", "sessions/end")).json).toEqual({ count: 2 });
  for (const browser of [as("bob"), second]) expect((await browser.get("/api/account")).status).toBe(401);
  expect((await as("chloe").get("/api/account")).status).toBe(200);
});

test("a name is changed from what it was, and the journal names the person so from then on", async () => {
  expect((await act("alice", "bob", "name", { old: "Bob", new: "Robert" })).code).toBe("changed-meanwhile");
  expectDone(await act("alice", "bob", "name", { old: "Bob Lefèvre", new: "Robert Lefèvre" }));
  expectDone(await signIn(house.browser(), "bob"));
  expect(house.entries("people.signed-in").at(-1)?.actor.name).toBe("Robert Lefèvre");
});

test("who is not there cannot be changed, and who has not joined is not shut out but withdrawn", async () => {
  for (const what of ["role", "name", "disable", "enable", "sessions/end", "invitation"]) {
    const body = { role: { old: "lead", new: "admin" }, name: { old: "a", new: "b" } }[what] ?? {};
    expect((await as("alice").post(`/api/people/p-nobody/${what}`, body)).code).toBe("not-found");
  }
  const { person } = (await as("alice").post("/api/people/invitations", { name: "Later", role: "lead" }))
    .json;
  expect((await as("alice").post(`/api/people/${person.id}/disable`, {})).code).toBe("not-joined");
});

describe("the address book", () => {
  const fields = {
    name: "Préfecture, permanence",
    function: "Directeur de cabinet",
    organisation: "Préfecture",
    phones: ["02 31 00 00 00"],
    mail: "",
    note: "",
  };
  const put = (by: keyof Cast, id: string, change: object) =>
    as(by).ask("PUT", `/api/contacts/${id}`, change);

  test("keeps what a member writes, for everybody to read, and says when somebody was quicker", async () => {
    expect((await put("chloe", "c-1", { old: null, new: fields })).json.contact).toMatchObject({
      id: "c-1",
      ...fields,
    });
    expect((await put("chloe", "c-1", { old: null, new: fields })).status).toBe(200);
    const other = { ...fields, phones: ["06 00 00 00 00"] };
    expect((await put("bob", "c-1", { old: null, new: other })).code).toBe("changed-meanwhile");
    expectDone(await put("bob", "c-1", { old: fields, new: other }));
    expect((await put("chloe", "c-1", { old: fields, new: { ...fields, mail: "x@y.fr" } })).code).toBe(
      "changed-meanwhile",
    );
    expect((await as("david").get("/api/contacts")).json.contacts).toEqual([
      { id: "c-1", ...other, changedAt: expect.any(String) },
    ]);
    expect(house.entries("people.contact-changed")).toHaveLength(2);
    expect((await as("chloe").post("/api/contacts/c-1/remove", { old: fields })).code).toBe(
      "changed-meanwhile",
    );
    expectDone(await as("chloe").post("/api/contacts/c-1/remove", { old: other }));
    expect((await as("david").get("/api/contacts")).json.contacts).toEqual([]);
  });

  test.each([
    [{ old: null, new: { ...fields, name: "" } }],
    [{ old: null, new: { ...fields, phones: Array(7).fill("1") } }],
    [{ old: null, new: { ...fields, note: "x".repeat(501) } }],
    [{ old: null, new: { ...fields, secret: "x" } }],
    [{ new: fields }],
  ])("refuses %j", async (change) => {
    expect((await put("chloe", "c-1", change)).code).toBe("bad-request");
  });

  test("refuses an id that is none, and more than it holds", async () => {
    expect((await put("chloe", "not%20an%20id", { old: null, new: fields })).code).toBe("bad-request");
    const actor = { type: "operator", name: "test" } as const;
    const body = { old: null, new: fields };
    for (let group = 0; group < 2; group++) {
      house.journal.appendAll(
        Array.from({ length: 1_000 }, (_, n) => ({
          actor,
          kind: "people.contact-changed",
          subject: `c-${group}-${n}`,
          body,
        })),
      );
    }
    expect((await put("chloe", "c-more", { old: null, new: fields })).code).toBe("book-full");
    expectDone(await put("chloe", "c-0-0", { old: fields, new: { ...fields, note: "still possible" } }));
  });
});

test("people are bounded", async () => {
  const actor = { type: "operator", name: "test" } as const;
  house.journal.appendAll(
    Array.from({ length: 500 }, (_, n) => ({
      actor,
      kind: "people.invited",
      subject: `p-${n}`,
      body: { name: `Person ${n}`, role: "observer" },
    })),
  );
  const reply = await as("alice").post("/api/people/invitations", { name: "One more", role: "lead" });
  expect(reply.code).toBe("too-many-people");
});

test("a password that everybody here has used is not shown anywhere", async () => {
  const texts = await Promise.all(
    ["/api/people", "/api/account", "/api/journal"].map(async (path) => (await as("alice").get(path)).text),
  );
  for (const password of Object.values(PASSWORDS)) expect(texts.join()).not.toContain(password);
  expect(texts.join()).not.toContain("argon2");
});
