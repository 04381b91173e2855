import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Browser, type Cast, expectDone, PASSWORDS, signIn } from "../../test/support/cast.ts";
import { type PeopleHouse, peopledHouse, TOKEN } from "../../test/support/people-house.ts";
import { totpAt, totpStep } from "./totp.ts";

let house: PeopleHouse;
let cast: Cast;
let bob: Browser;
beforeEach(async () => {
  ({ house, cast } = await peopledHouse());
  bob = cast.bob.browser;
});
afterEach(() => house.close());

const password = PASSWORDS.bob;
const changes = () =>
  house.entries("people.credential-changed").map(({ body }) => `${body.credential} ${body.change}`);
const nowCode = (secret: string, steps = 0) => totpAt(secret, totpStep(house.clock.now()) + steps);

describe("the password", () => {
  test("is changed by who knows it, ends every other session, and goes on under a new token", async () => {
    const other = house.browser();
    expectDone(await signIn(other, "bob"));
    const copy = bob.copy();
    const wrong = { current: "not the password", new: "another long password" };
    expect((await bob.post("/api/account/password", wrong)).code).toBe("wrong-credentials");
    expect((await bob.post("/api/account/password", { current: password, new: "short" })).code).toBe(
      "bad-request",
    );
    expectDone(await bob.post("/api/account/password", { current: password, new: "another long password" }));
    expect((await bob.get("/api/account")).json.sessions).toHaveLength(1);
    for (const ended of [other, copy]) expect((await ended.get("/api/account")).code).toBe("not-signed-in");
    expect((await signIn(house.browser(), "bob")).code).toBe("wrong-credentials");
    expect((await signIn(house.browser(), "bob", "another long password")).status).toBe(200);
    expect(changes()).toEqual(["password set"]);
    expect(house.entries("people.sessions-ended").at(-1)?.body).toEqual({ count: 1 });
  });

  test("does not let in who was being checked while it was changed", async () => {
    const replies = await Promise.all([
      bob.post("/api/account/password", { current: password, new: "another long password" }),
      ...Array.from({ length: 4 }, () => signIn(house.browser(), "bob")),
    ]);
    expect(replies[0]?.status).toBe(200);
    expect((await bob.get("/api/account")).json.sessions).toHaveLength(1);
  });

  test("cannot be tried out with a stolen session", async () => {
    const wrong = { current: "not the password", new: "another long password" };
    const replies = [];
    for (let n = 0; n < 6; n++) replies.push(await bob.post("/api/account/password", wrong));
    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(replies.at(-1)?.headers.get("retry-after")).toBe("1");
  });

  test("stays when the journal cannot be written", async () => {
    house.failing.journal = true;
    const reply = await bob.post("/api/account/password", {
      current: password,
      new: "another long password",
    });
    expect(reply.status).toBe(500);
    house.failing.journal = false;
    expect((await bob.get("/api/account")).status).toBe(200);
    expect((await signIn(house.browser(), "bob")).status).toBe(200);
  });
});

