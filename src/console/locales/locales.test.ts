import { describe, expect, test } from "bun:test";
import { gatewayEvents, postureSchema } from "../../gateway/events.ts";
import { type Key, languages, type Plural, texts } from "./index.ts";
import { frenchTypography } from "./typography.ts";

const keys = Object.keys(texts.fr) as Key[];
const forms = (text: string | Plural) => (typeof text === "string" ? [text] : [text.one, text.other]);
const names = (text: string | Plural) =>
  [
    ...new Set(forms(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))),
  ].sort();

describe("the languages", () => {
  test("have the same keys", () => {
    for (const language of languages) expect(Object.keys(texts[language]).sort()).toEqual([...keys].sort());
  });

  test("leave no text empty and none without its plural", () => {
    for (const language of languages) {
      for (const key of keys) {
        expect(typeof texts[language][key], `${language} ${key}`).toBe(typeof texts.fr[key]);
        for (const form of forms(texts[language][key]))
          expect(form.trim(), `${language} ${key}`).not.toBe("");
      }
    }
  });

  test("fill in the same names, so that no figure is lost in one of them", () => {
    for (const key of keys) expect(names(texts.en[key]), key).toEqual(names(texts.fr[key]));
  });

  test("say each posture and each kind of the gateway", () => {
    for (const posture of postureSchema.options) {
      expect(keys).toContain(`posture.${posture}` as Key);
      expect(keys).toContain(`posture.${posture}.gloss` as Key);
    }
    for (const kind of Object.keys(gatewayEvents)) {
      expect(
        keys.some((key) => key.startsWith(`entry.${kind}`)),
        kind,
      ).toBe(true);
    }
  });
});

describe("French typography", () => {
  test.each([
    ["Le site répond !", "Le site répond\u202f!"],
    ["97 % des pages", "97\u202f% des pages"],
    ["de « Calme » à « Siège »", "de «\u202fCalme\u202f» à «\u202fSiège\u202f»"],
    ["plus : le site", "plus\u00a0: le site"],
    ["l'origine...", "l\u2019origine\u2026"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ])("%s", (written, set) => {
    expect(frenchTypography(written)).toBe(set);
  });

  test("leaves no sign that could begin a line, and no straight apostrophe, in any text", () => {
    for (const key of keys) {
      for (const form of forms(texts.fr[key])) {
        const set = frenchTypography(form);
        expect(set, key).not.toMatch(/ [;:!?»%]|« |'|\.\.\./);
        expect(set, key).not.toMatch(/[^\s\u00a0\u202f][;!?»]|«[^\u202f]/);
      }
    }
  });
});
