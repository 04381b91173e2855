import { Database } from "bun:sqlite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Cast, enrol, expectDone, PASSWORDS, signIn } from "../../test/support/cast.ts";
import { openHouse, type PeopleHouse, TOKEN } from "../../test/support/people-house.ts";
import { Refusal } from "../kernel/refusal.ts";
import { peopleSchema } from "./index.ts";

let house: PeopleHouse;
let cast: Cast;
beforeAll(async () => {
  house = await openHouse();
  cast = await enrol(house.url, house.people.setupLink(house.url));
});
afterAll(() => house.close());
// Pauses of one test must not reach into the next.
beforeEach(() => house.clock.advance(2 * 3_600_000));

const HOUR_MS = 3_600_000;

async function freshly(name: "bob" | "chloe" | "david"): Promise<Cast["bob"]["browser"]> {
  const browser = house.browser();
  expectDone(await signIn(browser, name));
  return browser;
}

describe("a password", () => {
  test("lets in, whatever the case of the user name, and says who it is", async () => {
    const browser = house.browser();
    expect((await browser.get("/api/session")).json).toMatchObject({ state: "signed-out", passkeys: false });
    const reply = await browser.post("/api/session/sign-in", { userName: " BoB ", password: PASSWORDS.bob });
    expect(reply.json).toEqual({ state: "signed-in" });
    expect((await browser.get("/api/session")).json).toMatchObject({
      state: "signed-in",
      person: { id: cast.bob.id, name: "Bob Lefèvre", userName: "bob", role: "lead" },
      expiresAt: new Date(house.clock.now() + 12 * HOUR_MS).toISOString(),
    });
    expect(house.entries("people.signed-in").at(-1)).toMatchObject({
      subject: cast.bob.id,
      body: { method: "password", address: "127.0.0.1" },
      actor: { type: "person", name: "Bob Lefèvre" },
    } as object);
  });

  test("that is wrong, a name that nobody has, and a disabled account get the same answer", async () => {
    const tried = [
      { userName: "bob", password: "something else" },
      { userName: "nobody", password: PASSWORDS.bob },
      { userName: "emma", password: PASSWORDS.emma },
    ];
    const replies = await Promise.all(
      tried.map((body) => house.browser().post("/api/session/sign-in", body)),
    );
    for (const reply of replies) {
      expect(reply.status).toBe(401);
      expect(reply.code).toBe("wrong-credentials");
      expect(reply.text).toBe(replies[0]?.text as string);
      expect(reply.headers.getSetCookie()).toEqual([]);
    }
  });

  test.each([
    [{}],
    [{ userName: "bob" }],
    [{ userName: ["bob"], password: "x" }],
    [{ userName: "bob", password: { $ne: "" } }],
    [{ userName: "x".repeat(65), password: "x" }],
    [{ userName: "bob", password: "x".repeat(257) }],
    [{ userName: "bob", password: "x", role: "admin" }],
    ["null"],
    ["[]"],
    ["{"],
  ])("%j is refused before anything is hashed", async (body) => {
    expect((await house.browser().post("/api/session/sign-in", body)).status).toBe(400);
  });

  test("a body that is too large, or no JSON by its type, is refused", async () => {
    const large = { userName: "bob", password: "x", more: "x".repeat(40_000) };
    expect((await house.browser().post("/api/session/sign-in", large)).status).toBe(413);
    const form = await house
      .browser()
      .post("/api/session/sign-in", "userName=bob", { "content-type": "text/plain" });
    expect(form.status).toBe(415);
  });
});

