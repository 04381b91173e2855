import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFileDurably } from "./durable.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-durable-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a durable file", () => {
  test("holds the new text, in folders made for it, and leaves nothing beside", () => {
    const path = join(folder, "keys", "deep", "token");
    writeFileDurably(path, "old");
    writeFileDurably(path, "né");
    expect(readFileSync(path, "utf8")).toBe("né");
    expect(readdirSync(join(folder, "keys", "deep"))).toEqual(["token"]);
  });

  test("takes bytes as they are", () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    writeFileDurably(join(folder, "page"), bytes);
    expect(new Uint8Array(readFileSync(join(folder, "page")))).toEqual(bytes);
  });

  test("of a secret is for its owner only, also when it replaces an open one", () => {
    const path = join(folder, "secret");
    writeFileDurably(path, "old");
    chmodSync(path, 0o644);
    writeFileDurably(path, "new", 0o600);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("keeps the old text when the new one cannot take its place", () => {
    const path = join(folder, "taken");
    writeFileDurably(join(path, "inside"), "old");
    expect(() => writeFileDurably(path, "new")).toThrow();
    expect(readFileSync(join(path, "inside"), "utf8")).toBe("old");
  });
});
