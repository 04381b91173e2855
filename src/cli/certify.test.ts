import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../config.ts";
import { makeCertificate } from "../../test/support/certificate.ts";
import { describe as describeFindings, run } from "./certify.ts";
import { startCopy } from "./certify-copy.ts";
import { type Finding, inspect } from "./certify-findings.ts";
import { CERTIFY_TEXTS } from "./certify-texts.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-certify-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.parse("2026-06-01T00:00:00Z");
const SITE = `[[site]]\nname = "mairie"\nhosts = ["www.ville.example"]\norigin = "http://192.0.2.1"\n`;

function settings(site = "", gateway = "") {
  writeFileSync(join(folder, "beffroi.toml"), `data = "./data"\n[gateway]\n${gateway}\n${SITE}${site}\n`);
  return readSettings({ config: join(folder, "beffroi.toml") });
}

function inspected(site = "", gateway = ""): Record<string, Finding> {
  const read = settings(site, gateway);
  const [first] = read.sites;
  if (first === undefined) throw new Error("no site");
  return Object.fromEntries(inspect(read, first, NOW).map((one) => [one.name, one]));
}

function writeCopy(ageHours: number): void {
  const path = join(folder, "data", "snapshot");
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "mairie.db"), "");
  const at = new Date(NOW - ageHours * 3_600_000);
  utimesSync(join(path, "mairie.db"), at, at);
}

function writeCertificate(names: string[], days: number): string {
  const { cert, key } = makeCertificate(names, { fromMs: NOW - 1e9, toMs: NOW + days * 86_400_000 });
  writeFileSync(join(folder, "cert.pem"), cert);
  writeFileSync(join(folder, "key.pem"), key);
  return `certificate = "cert.pem"\ncertificate_key = "key.pem"`;
}
const TLS = 'listen_tls = ["0.0.0.0:8443"]';

describe("the settings", () => {
  test("without a copy of the site, or without copying, would not hold", () => {
    expect(inspected()["copy-missing"]?.standing).toBe("fails");
    expect(inspected("crawl = false")["copy-off"]?.standing).toBe("fails");
    writeCopy(2);
    expect(inspected().copy).toEqual({ name: "copy", standing: "holds", value: "2" });
    writeCopy(100);
    expect(inspected().copy?.standing).toBe("look");
  });

  test("with a cookie of everybody as a session would not hold", () => {
    expect(inspected('session_cookies = ["sid", "_ga"]')["session-cookies"]).toMatchObject({
      standing: "fails",
      value: "_ga",
    });
    expect(inspected('session_cookies = ["_pk_*"]')["session-cookies"]?.standing).toBe("fails");
    expect(inspected('session_cookies = ["sid"]')["session-cookies"]?.standing).toBe("holds");
  });

  test("without tickets, or held in one posture, would not hold", () => {
    expect(inspected("tickets = false").tickets?.standing).toBe("fails");
    expect(inspected('posture = "calm"').posture?.standing).toBe("fails");
    expect(inspected().posture?.standing).toBe("holds");
  });

  test("say how TLS stands", () => {
    expect(inspected("", 'listen = ["0.0.0.0:80"]')["tls-missing"]?.standing).toBe("fails");
    expect(
      inspected("", 'listen = ["0.0.0.0:80"]\ntrusted_proxies = ["10.0.0.1"]')["tls-in-front"]?.standing,
    ).toBe("look");
    expect(inspected()["tls-in-front"]?.standing).toBe("look");
    expect(inspected(writeCertificate(["www.ville.example"], 90), TLS).tls?.standing).toBe("holds");
    expect(inspected(writeCertificate(["www.ville.example"], 5), TLS).tls?.standing).toBe("look");
    expect(inspected(writeCertificate(["autre.example"], 90), TLS)["tls-host"]).toMatchObject({
      value: "www.ville.example",
    });
    writeFileSync(join(folder, "cert.pem"), "nothing");
    expect(
      inspected('certificate = "cert.pem"\ncertificate_key = "key.pem"', TLS)["tls-unreadable"]?.standing,
    ).toBe("fails");
  });
});

test("the copy is a gateway of its own, in front of a stand-in and of nothing else", async () => {
  const read = settings('protected = ["/urgences"]\nstaff = ["127.0.0.0/8"]', 'listen = ["192.0.2.9:80"]');
  const [site] = read.sites;
  if (site === undefined) throw new Error("no site");
  const copy = await startCopy(read, site);
  expect(copy.standIn.fromCopy).toBe(false);
  const answer = await fetch(`${copy.gatewayUrl}/urgences`, { headers: { host: "www.ville.example" } });
  expect(await answer.text()).toContain("<h1>/urgences</h1>");
  await copy.stop();
  await expect(fetch(copy.gatewayUrl)).rejects.toThrow();
  await expect(fetch(copy.standIn.url)).rejects.toThrow();
}, 30_000);

test("what would not hold comes first, each with what to do", () => {
  const lines = describeFindings(CERTIFY_TEXTS.fr, [
    { name: "tickets", standing: "holds", value: "" },
    { name: "reading", standing: "fails", value: "96.7" },
    { name: "protected", standing: "look", value: "0" },
  ]);
  const text = lines.join("\n");
  expect(lines[0]).toBe("Des points ne tiendraient pas : corrigez-les avant l’attaque.");
  expect(text.indexOf("Ne tiendrait pas")).toBeLessThan(text.indexOf("À vérifier"));
  expect(text).toContain("  - Pages lues justes pendant l’attaque : 96,7 %.\n    Regardez");
  expect(text).not.toContain("Écrivez tickets = true");
  expect(
    describeFindings(CERTIFY_TEXTS.en, [{ name: "reading", standing: "fails", value: "96.7" }]).join("\n"),
  ).toContain("96.7 %");
});

describe("beffroi site certify", () => {
  async function ran(args: string[]) {
    const err = spyOn(process.stderr, "write").mockImplementation(() => true);
    try {
      return { code: await run(args), err: err.mock.calls.map(([chunk]) => String(chunk)).join("") };
    } finally {
      err.mockRestore();
    }
  }

  test("tells wrong use in one line", async () => {
    for (const args of [
      ["a", "b"],
      ["--grade", "0"],
      ["--seconds", "0"],
      ["--seconds", "301"],
      ["--lang", "x"],
      ["--x"],
    ]) {
      const { code, err } = await ran(args);
      expect(code).toBe(2);
      expect(err).toMatch(/^beffroi site certify: [^\n]+ usage: [^\n]+\n$/);
    }
  });

  test("names what is wrong with the settings or the site", async () => {
    settings();
    const config = join(folder, "beffroi.toml");
    expect((await ran(["autre", "--config", config])).err).toContain("Name one of them: mairie.");
    expect((await ran(["--config", join(folder, "none.toml")])).code).toBe(1);
    writeFileSync(config, "[[site]]\nname = 1\n");
    expect((await ran(["--config", config])).err).toContain("site");
  });
});
