import { describe, expect, test } from "bun:test";
import { pressTexts } from "../../../test/support/press/corpus.ts";
import { PAGE_STYLES, type Story } from "../../../test/support/press/pages.ts";
import { readBytes } from "./index.ts";
import { LEAD } from "./other-stories.ts";

/** Headlines of other stories: attacks on other towns, which must not come into this one. */
const HEADLINES = [
  "La mairie de Guingamp victime à son tour d'un rançongiciel",
  "Carcassonne : le site de la ville piraté dans la nuit",
  "Hackers claim attack on the city of Montbéliard website",
];
const TOWNS = /Guingamp|Carcassonne|Montbéliard/;
/** Some of the texts are enough: pages differ by their style. */
const texts = pressTexts("dev").filter(
  ({ id, content }) =>
    id.startsWith("d-") && content.length > 500 && !TOWNS.test(content) && !/&#?\w+;/.test(content),
);

function storyOf(content: string): Story {
  const [title = "", ...paragraphs] = content
    .split(/\n{2,}/)
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return { title: title.replaceAll("\n", " ").slice(0, 150), paragraphs };
}

const words = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, " ").trim();

describe.each(Object.entries(PAGE_STYLES))("a page in the style %s", (_, style) => {
  test("gives the story", () => {
    for (const { id, content } of texts) {
      const story = storyOf(content);
      const [document] = readBytes(new TextEncoder().encode(style(story, HEADLINES)), { name: "page.html" });
      const read = words(document?.text ?? "");
      const kept = story.paragraphs.filter(
        (each) => !LEAD.test(each) && !/^(?:partager|à suivre)/i.test(each),
      );
      for (const paragraph of kept) {
        for (const line of paragraph.split("\n")) {
          const piece = words(line)
            .replace(/^[-*•] /, "")
            .slice(0, 80);
          expect(read.includes(piece), `${id}: ${piece}`).toBe(true);
        }
      }
      expect(document?.title, id).toBe(words(story.title));
    }
  });

  test("gives nothing of other stories", () => {
    for (const { id, content } of texts) {
      const [document] = readBytes(new TextEncoder().encode(style(storyOf(content), HEADLINES)), {
        name: "page.html",
      });
      expect(TOWNS.exec(document?.text ?? ""), id).toBeNull();
    }
  });
});

test("a table of a page keeps its rows, and one that only lays it out makes none", () => {
  const story =
    "Plusieurs groupes de pirates ont revendiqué mercredi des attaques contre des sites publics. ".repeat(8);
  const page = `<html><body><article><h1>Les sites visés</h1><p>${story}</p><table><tr><th>Organisme</th><th>Situation</th></tr><tr><td>Ville de Metz</td><td>inaccessible</td></tr></table><table><tr><td><p>${story}</p></td><td><p>Fin.</p></td></tr></table></article></body></html>`;
  const text = readBytes(new TextEncoder().encode(page), { name: "page.html" })[0]?.text ?? "";
  expect(text).toContain("Organisme | Situation");
  expect(text).toContain("Ville de Metz | inaccessible");
  expect(text).not.toContain("publics. | Fin");
});
