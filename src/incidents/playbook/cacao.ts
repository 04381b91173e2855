import { z } from "zod";
import { DUTIES, INCIDENT_KINDS } from "../events.ts";
import { stepId } from "./playbook-events.ts";

/**
 * What Beffroi reads of CACAO Security Playbooks 2.0 (OASIS, 27 November 2023): start, manual actions, choices
 * (switch-condition), end. Strict: a sheet that uses more is refused by name rather than carried out in part.
 */

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
/** An identifier of CACAO: its type, two hyphens, a UUID. */
const idOf = (type: string) => z.string().regex(new RegExp(`^${type}--${UUID}$`));
const timestamp = z.iso.datetime({ precision: 3 });

/** Our extension of a step: who, how long, how one sees it, in both languages. */
export const STEP_EXTENSION = "extension-definition--4bb2cfbd-3089-55f2-ba04-a8ca8696e787";
/** Our extension of a playbook: its English texts and the kinds of incident that it is for. */
export const SHEET_EXTENSION = "extension-definition--1ee82bbc-af3e-516a-8ab2-222d0534fce9";

export const STEPS_MAX = 100;
export const CHOICES_MAX = 6;
export const SHEET_BYTES_MAX = 256 * 1024;

const name = z.string().trim().min(1).max(200);
const text = z.string().trim().min(1).max(2_000);

const commonStep = {
  owner_duty: z.enum(DUTIES),
  expected_minutes: z
    .number()
    .int()
    .min(1)
    .max(24 * 60),
  name_en: name,
  check_fr: text,
  check_en: text,
  warning_fr: text.optional(),
  warning_en: text.optional(),
};
const actionExtension = z.object({ ...commonStep, command_en: text }).strict();
const choiceExtension = z
  .object({
    ...commonStep,
    description_en: text,
    default_case: z.string(),
    choices: z
      .array(
        z
          .object({
            case_value: z.string().regex(/^[a-z0-9_-]{1,64}$/),
            label_fr: name,
            label_en: name,
            warning_fr: text.optional(),
            warning_en: text.optional(),
          })
          .strict(),
      )
      .min(2)
      .max(CHOICES_MAX),
  })
  .strict();

const manual = z
  .object({ type: z.literal("manual"), command: text, playbook_activity: z.string().max(100).optional() })
  .strict();

const startStep = z
  .object({ type: z.literal("start"), name: name.optional(), on_completion: stepId })
  .strict();
const endStep = z.object({ type: z.literal("end"), name: name.optional() }).strict();
const actionStep = z
  .object({
    type: z.literal("action"),
    name,
    description: text.optional(),
    on_completion: stepId,
    commands: z.array(manual).length(1),
    agent: idOf("(group|individual|organization)"),
    step_extensions: z.object({ [STEP_EXTENSION]: actionExtension }).strict(),
  })
  .strict();
const choiceStep = z
  .object({
    type: z.literal("switch-condition"),
    name,
    description: text,
    on_completion: stepId,
    switch: z.string().regex(/^__[a-zA-Z][a-zA-Z0-9_-]{0,199}__:value$/),
    cases: z.record(z.string().regex(/^[a-z0-9_-]{1,64}$/), stepId),
    step_extensions: z.object({ [STEP_EXTENSION]: choiceExtension }).strict(),
  })
  .strict();
const step = z.discriminatedUnion("type", [startStep, endStep, actionStep, choiceStep]);

const variable = z
  .object({
    type: z.literal("string"),
    description: text,
    value: z.string().max(64),
    external: z.boolean().optional(),
  })
  .strict();
const definition = z
  .object({
    type: z.literal("extension-definition"),
    name,
    description: text.optional(),
    created_by: idOf("identity"),
    schema: text,
    version: z.string().max(40),
  })
  .strict();
const reference = z.object({ name: text, url: z.url({ protocol: /^https$/ }) }).strict();
const whole = (max: number) => z.number().int().min(0).max(max);

export const cacaoSchema = z
  .object({
    type: z.literal("playbook"),
    spec_version: z.literal("cacao-2.0"),
    id: idOf("playbook"),
    name,
    description: text,
    playbook_types: z.array(z.string().max(100)).max(8).optional(),
    playbook_activities: z.array(z.string().max(100)).min(1).max(40).optional(),
    created_by: idOf("identity"),
    created: timestamp,
    modified: timestamp,
    priority: whole(100).optional(),
    severity: whole(100).optional(),
    impact: whole(100).optional(),
    industry_sectors: z.array(z.string().max(100)).max(8).optional(),
    labels: z.array(z.string().max(100)).max(20).optional(),
    external_references: z.array(reference).max(20).optional(),
    playbook_variables: z.record(z.string().regex(/^__[a-zA-Z][a-zA-Z0-9_-]{0,199}__$/), variable).optional(),
    workflow_start: idOf("start"),
    workflow: z.record(stepId, step).refine((steps) => Object.keys(steps).length <= STEPS_MAX, {
      message: `more than ${STEPS_MAX} steps`,
    }),
    playbook_extensions: z
      .object({
        [SHEET_EXTENSION]: z
          .object({
            name_en: name,
            description_en: text,
            incident_kinds: z.array(z.enum(INCIDENT_KINDS)).min(1),
          })
          .strict(),
      })
      .strict(),
    agent_definitions: z.record(
      idOf("(group|individual|organization)"),
      z.object({ type: z.enum(["group", "individual", "organization"]), name }).strict(),
    ),
    extension_definitions: z.record(idOf("extension-definition"), definition),
  })
  .strict();

export type Cacao = z.infer<typeof cacaoSchema>;
export type CacaoStep = Cacao["workflow"][string];
export type ActionStep = z.infer<typeof actionStep>;
export type ChoiceStep = z.infer<typeof choiceStep>;
