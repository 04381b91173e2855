import type { EventBody, EventPage, Statement } from "../answers.ts";
import type { AttackType, ClaimVerdict } from "../codes.ts";
import type { NamedBody } from "../events.ts";
import { actorKey } from "../join/index.ts";
import { aboutBody } from "../look-events.ts";
import { INCIDENT_CORE, INCIDENT_CORE_OBJECTS } from "./incident-core.ts";

/**
 * One event as a STIX 2.1 bundle (OASIS standard of 10 June 2021), with the Incident Core extension for what the stub of
 * an incident leaves open. The same event gives the same ids, and every id that is named is in the bundle. No sentence of a
 * publisher is in it: statements are notes that say who took which stance, when, and where it stands.
 */

/** Of our own ids: names under it are "type/...". Another one would make all ids new. */
const NAMESPACE = "5b8f0c5e-1d1a-4f0b-9a3c-7f6f2a7f8d11";
const SYSTEM_ID = "identity/beffroi";

type Stix = { type: string; id: string } & Record<string, unknown>;
export type Bundle = { type: "bundle"; id: string; objects: Stix[] };

/** @param page as the register has it now */
export function stixBundle(page: Omit<EventPage, "near" | "proposal">): Bundle {
  const { row, bodies, statements, documents } = page;
  const created = documents.map(({ readAt }) => readAt).sort()[0] ?? row.changedAt;
  const common = { created, modified: laterOf(created, row.changedAt) };
  const maker = objectOf("identity", SYSTEM_ID, common, { name: "Beffroi", identity_class: "system" });
  const own = { ...common, created_by_ref: maker.id };
  const actors = row.actors.map((name) =>
    objectOf("threat-actor", `threat-actor/${actorKey(name)}`, own, {
      name,
      threat_actor_types: ["unknown"],
    }),
  );
  const patterns = new Map<AttackType, Stix>();
  const parts = bodies.flatMap((body) => {
    const victim = victimOf(body.body, own);
    const incident = incidentOf(row.event, body, own);
    const pattern = patternOf(body.type, own, patterns);
    const said = aboutBody(statements, body.body)
      .filter(({ review }) => review?.decision !== "rejected")
      .map((statement) => noteOf(statement, body.body, incident.id, page, own));
    const by = body.actors.flatMap((name) => actors.filter((actor) => actor.name === name));
    return [
      victim,
      incident,
      relation("targets", incident, victim, own),
      ...(pattern === undefined ? [] : [relation("uses", incident, pattern, own)]),
      ...by.flatMap((actor) => [
        relation("attributed-to", incident, actor, own),
        relation("targets", actor, victim, own),
      ]),
      ...said,
    ];
  });
  const objects = unique([maker, ...actors, ...patterns.values(), ...parts]);
  const { title: name, titleEn } = row;
  const report = objectOf("report", `report/${row.event}`, own, {
    name,
    lang: "fr",
    report_types: ["threat-report"],
    published: row.changedAt,
    object_refs: objects.map(({ id }) => id),
    ...referencesOf(documents.flatMap(({ url, publisher }) => (url === null ? [] : [{ url, publisher }]))),
  });
  const english =
    titleEn === name
      ? []
      : [
          objectOf("language-content", `language-content/${row.event}`, own, {
            object_ref: report.id,
            object_modified: own.modified,
            contents: { en: { name: titleEn } },
          }),
        ];
  const all = [...INCIDENT_CORE_OBJECTS, ...objects, report, ...english];
  return { type: "bundle", id: idOf("bundle", `bundle/${row.event}/${row.changed}`), objects: all };
}

type Common = { created: string; modified: string; created_by_ref?: string };

function objectOf(type: string, name: string, common: Common, more: Record<string, unknown>): Stix {
  return { type, spec_version: "2.1", id: idOf(type, name), ...common, ...more };
}

/** UUID version 5: the same name gives the same id on every machine. */
function idOf(type: string, name: string): string {
  return `${type}--${Bun.randomUUIDv5(name, NAMESPACE)}`;
}

const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** Names of STIX's industry-sector vocabulary. */
const SECTORS: Partial<Record<NamedBody["kind"], string>> = {
  commune: "government-local",
  epci: "government-local",
  departement: "government-regional",
  region: "government-regional",
  prefecture: "government-regional",
  ministry: "government-national",
  parliament: "government-national",
  hospital: "healthcare",
  school: "education",
};

