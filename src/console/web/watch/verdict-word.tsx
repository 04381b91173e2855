import type { Outcome, Qualifier, Verdict } from "../../../watch/events.ts";
import type { Level } from "../answer.ts";
import { Mark } from "../mark.tsx";
import { useSpeech } from "../reading.tsx";
import { LEVEL_OF } from "./words.ts";

/** A verdict: shape, word and colour, never the colour alone. */
export function VerdictWord({ verdict, size = "1.25rem" }: { verdict: Verdict; size?: string }) {
  const { say } = useSpeech();
  return (
    <span className="verdict-word">
      <Mark level={LEVEL_OF[verdict]} size={size} />
      <strong>{say(`watch.verdict.${verdict}`)}</strong>
    </span>
  );
}

export const LEVEL_OF_OUTCOME: Readonly<Record<Outcome, Level>> = {
  up: "ok",
  shaky: "strained",
  down: "down",
  void: "unknown",
};

/** What one round said. */
export function OutcomeWord({ outcome }: { outcome: Outcome }) {
  const { say } = useSpeech();
  return (
    <span className="verdict-word">
      <Mark level={LEVEL_OF_OUTCOME[outcome]} size="1.125rem" />
      <strong>{say(`watch.outcome.${outcome}`)}</strong>
    </span>
  );
}

/** What stands beside a verdict's word. That there is one point of measurement only is said once a page, not on each row. */
export function Qualifiers({ of, all = false }: { of: readonly Qualifier[]; all?: boolean }) {
  const { say } = useSpeech();
  const shown = of.filter((one) => all || one !== "one_vantage");
  if (shown.length === 0) return null;
  return (
    <span className="qualifiers">
      {shown.map((one) => (
        <span key={one} className={GRAVE.includes(one) ? "qualifier qualifier-grave" : "qualifier"}>
          {say(`watch.qualifier.${one}`)}
        </span>
      ))}
    </span>
  );
}

const GRAVE: readonly Qualifier[] = ["suspected_defacement", "parked"];
