import { expect, test } from "bun:test";
import fc from "fast-check";
import { shownQuote } from "./quote-text.ts";

test.each([
  ["AFP) - Le site de Lorient est inaccessible.", "Le site de Lorient est inaccessible."],
  ["PARIS (AFP) – Le site de Lorient est inaccessible.", "Le site de Lorient est inaccessible."],
  ["AFP - Le site est hors ligne.", "Le site est hors ligne."],
  ["revendiquée par NoName057(16", "… revendiquée par NoName057(16)"],
  ["Le groupe NoName057(16) a revendiqué l'attaque.", "Le groupe NoName057(16) a revendiqué l'attaque."],
  ["Le maire dit : « aucun incident", "Le maire dit : « aucun incident\u202f»"],
  ["», a-t-elle ajouté,", "… a-t-elle ajouté"],
  ["Le site est inaccessible depuis lundi,", "Le site est inaccessible depuis lundi"],
  ["La mairie (Tarn) a porté plainte.", "La mairie (Tarn) a porté plainte."],
  ["Le site de Lorient (Morbihan) - hors ligne.", "Le site de Lorient (Morbihan) - hors ligne."],
  ["Ils étaient inaccessibles à 12 h 30", "Ils étaient inaccessibles à 12\u00a0h\u00a030"],
  ["...", "..."],
])("%p", (quote, shown) => {
  expect(shownQuote(quote)).toBe(shown);
});

test("is never empty where the quote is not, and grows by no more than what it closes", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 80, minLength: 1, unit: fc.constantFrom(..."aB ()«».,-–\n") }),
      (quote) => {
        const once = shownQuote(quote);
        expect(once).not.toBe("");
        expect(once.length).toBeLessThanOrEqual(quote.length * 3 + 4);
      },
    ),
  );
});
