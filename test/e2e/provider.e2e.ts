import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { freePort } from "../../bench/harness/process.ts";
import { launch } from "../support/browsing.ts";
import { enrol, expectDone, PASSWORDS } from "../support/cast.ts";
import { IdentityProvider } from "../support/identity-provider.ts";
import { openHouse, type PeopleHouse } from "../support/people-house.ts";

/**
 * There and back over an identity provider, in a real browser: it decides itself which cookies come along from another
 * site. The provider is on 127.0.0.1, the console on localhost: two sites.
 */

const CLIENT = { id: "beffroi", secret: "the client's own secret" };

let browser: Browser;
let folder: string;
let provider: IdentityProvider;
let house: PeopleHouse;
let home: string;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-provider-"));
  const secretFile = join(folder, "client.secret");
  writeFileSync(secretFile, CLIENT.secret, { mode: 0o600 });
  provider = new IdentityProvider(CLIENT);
  const port = await freePort();
  home = `http://localhost:${port}`;
  const settings = {
    oidc_discovery: provider.discovery,
    oidc_client_id: CLIENT.id,
    oidc_client_secret_file: secretFile,
    oidc_console: home,
  };
  house = await openHouse({ port, settings });
});
afterEach(async () => {
  await house.close();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the page's own script sees of the session. */
const session = (page: Page): Promise<{ state: string; person?: { name: string } }> =>
  page.evaluate(async () => (await fetch("/api/session")).json());

async function linkBob(): Promise<void> {
  const { bob } = await enrol(house.url, house.people.setupLink(house.url), ["bob"]);
  const { url } = expectDone(await bob.browser.post("/api/account/oidc", { password: PASSWORDS.bob })).json;
  const { pathname, search } = new URL(provider.signIn(url, "bob-at-idp"));
  expect((await bob.browser.get(pathname + search)).status).toBe(303);
}

describe("over an identity provider", () => {
  test("who is linked comes back signed in, and stays so on the next visit", async () => {
    await linkBob();
    provider.atOnce = "bob-at-idp";
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${home}/api/session/oidc`);
    expect(page.url()).toBe(`${home}/`);
    expect(await session(page)).toMatchObject({ state: "signed-in", person: { name: "Bob Lefèvre" } });
    await page.goto(home);
    expect((await session(page)).state).toBe("signed-in");
    const cookies = await context.cookies(home);
    expect(cookies.find(({ name }) => name === "beffroi-session")).toMatchObject({
      httpOnly: true,
      sameSite: "Strict",
    });
    expect(cookies.some(({ name }) => name === "beffroi-oidc")).toBe(false);
    await context.close();
  });

  test("who is not linked reads why, and finds the way to the entrance", async () => {
    await linkBob();
    provider.atOnce = "somebody-else";
    const page = await browser.newPage();
    await page.goto(`${home}/api/session/oidc`);
    await page.getByRole("heading", { name: "Connexion impossible" }).waitFor();
    await page.getByRole("link", { name: "Retour à la page de connexion" }).click();
    await page.waitForURL(`${home}/`);
    expect((await session(page)).state).toBe("signed-out");
    await page.close();
  });
});
