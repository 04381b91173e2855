import type { ReactNode } from "react";
import type { SiteDigest } from "../../gateway/events.ts";
import {
  type Figure,
  type FigureName,
  figureOf,
  figureTerms,
  firstFigures,
  type Told,
} from "./figure-list.ts";
import { Explained } from "./fold.tsx";
import { Mark } from "./mark.tsx";
import { useLive, useSpeech } from "./reading.tsx";
import type { Minute } from "./series.ts";

/** The figures that matter now. Without live figures they are dashes: an old figure is not shown as a new one. */
export function Figures(props: { site: SiteDigest | null; minute: Minute }) {
  const { say } = useSpeech();
  const { site, minute } = props;
  const names = firstFigures(site);
  return (
    <section aria-labelledby="figures-title">
      <h2 id="figures-title">{say("figures.title")}</h2>
      <FigureTiles names={names} site={site} minute={minute} />
      <Explained about={say("figures.title")} terms={figureTerms(names)} />
    </section>
  );
}

type TilesProps = { names: readonly FigureName[]; site: SiteDigest | null; minute: Minute };

export function FigureTiles({ names, site, minute }: TilesProps) {
  const speech = useSpeech();
  const { nowMs, digest } = useLive();
  const told: Told | null =
    site === null ? null : { site, minute, nowMs, memoryBytes: digest?.memoryBytes ?? 0 };
  const unknown = (name: FigureName): Figure => ({
    name: speech.say(`figure.${name}`),
    value: speech.say("none"),
    sub: "",
    level: "ok",
  });
  return (
    <dl className="figures">
      {names.map((name) => (
        <Tile key={name} {...(told === null ? unknown(name) : figureOf(name, told, speech))} />
      ))}
    </dl>
  );
}

function Tile({ name, value, sub, level }: Figure) {
  const { say } = useSpeech();
  const sign: ReactNode = level !== "ok" && (
    <span className="figure-sign">
      <Mark level={level} />
      <span className="unseen">{say(`level.${level}`)}</span>
    </span>
  );
  return (
    <div className={`figure figure-${level}`}>
      <dt>
        {name}
        {sign}
      </dt>
      <dd className="figure-value">{value}</dd>
      <dd className="figure-sub">{sub}</dd>
    </div>
  );
}
