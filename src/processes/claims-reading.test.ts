import { describe, expect, test } from "bun:test";
import { DISPATCH_EN, DISPATCH_FR, MARKET, TARGET_LIST } from "../../test/support/claims-texts.ts";
import { readClaims } from "./claims-reading.ts";

const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });

describe("files of claims", () => {
  test("are read in their order and joined together: a dispatch with its translation, a day without an attack", () => {
    const read = readClaims([
      file("fr.txt", DISPATCH_FR),
      file("marche.txt", MARKET),
      file("en.txt", DISPATCH_EN),
    ]);
    const [french, market, english] = read;
    expect(read.map(({ document }) => document)).toEqual(["fr.txt", "marche.txt", "en.txt"]);
    expect(english?.keys).toEqual(french?.keys as NonNullable<typeof french>["keys"]);
    expect(market?.reading.attacks).toEqual([]);
    expect(market?.keys.event).not.toBe(french?.keys.event as string);
  });

  test("that are plain are quoted as they stand", () => {
    const [read] = readClaims([file("fr.txt", `\ufeff${DISPATCH_FR}`)]);
    for (const { statements } of read?.reading.attacks ?? []) {
      for (const { quote, span } of statements) expect(DISPATCH_FR.slice(...span)).toBe(quote);
    }
  });

  test("may be pages: what stands around the article is not read", () => {
    const paragraphs = DISPATCH_FR.split("\n\n").map((part) => `<p>${part}</p>`);
    const html = `<!doctype html><html lang="fr"><head><title>Vague</title></head><body><nav>La mairie de Brest piratée</nav>
      <article><h1>Des sites visés</h1>${paragraphs.join("\n")}</article></body></html>`;
    const [read] = readClaims([file("page.html", html)]);
    const names = read?.reading.attacks.map(({ body }) => body.name);
    expect(names).toContain("Lorient");
    expect(names).not.toContain("Brest");
  });

  test("may be empty, or a list", () => {
    const [empty, list] = readClaims([file("vide.txt", " \n"), file("cibles.json", TARGET_LIST)]);
    expect(empty?.reading.attacks).toEqual([]);
    expect(list?.document).toBe("cibles.json");
  });
});
