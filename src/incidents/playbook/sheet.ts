import { canonicalJson, sha256Hex } from "../../kernel/canonical.ts";
import type { Bilingual } from "../fields.ts";
import {
  type Cacao,
  type CacaoStep,
  type ChoiceStep,
  cacaoSchema,
  SHEET_EXTENSION,
  STEP_EXTENSION,
} from "./cacao.ts";

/** A reflex sheet: a playbook whose graph was walked once and found whole. */

export type Sheet = {
  readonly cacao: Cacao;
  /** SHA-256 of its canonical JSON, which is `text`. */
  readonly revision: string;
  readonly text: string;
  readonly name: Bilingual;
  readonly description: Bilingual;
  readonly kinds: readonly string[];
  /** Every step that people do, in the order in which a sheet is read: a choice, its branches, what follows. */
  readonly order: readonly string[];
};

/** The sheet, or in one sentence why it is none. */
export function readSheet(value: unknown): Sheet | string {
  const parsed = cacaoSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "does not fit"}.`;
  }
  const cacao = parsed.data;
  const fault = graphFault(cacao) ?? choiceFault(cacao) ?? referenceFault(cacao);
  if (fault !== undefined) return fault;
  const text = canonicalJson(cacao);
  const more = cacao.playbook_extensions[SHEET_EXTENSION];
  return {
    cacao,
    text,
    revision: sha256Hex(text),
    name: { fr: cacao.name, en: more.name_en },
    description: { fr: cacao.description, en: more.description_en },
    kinds: more.incident_kinds,
    order: walk(cacao).order,
  };
}

type Walk = { order: string[]; reached: Set<string>; fault: string | undefined };

/** Through the whole graph from its start, each branch to its own end and then on behind the choice. */
function walk(cacao: Cacao): Walk {
  const found: Walk = { order: [], reached: new Set(), fault: undefined };

  /** Follows one line of steps to its end, and gives that end's id. */
  function follow(from: string): string | undefined {
    let id: string | undefined = from;
    while (id !== undefined && found.fault === undefined) {
      const step: CacaoStep | undefined = cacao.workflow[id];
      if (step === undefined) found.fault = `workflow: there is no step ${id}.`;
      else if (found.reached.has(id)) found.fault = `workflow.${id}: is reached twice.`;
      else if (!id.startsWith(`${step.type}--`)) found.fault = `workflow.${id}: is a ${step.type}.`;
      if (step === undefined || found.fault !== undefined) return undefined;
      found.reached.add(id);
      if (step.type === "end") return id;
      if (step.type !== "start") found.order.push(id);
      if (step.type === "switch-condition") for (const next of Object.values(step.cases)) follow(next);
      id = step.on_completion;
    }
    return undefined;
  }

  follow(cacao.workflow_start);
  return found;
}

/** Start and end are there, every step is reached, and none twice: branches have ends of their own. */
function graphFault(cacao: Cacao): string | undefined {
  const { order, reached, fault } = walk(cacao);
  if (fault !== undefined) return fault;
  const orphan = Object.keys(cacao.workflow).find((id) => !reached.has(id));
  if (orphan !== undefined) return `workflow.${orphan}: is never reached.`;
  return order.some((id) => id.startsWith("action--")) ? undefined : "workflow: has no action.";
}

/** Each choice has a text for each case, a default among them, and its variable. */
function choiceFault({ workflow, playbook_variables = {} }: Cacao): string | undefined {
  for (const [id, step] of Object.entries(workflow)) {
    if (step.type !== "switch-condition") continue;
    const { choices, default_case } = choiceExtensionOf(step);
    const texts = choices.map(({ case_value }) => case_value).sort();
    if (!Bun.deepEquals(texts, Object.keys(step.cases).sort()))
      return `workflow.${id}: cases and choices differ.`;
    if (!texts.includes(default_case)) return `workflow.${id}: its default is none of its cases.`;
    if (!Object.hasOwn(playbook_variables, step.switch.replace(/:value$/, ""))) {
      return `workflow.${id}: its variable is not declared.`;
    }
  }
  return undefined;
}

/** Agents and extensions that are used are defined. */
function referenceFault({
  workflow,
  agent_definitions,
  extension_definitions,
  created,
  modified,
}: Cacao): string | undefined {
  if (modified < created) return "modified: is before created.";
  for (const [id, step] of Object.entries(workflow)) {
    if (step.type === "action" && !Object.hasOwn(agent_definitions, step.agent)) {
      return `workflow.${id}: its agent is not defined.`;
    }
  }
  const missing = [STEP_EXTENSION, SHEET_EXTENSION].find((id) => !Object.hasOwn(extension_definitions, id));
  return missing === undefined ? undefined : `extension_definitions: ${missing} is missing.`;
}

export const choiceExtensionOf = (step: ChoiceStep) => step.step_extensions[STEP_EXTENSION];
