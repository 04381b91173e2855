import { openExtraction } from "../../../src/claims/extract/index.ts";
import { joinReadings } from "../../../src/claims/join/index.ts";
import { openGazetteer } from "../../../src/gazetteer/index.ts";
import type { PressText } from "./corpus.ts";
import { addToScore, emptyScore, type Found, type Pairs, pairsOf, type Score } from "./score.ts";

export type Measured = {
  whole: Score;
  byLanguage: Map<string, Score>;
  byGenre: Map<string, Score>;
  dispatches: Pairs;
  events: Pairs;
};

/** Reads the texts as `beffroi claims read` does, together, and scores what came out. */
export function measure(texts: readonly PressText[]): Measured {
  const read = openExtraction(openGazetteer());
  const readings = texts.map(({ content, id }) => read({ text: content, source: id }));
  const keys = joinReadings(
    readings,
    texts.map(({ content }) => content),
  );
  const found = new Map<string, Found>();
  const measured: Measured = {
    whole: emptyScore(),
    byLanguage: new Map(),
    byGenre: new Map(),
    dispatches: pairsOf([], found, "dispatch"),
    events: pairsOf([], found, "event"),
  };
  texts.forEach((text, i) => {
    const { dispatch, event } = keys[i] ?? { dispatch: text.id, event: text.id };
    const one: Found = { attacks: readings[i]?.attacks ?? [], dispatch, event };
    found.set(text.id, one);
    const kind = text.kind === "negative" ? "nobody attacked" : "attacked";
    for (const score of [
      measured.whole,
      scoreIn(measured.byLanguage, text.lang),
      scoreIn(measured.byGenre, `${text.genre} (${kind})`),
    ])
      addToScore(score, text, one);
  });
  measured.dispatches = pairsOf(texts, found, "dispatch");
  measured.events = pairsOf(texts, found, "event");
  return measured;
}

function scoreIn(scores: Map<string, Score>, name: string): Score {
  const known = scores.get(name) ?? emptyScore();
  scores.set(name, known);
  return known;
}
