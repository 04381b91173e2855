import { useMemo } from "react";
import type { WatchMap } from "../../../watch/events.ts";
import { useAsked } from "../asked.ts";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";
import { MapTable } from "./map-table.tsx";
import { STEPS, type Step, stepOfArea, troubled } from "./map-shape.ts";
import { OUTLINES, VIEW_BOX } from "./outlines.ts";
import { Suspended } from "./suspended.tsx";
import { useEvery } from "./use-summary.ts";
import type { WatchPart } from "./watch-room.tsx";

export type Area = WatchMap["departements"][number];

/** Too small on the map for a number: they have tiles as well. */
const SMALL = ["75", "92", "93", "94"];
const REFRESH_MS = 30_000;

const onTheMap = new Set(OUTLINES.map(({ code }) => code));

/** Answers: where are the sites that cannot be reached? */
export function MapPart(_: WatchPart) {
  const { say } = useSpeech();
  const asked = useAsked<WatchMap>("/api/watch/map", ["watch.verdicts-changed", "watch.sites", "watch.list"]);
  useEvery(asked.reload, REFRESH_MS);
  const areas = asked.value?.departements ?? [];
  const small = areas.filter(({ code }) => SMALL.includes(code));
  const overseas = areas.filter(({ code }) => !onTheMap.has(code));
  return (
    <>
      <Head map={asked.value} />
      <NotThere asked={asked} />
      {asked.value !== undefined && (
        <div className="map-beside">
          <figure className="map-figure">
            <Outlines areas={areas} />
            <Tiles title={say("watch.map.small")} areas={small} />
            <Tiles title={say("watch.map.overseas")} areas={overseas} />
            <Legend />
            <figcaption className="quiet">
              {say("watch.map.table.beside")}{" "}
              <a href="https://github.com/VictorCazanave/svg-maps" rel="noreferrer">
                {say("watch.map.credit")}
              </a>
            </figcaption>
          </figure>
          <MapTable map={asked.value} />
        </div>
      )}
    </>
  );
}

function Head({ map }: { map: WatchMap | undefined }) {
  const { say } = useSpeech();
  if (map === undefined) {
    return (
      <div className="answer">
        <h1>{say("watch.part.map")}</h1>
        <p role="status">{say("room.loading")}</p>
      </div>
    );
  }
  const touched = map.departements
    .filter((area) => troubled(area) > 0)
    .sort((a, b) => troubled(b) - troubled(a) || b.sites - a.sites);
  const [worst] = touched;
  return (
    <div className="answer">
      <Suspended />
      <h1>
        {worst === undefined
          ? say(quietKey(map.departements))
          : say("watch.map.answer", { count: touched.length })}
      </h1>
      {map.departements.every(({ sites }) => sites === 0) && (
        <p>
          <a href={addressOf("sites", "import")}>{say("watch.part.import")}</a>
        </p>
      )}
      {worst !== undefined && (
        <p>{say("watch.map.worst", { name: worst.name, trouble: troubled(worst), sites: worst.sites })}</p>
      )}
    </div>
  );
}

/** What is said where no site is known to be in trouble. */
function quietKey(areas: readonly Area[]) {
  if (areas.every(({ sites }) => sites === 0)) return "watch.map.empty";
  return areas.some(({ accessible }) => accessible > 0) ? "watch.map.calm" : "watch.map.unjudged";
}

const listOf = (code: string) => addressOf("sites", "list", "departement", code);

function Outlines({ areas }: { areas: readonly Area[] }) {
  const speech = useSpeech();
  const byCode = useMemo(() => new Map(areas.map((area) => [area.code, area])), [areas]);
  const known = OUTLINES.flatMap((outline) => {
    const area = byCode.get(outline.code);
    return area === undefined ? [] : [{ ...outline, area, step: stepOfArea(area) }];
  });
  // The table beside says the same to those who do not see it, and to the keyboard.
  return (
    <svg className="map" viewBox={VIEW_BOX} aria-hidden="true">
      <Patterns />
      {known.map(({ code, path, area, step }) => (
        <a key={code} href={listOf(code)} tabIndex={-1}>
          <path className={`area area-${step}`} d={path}>
            <title>{titleOf(area, speech)}</title>
          </path>
          {(step === "many" || step === "most") && (
            <path className={`area-over area-over-${step}`} d={path} />
          )}
        </a>
      ))}
      {known
        .filter(({ area, code }) => troubled(area) > 0 && !SMALL.includes(code))
        .map(({ code, box, area, step }) => (
          <text
            key={code}
            className={`area-number area-number-${step}`}
            x={box.x + box.width / 2}
            y={box.y + box.height / 2}
          >
            {troubled(area)}
          </text>
        ))}
    </svg>
  );
}

const titleOf = (area: Area, { say }: Speech) =>
  say("watch.map.area", { code: area.code, name: area.name, trouble: troubled(area), sites: area.sites });

/** Hatching, so that nobody needs to tell the tints apart. */
function Patterns() {
  return (
    <defs>
      <pattern
        id="hatch-many"
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path className="hatch" d="M0 0V7" />
      </pattern>
      <pattern
        id="hatch-most"
        width="4"
        height="4"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path className="hatch" d="M0 0V4M0 0H4" />
      </pattern>
    </defs>
  );
}

function Tiles({ title, areas }: { title: string; areas: readonly Area[] }) {
  if (areas.length === 0) return null;
  return (
    <div className="tiles">
      <h2>{title}</h2>
      <ul>
        {areas.map((area) => (
          <li key={area.code}>
            <a className={`tile tile-${stepOfArea(area)}`} href={listOf(area.code)}>
              <span className="tile-name">{area.name}</span>
              <TileText area={area} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function TileText({ area }: { area: Area }) {
  const { say } = useSpeech();
  const text =
    area.sites === 0
      ? say("watch.map.tile.none")
      : say("watch.map.tile", { trouble: troubled(area), sites: area.sites });
  return <span className="tile-count">{text}</span>;
}

function Legend() {
  const { say } = useSpeech();
  return (
    <ul className="map-legend">
      {STEPS.map((step: Step) => (
        <li key={step}>
          <svg viewBox="0 0 20 14" width="1.5rem" height="1.05rem" aria-hidden="true">
            <rect className={`area area-${step}`} width="20" height="14" />
            {(step === "many" || step === "most") && (
              <rect className={`area-over area-over-${step}`} width="20" height="14" />
            )}
          </svg>
          {say(`watch.map.step.${step}`)}
        </li>
      ))}
    </ul>
  );
}
