import { z } from "zod";
import type { Actor } from "../../kernel/actor.ts";
import type { Duty, ItemBase } from "../events.ts";
import { type Bilingual, bilingual, itemId, reason, sha256 } from "../fields.ts";

/**
 * What is said about reflex sheets (CACAO 2.0 playbooks that people carry out). subject of every entry: the incident.
 * Names of steps are written down with their ticks, so that the journal can be read without the sheet.
 */

export const playbookId = z
  .string()
  .regex(/^playbook--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
/** Identifier of a step as CACAO writes it: its type, two hyphens, a UUID. */
export const stepId = z
  .string()
  .regex(
    /^(start|end|action|switch-condition)--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  );
const name = z.string().trim().min(1).max(200);
const note = z.string().trim().max(1_000).default("");

export const playbookEvents = {
  "playbook.started": z
    .object({
      id: itemId,
      playbook: playbookId,
      /** Hash of the sheet's canonical JSON; that text is kept, whatever becomes of the file. */
      revision: sha256,
      name: bilingual,
    })
    .strict(),
  "playbook.step-done": z.object({ id: itemId, step: stepId, name, note }).strict(),
  "playbook.step-skipped": z.object({ id: itemId, step: stepId, name, reason }).strict(),
  /** `choice` is one of the step's own; `label` says it in words. */
  "playbook.choice-made": z
    .object({
      id: itemId,
      step: stepId,
      name,
      choice: z.string().regex(/^[a-z0-9_-]{1,64}$/),
      label: name,
      reason,
    })
    .strict(),
  /** A tick or a choice was a mistake, or no longer holds. */
  "playbook.step-reopened": z.object({ id: itemId, step: stepId, name, reason }).strict(),
  "playbook.stopped": z.object({ id: itemId, reason }).strict(),
} as const;

export type StepMark = {
  state: "done" | "skipped" | "chosen";
  choice: string | null;
  /** When it happened. */
  at: string;
  by: Actor;
  /** The note, or the reason. */
  text: string;
};

/** A sheet that is being carried out. */
export type PlaybookRun = ItemBase & {
  type: "playbook";
  playbook: string;
  revision: string;
  name: Bilingual;
  marks: Record<string, StepMark>;
  stopped: { at: string; reason: string; by: Actor } | null;
};

export type ChoiceView = {
  choice: string;
  label: Bilingual;
  /** What it costs or risks. */
  warning: Bilingual | null;
  /** What is done where nothing speaks against it. */
  isDefault: boolean;
  next: string;
};

export type StepView = {
  step: string;
  type: "action" | "choice";
  name: Bilingual;
  description: Bilingual;
  /** How one sees that it is done. */
  check: Bilingual;
  warning: Bilingual | null;
  owner: Duty;
  /** Minutes that it usually takes. */
  minutes: number;
  choices: ChoiceView[];
  /** next: to do now. later: behind another one. not-taken: on a branch that was not chosen. */
  state: "next" | "later" | "not-taken" | StepMark["state"];
  mark: StepMark | null;
  /** When it could first be done, and by when it should be; null while that is not known. */
  openedAt: string | null;
  expectedBy: string | null;
};

/** A sheet that is being carried out, as screens show it. */
export type PlaybookView = {
  id: string;
  incident: string;
  playbook: string;
  revision: string;
  name: Bilingual;
  startedAt: string;
  startedBy: Actor;
  state: "running" | "finished" | "stopped";
  stopped: PlaybookRun["stopped"];
  /** In the order in which people meet them. Empty when the sheet's text was lost. */
  steps: StepView[];
  done: number;
  /** Steps on the way that was chosen so far, and the minutes that those still open take. */
  total: number;
  minutesLeft: number;
  changed: number;
};

/** A step as the sheet has it, before anybody carries it out. */
export type SheetStep = Omit<StepView, "state" | "mark" | "openedAt" | "expectedBy">;

/** A sheet that can be started. */
export type SheetLine = {
  playbook: string;
  revision: string;
  /** Kinds of incident that it is for, in the words of INCIDENT_KINDS. */
  kinds: string[];
  name: Bilingual;
  description: Bilingual;
  steps: number;
  minutes: number;
  /** Where its facts come from. */
  sources: { name: string; url: string }[];
  /** shipped with Beffroi, or the town's own. */
  origin: "shipped" | "town";
};

export type SheetAnswer = { playbook: SheetLine; steps: SheetStep[] };
export type SheetsAnswer = { playbooks: SheetLine[]; refused: { file: string; what: string }[] };
export type PlaybookRunsAnswer = { runs: PlaybookView[] };
