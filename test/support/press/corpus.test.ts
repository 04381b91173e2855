import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../../src/gazetteer/index.ts";
import { PARTS, pressTexts } from "./corpus.ts";
import { addToScore, emptyScore, type Found, sharesOf } from "./score.ts";

const all = PARTS.flatMap((part) => pressTexts(part).map((text) => ({ ...text, part })));

describe("the texts hold to their own rules", () => {
  test("there are enough, half of them about nobody, in both languages", () => {
    expect(all.length).toBeGreaterThanOrEqual(160);
    expect(all.filter(({ kind }) => kind === "negative").length).toBeGreaterThanOrEqual(100);
    expect(all.filter(({ kind }) => kind !== "negative").length).toBeGreaterThanOrEqual(80);
    expect(all.filter(({ lang }) => lang === "en").length / all.length).toBeGreaterThan(0.35);
  });

  test("every quote is a span of its text, every attack has a statement", () => {
    for (const { id, attacks, content } of all) {
      for (const { statements, body } of attacks) {
        expect(statements.length, `${id} ${body.name}`).toBeGreaterThan(0);
        for (const { quote } of statements) expect(content.includes(quote), `${id}: ${quote}`).toBe(true);
      }
    }
  });

  test("every commune has the code that the gazetteer knows", () => {
    const gazetteer = openGazetteer();
    const bodies = all.flatMap(({ attacks, background }) => [
      ...attacks.map(({ body }) => body),
      ...background,
    ]);
    const communes = bodies.filter(({ kind }) => kind === "commune");
    expect(communes.length).toBeGreaterThan(200);
    for (const { code, name } of communes) {
      expect(gazetteer.byId(`commune:${code}`)?.name, `${name} ${code}`).toBe(name);
    }
  });

  test("no event is in both parts, no id twice", () => {
    const events = (part: string) =>
      new Set(all.filter((text) => text.part === part).map(({ event }) => event));
    const shared = [...events("dev")].filter((event) => event !== null && events("apart").has(event));
    expect(shared).toEqual([]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test("at least eight stories are there in both languages", () => {
    const languages = new Map<string, Set<string>>();
    for (const { dispatch, lang } of all) {
      if (dispatch !== null) languages.set(dispatch, (languages.get(dispatch) ?? new Set()).add(lang));
    }
    expect([...languages.values()].filter(({ size }) => size === 2).length).toBeGreaterThanOrEqual(8);
  });
});

describe("the score", () => {
  const text = all.find(({ id }) => id === "d-noname-mars-afp");
  if (text === undefined) throw new Error("the first text is gone");
  const perfect: Found = {
    dispatch: "a",
    event: "a",
    attacks: text.attacks.map(({ body, type, statements }) => ({
      body,
      type,
      statements: statements.map(({ stance, speaker_role, quote }) => ({
        stance,
        speaker: speaker_role,
        quote,
      })),
    })),
  };
  const scoreOf = (found: Found) => {
    const score = emptyScore();
    addToScore(score, text, found);
    return score;
  };

  test("of a perfect reading is 1 everywhere", () => {
    const score = scoreOf(perfect);
    for (const count of [score.body, score.type, score.stance, score.speaker, score.denial]) {
      expect(sharesOf(count)).toEqual({ precision: 1, recall: 1, f1: 1 });
    }
    expect(score.errors).toEqual([]);
    expect(score.quotes.exact).toBe(score.quotes.given);
  });

  test("falls by what is missed, wrong or of another place", () => {
    expect(sharesOf(scoreOf({ ...perfect, attacks: [] }).body).recall).toBe(0);
    const [first, ...rest] = perfect.attacks;
    if (first === undefined) throw new Error("no attack");
    const elsewhere = { ...first, body: { ...first.body, code: "01004" } };
    expect(scoreOf({ ...perfect, attacks: [elsewhere, ...rest] }).body).toEqual({
      right: 5,
      wrong: 1,
      missed: 1,
    });
    const otherType = scoreOf({ ...perfect, attacks: [{ ...first, type: "ransomware" }, ...rest] });
    expect([otherType.body.wrong, otherType.type.wrong, otherType.stance.missed]).toEqual([0, 1, 2]);
  });
});
