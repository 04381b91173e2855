import { useSpeech } from "../reading.tsx";
import { itemsOf } from "./desk.tsx";
import { Times } from "./item-times.tsx";
import { MakeReport, reportAddress } from "./make-report.tsx";
import { More } from "./more.tsx";
import { usePowers, useRoomParts } from "./room-context.tsx";

/** Situation reports, each as it was made; and the slice of the journal that a stranger can check. */
export function ReportPart() {
  const { say, bytes } = useSpeech();
  const { items } = useRoomParts();
  const { mayAdd, mayLead, store } = usePowers();
  const reports = itemsOf(items, "report");
  return (
    <div className="room-part">
      <section aria-labelledby="reports-title">
        <h2 id="reports-title">
          {reports.length === 0 ? say("reports.none") : say("reports.count", { count: reports.length })}
        </h2>
        <p className="quiet">{say("reports.help")}</p>
        {mayAdd && <MakeReport />}
        <ul className="plain-list">
          {reports.map((report) => (
            <li key={report.id} className="line-item">
              <p>
                <a href={reportAddress(report.sha256)} target="_blank" rel="noreferrer">
                  {say("report.name", { number: report.number })}
                </a>{" "}
                <span className="quiet">{bytes(report.bytes)}</span>
              </p>
              <p className="quiet">
                <Times item={report} />
              </p>
            </li>
          ))}
        </ul>
        <More type="report" />
      </section>
      {mayLead && (
        <section aria-labelledby="dossier-title">
          <h2 id="dossier-title">{say("dossier.title")}</h2>
          <p>{say("dossier.help")}</p>
          <p>
            <a className="button" href={`${store.path}/dossier`} download>
              {say("dossier.get")}
            </a>
          </p>
        </section>
      )}
    </div>
  );
}
