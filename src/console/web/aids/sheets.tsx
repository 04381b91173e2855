import { useState } from "react";
import { Button } from "react-aria-components";
import type { PlaybookRunsAnswer, SheetAnswer, SheetLine, SheetsAnswer } from "../../../incidents/events.ts";
import { useAsked } from "../asked.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { usePaper } from "../form/paper.tsx";
import { NotThere } from "../people/not-there.tsx";
import { useSpeech } from "../reading.tsx";
import { usePowers, useRoomParts } from "../room/room-context.tsx";
import { useAided } from "./aided.ts";
import { inLanguage } from "./clock-words.ts";
import { SheetPaper } from "./sheet-paper.tsx";
import { SheetRun } from "./sheet-run.tsx";
import { SheetSteps } from "./sheet-steps.tsx";

/** Part « Fiches réflexes »: what is carried out step by step, and the sheets that can be taken. */
export function SheetPart() {
  const { say } = useSpeech();
  const { incident } = useRoomParts();
  const { mayWrite } = usePowers();
  const asked = useAided<PlaybookRunsAnswer>("playbooks", ["playbook"]);
  const sheets = useAsked<SheetsAnswer>("/api/playbooks");
  const runs = asked.value?.runs ?? [];
  const running = runs.filter(({ state }) => state === "running");
  const ended = runs.filter(({ state }) => state !== "running");
  return (
    <div className="room-part">
      <NotThere asked={asked} />
      {running.map((run) => (
        <SheetRun key={run.id} run={run} />
      ))}
      {sheets.value !== undefined && asked.value !== undefined && (
        <Offers
          sheets={sheets.value}
          kind={incident.kind}
          inHand={new Set(running.map(({ playbook }) => playbook))}
          mayStart={mayWrite}
          isFirst={running.length === 0}
        />
      )}
      <NotThere asked={sheets} />
      {ended.length > 0 && (
        <section aria-labelledby="sheets-ended">
          <h2 id="sheets-ended">{say("sheets.ended", { count: ended.length })}</h2>
          {ended.map((run) => (
            <SheetRun key={run.id} run={run} />
          ))}
        </section>
      )}
    </div>
  );
}

function Offers({
  sheets: { playbooks, refused },
  kind,
  inHand,
  mayStart,
  isFirst,
}: {
  sheets: SheetsAnswer;
  kind: string;
  inHand: ReadonlySet<string>;
  mayStart: boolean;
  isFirst: boolean;
}) {
  const { say } = useSpeech();
  const [read, setRead] = useState<SheetLine | undefined>(undefined);
  const left = playbooks.filter(({ playbook }) => !inHand.has(playbook));
  const fitting = left.filter(({ kinds }) => kinds.includes(kind));
  const others = left.filter(({ kinds }) => !kinds.includes(kind));
  const list = (some: readonly SheetLine[], fits: boolean) => (
    <ul className="sheet-offers">
      {some.map((sheet) => (
        <Offer
          key={sheet.playbook}
          sheet={sheet}
          fits={fits}
          mayStart={mayStart}
          onRead={() => setRead(sheet)}
        />
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="sheets-offered" className="print-none">
      <h2 id="sheets-offered">
        {say(
          !isFirst
            ? "sheets.more"
            : fitting.length > 0
              ? "sheets.fitting"
              : left.length > 0
                ? "sheets.none-fits"
                : "sheets.none",
          { count: fitting.length },
        )}
      </h2>
      {isFirst && <p className="reading">{say(left.length === 0 ? "sheets.none.do" : "sheets.help")}</p>}
      {list(fitting, true)}
      {others.length > 0 && (
        <>
          <h3>{say("sheets.others")}</h3>
          {list(others, false)}
        </>
      )}
      {refused.length > 0 && (
        <div className="refusal">
          <p>{say("sheets.refused", { count: refused.length })}</p>
          <ul className="plain-list">
            {refused.map(({ file, what }) => (
              <li key={file}>
                <code>{file}</code> <bdi>{what}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
      {read !== undefined && <SheetBox sheet={read} onClose={() => setRead(undefined)} />}
    </section>
  );
}

function Offer({
  sheet,
  fits,
  mayStart,
  onRead,
}: {
  sheet: SheetLine;
  fits: boolean;
  mayStart: boolean;
  onRead: () => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const { ask } = usePowers();
  const name = inLanguage(sheet.name, speech);
  return (
    <li className={fits ? "sheet-offer sheet-offer-fits" : "sheet-offer"}>
      <div>
        <p>
          <strong>{name}</strong>
          {sheet.origin === "town" && <span className="quiet"> {say("sheets.town")}</span>}
        </p>
        <p>{inLanguage(sheet.description, speech)}</p>
        <p className="quiet">
          {say("sheets.steps", { count: sheet.steps })} ·{" "}
          {say("sheets.minutes", { duration: speech.duration(sheet.minutes * 60_000) })}
        </p>
      </div>
      <p className="buttons">
        {mayStart && (
          <Button
            className={fits ? "button-main" : "button"}
            onPress={() => ask({ kind: "sheet-start", playbook: sheet.playbook, name })}
          >
            {say("sheets.start")}
            <span className="unseen"> : {name}</span>
          </Button>
        )}
        <Button className="button" onPress={onRead}>
          {say("sheets.read")}
          <span className="unseen"> : {name}</span>
        </Button>
      </p>
    </li>
  );
}

/** A sheet to read or to print before anybody takes it. */
function SheetBox({ sheet, onClose }: { sheet: SheetLine; onClose: () => void }) {
  const speech = useSpeech();
  const { say } = speech;
  const asked = useAsked<SheetAnswer>(`/api/playbooks/${encodeURIComponent(sheet.playbook)}`);
  const { paper, print } = usePaper();
  const { value } = asked;
  return (
    <DialogBox title={inLanguage(sheet.name, speech)} isOpen onClose={onClose} wide>
      <p>{inLanguage(sheet.description, speech)}</p>
      <NotThere asked={asked} />
      {value !== undefined && (
        <>
          <p>
            <Button
              className="button"
              onPress={() => print(<SheetPaper name={sheet.name} steps={value.steps} />)}
            >
              {say("print")}
            </Button>
          </p>
          <SheetSteps steps={value.steps} />
        </>
      )}
      {sheet.sources.length > 0 && (
        <p className="quiet">
          {say("sheets.sources")}{" "}
          {sheet.sources.map(({ name, url }, index) => (
            <span key={url}>
              {index > 0 && " · "}
              <a href={url} target="_blank" rel="noreferrer">
                {name}
              </a>
            </span>
          ))}
        </p>
      )}
      {paper}
    </DialogBox>
  );
}
