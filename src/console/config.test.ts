import { describe, expect, test } from "bun:test";
import { consoleSchema } from "./config.ts";

describe("settings of the console", () => {
  test("default to the loopback address and no further name", () => {
    expect(consoleSchema.parse({})).toEqual({ listen: "127.0.0.1:8440", hosts: [] });
  });

  test.each([
    [{ listen: "8440" }, "listen"],
    [{ listen: "http://127.0.0.1:8440" }, "listen"],
    [{ hosts: ["https://console.ville.lan"] }, "hosts"],
    [{ hosts: ["console.ville.lan:8440"] }, "hosts"],
    [{ token: "x" }, ""],
  ])("refuse %j at %s", (written, where) => {
    const parsed = consoleSchema.safeParse(written);
    expect(parsed.success).toBe(false);
    expect(String(parsed.error?.issues[0]?.path[0] ?? "")).toBe(where);
  });

  test("names are compared in lower case", () => {
    expect(consoleSchema.parse({ hosts: ["Console.Ville.LAN"] }).hosts).toEqual(["console.ville.lan"]);
  });
});
