import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { type Language, languages, texts } from "../locales/index.ts";
import { BandNews, useHasIncident } from "./aids/band-news.tsx";
import type { Answer } from "./answer.ts";
import { Mark } from "./mark.tsx";
import { useLive, useReading } from "./reading.tsx";

/** On top of every room: the posture in a word, open incidents and the next clock, the site, the time, the language. */
export function Band({ answer }: { answer: Answer }) {
  const { speech } = useReading();
  const { nowMs, digest, connection } = useLive();
  const { say } = speech;
  const hasIncident = useHasIncident();
  // "All is well" is said of the site, and must not be read of an incident.
  const isCalm = answer.posture === "calm";
  const gloss = say(isCalm && hasIncident ? "band.site-answers" : `posture.${answer.posture}.gloss`);
  const pinned = answer.posture !== "unknown" && digest?.site?.pinned === true;
  return (
    <div className={`band band-${answer.level}`}>
      <p className="band-posture" role="status">
        <Mark level={answer.level} size="1.6rem" />
        <strong>{say(`posture.${answer.posture}`)}</strong>
        <span className="band-gloss">{pinned ? say("posture.pinned") : gloss}</span>
      </p>
      <BandNews />
      <div className="band-tools">
        <SiteChoice />
        {connection.kind === "live" && (
          <time className="band-clock" dateTime={new Date(nowMs).toISOString()}>
            {speech.clock(nowMs)}
          </time>
        )}
        <LanguageChoice />
      </div>
    </div>
  );
}

function SiteChoice() {
  const { speech, store } = useReading();
  const { digest, site } = useLive();
  const sites = digest?.sites ?? [];
  const shown = site ?? digest?.site?.site;
  if (shown === undefined) return null;
  if (sites.length < 2) return <span className="band-site">{shown}</span>;
  return (
    <label className="site-choice">
      <span className="unseen">{speech.say("site.choose")}</span>
      <select value={shown} onChange={(event) => store.lookAt(event.target.value)}>
        {sites.map((one) => (
          <option key={one.site} value={one.site}>
            {one.site} · {speech.say(`posture.${one.posture}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function LanguageChoice() {
  const { speech, setLanguage } = useReading();
  return (
    <ToggleButtonGroup
      className="languages"
      aria-label={speech.say("language.choose")}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[speech.language]}
      onSelectionChange={([chosen]) => setLanguage(chosen as Language)}
    >
      {languages.map((language) => (
        <ToggleButton
          key={language}
          id={language}
          lang={language}
          aria-label={texts[language]["language.name"]}
        >
          {language.toUpperCase()}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
