import type { Day } from "../civil.ts";
import { civilRegistryRules } from "./civil-registry.ts";
import { gdprRules } from "./gdpr.ts";
import { insuranceRules } from "./insurance.ts";
import { nis2Rules } from "./nis2.ts";
import { penalNotes } from "./penal.ts";
import type { Note, Rule } from "./rule.ts";

/** The law that Beffroi knows. To add a rule, or a version of one: its data in a file beside this one. */

export const RULES: readonly Rule[] = [...gdprRules, ...insuranceRules, ...nis2Rules, ...civilRegistryRules];
export const NOTES: readonly Note[] = penalNotes;

const inForce = ({ since, until }: { since: Day; until: Day | null }, day: Day): boolean =>
  since <= day && (until === null || day <= until);

/** The version of the rule that is in force on that day, if there is one. */
export function ruleOn(rule: string, day: Day): Rule | undefined {
  return RULES.find((one) => one.rule === rule && inForce(one, day));
}

/** The version that a clock was started with. */
export function ruleVersion(rule: string, since: Day): Rule | undefined {
  return RULES.find((one) => one.rule === rule && one.since === since);
}

/** All rules in force on that day which the town's settings offer. */
export function rulesOn(day: Day, settings: { readonly nis2: boolean }): Rule[] {
  return RULES.filter(
    (one) => inForce(one, day) && (one.needsSetting === undefined || settings[one.needsSetting]),
  );
}

/** Texts to know of, by the day of the facts. */
export function notesOn(day: Day): Note[] {
  return NOTES.filter((one) => inForce(one, day));
}
