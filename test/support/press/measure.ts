import { openExtraction } from "../../../src/claims/extract/index.ts";
import { joinReadings } from "../../../src/claims/join/index.ts";
import type { Reading } from "../../../src/claims/reading.ts";
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

/** Reads the texts as `beffroi claims read` does, those of one set together, and scores what came out. */
export function measure(texts: readonly PressText[]): Measured {
  const read = openExtraction(openGazetteer());
  const readings = texts.map(({ content, id }) => read({ text: content, source: id }));
  const keys = keysBySet(texts, readings);
  const found = new Map<string, Found>();
  const measured: Measured = {
    whole: emptyScore(),
    byLanguage: new Map(),
    byGenre: new Map(),
    dispatches: pairsOf([], found, "dispatch"),
    events: pairsOf([], found, "event"),
  };
  texts.forEach((text, i) => {
    const { dispatch, event } = keys.get(text.id) ?? { dispatch: text.id, event: text.id };
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

/** Each set has its own days and towns: events that its author never set side by side with another's are not joined. */
function keysBySet(
  texts: readonly PressText[],
  readings: readonly Reading[],
): Map<string, { dispatch: string; event: string }> {
  const keys = new Map<string, { dispatch: string; event: string }>();
  for (const set of new Set(texts.map((text) => text.set))) {
    const places = texts.flatMap((text, place) => (text.set === set ? [place] : []));
    const joined = joinReadings(
      places.map((place) => readings[place] as Reading),
      places.map((place) => (texts[place] as PressText).content),
    );
    places.forEach((place, n) => {
      const { dispatch, event } = joined[n] as { dispatch: string; event: string };
      keys.set((texts[place] as PressText).id, { dispatch: `${set} ${dispatch}`, event: `${set} ${event}` });
    });
  }
  return keys;
}

function scoreIn(scores: Map<string, Score>, name: string): Score {
  const known = scores.get(name) ?? emptyScore();
  scores.set(name, known);
  return known;
}
