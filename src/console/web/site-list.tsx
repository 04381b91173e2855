import { Button } from "react-aria-components";
import type { SiteLine } from "../live-messages.ts";
import type { Level } from "./answer.ts";
import { Mark } from "./mark.tsx";
import { useLive, useReading } from "./reading.tsx";
import { lineLevel, lineText, sitesWorstFirst } from "./site-lines.ts";

/** Lines shown; the choice in the band has all sites. */
const SHOWN_MAX = 20;

/** All sites, each in one line, the worst first. */
export function SiteList({ sites }: { sites: readonly SiteLine[] }) {
  const { speech, store } = useReading();
  const { digest } = useLive();
  const sorted = sitesWorstFirst(sites);
  const hidden = sorted.length - SHOWN_MAX;
  return (
    <section aria-labelledby="sites-title">
      <h2 id="sites-title">{speech.say("sites.title")}</h2>
      <ul className="sites">
        {sorted.slice(0, SHOWN_MAX).map((line) => (
          <Line
            key={line.site}
            line={line}
            level={lineLevel(line)}
            current={line.site === digest?.site?.site}
            look={() => store.lookAt(line.site)}
          />
        ))}
      </ul>
      {hidden > 0 && <p className="quiet">{speech.say("sites.more", { count: hidden })}</p>}
    </section>
  );
}

type LineProps = { line: SiteLine; level: Level; current: boolean; look: () => void };

function Line({ line, level, current, look }: LineProps) {
  const { speech } = useReading();
  return (
    <li className={current ? "site site-current" : "site"}>
      <Mark level={level} size="1.25rem" />
      <Button className="button-quiet site-name" aria-current={current ? "true" : undefined} onPress={look}>
        {line.site}
      </Button>
      <strong>{speech.say(`posture.${line.posture}`)}</strong>
      <span className="site-text">{lineText(line, speech)}</span>
    </li>
  );
}
