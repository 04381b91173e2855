import type { AnyClock } from "../clocks/clock-item.ts";
import { ruleVersion } from "../clocks/law/index.ts";
import type { IncidentBody, Item } from "../events.ts";
import { because, type Sentences } from "./lines.ts";
import { moment, typeset } from "./paper.ts";

/** Entries about clocks of law, reflex sheets and exercises as lines of a chronology, in French. */
export const AID_SENTENCES: Sentences = {
  "clock.started": (body) => ({ label: "Échéance légale", text: startedText(body) }),
  "clock.exercise-started": (body) => ({ label: "Échéance d’exercice", text: startedText(body) }),
  "clock.item-filled": ({ id, item, new: text }, { find }) => ({
    label: "Rubrique remplie",
    text: typeset`${clockName(find(id))}, ${itemName(find(id), item)} : ${text ?? "vidée"}`,
  }),
  "clock.stage-sent": ({ id, stage, sentAt, reference }, { find }) => ({
    label: "Envoi à l’autorité",
    text: typeset`${clockName(find(id))}, ${stageName(find(id), stage)}, le ${moment(sentAt)}${reference === undefined ? "" : typeset` (référence : ${reference})`}`,
  }),
  "clock.awareness-corrected": ({ id, old, new: now, reason }, { find }) => ({
    label: "Échéance rectifiée",
    text: typeset`${clockName(find(id))}, connu le ${moment(old)} → ${moment(now)}${because(reason)}`,
  }),
  "clock.stopped": ({ id, reason, text }, { find }) => ({
    label: "Échéance close",
    text: typeset`${clockName(find(id))}, ${reason === "done" ? "satisfaite" : "sans objet"}${because(text)}`,
  }),
  "clock.warned": ({ id, stage, threshold, dueAt }, { find }) => ({
    label: threshold === "late" ? "Échéance dépassée" : "Échéance proche",
    text: typeset`${clockName(find(id))}, ${stageName(find(id), stage)}, pour le ${moment(dueAt)}`,
  }),
  "playbook.started": ({ name }) => ({ label: "Fiche réflexe", text: name.fr }),
  "playbook.step-done": ({ name, note }) => ({
    label: "Étape faite",
    text: note === "" ? name : typeset`${name} — ${note}`,
  }),
  "playbook.step-skipped": ({ name, reason }) => ({
    label: "Étape passée",
    text: `${name}${because(reason)}`,
  }),
  "playbook.choice-made": ({ name, label, reason }) => ({
    label: "Choix",
    text: typeset`${name} : ${label}${because(reason)}`,
  }),
  "playbook.step-reopened": ({ name, reason }) => ({
    label: "Étape reprise",
    text: `${name}${because(reason)}`,
  }),
  "playbook.stopped": ({ id, reason }, { find }) => {
    const run = find(id);
    return {
      label: "Fiche arrêtée",
      text: `${run?.type === "playbook" ? run.name.fr : id}${because(reason)}`,
    };
  },
  "exercise.started": ({ scenario, speed }) => ({
    label: "Exercice",
    text: typeset`scénario ${scenario}, vitesse ${String(speed)}`,
  }),
  "exercise.injected": ({ from, text }) => ({ label: "Exercice, reçu", text: typeset`${from} : ${text}` }),
  "exercise.ended": ({ how }) => ({
    label: "Fin de l’exercice",
    text: how === "played" ? "joué jusqu’au bout" : "arrêté",
  }),
  "exercise.debriefed": ({ met, missed }) => ({
    label: "Retour d’expérience",
    text: `${met} objectif(s) tenu(s), ${missed} manqué(s)`,
  }),
};

function startedText({ rule, version, awareAt, due }: IncidentBody<"clock.started">): string {
  const name = ruleVersion(rule, version)?.label.fr ?? rule;
  const first = due.find(({ dueAt }) => dueAt !== null)?.dueAt;
  return typeset`${name}, connu le ${moment(awareAt)}${first == null ? "" : typeset`, pour le ${moment(first)}`}`;
}

const ruleOf = ({ rule, version }: AnyClock) => ruleVersion(rule, version);
const isClock = (item: Item | undefined): item is AnyClock =>
  item?.type === "clock" || item?.type === "exercise-clock";

function clockName(item: Item | undefined): string {
  return isClock(item) ? (ruleOf(item)?.label.fr ?? item.rule) : "?";
}

function stageName(item: Item | undefined, stage: string): string {
  const known = isClock(item) ? ruleOf(item)?.stages.find((one) => one.stage === stage) : undefined;
  return known?.label.fr ?? stage;
}

function itemName(item: Item | undefined, name: string): string {
  const known = isClock(item) ? ruleOf(item)?.items.find((one) => one.item === name) : undefined;
  return known?.label.fr ?? name;
}
