import { Button } from "react-aria-components";
import { usePaper } from "../form/paper.tsx";
import { useNow, useSpeech } from "../reading.tsx";

export type MadeCodes = { codes: readonly string[]; madeAt: string };

/** Codes shown once, with the sheet that is printed of them. */
export function CodeList({ made, name }: { made: MadeCodes; name: string }) {
  const { say } = useSpeech();
  const { paper, print } = usePaper();
  return (
    <div className="code-list">
      <p className="consequence">{say("codes.once")}</p>
      <ol className="codes" aria-label={say("codes.title")}>
        {made.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Button className="button-main" onPress={() => print(<CodeSheet made={made} name={name} />)}>
        {say("codes.print")}
      </Button>
      {paper}
    </div>
  );
}

/** A4: whose codes, of when, how they are used, and a box to tick for each. */
function CodeSheet({ made, name }: { made: MadeCodes; name: string }) {
  const speech = useSpeech();
  const nowMs = useNow();
  const { say } = speech;
  return (
    <article className="paper-sheet">
      <header className="paper-head">
        <p>{say("product")}</p>
        <p>{say("codes.made", { time: speech.full(Date.parse(made.madeAt), nowMs) })}</p>
      </header>
      <h1>{say("codes.paper.title", { name })}</h1>
      <p>{say("codes.paper.use", { address: location.origin })}</p>
      <ol className="paper-codes">
        {made.codes.map((code) => (
          <li key={code}>
            <span className="paper-box" />
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <ul className="paper-rules">
        <li>{say("codes.paper.once")}</li>
        <li>{say("codes.paper.alone")}</li>
        <li>{say("codes.paper.keep")}</li>
        <li>{say("codes.paper.lost")}</li>
      </ul>
    </article>
  );
}
