import { describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationFaults, forgetForeignVariables, readSettings } from "./config.ts";
import { Refusal } from "./kernel/refusal.ts";

const fixtures = join(import.meta.dir, "..", "test", "config");
const files = (kind: string) => readdirSync(join(fixtures, kind)).map((name) => join(fixtures, kind, name));
const empty = mkdtempSync(join(tmpdir(), "beffroi-config-"));

function faultsOf(file: string): string[] {
  try {
    readSettings({ config: file }, empty);
  } catch (error) {
    if (error instanceof ConfigurationFaults) {
      return error.faults.map(({ where, reason, remedy }) => `${where} ${reason}. ${remedy}`);
    }
    throw error;
  }
  return [];
}

describe("settings", () => {
  test.each(files("good"))("%s is right", (file) => {
    expect(faultsOf(file)).toEqual([]);
  });

  test.each(files("bad"))("%s says each of its faults, and no other", (file) => {
    const lines = readFileSync(file, "utf8").split("\n");
    const expected = lines.flatMap((line) => (line.startsWith("# expect: ") ? [line.slice(10)] : []));
    const faults = faultsOf(file);
    expect(expected.length).toBeGreaterThan(0);
    expect(faults.length).toBe(expected.length);
    for (const [n, fault] of faults.entries()) expect(fault).toStartWith(expected[n] ?? "");
  });

  test("without anything the demonstration town is served", () => {
    const settings = readSettings({}, empty);
    expect(settings.demo).toBe(true);
    expect(settings.sites[0]?.origin).toBe("http://127.0.0.1:8081");
    expect(settings.dataFolder).toBe(join(empty, "data"));
  });

  test("the command line is enough for one site, and wins over the file", () => {
    const settings = readSettings(
      { origin: "http://10.0.0.5:80", host: "www.ville.fr, ville.fr", listen: "127.0.0.1:9000", data: "d" },
      empty,
    );
    expect(settings.sites[0]?.hosts).toEqual(["www.ville.fr", "ville.fr"]);
    expect(settings.gateway.listen).toEqual(["127.0.0.1:9000"]);
    expect(settings.dataFolder).toBe(join(empty, "d"));
    expect(settings.demo).toBe(false);
  });

  test("an origin without a host name is asked under its own name", () => {
    expect(readSettings({ origin: "http://intranet:8000" }, empty).sites[0]?.hosts).toEqual(["intranet"]);
  });

  test("equal settings have equal hashes, whatever the order in the file", () => {
    const one = readSettings({ origin: "http://a:1", host: "x.fr" }, empty).hash;
    expect(readSettings({ host: "x.fr", origin: "http://a:1" }, empty).hash).toBe(one);
    expect(readSettings({ origin: "http://a:2", host: "x.fr" }, empty).hash).not.toBe(one);
  });

  test("files that a section names are found beside the settings file", () => {
    const folder = mkdtempSync(join(tmpdir(), "beffroi-config-"));
    const lines = [
      "[console]",
      'certificate = "tls/c.pem"',
      'certificate_key = "/etc/c.key"',
      "[people]",
      'oidc_discovery = "https://idp.ville.lan/.well-known/openid-configuration"',
      'oidc_client_id = "beffroi"',
      'oidc_client_secret_file = "client.secret"',
      'oidc_console = "https://console.ville.lan"',
    ];
    writeFileSync(join(folder, "beffroi.toml"), lines.join("\n"));
    const settings = readSettings({ config: join(folder, "beffroi.toml") }, "/");
    expect(settings.people.oidc_client_secret_file).toBe(join(folder, "client.secret"));
    expect(settings.console.certificate).toBe(join(folder, "tls/c.pem"));
    expect(settings.console.certificate_key).toBe("/etc/c.key");
  });

  test("variables of the environment that would speak for a library are forgotten", () => {
    process.env.BETTER_AUTH_TELEMETRY = "1";
    process.env.AUTH_SECRET = "x";
    process.env.BEFFROI_OTHER = "kept";
    forgetForeignVariables();
    expect(process.env).not.toHaveProperty("BETTER_AUTH_TELEMETRY");
    expect(process.env).not.toHaveProperty("AUTH_SECRET");
    expect(process.env.BEFFROI_OTHER).toBe("kept");
  });

  test("what cannot be read is refused with the path and the remedy", () => {
    expect(() => readSettings({ config: "nowhere.toml" }, empty)).toThrow(Refusal);
    expect(() => readSettings({ host: "x.fr" }, empty)).toThrow("Add --origin http://HOST:PORT.");
  });
});
