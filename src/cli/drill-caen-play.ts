import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type DebriefLine, type DebriefReport, injectItemId, type Scenario } from "../incidents/events.ts";
import { actorSchema } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import { CAEN_TEXTS } from "./drill-caen-texts.ts";

/** Plays a story in the room of a running Beffroi, through its API, and sees what the team does meanwhile. */

const MINUTE_MS = 60_000;
/** How often the room is asked how the team stands. */
export const LOOK_EVERY_MS = 2_000;
/** How long an act is tried again while nobody answers: a keeper that restarts is back within that. */
export const PATIENCE_MS = 60_000;

export type Stage = {
  /** Asks the console; with a body, acts. Throws a Refusal. */
  ask(path: string, body?: object): Promise<unknown>;
  now(): number;
  /** Resolves after that time, or at once when the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  say(line: string): void;
};

export type Show = { scenario: string; speed: number; lang: "fr" | "en" };
export type Outcome = { incident: string; sha256: string; report: DebriefReport };

const bilingual = z.object({ fr: z.string(), en: z.string() });
const scenarioSchema: z.ZodType<Scenario> = z.object({
  scenario: z.string(),
  title: bilingual,
  kind: z.string(),
  summary: bilingual,
  storyAt: z.iso.datetime(),
  minutes: z.number().positive(),
  injects: z.array(
    z.object({
      inject: z.string(),
      minute: z.number().min(0),
      kind: z.enum(["alert", "call", "mail", "media", "question", "observation"]),
      from: bilingual,
      text: bilingual,
      source: z.string().nullable(),
    }),
  ),
  sources: z.array(z.object({ id: z.string(), name: z.string(), url: z.string(), says: bilingual })),
  caution: bilingual,
});
const minutes = z.number().nullable();
const lineSchema = z.object({
  measure: z.string(),
  label: bilingual,
  teamMinutes: minutes,
  realMinutes: minutes,
  expectedMinutes: minutes,
  verdict: z.enum(["met", "late", "missed"]),
  evidence: z.object({ position: z.number(), at: z.string(), by: actorSchema, text: z.string() }).nullable(),
  source: z.string().nullable(),
  advice: bilingual,
});
const reportSchema: z.ZodType<DebriefReport> = z.object({
  incident: z.string(),
  scenario: z.string(),
  title: bilingual,
  speed: z.number(),
  startedAt: z.string(),
  endedAt: z.string(),
  storyMinutes: z.number(),
  lines: z.array(lineSchema),
  met: z.number(),
  missed: z.number(),
  caution: bilingual,
});
const liveSchema = z.object({ report: reportSchema.nullable() });
const debriefSchema = z.looseObject({
  report: reportSchema,
  items: z.array(z.looseObject({ sha256: z.string() })).min(1),
});

/**
 * Opens an exercise incident, plays every inject when it is due, then ends it and has the debrief made. An aborted
 * `signal` ends it early; the debrief is then of what was played. Throws a Refusal when the room refuses or stays away.
 */
export async function play(show: Show, stage: Stage, signal: AbortSignal): Promise<Outcome> {
  const scenario = scenarioSchema.parse(await stage.ask(`/api/exercises/${show.scenario}`));
  const run = randomBytes(4).toString("hex");
  const incident = `i-exercice-${run}`;
  const exercise = `x-${run}`;
  const { lang, speed } = show;
  const texts = CAEN_TEXTS[lang];
  const act = (name: string, body: object) =>
    patiently(stage, () => stage.ask(`/api/incidents/${incident}/acts/${name}`, body));
  const title = scenario.title.fr;
  const opening = { id: incident, title, kind: scenario.kind, summary: scenario.summary.fr, exercise: true };
  await stage.ask("/api/incidents", opening);
  const storyAt = (minute: number) =>
    new Date(Date.parse(scenario.storyAt) + minute * MINUTE_MS).toISOString();
  await act("start-exercise", { id: exercise, scenario: scenario.scenario, speed, storyAt: storyAt(0) });
  const startedMs = stage.now();
  stage.say(texts.intro(scenario.title[lang], incident, String(scenario.minutes), String(speed)));

  const watch = watcher(stage, incident, lang);
  const until = async (minute: number) => {
    const dueMs = startedMs + (minute * MINUTE_MS) / speed;
    while (!signal.aborted && stage.now() < dueMs) {
      await stage.wait(Math.min(dueMs - stage.now(), LOOK_EVERY_MS), signal);
      await watch();
    }
  };
  for (const one of scenario.injects) {
    await until(one.minute);
    if (signal.aborted) break;
    const id = injectItemId(exercise, one.inject);
    const { name, body } = deliveryOf(one, id, storyAt(one.minute));
    await act(name, body);
    stage.say(texts.inject(String(one.minute), one.from[lang], one.text[lang]));
  }
  await until(scenario.minutes);
  const how = signal.aborted ? "stopped" : "played";
  const playedMinutes = Math.min(scenario.minutes, ((stage.now() - startedMs) / MINUTE_MS) * speed);
  await act("end-exercise", { id: exercise, how, storyAt: storyAt(playedMinutes) });
  stage.say(texts.ended[how]);
  const made = await patiently(stage, () =>
    stage.ask(`/api/incidents/${incident}/debrief`, { id: `${exercise}-debrief`, exercise }),
  );
  const { report, items } = debriefSchema.parse(made);
  return { incident, sha256: items[0]?.sha256 ?? "", report };
}

type Inject = Scenario["injects"][number];

/** What a machine reports is a note, as the real one would be; what a person says reaches the team as an inject. */
function deliveryOf(
  { inject, kind, from, text }: Inject,
  id: string,
  storyAt: string,
): { name: string; body: object } {
  if (kind !== "alert" && kind !== "observation") {
    return { name: "inject", body: { id, inject, kind, from: from.fr, text: text.fr, storyAt } };
  }
  const certainty = kind === "alert" ? "fact" : "hearsay";
  return { name: "note", body: { id, text: text.fr, certainty, source: `${from.fr} (exercice)` } };
}

/** Says each thing that the team did, once, as the room sees it. A room that is away for a moment is asked again later. */
function watcher(stage: Stage, incident: string, lang: "fr" | "en"): () => Promise<void> {
  const told = new Set<string>();
  return async () => {
    let report: DebriefReport | null;
    try {
      report = liveSchema.parse(await stage.ask(`/api/incidents/${incident}/exercise`)).report;
    } catch (error) {
      if (error instanceof Refusal) return;
      throw error;
    }
    for (const line of report?.lines ?? []) {
      if (line.teamMinutes === null || told.has(line.measure)) continue;
      told.add(line.measure);
      stage.say(seenLine(line, lang));
    }
  };
}

function seenLine({ teamMinutes, label, evidence }: DebriefLine, lang: "fr" | "en"): string {
  const by = evidence?.by.name ?? "";
  return CAEN_TEXTS[lang].seen(String(Math.round(teamMinutes ?? 0)), label[lang], by);
}

/** Ids are chosen here, so that asking again after a lost answer writes nothing twice. */
async function patiently(stage: Stage, ask: () => Promise<unknown>): Promise<unknown> {
  const untilMs = stage.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isAway = error instanceof Refusal && (error.code === "not-running" || error.code === "stopping");
      if (!isAway || stage.now() >= untilMs) throw error;
      await stage.wait(LOOK_EVERY_MS);
    }
  }
}
