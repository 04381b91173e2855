import { Refusal } from "../../kernel/refusal.ts";
import type { AnyClock } from "./clock-item.ts";
import type { Rule } from "./law/rule.ts";

/** Why a clock is refused. */

export function noSuchRule(rule: string, awareAt: string): Refusal {
  return new Refusal(
    "not-found",
    `No rule "${rule}" was in force on ${awareAt.slice(0, 10)}.`,
    "rule",
    "Choose one of the rules that GET /api/incidents/ID/clocks lists for the day.",
  );
}

export function notOffered({ rule, needsSetting }: Rule): Refusal {
  return new Refusal(
    "not-offered",
    `The rule "${rule}" is switched off in the settings.`,
    `[incidents] ${needsSetting}`,
    "Switch it on there if the town is in its scope.",
  );
}

export function alreadyRunning(clock: AnyClock): Refusal {
  return new Refusal(
    "already-running",
    `${clock.by.name} started this clock at ${clock.at}.`,
    clock.id,
    "Use that one; correct the moment when it became known if it is wrong.",
  );
}

export function ruleUnknown({ id, rule, version }: AnyClock): Refusal {
  return new Refusal(
    "unknown-rule",
    `This version of Beffroi does not know "${rule}" as of ${version}.`,
    id,
    "Update Beffroi.",
  );
}
