import type { ReactNode } from "react";
import type { Glyph as GlyphName } from "./shown-entry.ts";

/** The shape of what an entry is; its word always stands beside. The line of a note says how sure it is. */
export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg
      className={`glyph glyph-${name}`}
      viewBox="0 0 20 20"
      width="1.25em"
      height="1.25em"
      aria-hidden="true"
    >
      {SHAPES[name]}
    </svg>
  );
}

const SHAPES: Readonly<Record<GlyphName, ReactNode>> = {
  fact: <circle className="glyph-full" cx="10" cy="10" r="6" />,
  hypothesis: (
    <>
      <circle className="glyph-line" cx="10" cy="10" r="5.5" />
      <path className="glyph-full" d="M10 4.5a5.5 5.5 0 0 1 0 11Z" />
    </>
  ),
  hearsay: <circle className="glyph-line glyph-dotted" cx="10" cy="10" r="5.5" />,
  decision: <path className="glyph-full" d="M10 2.5 17.5 10 10 17.5 2.5 10Z" />,
  revoked: <path className="glyph-line" d="M10 3 17 10 10 17 3 10ZM5 15 15 5" />,
  task: <rect className="glyph-line" x="4" y="4" width="12" height="12" rx="1.5" />,
  done: (
    <>
      <rect className="glyph-full" x="3.5" y="3.5" width="13" height="13" rx="1.5" />
      <path className="glyph-cut" d="m6.5 10.2 2.4 2.5 4.7-5.2" />
    </>
  ),
  duty: (
    <>
      <circle className="glyph-full" cx="10" cy="6.5" r="3.2" />
      <path className="glyph-full" d="M3.8 16.5c0-3.4 2.8-5.4 6.2-5.4s6.2 2 6.2 5.4Z" />
    </>
  ),
  evidence: <path className="glyph-line" d="M5 2.8h6.5L15.2 6.5v10.7H5ZM11.2 3v3.8h3.8" />,
  report: <path className="glyph-line" d="M4.5 3h11v14h-11ZM7.3 7h5.4M7.3 10h5.4M7.3 13h3" />,
  observation: <path className="glyph-line" d="M2.5 10.5h3.4l2-5 3.6 9.6 2.2-4.6h3.8" />,
  correction: (
    <path className="glyph-line" d="m4 16 .8-3.6L13.4 4 16 6.600 7.500 15.200ZM11.800 5.600l2.600 2.600" />
  ),
  clock: (
    <>
      <circle className="glyph-line" cx="10" cy="10" r="7" />
      <path className="glyph-line" d="M10 5.500v4.500l3 2" />
    </>
  ),
  inject: <path className="glyph-line" d="M3 4h14v9.500H9L5.500 17v-3.500H3Z" />,
  incident: <path className="glyph-line" d="M5.500 17.500v-15h9.500l-2.200 3.700 2.200 3.800H5.500" />,
};
