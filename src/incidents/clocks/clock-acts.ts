import { z } from "zod";
import type { Clock as Time } from "../../kernel/clock.ts";
import type { Refusal } from "../../kernel/refusal.ts";
import { type Act, admits, checkOccurredAt, differs, fresh, type Said, type Scene, says } from "../acts.ts";
import { type IncidentBody, incidentEvents, type Item, itemIdSchema } from "../events.ts";
import { badRequest, changedMeanwhile, noSuchItem } from "../refusals.ts";
import { dayAt } from "./civil.ts";
import type { AnyClock } from "./clock-item.ts";
import type { ClockSettings } from "./config.ts";
import { type Due, duesFrom } from "./due.ts";
import { ruleOn, ruleVersion } from "./law/index.ts";
import type { Rule } from "./law/rule.ts";
import { alreadyRunning, noSuchRule, notOffered, ruleUnknown } from "./refusals.ts";

/** What may be done with the clocks of law. */

export type ClockDesk = {
  readonly clock: Time;
  readonly settings: ClockSettings;
  /** The clocks of an incident that were not stopped, of law or of exercises. */
  running(incident: string): readonly AnyClock[];
};

const startSchema = z
  .object({
    id: itemIdSchema,
    rule: z.string().max(40),
    awareAt: z.iso.datetime({ precision: 3 }),
    /** The item that made it known: a note, an observation. */
    from: itemIdSchema.optional(),
  })
  .strict();
export type StartClock = z.infer<typeof startSchema>;

const { due: _due, ...sentShape } = incidentEvents["clock.stage-sent"].shape;
const sentSchema = z.object(sentShape).strict();
const { due: _dues, ...awareShape } = incidentEvents["clock.awareness-corrected"].shape;
const awareSchema = z.object(awareShape).strict();

/** To add an act: its kind in clock-events.ts, its line here, what it changes in clock-item.ts. */
export function clockActs({ clock: time, settings, running }: ClockDesk) {
  const late = (at: string) => checkOccurredAt(at, time.now());

  const start: Act<StartClock> = {
    needs: "member",
    schema: startSchema,
    say: (command, scene) => startSaid(command, scene, settings),
    refuse(command, scene) {
      const { id, rule: name, awareAt, from } = command;
      const rule = ruleFor(name, awareAt);
      if (rule === undefined) return noSuchRule(name, awareAt);
      if (rule.needsSetting !== undefined && !settings[rule.needsSetting]) return notOffered(rule);
      const tooLate = admits("clock.started", scene.incident) ?? fresh({ id }, scene) ?? late(awareAt);
      if (tooLate !== undefined) return tooLate;
      if (from !== undefined && scene.item(from)?.incident !== scene.incident.id) return noSuchItem(from);
      const other = rule.once ? running(scene.incident.id).find((one) => one.rule === name) : undefined;
      return other && alreadyRunning(other);
    },
  };

  const send: Act<z.infer<typeof sentSchema>> = {
    needs: "member",
    schema: sentSchema,
    say: (body, scene) =>
      withRule(scene, body.id, (rule) => ({
        kind: "clock.stage-sent",
        body: { ...body, due: duesFrom(rule, body.stage, body.sentAt, settings.holidays) },
      })),
    refuse: (body, scene) =>
      admits("clock.stage-sent", scene.incident) ??
      onClock(scene, body.id, (clock, rule) => {
        if (!rule.stages.some(({ stage }) => stage === body.stage)) return noSuchItem(body.stage, "stage");
        const sent = clock.sent.find(({ stage }) => stage === body.stage);
        if (sent !== undefined) {
          return changedMeanwhile(body.id, `sent at ${sent.at}`, scene.touched(body.id));
        }
        return isStopped(clock, scene) ?? late(body.sentAt) ?? notBefore(body.sentAt, clock.awareAt);
      }),
  };

  const correct: Act<z.infer<typeof awareSchema>> = {
    needs: "member",
    schema: awareSchema,
    say: (body, scene) =>
      withRule(scene, body.id, (rule, clock) => ({
        kind: "clock.awareness-corrected",
        body: { ...body, due: duesAnew(rule, body.new, clock, settings) },
      })),
    refuse: (body, scene) =>
      admits("clock.awareness-corrected", scene.incident) ??
      onClock(
        scene,
        body.id,
        (clock) =>
          isStopped(clock, scene) ??
          late(body.new) ??
          differs(body.id, body, clock.awareAt, scene) ??
          inVersion(body.new, clock),
      ),
  };

  return {
    "start-clock": start,
    "fill-clock-item": says("member", "clock.item-filled", (body, scene) =>
      onClock(scene, body.id, (clock, rule) => {
        if (!rule.items.some(({ item }) => item === body.item)) return noSuchItem(body.item, "element");
        return differs(`${body.id}.${body.item}`, body, clock.filled[body.item] ?? null, scene, body.id);
      }),
    ),
    "send-clock-stage": send,
    "correct-clock-awareness": correct,
    "stop-clock": says("member", "clock.stopped", (body, scene) =>
      onClock(scene, body.id, (clock) => {
        if (body.proof !== undefined && scene.item(body.proof)?.incident !== scene.incident.id) {
          return noSuchItem(body.proof);
        }
        return isStopped(clock, scene);
      }),
    ),
  } as const;
}

