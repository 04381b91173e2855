import type { ClaimVerdict, EventRow, Stance } from "../../../claims/events.ts";
import { Mark } from "../mark.tsx";
import { useSpeech } from "../reading.tsx";
import { LEVEL_OF, SHAPE_OF, type StanceShape, VERDICTS_SHOWN, verdictText } from "./words.ts";

/** The signs of the register: verdicts in colour, shape and word; statements in ink, shape and word. */

export function ClaimVerdictWord({
  verdict,
  confirmed,
  size = "1.25rem",
}: {
  verdict: ClaimVerdict | null;
  confirmed: boolean;
  size?: string;
}) {
  const speech = useSpeech();
  return (
    <span className="claim-verdict">
      <Mark level={verdict === null ? "unknown" : LEVEL_OF[verdict]} size={size} />
      <strong>
        {verdict === null ? speech.say("claims.verdict.none") : verdictText(verdict, confirmed, speech)}
      </strong>
    </span>
  );
}

/** How many bodies have each verdict, in signs with their words. */
export function VerdictCounts({ verdicts }: Pick<EventRow, "verdicts">) {
  const { say } = useSpeech();
  return (
    <ul className="claim-counts">
      {VERDICTS_SHOWN.map((verdict) => {
        const count = verdicts[verdict] ?? 0;
        if (count === 0) return null;
        return (
          <li key={verdict}>
            <Mark level={LEVEL_OF[verdict]} size="1.125rem" />
            {say(`claims.counted.${verdict}`, { count })}
          </li>
        );
      })}
    </ul>
  );
}

const SHAPES: Readonly<Record<StanceShape, React.ReactNode>> = {
  claim: <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="currentColor" />,
  trouble: <path d="M8 1.5 15.3 14.5H.7Z" fill="currentColor" />,
  calm: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2.4" />,
};

/** The shape of what was said. Its word stands beside it. */
export function StanceSign({ stance, size = "0.875rem" }: { stance: Stance; size?: string }) {
  return <ShapeSign shape={SHAPE_OF[stance]} size={size} />;
}

export function ShapeSign({ shape, size }: { shape: StanceShape; size: string }) {
  return (
    <svg className="stance-sign" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      {SHAPES[shape]}
    </svg>
  );
}
