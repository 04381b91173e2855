import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { foldText, readPage } from "./page.ts";

const sentencesOf = (text: string) => {
  const page = readPage(text);
  return page.sentences.map(({ from, to }) => text.slice(page.at(from), page.at(to)));
};

describe("folding", () => {
  test("keeps the way back over ligatures, accents in two characters and quotation marks", () => {
    const text = "Hœnheim, « Nîmes » : l’E\u0301tat…";
    const { plain, at } = foldText(text);
    expect(plain).toBe('hoenheim, " nimes " : l\'etat...');
    expect(text.slice(at(plain.indexOf("nimes")), at(plain.indexOf("nimes") + 5))).toBe("Nîmes");
    expect(text.slice(at(0), at(8))).toBe("Hœnheim");
  });

  test("never leads outside of the text nor backwards", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const { plain, at } = foldText(text);
        let last = 0;
        for (let place = 0; place <= plain.length; place++) {
          const there = at(place);
          if (there < last || there > text.length) return false;
          last = there;
        }
        return at(plain.length) === text.length;
      }),
    );
  });
});

describe("sentences", () => {
  test("end at an hour when the next one begins with a capital", () => {
    const text =
      "Le site est resté muet de 9 h à 11 h. La ville de Pau n'a rien constaté. Il y a 2 h. et demie.";
    expect(sentencesOf(text)).toHaveLength(3);
  });

  test("do not end at titles, hours, hosts and numbers", () => {
    const text =
      "M. Dupont, maire de St. Agnan, a parlé à 4 p.m. devant www.ville.fr et 53.000 habitants. Il a fini.";
    expect(sentencesOf(text)).toEqual([text.slice(0, text.indexOf(" Il a fini")), "Il a fini."]);
  });

  test("end where a space was forgotten, but not inside a host name", () => {
    expect(sentencesOf("Le site de la ville.Nous avons coupé. Voir ville.fr.")).toEqual([
      "Le site de la ville.",
      "Nous avons coupé.",
      "Voir ville.fr.",
    ]);
  });

  test("go on over hard-wrapped lines and stop at bullets", () => {
    const text =
      "Les serveurs de la commune ont été coupés par précaution dans la nuit\nde lundi à mardi.\n- téléphone\n- courriels";
    expect(readPage(text).sentences.map(({ kind }) => kind)).toEqual(["title", "item", "item"]);
    expect(sentencesOf(text)[0]).toContain("de lundi à mardi.");
  });

  test("cover every letter of any text once", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abC. !?\n"«»;-é1'), maxLength: 300 }), (text) => {
        const page = readPage(text);
        let last = 0;
        let letters = 0;
        for (const { from, to } of page.sentences) {
          if (from < last || to < from) return false;
          last = to;
          letters += page.plain.slice(from, to).replace(/\s/g, "").length;
        }
        return letters === page.plain.replace(/\s/g, "").length;
      }),
    );
  });
});
