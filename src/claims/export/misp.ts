import type { EventPage } from "../answers.ts";
import type { AttackType } from "../codes.ts";
import { dayInFrance, type Lang, titleIn } from "../title.ts";

/** One event as a MISP event (MISP core format, draft-dulaunoy-misp-core-format): what another team imports by hand. */

const NAMESPACE = "0d2b0a7c-6f66-4a0e-8f8b-6f1b4ed0b1aa";

type Attribute = {
  uuid: string;
  type: string;
  category: string;
  value: string;
  comment: string;
  to_ids: false;
  distribution: "5";
  timestamp: string;
};
export type MispEvent = { Event: Record<string, unknown> & { uuid: string; Attribute: Attribute[] } };

/** Reference Security Incident Taxonomy. */
const RSIT: Readonly<Record<AttackType, string>> = {
  ddos: 'rsit:availability="ddos"',
  ransomware: 'rsit:malicious-code="malware-distribution"',
  intrusion: 'rsit:intrusions="system-compromise"',
  "data-leak": 'rsit:information-content-security="data-leak"',
  defacement: 'rsit:information-content-security="unauthorised-information-modification"',
  unspecified: 'rsit:other="undetermined"',
};

/**
 * Never published by itself: distribution "0" is "your organisation only".
 * @param lang of the title; all else is the words that programs compare
 */
export function mispEvent(page: Omit<EventPage, "near" | "proposal">, lang: Lang): MispEvent {
  const { row, bodies, documents, statements } = page;
  const timestamp = String(Math.floor(Date.parse(row.changedAt) / 1000));
  const attribute = (category: string, type: string, value: string, comment: string): Attribute => ({
    uuid: Bun.randomUUIDv5(`attribute/${row.event}/${type}/${value}/${comment}`, NAMESPACE),
    type,
    category,
    value,
    comment,
    to_ids: false,
    distribution: "5",
    timestamp,
  });
  const victims = bodies.map(({ body, verdict }) => {
    const n = verdict?.sites[0]?.n ?? 0;
    const d = verdict?.sites[0]?.d ?? 0;
    const word =
      verdict === null ? "no verdict" : `${verdict.verdict}, rule ${verdict.rule}, ${d} of ${n} down`;
    return attribute("Targeting data", "target-org", body.name, `${body.id}: ${word}`);
  });
  const said = statements
    .filter(({ review }) => review?.decision !== "rejected")
    .map(({ id, speaker, stance, modality, at, bodies: about }) =>
      attribute("Other", "text", `${at} ${speaker}: ${stance} (${modality}), ${about.join(", ")}`, id),
    );
  const sources = documents.flatMap(({ url, publisher, document }) =>
    url === null ? [] : [attribute("External analysis", "link", url, publisher ?? document)],
  );
  const actors = row.actors.map((name) => attribute("Attribution", "threat-actor", name, "as claimed"));
  return {
    Event: {
      uuid: Bun.randomUUIDv5(`event/${row.event}`, NAMESPACE),
      info: titleIn(row, lang),
      date: dayInFrance(row.from).toISOString().slice(0, 10),
      timestamp,
      published: false,
      distribution: "0",
      threat_level_id: "4",
      analysis: bodies.every(({ verdict }) => verdict?.settled === true) ? "2" : "1",
      Tag: [{ name: RSIT[row.type] }, { name: "tlp:amber" }],
      Attribute: distinctByUuid([...victims, ...actors, ...sources, ...said]),
    },
  };
}

function distinctByUuid(attributes: readonly Attribute[]): Attribute[] {
  return [...new Map(attributes.map((one) => [one.uuid, one])).values()];
}