describe("a session", () => {
  test("begins under a new token at each sign-in, and the one that was brought ends: no fixation", async () => {
    const browser = await freshly("bob");
    const thief = browser.copy();
    const planted = browser.session;
    expectDone(await signIn(browser, "bob"));
    expect(browser.session).not.toBe(planted as string);
    expect((await thief.get("/api/account")).status).toBe(401);
    expect((await browser.get("/api/account")).status).toBe(200);
    // A token of the attacker's choice is never taken over.
    const victim = house.browser();
    victim.cookies.set("beffroi-session", "A".repeat(43));
    expectDone(await signIn(victim, "bob"));
    expect(victim.session).not.toBe("A".repeat(43));
  });

  test("cannot be forged, changed or guessed from what is kept", async () => {
    const browser = await freshly("bob");
    const real = browser.session ?? "";
    const db = new Database(join(house.folder, "accounts.db"), { readonly: true });
    const kept = db.query<{ token: string; id: string }, []>("SELECT token, id FROM session").all();
    db.close();
    expect(kept.some(({ token }) => token === real)).toBe(false);
    const forged = [
      `${real}x`,
      real.slice(1),
      real.toLowerCase(),
      "",
      "x",
      "A".repeat(43),
      `${"x".repeat(3000)}`,
      ...kept.flatMap(({ token, id }) => [token, id]),
    ];
    for (const token of forged) {
      const other = house.browser();
      other.cookies.set("beffroi-session", token);
      expect({ token, status: (await other.get("/api/account")).status }).toEqual({ token, status: 401 });
    }
  });

  test("ends twelve hours after its last use, and seven days after its beginning in any case", async () => {
    const idle = await freshly("david");
    house.clock.advance(12 * HOUR_MS);
    expect((await idle.get("/api/account")).code).toBe("not-signed-in");

    const busy = await freshly("david");
    for (let hours = 0; hours + 11 < 7 * 24; hours += 11) {
      house.clock.advance(11 * HOUR_MS);
      expect({ hours, status: (await busy.get("/api/account")).status }).toEqual({ hours, status: 200 });
    }
    house.clock.advance(4 * HOUR_MS);
    expect((await busy.get("/api/account")).status).toBe(401);
  });

  test("ends when one signs out, here and for whoever copied the cookie", async () => {
    const browser = await freshly("chloe");
    const copy = browser.copy();
    const other = await freshly("chloe");
    expectDone(await browser.post("/api/session/sign-out"));
    expect(browser.session).toBeUndefined();
    expect((await copy.get("/api/account")).status).toBe(401);
    expect((await other.get("/api/account")).status).toBe(200);
    expect(house.entries("people.signed-out").at(-1)?.subject).toBe(cast.chloe.id);
  });

  test("does not outlive the journal's entries: one restored from a backup gives their positions again", async () => {
    const browser = await freshly("chloe");
    const session = browser.session ?? "";
    const db = new Database(join(house.folder, "accounts.db"));
    db.run("UPDATE session SET position = 1000000 WHERE userId = ?", [cast.chloe.id]);
    db.close();
    await house.restart();
    const again = house.browser();
    again.cookies.set("beffroi-session", session);
    expect((await again.get("/api/session")).json.state).toBe("signed-out");
  });

  test("outlives a restart", async () => {
    const browser = await freshly("chloe");
    const session = browser.session ?? "";
    await house.restart();
    const again = house.browser();
    again.cookies.set("beffroi-session", session);
    expect((await again.get("/api/session")).json.state).toBe("signed-in");
  });

  test("lets what it opened go on until its time is over or it is ended, and asking does not prolong it", async () => {
    const asIs = async (browser: Browser) => {
      const headers = { cookie: `beffroi-session=${browser.session}`, host: new URL(house.url).host };
      const caller = await house.people.whoIs(new Request(`${house.url}/api/live`, { headers }), "127.0.0.1");
      if (caller instanceof Refusal) throw caller;
      return caller;
    };
    const ended = await freshly("bob");
    const signedOut = await asIs(ended);
    expect(signedOut.lasts()).toBe(true);
    await ended.post("/api/session/sign-out");
    expect(signedOut.lasts()).toBe(false);
    const idle = await asIs(await freshly("bob"));
    const { session_idle_hours: idleHours } = peopleSchema.parse({});
    house.clock.advance((idleHours * HOUR_MS) / 2);
    expect(idle.lasts()).toBe(true);
    house.clock.advance((idleHours * HOUR_MS) / 2);
    expect(idle.lasts()).toBe(false);
  });

  test("is found fast enough for every request", async () => {
    const browser = await freshly("bob");
    const request = new Request(`${house.url}/api/live`, {
      headers: { cookie: `beffroi-session=${browser.session}`, host: new URL(house.url).host },
    });
    expect(await house.people.whoIs(request, "127.0.0.1")).toMatchObject({ role: "lead", via: "session" });
    const times: number[] = [];
    for (let n = 0; n < 400; n++) {
      const from = performance.now();
      await house.people.whoIs(request, "127.0.0.1");
      times.push(performance.now() - from);
    }
    times.sort((a, b) => a - b);
    // A tenth of the runs undisturbed is enough to see it on a busy machine.
    expect(times[40]).toBeLessThan(0.3);
  });
});

