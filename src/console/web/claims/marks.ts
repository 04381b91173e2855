import type { Statement } from "../../../claims/events.ts";

/** Where in a text what was read stands. */

export type TextMark = { from: number; to: number; ids: string[] };
export type TextPiece = { text: string; ids: readonly string[]; from: number };

type Marked = Pick<Statement, "id" | "quote" | "span">;

const folded = (text: string) => text.replace(/\s+/g, " ").trim();

/**
 * The place of a quote in a text; undefined when it does not stand there. The span is believed only if its words are the
 * quote: the text at hand may be another than the one that was read.
 */
export function placeOf({ quote, span }: Marked, text: string): [number, number] | undefined {
  if (span !== null && folded(text.slice(span[0], span[1])).startsWith(folded(quote).slice(0, 40)))
    return span;
  const at = text.indexOf(quote);
  return at < 0 ? undefined : [at, at + quote.length];
}

/** The text in pieces, each with the ids of what marks it; together they are the text, in its order. */
export function piecesOf(text: string, statements: readonly Marked[]): TextPiece[] {
  const marks = statements.flatMap((one) => {
    const place = placeOf(one, text);
    return place === undefined ? [] : [{ id: one.id, from: place[0], to: Math.min(place[1], text.length) }];
  });
  const edges = [...new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  return edges.slice(0, -1).flatMap((from, place) => {
    const to = edges[place + 1] ?? text.length;
    const ids = marks.filter((mark) => mark.from <= from && mark.to >= to).map(({ id }) => id);
    return from === to ? [] : [{ text: text.slice(from, to), ids, from }];
  });
}

/** Where a quote stands in the running text rather than in the headline, if it stands in both: a sentence says more. */
export function placeInBody(quote: string, text: string): [number, number] | undefined {
  const headline = text.indexOf("\n");
  const at = headline < 0 ? -1 : text.indexOf(quote, headline);
  return at < 0 ? placeOf({ id: "quote", quote, span: null }, text) : [at, at + quote.length];
}

/** The paragraph or two around a place, for who must decide without reading all of it. */
export function aroundOf(
  text: string,
  place: readonly [number, number],
  charactersMax = 700,
): [number, number] {
  const room = Math.max(0, Math.floor((charactersMax - (place[1] - place[0])) / 2));
  const before = text.lastIndexOf("\n", place[0] - 1);
  const after = text.indexOf("\n", place[1]);
  const first = before < 0 ? 0 : before + 1;
  const last = after < 0 ? text.length : after;
  const [from, to] = [Math.max(first, place[0] - room), Math.min(last, place[1] + room)];
  // Cut between words, where there are any.
  const word = from === first ? from : text.indexOf(" ", from) + 1;
  const end = to === last ? to : text.lastIndexOf(" ", to);
  return [word > from && word <= place[0] ? word : from, end >= place[1] ? end : to];
}
