import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cast, enrol, signIn } from "../../test/support/cast.ts";
import { makeCertificate } from "../../test/support/certificate.ts";
import { openHouse, type PeopleHouse } from "../../test/support/people-house.ts";

let folder: string;
let house: PeopleHouse;
let cast: Cast;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-tls-"));
  const { cert, key } = makeCertificate(["console.ville.lan"]);
  const certificate = { certificate: join(folder, "c.pem"), certificate_key: join(folder, "c.key") };
  writeFileSync(certificate.certificate, cert);
  writeFileSync(certificate.certificate_key, key);
  house = await openHouse({ certificate });
  cast = await enrol(house.url, house.people.setupLink(house.url), ["bob"]);
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a console with a certificate", () => {
  test("speaks TLS, and its links say so", async () => {
    expect(house.url).toStartWith("https://127.0.0.1:");
    const { link } = (await cast.alice.browser.post("/api/people/invitations", { name: "X", role: "lead" }))
      .json;
    expect(link).toStartWith(`${house.url}/#/invitation/`);
    await expect(fetch(house.url.replace("https:", "http:"))).rejects.toThrow();
  });

  test("sets cookies that travel over TLS only and that no other host of the domain can set", async () => {
    const browser = house.browser();
    const reply = await signIn(browser, "bob");
    const set = reply.headers.getSetCookie().filter((field) => !field.includes("Max-Age=0"));
    expect(set).toHaveLength(2);
    for (const field of set)
      expect(field).toMatch(/^__Host-beffroi-\w+=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; .*Secure$/);
    expect((await browser.get("/api/account")).status).toBe(200);
  });

  test("acts for no page that came without TLS, whatever its name", async () => {
    const browser = house.browser();
    const headers = { origin: house.url.replace("https:", "http:") };
    expect((await browser.post("/api/session/sign-in", {}, headers)).code).toBe("foreign-page");
    expect((await browser.post("/api/session/sign-in", {}, { origin: "null" })).code).toBe("foreign-page");
    expect((await browser.post("/api/session/sign-in", {})).code).toBe("bad-request");
  });

  test("does not believe a session that was planted without TLS", async () => {
    const browser = house.browser();
    browser.cookies.set("beffroi-session", cast.bob.browser.session ?? "");
    expect((await browser.get("/api/account")).code).toBe("not-signed-in");
  });
});

test("a certificate that cannot be read is refused with its path", async () => {
  const missing = join(folder, "missing.pem");
  const certificate = { certificate: missing, certificate_key: missing };
  await expect(openHouse({ certificate })).rejects.toMatchObject({
    code: "unreadable-certificate",
    where: missing,
  });
});