describe("the token of the data folder", () => {
  test("acts as administrator, and nothing like it does", async () => {
    const program = house.browser({ authorization: `Bearer ${TOKEN}` });
    expect((await program.get("/api/people")).json.people).toHaveLength(5);
    expect((await program.get("/api/account")).code).toBe("not-allowed");
    for (const authorization of [`Bearer ${TOKEN}x`, "Bearer ", "Basic x", TOKEN]) {
      expect((await house.browser({ authorization }).get("/api/people")).code).toBe("wrong-token");
    }
  });

  test("a wrong one is not made good by a session", async () => {
    const browser = await freshly("bob");
    expect((await browser.get("/api/people", { authorization: "Bearer wrong" })).code).toBe("wrong-token");
  });
});

describe("who tries many passwords", () => {
  const wrong = { userName: "bob", password: "not bob's password" };

  test("is refused for a while, told for how long, and refused alike for a name that nobody has", async () => {
    for (const userName of ["nobody-at-all", "emma"]) {
      house.clock.advance(2 * HOUR_MS);
      const replies = [];
      for (let n = 0; n < 11; n++) {
        replies.push(
          await house.browser().post("/api/session/sign-in", { userName, password: "wrong guess" }),
        );
      }
      expect(replies.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429]);
      expect(replies[10]?.code).toBe("too-many-tries");
      expect(replies[10]?.headers.get("retry-after")).toBe("1");
    }
  });

  test("locks out neither a known device nor the right password from the usual network", async () => {
    // Every request here comes from 127.0.0.1, from where Bob signed in before: each counts against the pair of the two.
    const known = await freshly("bob");
    for (let n = 0; n < 12; n++) await house.browser().post("/api/session/sign-in", wrong);
    expect((await signIn(house.browser(), "bob")).code).toBe("too-many-tries");
    // Another person on that network, and Bob's own device, go on.
    expect((await signIn(house.browser(), "chloe")).status).toBe(200);
    const device = house.browser();
    device.cookies.set("beffroi-device", known.cookies.get("beffroi-device") ?? "");
    expect((await signIn(device, "bob")).status).toBe(200);
    // The device of another makes nobody known.
    const other = house.browser();
    other.cookies.set("beffroi-device", cast.david.browser.cookies.get("beffroi-device") ?? "");
    expect((await signIn(other, "bob")).code).toBe("too-many-tries");
    house.clock.advance(300_000);
    expect((await signIn(house.browser(), "bob")).status).toBe(200);
  });

  test("a flood of them leaves the console quick, and somebody known gets in", async () => {
    const known = await freshly("bob");
    const flood = Array.from({ length: 80 }, (_, n) =>
      house
        .browser()
        .post("/api/session/sign-in", { userName: `stranger-${n}`, password: "guess number one" }),
    );
    const waits: number[] = [];
    for (let n = 0; n < 5; n++) {
      const from = performance.now();
      expect((await known.get("/api/session")).json.state).toBe("signed-in");
      waits.push(performance.now() - from);
    }
    const device = house.browser();
    device.cookies.set("beffroi-device", known.cookies.get("beffroi-device") ?? "");
    expect((await signIn(device, "bob")).status).toBe(200);
    expect(Math.min(...waits)).toBeLessThan(250);
    const codes = new Set((await Promise.all(flood)).map(({ status }) => status));
    expect([...codes].sort()).toEqual([401, 429]);
  });
});

describe("when the journal cannot be written", () => {
  test("nobody is let in, and everybody is again afterwards", async () => {
    house.failing.journal = true;
    const browser = house.browser();
    expect((await signIn(browser, "bob")).status).toBe(500);
    house.failing.journal = false;
    expect(browser.session).toBeUndefined();
    expect((await signIn(browser, "bob")).status).toBe(200);
  });

  test("one can still sign out", async () => {
    const browser = await freshly("bob");
    const copy = browser.copy();
    house.failing.journal = true;
    await browser.post("/api/session/sign-out");
    house.failing.journal = false;
    expect((await copy.get("/api/account")).status).toBe(401);
  });
});

test("nothing secret is in the journal, and accounts.db is for this user only", () => {
  const journal = readFileSync(join(house.folder, "beffroi.db")).toString("latin1");
  for (const password of Object.values(PASSWORDS)) expect(journal).not.toContain(password);
  expect(journal).not.toContain("argon2");
  for (const file of ["accounts.db", "accounts.db-wal", "keys/accounts.secret"]) {
    expect({ file, mode: statSync(join(house.folder, file)).mode & 0o777 }).toEqual({ file, mode: 0o600 });
  }
});
