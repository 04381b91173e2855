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
const texts = pressTexts("dev").filter(
  ({ content }) => content.length > 500 && !TOWNS.test(content) && !/&#?\w+;/.test(content),
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
