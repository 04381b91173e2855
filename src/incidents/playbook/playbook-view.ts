import type { ChoiceView, PlaybookRun, PlaybookView, SheetLine, SheetStep, StepView } from "../events.ts";
import type { Bilingual } from "../fields.ts";
import { STEP_EXTENSION } from "./cacao.ts";
import { choiceExtensionOf, type Sheet } from "./sheet.ts";
import type { Origin } from "./sheets.ts";

/** A sheet as it is carried out: what is done, what is next, and by when. */

const MINUTE_MS = 60_000;

/** @param sheet undefined when its text is not on this machine: the run then shows its name and no steps */
export function playbookView(run: PlaybookRun, sheet: Sheet | undefined): PlaybookView {
  const steps = sheet === undefined ? [] : stepViews(run, sheet);
  const onTheWay = steps.filter(({ state }) => state !== "not-taken");
  const open = onTheWay.filter(({ mark }) => mark === null);
  const { id, incident, playbook, revision, name, at, by, stopped, changed } = run;
  const finished = sheet !== undefined && open.length === 0;
  return {
    id,
    incident,
    playbook,
    revision,
    name,
    startedAt: at,
    startedBy: by,
    state: stopped !== null ? "stopped" : finished ? "finished" : "running",
    stopped,
    steps,
    done: onTheWay.length - open.length,
    total: onTheWay.length,
    minutesLeft: open.reduce((sum, { minutes }) => sum + minutes, 0),
    changed,
  };
}

/**
 * Steps in reading order. The first open one is next; the others may be ticked before it, for people work side by side.
 * Branches of a choice that was not made count as ahead; those that were not chosen are left.
 */
function stepViews(run: PlaybookRun, sheet: Sheet): StepView[] {
  const left = notTaken(run, sheet);
  let openedAt: string | null = run.at;
  let nextFound = false;
  return sheet.order.flatMap((id) => {
    const bare = bareStep(sheet, id);
    if (bare === undefined) return [];
    const mark = run.marks[id] ?? null;
    const state = (): StepView["state"] => {
      if (mark !== null) return mark.state;
      if (left.has(id)) return "not-taken";
      return nextFound ? "later" : "next";
    };
    const view: StepView = { ...bare, state: state(), mark, openedAt: null, expectedBy: null };
    if (view.state === "next") {
      nextFound = true;
      view.openedAt = openedAt;
      view.expectedBy =
        openedAt === null ? null : new Date(Date.parse(openedAt) + bare.minutes * MINUTE_MS).toISOString();
    }
    // What comes next could be begun when the step before it was marked.
    if (mark !== null && (openedAt === null || mark.at > openedAt)) openedAt = mark.at;
    return [view];
  });
}

/** Steps of branches that were not chosen. */
function notTaken(run: PlaybookRun, { cacao }: Sheet): Set<string> {
  const left = new Set<string>();
  for (const [id, step] of Object.entries(cacao.workflow)) {
    const chosen = run.marks[id]?.choice ?? null;
    const isSkipped = run.marks[id]?.state === "skipped";
    if (step.type !== "switch-condition" || (chosen === null && !isSkipped)) continue;
    for (const [name, first] of Object.entries(step.cases)) {
      if (name !== chosen) for (const one of branch(cacao, first)) left.add(one);
    }
  }
  return left;
}

/** Steps of a branch, with the branches of the choices in it. */
function branch(cacao: Sheet["cacao"], first: string): string[] {
  const found: string[] = [];
  for (let id: string | undefined = first; id !== undefined; ) {
    const step: Sheet["cacao"]["workflow"][string] | undefined = cacao.workflow[id];
    if (step === undefined || step.type === "end") break;
    found.push(id);
    if (step.type === "switch-condition") {
      for (const inner of Object.values(step.cases)) found.push(...branch(cacao, inner));
    }
    id = step.on_completion;
  }
  return found;
}

export function bareStep({ cacao }: Sheet, id: string): SheetStep | undefined {
  const step = cacao.workflow[id];
  if (step?.type !== "action" && step?.type !== "switch-condition") return undefined;
  const more = step.step_extensions[STEP_EXTENSION];
  const description =
    step.type === "action"
      ? { fr: step.commands[0]?.command ?? "", en: step.step_extensions[STEP_EXTENSION].command_en }
      : { fr: step.description, en: step.step_extensions[STEP_EXTENSION].description_en };
  return {
    step: id,
    type: step.type === "action" ? "action" : "choice",
    name: { fr: step.name, en: more.name_en },
    description,
    check: { fr: more.check_fr, en: more.check_en },
    warning: warningOf(more),
    owner: more.owner_duty,
    minutes: more.expected_minutes,
    choices: step.type === "action" ? [] : choicesOf(step),
  };
}

function choicesOf(step: Parameters<typeof choiceExtensionOf>[0]): ChoiceView[] {
  const { choices, default_case } = choiceExtensionOf(step);
  return choices.map((one) => ({
    choice: one.case_value,
    label: { fr: one.label_fr, en: one.label_en },
    warning: warningOf(one),
    isDefault: one.case_value === default_case,
    next: step.cases[one.case_value] ?? step.on_completion,
  }));
}

function warningOf({
  warning_fr,
  warning_en,
}: {
  warning_fr?: string | undefined;
  warning_en?: string | undefined;
}): Bilingual | null {
  return warning_fr === undefined ? null : { fr: warning_fr, en: warning_en ?? warning_fr };
}

/** A sheet in one line. Minutes are those of the default way through it. */
export function sheetLine(sheet: Sheet, origin: Origin): SheetLine {
  const { cacao, order, revision, name, description, kinds } = sheet;
  const left = new Set(
    Object.values(cacao.workflow).flatMap((step) =>
      step.type !== "switch-condition"
        ? []
        : Object.entries(step.cases)
            .filter(([one]) => one !== choiceExtensionOf(step).default_case)
            .flatMap(([, first]) => branch(cacao, first)),
    ),
  );
  const way = order.filter((id) => !left.has(id)).flatMap((id) => bareStep(sheet, id) ?? []);
  return {
    playbook: cacao.id,
    revision,
    kinds: [...kinds],
    name,
    description,
    steps: way.length,
    minutes: way.reduce((sum, { minutes }) => sum + minutes, 0),
    sources: (cacao.external_references ?? []).map((one) => ({ name: one.name, url: one.url })),
    origin,
  };
}
