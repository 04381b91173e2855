import type { EventBody, Statement, VerdictRecord } from "../../../claims/events.ts";
import { Fold } from "../fold.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { ClaimVerdictWord } from "./signs.tsx";
import { MeasuredStrip } from "./strip.tsx";
import { countedText, verdictText, windowText } from "./words.ts";

/** What was measured of one body: the verdict with its rule and figures, the strip, and the verdicts before it. */
export function Measured({
  event,
  about,
  statements,
}: {
  event: string;
  about: EventBody;
  statements: readonly Statement[];
}) {
  const speech = useSpeech();
  const { say } = speech;
  const { verdict, history, watched, body } = about;
  const older = history.slice(1);
  return (
    <div className="measured">
      <p>
        <ClaimVerdictWord verdict={verdict?.verdict ?? null} confirmed={verdict?.confirmed ?? false} />
      </p>
      {verdict !== null && (
        <p>
          {say(`claims.because.${verdict.because}`)}{" "}
          {hasFigures(verdict) && `${countedText(verdict, speech)}.`}
        </p>
      )}
      {watched === 0 && verdict?.because === "no-site-watched" && (
        <p className="quiet">
          <a href={addressOf("sites")}>{say("claims.measured.watch", { name: body.name })}</a>
        </p>
      )}
      <MeasuredStrip event={event} about={about} statements={statements} />
      {verdict !== null && <Basis verdict={verdict} />}
      {older.length > 0 && (
        <Fold title={say("claims.verdicts.older", { count: older.length })}>
          {() => <OlderVerdicts verdicts={older} />}
        </Fold>
      )}
    </div>
  );
}

const hasFigures = ({ sites }: VerdictRecord): boolean => (sites[0]?.n ?? 0) > 0;

function Basis({ verdict }: { verdict: VerdictRecord }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const hoster = verdict.sites[0]?.hoster;
  return (
    <p className="quiet">
      {say("claims.verdict.basis", {
        rule: verdict.rule,
        window: windowText(verdict, nowMs, speech),
      })}
      {hoster != null && ` ${say("claims.verdict.hoster", { hoster })}`}
      {!verdict.settled && ` ${say("claims.verdict.open")}`}
    </p>
  );
}

/** Verdicts that were given before; each named the one it followed, and none is lost. */
export function OlderVerdicts({ verdicts }: { verdicts: readonly VerdictRecord[] }) {
  const speech = useSpeech();
  const nowMs = useNow();
  return (
    <ol className="older-verdicts">
      {verdicts.map((one) => (
        <li key={one.entry}>
          <strong>{verdictText(one.verdict, one.confirmed, speech)}</strong>{" "}
          <span className="quiet">
            {speech.say("claims.verdict.given", { time: speech.full(Date.parse(one.at), nowMs) })}{" "}
            {speech.say(`claims.because.${one.because}`)} {hasFigures(one) && `${countedText(one, speech)}.`}
          </span>
        </li>
      ))}
    </ol>
  );
}
