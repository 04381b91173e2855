import type { Statement } from "../../../claims/events.ts";
import { aroundOf, piecesOf, placeInBody } from "./marks.ts";

/** A text that somebody else wrote, as text only, with what was read in it marked. */
export function MarkedText({
  text,
  statements,
  lang,
  lit,
}: {
  text: string;
  statements: readonly Pick<Statement, "id" | "quote" | "span">[];
  lang: string;
  /** The statement that is looked at. */
  lit?: string | undefined;
}) {
  return (
    <div className="marked-text" lang={lang} dir="auto">
      {piecesOf(text, statements).map(({ text: piece, ids, from }) =>
        ids.length === 0 ? (
          piece
        ) : (
          <mark
            key={from}
            className={lit !== undefined && ids.includes(lit) ? "lit" : undefined}
            data-statements={ids.join(" ")}
          >
            {piece}
          </mark>
        ),
      )}
    </div>
  );
}

/** The sentences around one quote. */
export function Excerpt({ text, quote, lang }: { text: string | null; quote: string; lang: string }) {
  const place = text === null ? undefined : placeInBody(quote, text);
  if (text === null || place === undefined) {
    return (
      <blockquote className="excerpt" lang={lang}>
        <mark>
          <bdi>{quote}</bdi>
        </mark>
      </blockquote>
    );
  }
  const [from, to] = aroundOf(text, place);
  return (
    <blockquote className="excerpt" lang={lang} dir="auto">
      {text.slice(from, place[0])}
      <mark>{text.slice(...place)}</mark>
      {text.slice(place[1], to)}
    </blockquote>
  );
}

/** Brings the first mark of a statement into view. */
export function showMark(id: string): void {
  const marks = document.querySelectorAll<HTMLElement>("mark[data-statements]");
  const mark = [...marks].find((one) => one.dataset.statements?.split(" ").includes(id));
  mark?.scrollIntoView({ block: "center" });
}
