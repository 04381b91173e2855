import { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { type Act, admits, fresh, onItem, type Said, type Scene, says } from "../acts.ts";
import { incidentEvents, itemIdSchema, type PlaybookRun } from "../events.ts";
import { badRequest, changedMeanwhile, noSuchItem } from "../refusals.ts";
import { playbookId } from "./playbook-events.ts";
import { bareStep } from "./playbook-view.ts";
import type { Sheets } from "./sheets.ts";

/** What may be done with a sheet: start it, tick, skip, choose, take back, stop. Names of steps are the sheet's, never the caller's. */

const startSchema = z.object({ id: itemIdSchema, playbook: playbookId }).strict();

const { name: _done, ...doneShape } = incidentEvents["playbook.step-done"].shape;
const { name: _skipped, ...skipShape } = incidentEvents["playbook.step-skipped"].shape;
const { name: _chosen, label: _label, ...choiceShape } = incidentEvents["playbook.choice-made"].shape;
const { name: _reopened, ...reopenShape } = incidentEvents["playbook.step-reopened"].shape;
const doneSchema = z.object(doneShape).strict();
const skipSchema = z.object(skipShape).strict();
const choiceSchema = z.object(choiceShape).strict();
const reopenSchema = z.object(reopenShape).strict();

type OnStep = { id: string; step: string };
type StepKind =
  | "playbook.step-done"
  | "playbook.step-skipped"
  | "playbook.choice-made"
  | "playbook.step-reopened";

export function playbookActs(sheets: Sheets) {
  const stepOf = (scene: Scene, { id, step }: OnStep) => {
    const run = scene.item(id);
    const sheet = run?.type === "playbook" ? sheets.kept(run.revision) : undefined;
    return sheet === undefined ? undefined : bareStep(sheet, step);
  };

  /** One act on one step: `name` comes from the sheet, so that nobody ticks one thing and writes another. */
  function onStep<Command extends OnStep>(
    kind: StepKind,
    schema: z.ZodType<Command>,
    check: (run: PlaybookRun, command: Command, scene: Scene) => Refusal | undefined,
    more: (command: Command, step: NonNullable<ReturnType<typeof stepOf>>) => object = () => ({}),
  ): Act<Command> {
    return {
      needs: "member",
      schema,
      say(command, scene) {
        const step = stepOf(scene, command);
        if (step === undefined) return [];
        const body = { ...command, name: step.name.fr, ...more(command, step) };
        return [{ subject: scene.incident.id, kind, body } as unknown as Said];
      },
      refuse: (command, scene) =>
        admits(kind, scene.incident) ??
        onItem(scene, command.id, "playbook", (run) => {
          if (sheets.kept(run.revision) === undefined) return sheetLost(run);
          if (stepOf(scene, command) === undefined) return noSuchItem(command.step, "step");
          return isStopped(run, scene) ?? check(run, command, scene);
        }),
    };
  }

  const unmarked = (run: PlaybookRun, { step }: OnStep, scene: Scene) => {
    const mark = run.marks[step];
    return mark === undefined
      ? undefined
      : changedMeanwhile(step, mark.choice ?? mark.state, scene.touched(run.id));
  };

  return {
    "start-playbook": startAct(sheets),
    "do-step": onStep("playbook.step-done", doneSchema, (run, command, scene) =>
      stepOf(scene, command)?.type === "choice"
        ? badRequest("This step is a choice.", "step", "Say which, and why.")
        : unmarked(run, command, scene),
    ),
    "skip-step": onStep("playbook.step-skipped", skipSchema, unmarked),
    "make-choice": onStep(
      "playbook.choice-made",
      choiceSchema,
      (run, command, scene) => {
        const step = stepOf(scene, command);
        const known = step?.choices.some(({ choice }) => choice === command.choice);
        return known ? unmarked(run, command, scene) : noSuchItem(command.choice, "choice");
      },
      ({ choice }, step) => ({
        label: step.choices.find((one) => one.choice === choice)?.label.fr ?? choice,
      }),
    ),
    "reopen-step": onStep("playbook.step-reopened", reopenSchema, (run, { step }, scene) =>
      run.marks[step] === undefined ? changedMeanwhile(step, "open", scene.touched(run.id)) : undefined,
    ),
    "stop-playbook": says("member", "playbook.stopped", ({ id }, scene) =>
      onItem(scene, id, "playbook", (run) => isStopped(run, scene)),
    ),
  } as const;
}

function startAct(sheets: Sheets): Act<z.infer<typeof startSchema>> {
  return {
    needs: "member",
    schema: startSchema,
    say({ id, playbook }, { incident }) {
      const sheet = sheets.find(playbook);
      if (sheet === undefined) return [];
      // On disk before the entry that names it; a text that no entry names harms nobody.
      sheets.keep(sheet);
      const { revision, name } = sheet;
      return [{ subject: incident.id, kind: "playbook.started", body: { id, playbook, revision, name } }];
    },
    refuse: ({ id, playbook }, scene) => {
      if (sheets.find(playbook) === undefined) return noSuchSheet(playbook);
      return admits("playbook.started", scene.incident) ?? fresh({ id }, scene);
    },
  };
}

function isStopped({ id, stopped }: PlaybookRun, scene: Scene): Refusal | undefined {
  return stopped === null
    ? undefined
    : changedMeanwhile(id, `stopped, since ${stopped.at}`, scene.touched(id));
}

export function noSuchSheet(playbook: string): Refusal {
  return new Refusal(
    "not-found",
    "There is no such sheet.",
    playbook,
    "Choose one of those that GET /api/playbooks lists.",
  );
}

function sheetLost({ id, revision }: PlaybookRun): Refusal {
  return new Refusal(
    "sheet-lost",
    `The text of this sheet (${revision.slice(0, 12)}) is not on this machine.`,
    id,
    "Put its file back into data/playbooks/kept, or stop this run and start the sheet anew.",
  );
}
