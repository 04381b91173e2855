import { describe, expect, test } from "bun:test";
import { peopleSchema } from "./config.ts";

const provider = {
  oidc_discovery: "https://idp.ville.lan/.well-known/openid-configuration",
  oidc_client_id: "beffroi",
  oidc_client_secret_file: "client.secret",
  oidc_console: "https://console.ville.lan:8440",
};

describe("settings of people", () => {
  test("are complete without any, and without a provider", () => {
    expect(peopleSchema.parse({})).toEqual({
      session_idle_hours: 12,
      session_hours: 168,
      oidc_label: "OpenID Connect",
    });
  });

  test("a provider needs all of its four settings", () => {
    expect(peopleSchema.safeParse(provider).success).toBe(true);
    for (const name of Object.keys(provider)) {
      const { [name as keyof typeof provider]: _, ...rest } = provider;
      expect(peopleSchema.safeParse(rest).error?.issues.map(({ path }) => path)).toEqual([[name]]);
    }
  });

  test.each([
    ["http://idp.ville.lan/", false],
    ["http://127.0.0.1:8443/", true],
    ["http://localhost/", true],
    ["https://user:secret@idp.ville.lan/", false],
    ["ftp://idp.ville.lan/", false],
    ["idp.ville.lan", false],
    ["javascript:alert(1)", false],
  ])("a provider at %s: %p", (address, fits) => {
    expect(peopleSchema.safeParse({ ...provider, oidc_discovery: address }).success).toBe(fits);
    expect(peopleSchema.safeParse({ ...provider, oidc_console: address }).success).toBe(fits);
  });

  test.each([
    { session_hours: -1 },
    { session_idle_hours: 10_000 },
    { oidc_secret: "x" },
    { oidc_label: "" },
  ])("refuse %j", (written) => {
    expect(peopleSchema.safeParse(written).success).toBe(false);
  });
});
