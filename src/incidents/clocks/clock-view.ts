import type { ClockItemView, ClockStageView, ClockState, ClockView, RuleView } from "../events.ts";
import { HOUR_MS } from "./civil.ts";
import type { AnyClock } from "./clock-item.ts";
import { plainDueAt } from "./due.ts";
import { ruleVersion } from "./law/index.ts";
import type { Rule, Stage } from "./law/rule.ts";

/** A clock as it stands at a moment: what is left, what is missing, what comes next. */

/** From how much time left on a clock counts as due soon: the first threshold at which it warns. */
export const DUE_SOON_MS = 24 * HOUR_MS;

type StageState = ClockStageView["state"];
/** Stages in these states still wait for somebody. */
const OPEN: ReadonlySet<StageState> = new Set<StageState>(["running", "due-soon", "late", "no-limit"]);

export function clockView(clock: AnyClock, nowMs: number): ClockView {
  const rule = ruleVersion(clock.rule, clock.version);
  const { id, incident, pack, awareAt, from, at, by, stopped, warned, changed } = clock;
  const always = requiredItems(rule);
  const stages = (rule?.stages ?? []).map((stage) => stageView(stage, clock, always, nowMs));
  const isLate = stages.some(({ state }) => state === "late" || state === "sent-late");
  const items = (rule?.items ?? []).map((item): ClockItemView => {
    const text = clock.filled[item.item] ?? null;
    const required = item.needed === "always" || (item.needed === "late" && isLate);
    const { label, hint, article } = item;
    return { item: item.item, label, hint, article, text, required, missing: required && text === null };
  });
  const next = stopped === null ? nextStage(stages) : undefined;
  return {
    id,
    incident,
    exercise: clock.type === "exercise-clock",
    pack,
    rule: clock.rule,
    label: rule?.label ?? { fr: clock.rule, en: clock.rule },
    authority: rule?.authority ?? UNKNOWN,
    source: { ...(rule?.source ?? { text: UNKNOWN, article: "", url: "" }), since: clock.version },
    caution: rule?.caution ?? UNKNOWN,
    awareAt,
    from,
    startedAt: at,
    startedBy: by,
    state: stateOf(clock, stages, next),
    dueAt: next?.dueAt ?? null,
    leftMs: next?.leftMs ?? null,
    stages,
    items,
    missing: items.filter(({ missing }) => missing).length,
    stopped,
    warned,
    draft: rule?.draft === true,
    changed,
  };
}

const UNKNOWN = {
  fr: "Texte inconnu de cette version de Beffroi.",
  en: "A text that this version of Beffroi does not know.",
};

export function ruleView(rule: Rule): RuleView {
  const { pack, rule: name, label, authority, source, since, caution, awareness } = rule;
  return { pack, rule: name, label, authority, source: { ...source, since }, caution, awareness };
}

function requiredItems(rule: Rule | undefined): string[] {
  return (rule?.items ?? []).filter(({ needed }) => needed === "always").map(({ item }) => item);
}

function stageView(
  stage: Stage,
  clock: AnyClock,
  required: readonly string[],
  nowMs: number,
): ClockStageView {
  const due = clock.due.find((one) => one.stage === stage.stage);
  const sent = clock.sent.find((one) => one.stage === stage.stage);
  const before = clock.sent.find((one) => one.stage === stage.from);
  const from = stage.from === "awareness" ? clock.awareAt : before?.at;
  const dueAt = due?.dueAt ?? null;
  const state = (): StageState => {
    if (sent !== undefined) return dueAt !== null && sent.at > dueAt ? "sent-late" : "sent";
    if (clock.stopped !== null) return "not-needed";
    if (due === undefined) return "waiting";
    const wasComplete = required.every((item) => before?.filled.includes(item));
    if (stage.needed === "when-incomplete" && wasComplete) return "not-needed";
    return dueAt === null ? "no-limit" : urgency(Date.parse(dueAt) - nowMs);
  };
  const open = OPEN.has(state());
  return {
    stage: stage.stage,
    label: stage.label,
    counting: stage.counting,
    state: state(),
    dueAt,
    plainDueAt: from === undefined ? null : plainDueAt(stage, from),
    leftMs: open && dueAt !== null ? Date.parse(dueAt) - nowMs : null,
    sentAt: sent?.at ?? null,
    reference: sent?.reference ?? null,
  };
}

function urgency(leftMs: number): "running" | "due-soon" | "late" {
  if (leftMs < 0) return "late";
  return leftMs <= DUE_SOON_MS ? "due-soon" : "running";
}

/** The open stage that is due first; those without a number of hours come last. */
function nextStage(stages: readonly ClockStageView[]): ClockStageView | undefined {
  return stages
    .filter(({ state }) => OPEN.has(state))
    .sort((a, b) => (a.leftMs ?? Number.POSITIVE_INFINITY) - (b.leftMs ?? Number.POSITIVE_INFINITY))[0];
}

function stateOf(
  { stopped }: AnyClock,
  stages: readonly ClockStageView[],
  next: ClockStageView | undefined,
): ClockState {
  if (stopped !== null) return stopped.reason;
  if (next !== undefined) return next.state as ClockState;
  return stages.length === 0 ? "no-limit" : "done";
}
