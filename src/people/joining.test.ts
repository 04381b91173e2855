import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { join } from "node:path";
import { enrol, expectDone, PASSWORDS, signIn } from "../../test/support/cast.ts";
import { openHouse, type PeopleHouse, TOKEN } from "../../test/support/people-house.ts";

let house: PeopleHouse;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const tokenOf = (link: string | undefined) => link?.split("/").at(-1) ?? "";
const alice = { name: "Alice Martin", userName: "alice", password: PASSWORDS.alice };
const setUp = (token: string, more: object = {}) =>
  house.browser().post("/api/setup", { token, ...alice, ...more });

describe("the set-up link", () => {
  test("lets the first administrator in, once", async () => {
    const link = house.people.setupLink(house.url);
    expect(link).toMatch(new RegExp(`^${house.url}/#/setup/[A-Za-z0-9_-]{43}$`));
    expect((await house.browser().get("/api/session")).json.state).toBe("setup");
    const browser = house.browser();
    expect((await browser.post("/api/setup", { token: tokenOf(link), ...alice })).json).toEqual({
      state: "signed-in",
    });
    expect((await browser.get("/api/session")).json.person).toMatchObject({
      name: "Alice Martin",
      role: "admin",
    });
    expect((await setUp(tokenOf(link))).code).toBe("not-found");
    expect((await house.browser().get("/api/session")).json.state).toBe("signed-out");
    expect(house.people.setupLink(house.url)).toBeUndefined();
    const kinds = house.journal.read({ after: 0, limit: 100 }).map(({ entry }) => entry.kind);
    expect(kinds).toEqual(["people.setup-link-made", "people.joined", "people.signed-in"]);
  });

  test("of before is void when a new one is made, and at a restart", async () => {
    const first = tokenOf(house.people.setupLink(house.url));
    const second = tokenOf(house.people.setupLink(house.url));
    expect((await setUp(first)).code).toBe("not-found");
    await house.restart();
    const third = tokenOf(house.people.setupLink(house.url));
    expect((await setUp(second)).code).toBe("not-found");
    expect((await setUp(third)).status).toBe(200);
  });

  test("cannot be guessed, nor read from the database, nor used as another kind of link", async () => {
    const token = tokenOf(house.people.setupLink(house.url));
    const db = new Database(join(house.folder, "accounts.db"), { readonly: true });
    const kept = db.query<{ hash: string; person: string }, []>("SELECT hash, person FROM link").all();
    db.close();
    const guesses = [
      "",
      "x",
      token.slice(1),
      `${token}A`,
      token.toUpperCase(),
      kept[0]?.hash,
      kept[0]?.person,
    ];
    for (const guess of guesses) expect((await setUp(guess ?? "")).code).toBe("not-found");
    const path = `/api/invitations/${token}`;
    expect((await house.browser().post(path, { userName: "eve", password: PASSWORDS.bob })).code).toBe(
      "not-found",
    );
    expect((await setUp(token)).status).toBe(200);
  });

  test("stays good when the password was refused, and lets one of two in that use it at once", async () => {
    const token = tokenOf(house.people.setupLink(house.url));
    expect((await setUp(token, { password: "too short" })).code).toBe("bad-request");
    expect((await setUp(token, { userName: "not a name" })).code).toBe("bad-request");
    const both = await Promise.all([setUp(token), setUp(token, { userName: "eve" })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(house.entries("people.joined")).toHaveLength(1);
  });

  test("is taken up again when the process died between the journal and accounts.db", async () => {
    const token = tokenOf(house.people.setupLink(house.url));
    const [{ subject = "" } = {}] = house.entries("people.setup-link-made");
    const body = { name: alice.name, userName: alice.userName, role: "admin" };
    // What a kill right after the append leaves behind.
    const actor = { type: "person", id: subject, name: alice.name } as const;
    house.journal.append({ actor, kind: "people.joined", subject, body });
    await house.restart();
    expect((await signIn(house.browser(), "alice")).code).toBe("wrong-credentials");
    expect((await house.browser().get("/api/session")).json.state).toBe("setup");
    expect((await setUp(token)).status).toBe(200);
    expect(house.entries("people.joined")).toHaveLength(1);
    expect((await signIn(house.browser(), "alice")).status).toBe(200);
  });

  test("does nothing when the journal cannot be written", async () => {
    const token = tokenOf(house.people.setupLink(house.url));
    house.failing.journal = true;
    expect((await setUp(token)).status).toBe(500);
    house.failing.journal = false;
    expect((await signIn(house.browser(), "alice")).code).toBe("wrong-credentials");
    expect((await setUp(token)).status).toBe(200);
  });

  test("comes back when accounts.db is lost, and nobody else can use it then", async () => {
    expectDone(await setUp(tokenOf(house.people.setupLink(house.url))));
    const db = new Database(join(house.folder, "accounts.db"));
    for (const table of ["session", "account", "user"]) db.run(`DELETE FROM ${table}`);
    db.close();
    const token = tokenOf(house.people.setupLink(house.url));
    expect(token).not.toBe("");
    expect((await setUp(token)).code).toBe("already-exists");
    expect((await setUp(token, { userName: "alice2" })).status).toBe(200);
  });
});

describe("a row in accounts.db", () => {
  test("gives no right without a role in the journal", async () => {
    const cast = await enrol(house.url, house.people.setupLink(house.url));
    const db = new Database(join(house.folder, "accounts.db"));
    const session = db
      .query<{ userId: string; token: string }, [string]>(
        "SELECT userId, token FROM session WHERE userId = ?",
      )
      .get(cast.david.id);
    db.run("PRAGMA foreign_keys = OFF");
    db.query("UPDATE session SET userId = 'p-nobody' WHERE token = ?").run(session?.token ?? "");
    db.close();
    expect((await cast.david.browser.get("/api/account")).code).toBe("not-signed-in");
  });
});

describe("an invitation", () => {
  const invite = async (name = "Bob Lefèvre", role = "member") => {
    const program = house.browser({ authorization: `Bearer ${TOKEN}` });
    return expectDone(await program.post("/api/people/invitations", { name, role })).json;
  };
  const accept = (link: string, userName = "bob", password: string = PASSWORDS.bob) =>
    house.browser().post(`/api/invitations/${tokenOf(link)}`, { userName, password });

  test("says whom it is for, lets in once with that role, and has its QR code", async () => {
    const { link, qr, person, expiresAt } = await invite();
    expect(link).toStartWith(`${house.url}/#/invitation/`);
    expect(qr).toStartWith("<svg");
    expect(person).toMatchObject({ name: "Bob Lefèvre", role: "member", state: "invited", userName: null });
    const shown = await house.browser().get(`/api/invitations/${tokenOf(link)}`);
    expect(shown.json).toEqual({ name: "Bob Lefèvre", role: "member", userName: null, expiresAt });
    expect((await accept(link)).status).toBe(200);
    expect((await accept(link)).code).toBe("not-found");
    expect((await house.browser().get(`/api/invitations/${tokenOf(link)}`)).code).toBe("not-found");
    const browser = house.browser();
    expectDone(await signIn(browser, "bob"));
    expect((await browser.get("/api/session")).json.person.role).toBe("member");
    expect((await browser.post("/api/people/invitations", { name: "Eve", role: "admin" })).code).toBe(
      "not-allowed",
    );
  });

  test("is void after seven days, when it was renewed, and when it was withdrawn", async () => {
    const program = house.browser({ authorization: `Bearer ${TOKEN}` });
    const old = await invite();
    const renewed = expectDone(await program.post(`/api/people/${old.person.id}/invitation`)).json;
    expect((await accept(old.link)).code).toBe("not-found");
    expect(renewed.person.id).toBe(old.person.id);
    expectDone(await program.ask("DELETE", `/api/people/${old.person.id}/invitation`));
    expect((await accept(renewed.link)).code).toBe("not-found");
    expect((await program.get("/api/people")).json.people).toEqual([]);
    const late = await invite();
    house.clock.advance(7 * 86_400_000);
    expect((await accept(late.link)).code).toBe("not-found");
  });

  test("cannot take the user name of somebody else, in any case", async () => {
    const cast = await enrol(house.url, house.people.setupLink(house.url));
    const { link } = await invite("Eve");
    for (const userName of ["alice", "ALICE", "Ａlice", "emma"]) {
      expect((await accept(link, userName)).code).toBe("already-exists");
    }
    expect((await accept(link, "eve")).status).toBe(200);
    expect((await cast.alice.browser.get("/api/people")).json.people).toHaveLength(6);
  });

  test("two at once cannot take the same user name", async () => {
    const links = [await invite("One"), await invite("Two")];
    const replies = await Promise.all(links.map(({ link }) => accept(link)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(house.entries("people.joined")).toHaveLength(1);
  });

  test("for who was here before lets them start anew under their own name, and ends all they had", async () => {
    const cast = await enrol(house.url, house.people.setupLink(house.url));
    const { bob, alice: admin } = cast;
    const codes = expectDone(
      await bob.browser.post("/api/account/printed-codes", { password: PASSWORDS.bob }),
    ).json;
    const { link, person } = expectDone(await admin.browser.post(`/api/people/${bob.id}/invitation`)).json;
    expect(person.state).toBe("active");
    // Until it is used, nothing has changed.
    expect((await bob.browser.get("/api/account")).status).toBe(200);
    expect((await house.browser().get(`/api/invitations/${tokenOf(link)}`)).json.userName).toBe("bob");
    expect((await accept(link, "robert", "a new password for bob")).code).toBe("bad-request");
    expect((await accept(link, "Bob", "a new password for bob")).status).toBe(200);
    expect((await bob.browser.get("/api/account")).code).toBe("not-signed-in");
    expect((await signIn(house.browser(), "bob")).code).toBe("wrong-credentials");
    const printed = { userName: "bob", code: codes.codes[0] };
    expect((await house.browser().post("/api/session/printed-code", printed)).code).toBe("wrong-credentials");
    expect((await signIn(house.browser(), "bob", "a new password for bob")).status).toBe(200);
    const changes = house.entries("people.credential-changed").slice(-2);
    expect(changes.map(({ body }) => `${body.credential} ${body.change}`)).toEqual([
      "password set",
      "printed-codes removed",
    ]);
  });

  test("of somebody who is shut out is void", async () => {
    const cast = await enrol(house.url, house.people.setupLink(house.url));
    const { alice: admin, bob, emma } = cast;
    expect((await admin.browser.post(`/api/people/${emma.id}/invitation`)).code).toBe("is-disabled");
    const { link } = expectDone(await admin.browser.post(`/api/people/${bob.id}/invitation`)).json;
    expectDone(await admin.browser.post(`/api/people/${bob.id}/disable`, { reason: "phone stolen" }));
    expect((await accept(link, "bob", "a new password for bob")).code).toBe("not-found");
  });
});
