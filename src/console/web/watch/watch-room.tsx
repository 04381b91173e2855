import type { ComponentType } from "react";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useShownLink } from "../shown-link.ts";
import { CensusPart } from "./census.tsx";
import { HosterPart } from "./hosters.tsx";
import { ImportPart } from "./import.tsx";
import { NationalList } from "./list.tsx";
import { MapPart } from "./map.tsx";
import { MethodPart } from "./method.tsx";
import { Printed } from "./printed.tsx";
import { SitePart } from "./site-page.tsx";
import { VantagePart } from "./vantages.tsx";

/** `rest`: the steps of the address behind the part's name. */
export type WatchPart = { rest: readonly string[] };

/** Parts of the room, by the second step of the address. To add one: a line here and "watch.part.NAME" in both locales. */
const parts = {
  list: NationalList,
  map: MapPart,
  census: CensusPart,
  hosters: HosterPart,
  vantages: VantagePart,
  import: ImportPart,
  method: MethodPart,
} satisfies Record<string, ComponentType<WatchPart>>;
type PartName = keyof typeof parts;
const partNames = Object.keys(parts) as PartName[];

/** Which public sites can be reached, and how they fail. */
export function WatchRoom({ rest }: WatchPart) {
  const [named, ...further] = rest;
  if (named === "site") {
    return (
      <>
        <PartLinks shown="list" />
        <Printed />
        <SitePart key={further[0]} rest={further} />
      </>
    );
  }
  const name = partNames.find((one) => one === named) ?? "list";
  const Shown: ComponentType<WatchPart> = parts[name];
  return (
    <>
      <PartLinks shown={name} />
      <Printed />
      <Shown rest={further} />
    </>
  );
}

function PartLinks({ shown }: { shown: PartName }) {
  const { say } = useSpeech();
  const links = useShownLink(shown);
  return (
    <nav className="parts watch-parts" aria-label={say("watch.parts")} ref={links}>
      <ul>
        {partNames.map((name) => (
          <li key={name}>
            <a
              href={name === "list" ? addressOf("sites") : addressOf("sites", name)}
              aria-current={name === shown ? "page" : undefined}
            >
              {say(`watch.part.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
