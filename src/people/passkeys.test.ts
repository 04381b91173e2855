import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { Authenticator, type Terms } from "../../test/support/authenticator.ts";
import { type Browser, type Cast, enrol, expectDone, signIn } from "../../test/support/cast.ts";
import { makeCertificate } from "../../test/support/certificate.ts";
import { openHouse, type PeopleHouse } from "../../test/support/people-house.ts";
import { PASSKEYS_MAX } from "./passkeys.ts";

let house: PeopleHouse;
let cast: Cast;
let origin: string;
let host: string;
let bob: Browser;

beforeAll(async () => {
  house = await openHouse();
  host = `localhost:${new URL(house.url).port}`;
  origin = `http://${host}`;
  cast = await enrol(house.url, house.people.setupLink(house.url), ["bob", "chloe"]);
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.advance(3_600_000);
  bob = house.browser({ host });
  expectDone(await signIn(bob, "bob"));
});

const at = (path: string) => `/api/account/passkeys${path}`;
const creation = async (browser: Browser) => expectDone(await browser.post(at("/options"))).json;
const request = async () =>
  expectDone(await house.browser({ host }).post("/api/session/passkey/options")).json;
const enter = (response: unknown, headers = { host }) =>
  house.browser(headers).post("/api/session/passkey", { response });

async function registered(browser = bob): Promise<Authenticator> {
  const device = new Authenticator(origin);
  const response = device.create(await creation(browser));
  expectDone(await browser.post(at(""), { name: "Phone", response }));
  return device;
}

describe("a passkey", () => {
  test("is added, signs in alone, is listed with its last use, and is removed", async () => {
    const options = await creation(bob);
    expect(options).toMatchObject({
      rp: { id: "localhost" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const device = await registered();
    const answer = device.get(await request());
    const browser = house.browser({ host });
    expect((await browser.post("/api/session/passkey", { response: answer })).json).toEqual({
      state: "signed-in",
    });
    expect((await browser.get("/api/session")).json).toMatchObject({
      person: { id: cast.bob.id },
      passkeys: true,
    });
    const { passkeys } = (await bob.get("/api/account")).json;
    const used = new Date(house.clock.now()).toISOString();
    expect(passkeys.at(-1)).toMatchObject({ id: device.id, name: "Phone", lastUsedAt: used });
    expect(house.entries("people.signed-in").at(-1)?.body.method).toBe("passkey");
    expect((await cast.chloe.browser.ask("DELETE", at(`/${device.id}`))).code).toBe("not-found");
    expectDone(await bob.ask("DELETE", at(`/${device.id}`)));
    expect((await enter(device.get(await request()))).code).toBe("wrong-credentials");
  });

  test("an answer counts once, for the challenge that we gave, within five minutes", async () => {
    const device = await registered();
    const answer = device.get(await request());
    const both = await Promise.all([enter(answer), enter(answer)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await enter(answer)).code).toBe("wrong-credentials");
    const late = device.get(await request());
    house.clock.advance(300_000);
    expect((await enter(late)).code).toBe("wrong-credentials");
    // A challenge of another purpose, or of nobody, is none.
    const forAdding = await creation(bob);
    expect((await enter(device.get({ ...(await request()), challenge: forAdding.challenge }))).code).toBe(
      "wrong-credentials",
    );
    const ours = Buffer.from((await request()).challenge, "base64url").toString();
    for (const text of ["x", "", "a.b.c", ours.slice(0, -1), ours.replace(/\.\d+\./, ".9999999999999.")]) {
      const challenge = Buffer.from(text).toString("base64url");
      expect((await enter(device.get({ challenge, rpId: "localhost" }))).code).toBe("wrong-credentials");
    }
  });

  test.each<[string, Terms]>([
    ["another site's origin", { origin: "https://evil.example" }],
    ["another host's name", { rpId: "evil.example" }],
    ["a device that did not ask who holds it", { userVerified: false }],
  ])("with %s is refused, in adding and in signing in", async (_, terms) => {
    const device = await registered();
    expect((await enter(device.get(await request(), terms))).code).toBe("wrong-credentials");
    const other = new Authenticator(origin);
    const response = other.create(await creation(bob), terms);
    expect((await bob.post(at(""), { name: "Phone", response })).code).toBe("bad-passkey");
  });

  test("with another's signature, or none of ours, is refused", async () => {
    const device = await registered();
    const thief = new Authenticator(origin);
    const answer = thief.get(await request());
    for (const response of [answer, { ...answer, id: device.id, rawId: device.id }]) {
      expect((await enter(response)).code).toBe("wrong-credentials");
    }
    expect((await enter({ ...answer, response: {} })).code).toBe("wrong-credentials");
    expect((await enter("x")).code).toBe("bad-request");
  });

  test("of somebody else cannot be added again, nor one with another's challenge", async () => {
    const chloe = house.browser({ host });
    expectDone(await signIn(chloe, "chloe"));
    const device = new Authenticator(origin);
    const options = await creation(bob);
    expect((await chloe.post(at(""), { name: "Mine", response: device.create(options) })).code).toBe(
      "bad-passkey",
    );
    expectDone(await bob.post(at(""), { name: "Phone", response: device.create(options) }));
    const again = device.create(await creation(chloe));
    expect((await chloe.post(at(""), { name: "Mine", response: again })).code).toBe("bad-passkey");
  });

  test("with a certificate is refused before anything is fetched that the certificate names", async () => {
    const device = new Authenticator(origin);
    const options = await creation(bob);
    const response = device.create(options, { maker: makeCertificate(["evil.example"]) });
    // The library would take it: it is as valid as one can be.
    const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
    const verified = await verifyRegistrationResponse({
      response,
      expectedChallenge: options.challenge,
      expectedOrigin: origin,
      expectedRPID: "localhost",
    });
    expect(verified.verified).toBe(true);
    expect((await bob.post(at(""), { name: "Phone", response })).code).toBe("bad-passkey");
  });

  test("is refused to who is shut out", async () => {
    const device = await registered();
    const path = `/api/people/${cast.bob.id}`;
    expectDone(await cast.alice.browser.post(`${path}/disable`, { reason: "" }));
    expect((await enter(device.get(await request()))).code).toBe("wrong-credentials");
    expectDone(await cast.alice.browser.post(`${path}/enable`));
    expect((await enter(device.get(await request()))).status).toBe(200);
  });

  test("is not offered on an address of numbers", async () => {
    const numbers = house.browser();
    expect((await numbers.post("/api/session/passkey/options")).code).toBe("no-passkeys-here");
    expectDone(await signIn(numbers, "bob"));
    expect((await numbers.post(at("/options"))).code).toBe("no-passkeys-here");
    expect((await numbers.get("/api/session")).json.passkeys).toBe(false);
  });

  test("is one of a bounded number", async () => {
    const chloe = house.browser({ host });
    expectDone(await signIn(chloe, "chloe"));
    for (let n = 0; n < PASSKEYS_MAX; n++) await registered(chloe);
    expect((await chloe.post(at("/options"))).code).toBe("too-many-passkeys");
  });
});
