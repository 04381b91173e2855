import type { Preview } from "../../../watch/events.ts";
import { useState } from "react";
import { Button } from "react-aria-components";
import { askText } from "../ask.ts";
import { Fold } from "../fold.tsx";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { nameStamp, saveFile } from "../save-file.ts";
import type { Speech } from "../speech.ts";
import { WideTable } from "../wide-table.tsx";
import { PATIENCE_MS } from "./read-list.ts";
import { hostOf } from "./words.ts";

/** By address: the body that a person chose, or none. */
export type Decisions = Readonly<Record<string, string | null>>;

/** Doubtful ones shown at first, and with each press more: what follows must not be out of reach. */
const SAMPLES_STEP = 12;

type Sample = Preview["samples"][number];

/** What was understood of a list: how much of it, whose sites, what deserves a second look, what was refused and why. */
export function PreviewPart({
  preview,
  text,
  decisions,
  onDecide,
}: {
  preview: Preview;
  /** The list itself. */
  text: string;
  decisions: Decisions;
  onDecide: (decisions: Decisions) => void;
}) {
  const { say } = useSpeech();
  const { lines, sites, matched, known, repeated, likely, undecided, refusedTotal, samples } = preview;
  const doubtful = samples.filter(({ sure }) => sure === "likely" || sure === "candidates");
  const others = samples.filter(({ sure }) => sure === "sure" || sure === "none");
  const figures = [
    ["watch.preview.sites", sites],
    ["watch.preview.matched", matched],
    ["watch.preview.likely", likely],
    ["watch.preview.unmatched", sites - matched],
    ["watch.preview.known", known + repeated],
    ["watch.preview.refused", refusedTotal],
  ] as const;
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title">{say("watch.preview", { count: lines })}</h2>
      <dl className="preview-figures">
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>{say("watch.preview.count", { n: count })}</dd>
          </div>
        ))}
      </dl>
      <ByKind preview={preview} />
      {sites - matched + refusedTotal > 0 && (
        <UnmatchedTable text={text} count={sites - matched + refusedTotal} />
      )}
      {doubtful.length > 0 && (
        <>
          <h3>{say("watch.preview.doubtful", { count: likely + undecided })}</h3>
          <p className="quiet">{say("watch.preview.doubtful.help", { count: doubtful.length })}</p>
          <Samples samples={doubtful} decisions={decisions} onDecide={onDecide} />
        </>
      )}
      {others.length > 0 && (
        <Fold title={say("watch.preview.others", { count: others.length })}>
          {() => <Samples samples={others} decisions={decisions} onDecide={onDecide} />}
        </Fold>
      )}
      {refusedTotal > 0 && <RefusedLines preview={preview} />}
      <p className="quiet">{say("watch.preview.print", { sha256: preview.sha256.slice(0, 16) })}</p>
    </section>
  );
}

/** Screens show the first hundreds; a list is put right in the program that it came from. */
function UnmatchedTable({ text, count }: { text: string; count: number }) {
  const { say } = useSpeech();
  const act = useAct();
  const save = () =>
    act.run(async () => {
      const path = "/api/watch/imports/unmatched.csv";
      const table = await askText(path, { body: { text }, patienceMs: PATIENCE_MS });
      saveFile(`beffroi-unmatched-${nameStamp(Date.now())}.csv`, table, "text/csv");
    });
  return (
    <>
      <Button className="button" data-busy={act.busy || undefined} onPress={() => void save()}>
        {say("watch.preview.unmatched.save", { count })}
      </Button>
      <RefusalNote refused={act.refused} />
    </>
  );
}

function ByKind({ preview: { byKind } }: { preview: Preview }) {
  const { say, number } = useSpeech();
  const kinds = Object.entries(byKind).sort(([, a], [, b]) => (b ?? 0) - (a ?? 0));
  if (kinds.length === 0) return null;
  const text = kinds.map(([kind, count]) => `${say(`watch.kind.${kind as "none"}`)} ${number(count ?? 0)}`);
  return <p>{text.join(" · ")}</p>;
}

function Samples({
  samples,
  decisions,
  onDecide,
}: {
  samples: readonly Sample[];
  decisions: Decisions;
  onDecide: (decisions: Decisions) => void;
}) {
  const { say } = useSpeech();
  const [shown, show] = useState(SAMPLES_STEP);
  return (
    <>
      <ul className="plain-list samples">
        {samples.slice(0, shown).map((sample) => (
          <SampleLine
            key={sample.url}
            sample={sample}
            value={chosen(sample, decisions)}
            onChoose={(value) => onDecide(decided(decisions, sample, value))}
          />
        ))}
      </ul>
      {samples.length > shown && (
        <Button className="button" onPress={() => show(shown + SAMPLES_STEP * 3)}>
          {say("watch.preview.more", { count: samples.length - shown })}
        </Button>
      )}
    </>
  );
}

function SampleLine({
  sample,
  value,
  onChoose,
}: {
  sample: Sample;
  value: string;
  onChoose: (id: string) => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const options = optionsOf(sample);
  return (
    <li className="sample">
      <bdi className="sample-url">{hostOf(sample.url)}</bdi>
      <span className="sample-why">
        <strong>{say(`watch.sure.${sample.sure}`)}</strong>{" "}
        <span className="quiet">{signsText(sample.evidence, speech)}</span>
      </span>
      {options.length === 0 ? (
        <span className="quiet">{say("watch.kind.none")}</span>
      ) : (
        <select
          aria-label={say("watch.preview.choose", { url: hostOf(sample.url) })}
          value={value}
          onChange={(event) => onChoose(event.target.value)}
        >
          <option value="">{say("watch.kind.none")}</option>
          {options.map(({ id, name, kind, departement }) => (
            <option key={id} value={id}>
              {[name, speech.sayIfKnown(`watch.kind.${kind}`), departement].filter(Boolean).join(" · ")}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}

function optionsOf({ body, candidates }: Sample) {
  const all = body === null ? candidates : [body, ...candidates];
  return all.filter((one, n) => all.findIndex(({ id }) => id === one.id) === n);
}

function chosen({ url, body }: Sample, decisions: Decisions): string {
  return (Object.hasOwn(decisions, url) ? decisions[url] : body?.id) ?? "";
}

function decided(decisions: Decisions, { url, body }: Sample, value: string): Decisions {
  const { [url]: _, ...rest } = decisions;
  // What the list's own reading says needs no decision.
  return value === (body?.id ?? "") ? rest : { ...rest, [url]: value === "" ? null : value };
}

function signsText(evidence: string, speech: Speech): string {
  const signs = evidence.split(" ").filter(Boolean);
  return signs.map((sign) => speech.sayIfKnown(`watch.sign.${sign}`) ?? sign).join(", ");
}

function RefusedLines({ preview: { refused, refusedTotal } }: { preview: Preview }) {
  const { say, number } = useSpeech();
  const label = say("watch.preview.refused.title", { count: refusedTotal });
  return (
    <Fold title={label}>
      {() => (
        <WideTable label={label}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say("watch.column.line")}</th>
                <th scope="col">{say("watch.column.text")}</th>
                <th scope="col">{say("watch.column.why")}</th>
              </tr>
            </thead>
            <tbody>
              {refused.map(({ line, text, why }) => (
                <tr key={line}>
                  <th scope="row">{number(line)}</th>
                  <td className="path">
                    <bdi>{text}</bdi>
                  </td>
                  <td>{say(`watch.refused.${why}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </Fold>
  );
}
