import type { Level } from "./answer.ts";

/** The sign of a level. Each has its own shape, so that nobody needs to tell green from red. */
export function Mark({ level, size = "1em" }: { level: Level; size?: string }) {
  return (
    <svg className={`mark mark-${level}`} viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      {SHAPES[level]}
    </svg>
  );
}

const SHAPES = {
  ok: (
    <>
      <circle className="mark-body" cx="12" cy="12" r="11" />
      <path className="mark-sign" d="M7 12.5l3.5 3.5L17.5 8.5" />
    </>
  ),
  strained: (
    <>
      <path className="mark-body" d="M12 1.5 23.2 21.5H.8Z" />
      <path className="mark-sign" d="M12 9v6M12 18.2v.3" />
    </>
  ),
  down: (
    <>
      <path className="mark-body" d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4Z" />
      <path className="mark-sign" d="M8 8l8 8M16 8l-8 8" />
    </>
  ),
  unknown: (
    <>
      <circle className="mark-ring" cx="12" cy="12" r="10" />
      <path className="mark-question" d="M9 9.3a3 3 0 1 1 4.6 2.6c-1 .6-1.6 1.1-1.6 2.3M12 17.4v.3" />
    </>
  ),
};

/** The belfry: the product's sign. */
export function Belfry() {
  return (
    <svg className="belfry" viewBox="0 0 24 32" width="1.1em" height="1.5em" aria-hidden="true">
      <path className="belfry-tower" d="M12 0 20 9v23H4V9Z" />
      <path
        className="belfry-bell"
        d="M12 12a3.6 3.6 0 0 1 3.6 3.6c0 3 .9 3.9 1.4 4.6H7c.5-.7 1.4-1.6 1.4-4.6A3.6 3.6 0 0 1 12 12Zm-1.4 9.2h2.8a1.4 1.4 0 0 1-2.8 0Z"
      />
    </svg>
  );
}