/** The version in force on the day it was known, there where the rule counts. */
function ruleFor(name: string, awareAt: string): Rule | undefined {
  const rule = ruleOn(name, dayAt(Date.parse(awareAt), "Europe/Paris"));
  if (rule?.place === undefined) return rule;
  return ruleOn(name, dayAt(Date.parse(awareAt), rule.place.zone));
}

function startSaid(command: StartClock, scene: Scene, settings: ClockSettings): Said[] {
  const { id, rule: name, awareAt, from } = command;
  const rule = ruleFor(name, awareAt);
  if (rule === undefined) return [];
  const body: IncidentBody<"clock.started"> = {
    id,
    pack: rule.pack,
    rule: name,
    version: rule.since,
    from: (from === undefined ? undefined : scene.item(from)?.entry) ?? null,
    awareAt,
    due: duesFrom(rule, "awareness", awareAt, settings.holidays),
  };
  const { incident } = scene;
  // An exercise never starts a clock of law, whoever asks: the incident alone decides which of the two it is.
  const kind = incident.exercise ? "clock.exercise-started" : "clock.started";
  return [{ subject: incident.id, kind, body }];
}

/** What is due when the moment of awareness was another one: from it, and from what was sent since, which stays as it is. */
function duesAnew(rule: Rule, awareAt: string, clock: AnyClock, { holidays }: ClockSettings): Due[] {
  const fromSent = clock.sent.flatMap(({ stage, at }) => duesFrom(rule, stage, at, holidays));
  return [...duesFrom(rule, "awareness", awareAt, holidays), ...fromSent];
}

export function isClock(item: Item | undefined): item is AnyClock {
  return item?.type === "clock" || item?.type === "exercise-clock";
}

function onClock(
  scene: Scene,
  id: string,
  check: (clock: AnyClock, rule: Rule) => Refusal | undefined,
): Refusal | undefined {
  const clock = scene.item(id);
  if (!isClock(clock) || clock.incident !== scene.incident.id) return noSuchItem(id, "clock");
  const rule = ruleVersion(clock.rule, clock.version);
  return rule === undefined ? ruleUnknown(clock) : check(clock, rule);
}

type Event = Said extends infer S ? (S extends Said ? Omit<S, "subject"> : never) : never;

function withRule(scene: Scene, id: string, event: (rule: Rule, clock: AnyClock) => Event): Said[] {
  const clock = scene.item(id);
  const rule = isClock(clock) ? ruleVersion(clock.rule, clock.version) : undefined;
  if (!isClock(clock) || rule === undefined) return [];
  return [{ subject: scene.incident.id, ...event(rule, clock) } as Said];
}

function isStopped({ id, stopped }: AnyClock, scene: Scene): Refusal | undefined {
  return stopped === null
    ? undefined
    : changedMeanwhile(id, `stopped, since ${stopped.at}`, scene.touched(id));
}

function notBefore(sentAt: string, awareAt: string): Refusal | undefined {
  if (sentAt >= awareAt) return undefined;
  return badRequest(
    "This was sent before it was known.",
    "sentAt",
    "Correct the moment when it became known first.",
  );
}

function inVersion(awareAt: string, clock: AnyClock): Refusal | undefined {
  if (ruleFor(clock.rule, awareAt)?.since === clock.version) return undefined;
  return badRequest(
    "On that day another text was in force.",
    "new",
    "Stop this clock as not applicable and start another one from that day.",
  );
}
