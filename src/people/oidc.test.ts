import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Browser,
  type Cast,
  expectDone,
  PASSWORDS,
  type Reply,
  signIn,
} from "../../test/support/cast.ts";
import { IdentityProvider } from "../../test/support/identity-provider.ts";
import { EXCHANGES_MAX } from "./oidc.ts";
import { openHouse, type PeopleHouse, peopledHouse } from "../../test/support/people-house.ts";

const CLIENT = { id: "beffroi", secret: "the client's own secret" };
const BACK = "/api/session/oidc/callback";

let folder: string;
let provider: IdentityProvider;
let house: PeopleHouse;
let cast: Cast;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-oidc-"));
  const secretFile = join(folder, "client.secret");
  writeFileSync(secretFile, `${CLIENT.secret}\n`, { mode: 0o600 });
  provider = new IdentityProvider(CLIENT);
  ({ house, cast } = await peopledHouse({
    settings: {
      oidc_discovery: provider.discovery,
      oidc_client_id: CLIENT.id,
      oidc_client_secret_file: secretFile,
      oidc_label: "ProConnect",
      oidc_console: "http://console.localhost:8440",
    },
  }));
});
afterEach(async () => {
  await house.close();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The way back, to the console at its port of this test. */
const comeBack = (browser: Browser, address: string): Promise<Reply> => {
  const { pathname, search, origin } = new URL(address);
  expect([origin, pathname]).toEqual(["http://console.localhost:8440", BACK]);
  return browser.get(pathname + search);
};

async function go(browser: Browser, body: object = {}): Promise<string> {
  return expectDone(await browser.post("/api/session/oidc", body)).json.url;
}

async function linkBob(subject = "bob-at-idp"): Promise<void> {
  const { bob } = cast;
  const { url } = expectDone(await bob.browser.post("/api/account/oidc", { password: PASSWORDS.bob })).json;
  expect((await comeBack(bob.browser, provider.signIn(url, subject))).status).toBe(303);
}

describe("an identity provider", () => {
  test("is asked for nothing before somebody chooses it, and is offered by its name", async () => {
    expect(provider.requests).toBe(0);
    expect((await house.browser().get("/api/session")).json.oidc).toEqual({ label: "ProConnect" });
    await signIn(house.browser(), "bob");
    expect(provider.requests).toBe(0);
  });

  test("lets in whoever linked an account there, over a link or the page's own way", async () => {
    await linkBob();
    expect((await cast.bob.browser.get("/api/account")).json.oidc).toEqual({ linked: true });
    const browser = house.browser();
    const there = await browser.get("/api/session/oidc");
    expect(there.status).toBe(303);
    expect(there.headers.getSetCookie().join()).toContain("SameSite=Lax");
    const back = await comeBack(browser, provider.signIn(there.headers.get("location") ?? "", "bob-at-idp"));
    expect([back.status, back.headers.get("location")]).toEqual([303, "/"]);
    expect(back.headers.getSetCookie().find((field) => field.includes("session"))).toContain(
      "SameSite=Strict",
    );
    expect((await browser.get("/api/session")).json.person.id).toBe(cast.bob.id);
    const page = house.browser();
    expect((await comeBack(page, provider.signIn(await go(page), "bob-at-idp"))).status).toBe(303);
    expect((await page.get("/api/session")).json.state).toBe("signed-in");
    expect(house.entries("people.signed-in").at(-1)?.body.method).toBe("oidc");
    expect(house.entries("people.credential-changed").at(-1)?.body).toEqual({
      credential: "oidc",
      change: "added",
    });
  });

  test("lets in nobody who is not linked, whatever it says of them", async () => {
    provider.claims = { email: "alice@ville.fr", email_verified: true, name: "Alice Martin", role: "admin" };
    const browser = house.browser();
    const back = await comeBack(browser, provider.signIn(await go(browser), "alice"));
    expect(back.status).toBe(403);
    expect(back.text).toContain("n'est rattaché à personne");
    expect(browser.session).toBeUndefined();
    expect((await cast.alice.browser.get("/api/people")).json.people).toHaveLength(5);
  });

  test("lets in who was invited with it, once, under the user name they chose", async () => {
    const invite = { name: "Farid Benali", role: "observer" };
    const { link } = expectDone(await cast.alice.browser.post("/api/people/invitations", invite)).json;
    const invitation = link.split("/").at(-1);
    const browser = house.browser();
    const url = await go(browser, { invitation, userName: "farid" });
    expect((await comeBack(browser, provider.signIn(url, "farid-at-idp"))).status).toBe(303);
    expect((await browser.get("/api/session")).json.person).toMatchObject({
      userName: "farid",
      role: "observer",
    });
    expect((await house.browser().post("/api/session/oidc", { invitation, userName: "eve" })).code).toBe(
      "not-found",
    );
    // Without a password they print codes in the first minutes of a session, and come in with them when the provider is gone.
    const { codes } = expectDone(await browser.post("/api/account/printed-codes", {})).json;
    await provider.stop();
    const code = { userName: "farid", code: codes[0] };
    expect((await house.browser().post("/api/session/printed-code", code)).status).toBe(200);
    house.clock.advance(11 * 60_000);
    expect((await browser.post("/api/account/printed-codes", {})).code).toBe("wrong-credentials");
  });

  test("that is dead is a message, and everybody signs in as before", async () => {
    await provider.stop();
    const page = await house.browser().get("/api/session/oidc");
    expect(page.status).toBe(503);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.text).toContain("Le fournisseur d'identité ne répond pas.");
    expect(page.text).not.toContain("<script");
    expect((await house.browser().post("/api/session/oidc", {})).code).toBe("provider-unreachable");
    expect((await signIn(house.browser(), "bob")).status).toBe(200);
  });

  test("that does not answer is left alone for a while, and tried again then", async () => {
    provider.silent = true;
    const browser = house.browser();
    const asking = browser.post("/api/session/oidc", {});
    expect((await signIn(house.browser(), "bob")).status).toBe(200);
    expect((await asking).code).toBe("provider-unreachable");
    const asked = provider.requests;
    provider.silent = false;
    expect((await browser.post("/api/session/oidc", {})).code).toBe("provider-unreachable");
    expect(provider.requests).toBe(asked);
    house.clock.advance(5_000);
    expect(await go(browser)).toStartWith(provider.issuer);
  }, 30_000);
});

describe("the way back", () => {
  beforeEach(() => linkBob());

  test("is good for the browser that went, once, and not for ever", async () => {
    const browser = house.browser();
    const back = provider.signIn(await go(browser), "bob-at-idp");
    const thief = house.browser();
    expect((await comeBack(thief, back)).status).toBe(403);
    const replay = browser.copy();
    expect((await comeBack(browser, back)).status).toBe(303);
    expect((await comeBack(replay, back)).status).toBe(403);
    expect(replay.session).toBeUndefined();
    const slow = house.browser();
    const late = provider.signIn(await go(slow), "bob-at-idp");
    house.clock.advance(10 * 60_000);
    expect((await comeBack(slow, late)).status).toBe(403);
  });

  test("is refused with another's state, no code, an error, another issuer, or a changed cookie", async () => {
    const browser = house.browser();
    const back = new URL(provider.signIn(await go(browser), "bob-at-idp"));
    const changed = (name: string, value: string | null) => {
      const copy = new URL(back);
      if (value === null) copy.searchParams.delete(name);
      else copy.searchParams.set(name, value);
      return copy.href;
    };
    const ways = [
      changed("state", "x"),
      changed("state", null),
      changed("code", null),
      changed("iss", "https://evil.example"),
      `http://console.localhost:8440${BACK}?error=access_denied&state=x`,
    ];
    for (const way of ways) expect((await comeBack(browser.copy(), way)).status).toBe(403);
    const forged = browser.copy();
    const sealed = forged.cookies.get("beffroi-oidc") ?? "";
    forged.cookies.set("beffroi-oidc", `${sealed.slice(0, -4)}${sealed.endsWith("AAAA") ? "BBBB" : "AAAA"}`);
    expect((await comeBack(forged, back.href)).status).toBe(403);
    expect((await comeBack(browser, changed("iss", provider.issuer))).status).toBe(303);
  });

  const now = () => Math.floor(Date.now() / 1000);
  test.each<[string, () => Record<string, unknown>]>([
    ["another nonce", () => ({ nonce: "x" })],
    ["no nonce", () => ({ nonce: undefined })],
    ["another audience", () => ({ aud: "another client" })],
    ["another issuer", () => ({ iss: "https://evil.example" })],
    ["a time that is over", () => ({ exp: now() - 3_600, iat: now() - 7_200 })],
    ["no subject", () => ({ sub: undefined })],
    ["an empty subject", () => ({ sub: "" })],
  ])("is refused when the token has %s", async (_, claims) => {
    provider.claims = claims();
    const browser = house.browser();
    expect((await comeBack(browser, provider.signIn(await go(browser), "bob-at-idp"))).status).toBe(403);
    expect(browser.session).toBeUndefined();
  });

  test("is refused when the token was signed with another key", async () => {
    provider.foreignKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const browser = house.browser();
    expect((await comeBack(browser, provider.signIn(await go(browser), "bob-at-idp"))).status).toBe(403);
  });

  test("floods no provider: few answers are checked at once, and the door is open again afterwards", async () => {
    const browser = house.browser();
    const back = provider.signIn(await go(browser), "bob-at-idp");
    const forged = new URL(back);
    forged.searchParams.set("code", "x");
    const before = provider.requests;
    provider.slowMs = 300;
    await Promise.all(Array.from({ length: 40 }, () => comeBack(browser.copy(), forged.href)));
    expect(provider.requests - before).toBeLessThanOrEqual(EXCHANGES_MAX);
    provider.slowMs = 0;
    expect((await comeBack(browser, back)).status).toBe(303);
  });

  test("is refused to who is shut out, and links no account to two people", async () => {
    const { chloe, alice, bob } = cast;
    const { url } = expectDone(
      await chloe.browser.post("/api/account/oidc", { password: PASSWORDS.chloe }),
    ).json;
    expect((await comeBack(chloe.browser, provider.signIn(url, "bob-at-idp"))).status).toBe(403);
    expectDone(await alice.browser.post(`/api/people/${bob.id}/disable`, { reason: "" }));
    const browser = house.browser();
    expect((await comeBack(browser, provider.signIn(await go(browser), "bob-at-idp"))).status).toBe(403);
    expect(browser.session).toBeUndefined();
  });

  test("no longer lets in when the link was taken away", async () => {
    expect((await cast.bob.browser.post("/api/account/oidc/remove", { password: "no" })).code).toBe(
      "wrong-credentials",
    );
    expectDone(await cast.bob.browser.post("/api/account/oidc/remove", { password: PASSWORDS.bob }));
    const browser = house.browser();
    expect((await comeBack(browser, provider.signIn(await go(browser), "bob-at-idp"))).status).toBe(403);
  });
});

test("a client's secret that everybody may read, or that is none, is refused at the start", async () => {
  const file = join(folder, "client.secret");
  const settings = {
    oidc_discovery: provider.discovery,
    oidc_client_id: CLIENT.id,
    oidc_client_secret_file: file,
    oidc_console: "https://console.ville.lan",
  };
  chmodSync(file, 0o644);
  await expect(openHouse({ settings })).rejects.toMatchObject({ code: "secret-exposed" });
  chmodSync(file, 0o600);
  writeFileSync(file, "short\n");
  await expect(openHouse({ settings })).rejects.toMatchObject({ code: "secret-too-short" });
  rmSync(file);
  await expect(openHouse({ settings })).rejects.toMatchObject({ code: "secret-unreadable" });
});