describe("the second factor", () => {
  async function withFactor(): Promise<string> {
    const made = expectDone(await bob.post("/api/account/second-factor", { password })).json;
    expectDone(await bob.post("/api/account/second-factor/confirm", { code: nowCode(made.secret) }));
    house.clock.advance(60_000);
    return made.secret;
  }

  test("counts when a code of it was given back, and is asked for after the password", async () => {
    expect((await bob.post("/api/account/second-factor", { password: "wrong" })).code).toBe(
      "wrong-credentials",
    );
    const made = expectDone(await bob.post("/api/account/second-factor", { password })).json;
    expect(made.uri).toContain(made.secret);
    expect(made.qr).toStartWith("<svg");
    expect((await signIn(house.browser(), "bob")).json).toEqual({ state: "signed-in" });
    expect((await bob.post("/api/account/second-factor/confirm", { code: "000000" })).code).toBe(
      "wrong-credentials",
    );
    expectDone(await bob.post("/api/account/second-factor/confirm", { code: nowCode(made.secret) }));
    expect((await bob.get("/api/account")).json.secondFactor).toBe(true);
    expect((await bob.post("/api/account/second-factor", { password })).code).toBe("already-exists");

    const browser = house.browser();
    expect((await signIn(browser, "bob")).json).toEqual({ state: "second-factor" });
    expect((await browser.get("/api/session")).json.state).toBe("second-factor");
    expect((await browser.get("/api/account")).code).toBe("not-signed-in");
    // The code that confirmed it was used.
    expect((await browser.post("/api/session/second-factor", { code: nowCode(made.secret) })).code).toBe(
      "wrong-credentials",
    );
    house.clock.advance(30_000);
    const spaced = nowCode(made.secret).replace(/(...)/, "$1 ");
    expect((await browser.post("/api/session/second-factor", { code: spaced })).json).toEqual({
      state: "signed-in",
    });
    expect(browser.cookies.has("beffroi-second")).toBe(false);
    expect((await browser.get("/api/account")).status).toBe(200);
  });

  test("one code lets one of two in, and never a second time", async () => {
    const secret = await withFactor();
    const browsers = [house.browser(), house.browser()] as const;
    for (const browser of browsers) await signIn(browser, "bob");
    const code = nowCode(secret);
    const replies = await Promise.all(
      browsers.map((one) => one.post("/api/session/second-factor", { code })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test("is not skipped without the password, with another's cookie, after five minutes, or after a new password", async () => {
    const secret = await withFactor();
    const answer = { code: nowCode(secret) };
    expect((await house.browser().post("/api/session/second-factor", answer)).code).toBe("not-signed-in");
    const forged = house.browser();
    forged.cookies.set("beffroi-second", "A".repeat(43));
    expect((await forged.post("/api/session/second-factor", answer)).code).toBe("not-signed-in");

    const slow = house.browser();
    await signIn(slow, "bob");
    house.clock.advance(300_000);
    expect((await slow.post("/api/session/second-factor", { code: nowCode(secret) })).code).toBe(
      "not-signed-in",
    );

    const early = house.browser();
    await signIn(early, "bob");
    expectDone(await bob.post("/api/account/password", { current: password, new: "another long password" }));
    expect((await early.post("/api/session/second-factor", { code: nowCode(secret) })).code).toBe(
      "not-signed-in",
    );
  });

  test("cannot be tried out", async () => {
    await withFactor();
    const browser = house.browser();
    const statuses = [];
    for (let n = 0; n < 6; n++) {
      await signIn(browser, "bob");
      statuses.push((await browser.post("/api/session/second-factor", { code: "000000" })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test("is taken away by who knows the password", async () => {
    await withFactor();
    expect((await bob.post("/api/account/second-factor/remove", { password: "no" })).code).toBe(
      "wrong-credentials",
    );
    expectDone(await bob.post("/api/account/second-factor/remove", { password }));
    expect((await signIn(house.browser(), "bob")).json).toEqual({ state: "signed-in" });
    expect(changes()).toEqual(["second-factor added", "second-factor removed"]);
  });

  test("is kept sealed", async () => {
    const secret = await withFactor();
    for (const file of ["accounts.db", "accounts.db-wal", "beffroi.db", "beffroi.db-wal"]) {
      const bytes = await Bun.file(`${house.folder}/${file}`).arrayBuffer();
      expect(Buffer.from(bytes).toString("latin1")).not.toContain(secret);
    }
  });
});

describe("printed codes", () => {
  const make = async (): Promise<string[]> =>
    expectDone(await bob.post("/api/account/printed-codes", { password })).json.codes;
  const enterWith = (code: string, userName = "bob") =>
    house.browser().post("/api/session/printed-code", { userName, code });

  test("let in alone, each once, as they are read aloud", async () => {
    expect((await bob.post("/api/account/printed-codes", { password: "no" })).code).toBe("wrong-credentials");
    const codes = await make();
    expect((await bob.get("/api/account")).json.printedCodes).toMatchObject({ left: 10 });
    const spoken = codes[0]?.toLowerCase().replaceAll("-", " ").replaceAll("0", "o") ?? "";
    expect((await enterWith(spoken)).json).toEqual({ state: "signed-in" });
    expect((await enterWith(codes[0] ?? "")).code).toBe("wrong-credentials");
    expect((await enterWith(codes[1] ?? "", "chloe")).code).toBe("wrong-credentials");
    expect((await enterWith(codes[1] ?? "", "nobody")).code).toBe("wrong-credentials");
    expect((await bob.get("/api/account")).json.printedCodes.left).toBe(9);
    for (const code of codes.slice(1)) expect((await enterWith(code)).status).toBe(200);
    expect((await bob.get("/api/account")).json.printedCodes).toBeNull();
    expect(changes()).toEqual(["printed-codes set", "printed-codes used-up"]);
    expect(house.entries("people.signed-in").at(-1)?.body.method).toBe("printed-code");
  });

  test("one code that many send at once lets one of them in", async () => {
    const [code = ""] = await make();
    const replies = await Promise.all(Array.from({ length: 12 }, () => enterWith(code)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ code: refused }) => refused === "wrong-credentials")).toHaveLength(11);
  });

  test("of before are void when new ones are made", async () => {
    const [old = ""] = await make();
    const [code = ""] = await make();
    expect((await enterWith(old)).code).toBe("wrong-credentials");
    expect((await enterWith(code)).status).toBe(200);
  });

  test("work past a second factor, and while strangers try passwords", async () => {
    const { secret } = expectDone(await bob.post("/api/account/second-factor", { password })).json;
    expectDone(await bob.post("/api/account/second-factor/confirm", { code: nowCode(secret) }));
    const [code = ""] = await make();
    for (let n = 0; n < 12; n++) await signIn(house.browser(), "bob", "a wrong guess");
    expect((await enterWith(code)).status).toBe(200);
  });

  test("are not used up when the journal cannot be written", async () => {
    const [code = ""] = await make();
    house.failing.journal = true;
    expect((await enterWith(code)).status).toBe(500);
    house.failing.journal = false;
    expect((await enterWith(code)).status).toBe(200);
  });

  test("are kept as hashes", async () => {
    const codes = await make();
    for (const file of ["accounts.db", "accounts.db-wal"]) {
      const text = Buffer.from(await Bun.file(`${house.folder}/${file}`).arrayBuffer()).toString("latin1");
      for (const code of codes) {
        expect(text).not.toContain(code);
        expect(text).not.toContain(code.replaceAll("-", ""));
      }
    }
  });
});

describe("sessions", () => {
  test("are listed, and ended one by one, one's own only", async () => {
    const other = house.browser({ "user-agent": "Phone" });
    expectDone(await signIn(other, "bob"));
    const { sessions } = (await bob.get("/api/account")).json;
    expect(sessions.map(({ current }: { current: boolean }) => current).sort()).toEqual([false, true]);
    const phone = sessions.find(({ userAgent }: { userAgent: string }) => userAgent === "Phone");
    expect((await cast.chloe.browser.ask("DELETE", `/api/account/sessions/${phone.id}`)).code).toBe(
      "not-found",
    );
    expectDone(await bob.ask("DELETE", `/api/account/sessions/${phone.id}`));
    expect((await other.get("/api/account")).code).toBe("not-signed-in");
    expect((await bob.get("/api/account")).status).toBe(200);
  });

  test("are bounded: the one used longest ago gives way", async () => {
    const first = bob.copy();
    for (let n = 0; n < 20; n++) {
      house.clock.advance(1_000);
      expectDone(await signIn(house.browser(), "bob"));
    }
    expect((await first.get("/api/account")).code).toBe("not-signed-in");
  });
});

test("an account is a person's: the token has none", async () => {
  const program = house.browser({ authorization: `Bearer ${TOKEN}` });
  expect((await program.get("/api/account")).code).toBe("not-allowed");
  expect((await program.post("/api/account/printed-codes", {})).code).toBe("not-allowed");
});
