import type { ListedImports } from "../../../watch/events.ts";
import { useAsked } from "../asked.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { importRest } from "./words.ts";

/** Lists that were taken in: where each is from, under which licence, what became of it. */
export function ImportsDone() {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { value } = useAsked<ListedImports>("/api/watch/imports", ["watch.list-imported"]);
  if (value === undefined || value.imports.length === 0) return null;
  return (
    <section aria-labelledby="imports-title">
      <h2 id="imports-title">{say("watch.imports")}</h2>
      <ul className="plain-list">
        {value.imports.map((one) => (
          <li key={one.id} className="line-item">
            <p>
              <bdi>{one.source}</bdi> {one.licence !== "" && <bdi className="quiet">({one.licence})</bdi>}
            </p>
            <p className="quiet">
              {speech.stamp(Date.parse(one.at), nowMs)} ·{" "}
              {say("watch.imports.line", {
                lines: one.lines,
                count: one.added,
                rest: importRest(one, speech),
              })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