function victimOf({ id, name, kind, code }: NamedBody, own: Common): Stix {
  const sector = SECTORS[kind];
  const reference = code === null ? {} : { external_id: code };
  return objectOf("identity", `identity/${id}`, own, {
    name,
    identity_class: "organization",
    ...(sector === undefined ? {} : { sectors: [sector] }),
    external_references: [{ source_name: "beffroi-body", description: id, ...reference }],
  });
}

/** Names of the extension's event-type vocabulary, or close to it: it is open. */
const INCIDENT_TYPES: Readonly<Record<AttackType, string>> = {
  ddos: "denial-of-service",
  ransomware: "ransomware",
  intrusion: "compromised-system",
  "data-leak": "unauthorized-release",
  defacement: "defacement",
  unspecified: "undetermined",
};
const DETERMINATIONS: Readonly<Record<ClaimVerdict, string>> = {
  claimed_but_accessible: "failed-attempt",
  confirmed_inaccessible: "confirmed",
  confirmed_intermittent: "confirmed",
  inaccessible_own_protection: "blocked",
  inconclusive: "suspected",
  not_observed: "suspected",
  not_verifiable: "suspected",
};

function incidentOf(event: string, { body, type, verdict, times }: EventBody, own: Common): Stix {
  // The extension asks for "suspected" until it was looked into: what is not settled stays there.
  const settled = verdict?.settled === true && verdict.confirmed;
  const determination = settled ? DETERMINATIONS[verdict.verdict] : "suspected";
  const [worst] = verdict?.sites ?? [];
  const impact = worst === undefined || worst.n === 0 ? undefined : Math.round((100 * worst.d) / worst.n);
  const extension: Record<string, unknown> = {
    extension_type: "property-extension",
    determination,
    investigation_status: settled ? "closed" : "open",
    incident_types: [INCIDENT_TYPES[type]],
    detection_methods: ["message-from-attacker", ...(impact === undefined ? [] : ["automated-tool"])],
    ...(impact === undefined ? {} : { scores: [{ name: "availability-impact", value: impact }] }),
  };
  const word = verdict === null ? "no verdict" : `${verdict.verdict} (rule ${verdict.rule})`;
  const said = times.map(({ from, to }) => `${from} to ${to}`).join("; ");
  return objectOf("incident", `incident/${event}/${body.id}`, own, {
    name: `${body.name}: ${INCIDENT_TYPES[type]}`,
    description: `Verdict: ${word}.${said === "" ? "" : ` Time as claimed: ${said}.`}`,
    extensions: { [INCIDENT_CORE]: extension },
  });
}

/** MITRE ATT&CK, Enterprise. */
const PATTERNS: Partial<Record<AttackType, readonly [id: string, name: string]>> = {
  ddos: ["T1498", "Network Denial of Service"],
  ransomware: ["T1486", "Data Encrypted for Impact"],
  intrusion: ["T1190", "Exploit Public-Facing Application"],
  "data-leak": ["T1567", "Exfiltration Over Web Service"],
  defacement: ["T1491", "Defacement"],
};

function patternOf(type: AttackType, own: Common, made: Map<AttackType, Stix>): Stix | undefined {
  const known = PATTERNS[type];
  if (known === undefined) return undefined;
  const [id, name] = known;
  const there =
    made.get(type) ??
    objectOf("attack-pattern", `attack-pattern/${id}`, own, {
      name,
      external_references: [{ source_name: "mitre-attack", external_id: id }],
    });
  made.set(type, there);
  return there;
}

function relation(type: string, source: Stix, target: Stix, own: Common): Stix {
  return objectOf("relationship", `relationship/${source.id}/${type}/${target.id}`, own, {
    relationship_type: type,
    source_ref: source.id,
    target_ref: target.id,
  });
}

function noteOf(
  { id, speaker, stance, modality, at, document, publisher }: Statement,
  body: NamedBody,
  incident: string,
  { documents }: Pick<EventPage, "documents">,
  own: Common,
): Stix {
  const url = documents.find((row) => row.document === document)?.url ?? null;
  return objectOf("note", `note/${id}/${body.id}`, own, {
    abstract: `${speaker}: ${stance}`,
    content: `${speaker} about ${body.name}: ${stance} (${modality}), ${at}.`,
    object_refs: [incident],
    ...referencesOf(url === null ? [] : [{ url, publisher }]),
  });
}

function referencesOf(
  sources: readonly { url: string; publisher: string | null }[],
): Record<string, unknown> {
  if (sources.length === 0) return {};
  const references = sources.map(({ url, publisher }) => ({ source_name: publisher ?? "source", url }));
  return { external_references: references };
}

function unique(objects: readonly Stix[]): Stix[] {
  return [...new Map(objects.map((object) => [object.id, object])).values()];
}
