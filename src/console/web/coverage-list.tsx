import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import type { Coverage } from "../../gateway/events.ts";
import { Command } from "./command.tsx";
import { useSpeech } from "./reading.tsx";
import type { Speech } from "./speech.ts";
import { WideTable } from "./wide-table.tsx";

/** Pages named here; the command line names more. */
const SHOWN_MAX = 50;

type State =
  | { kind: "unasked" | "loading" }
  | { kind: "failed"; what: string }
  | { kind: "loaded"; coverage: Coverage };

/** What of the site would be lost without its origin, asked for by a person, for it reads the whole copy. */
export function CoverageList({ site }: { site: string }) {
  const speech = useSpeech();
  const { say } = speech;
  const [state, setState] = useState<State>({ kind: "unasked" });
  const load = async () => {
    if (state.kind === "loading") return;
    setState({ kind: "loading" });
    setState(await coverageOf(site));
  };
  const again = state.kind === "loaded" || state.kind === "failed";
  return (
    <section aria-labelledby="coverage-title">
      <h2 id="coverage-title">{say("coverage.title")}</h2>
      <p>{say("coverage.intro")}</p>
      <Button className="button" onPress={() => void load()}>
        {say(state.kind === "loading" ? "coverage.loading" : again ? "coverage.again" : "coverage.load")}
      </Button>
      <p role="status" className={state.kind === "failed" ? "fault" : ""}>
        {state.kind === "failed" && say("coverage.failed", { what: state.what })}
        {state.kind === "loaded" && summaryOf(state.coverage, speech)}
      </p>
      {state.kind === "loaded" && <Found coverage={state.coverage} />}
    </section>
  );
}

function summaryOf({ pagesKnown, pagesKept, missing }: Coverage, { say }: Speech): string {
  if (pagesKnown === 0) return say("coverage.none");
  if (missing.length === 0) return say("coverage.all");
  return say("coverage.summary", { kept: pagesKept, known: pagesKnown, count: pagesKnown - pagesKept });
}

function Found({ coverage }: { coverage: Coverage }) {
  const { say } = useSpeech();
  const { site, pagesKnown, missing, snapshotAgeMs } = coverage;
  const shown = missing.slice(0, SHOWN_MAX);
  return (
    <>
      {shown.length > 0 && <MissingTable missing={shown} />}
      {missing.length > shown.length && (
        <p>{say("coverage.rest", { command: `npm run beffroi -- site coverage ${site} --json` })}</p>
      )}
      {snapshotAgeMs === null && pagesKnown > 0 && <p>{say("coverage.partial")}</p>}
      {pagesKnown > 0 && <p>{say("coverage.crawl")}</p>}
      <Command line={`npm run beffroi -- site crawl ${site}`} />
    </>
  );
}

function MissingTable({ missing }: { missing: Coverage["missing"] }) {
  const speech = useSpeech();
  const { say, number } = speech;
  return (
    <WideTable label={say("coverage.list")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("coverage.page")}</th>
            <th scope="col" className="numeral">
              {say("coverage.visits")}
            </th>
            <th scope="col">{say("coverage.because")}</th>
          </tr>
        </thead>
        <tbody>
          {missing.map(({ target, visits, because }) => (
            <tr key={target}>
              <th scope="row" className="path">
                {target}
              </th>
              <td className="numeral">{number(visits)}</td>
              <td>{becauseText(because, speech)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}

/** How the gateway ends the reason for a style sheet, a script or a picture. */
const PART = " (a part of pages, not a page)";

/** The gateway's reason in the reader's words; one that this page does not know is shown as it came. */
function becauseText(because: string, speech: Speech): ReactNode {
  if (because.endsWith(PART)) {
    const reason = speech.sayIfKnown(`because.${because.slice(0, -PART.length)}`);
    if (reason !== undefined) return speech.say("because.part", { because: reason });
  }
  return speech.sayIfKnown(`because.${because}`) ?? <span lang="en">{because}</span>;
}

async function coverageOf(site: string): Promise<State> {
  try {
    const response = await fetch(`/api/sites/${encodeURIComponent(site)}/coverage`);
    const answer = (await response.json()) as Coverage & { error?: { what: string; remedy: string } };
    if (answer.error !== undefined)
      return { kind: "failed", what: `${answer.error.what} ${answer.error.remedy}` };
    return { kind: "loaded", coverage: answer };
  } catch {
    return { kind: "failed", what: "—" };
  }
}
