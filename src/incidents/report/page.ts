import type { ClockView, Decision, DutyHeld, Evidence, Note, Task } from "../events.ts";
import type { ChronologyLine, Section, Situation } from "./gather.ts";
import {
  counted,
  escaped,
  french,
  hourOf,
  longDay,
  longMoment,
  moment,
  paper,
  prose,
  typeset,
} from "./paper.ts";
import { CLOCK_WORDS, dutyWord, KIND_WORDS, stateWords, TASK_WORDS, whoWords } from "./words.ts";

/** A situation report as a page to print: « Point de situation n° 3 ». */
export function situationPage(situation: Situation): string {
  const { incident, number } = situation;
  const sections = [
    head(situation),
    brief(situation),
    notes("Ce qui est établi", situation.notes.fact, "Rien n’est encore établi."),
    notes("Hypothèses", situation.notes.hypothesis, "Aucune hypothèse."),
    notes("Ouï-dire", situation.notes.hearsay, "Aucun ouï-dire."),
    decisions(situation.decisions),
    tasks(situation),
    duties(situation),
    clocks(situation.clocks),
    evidence(situation.evidence),
    chronology(situation.chronology),
    foot(situation),
  ];
  const title = french(`Point de situation n° ${number} — ${incident.title}`);
  return paper({ title, exercise: incident.exercise, body: sections.join("\n") });
}

function head({ town, number, madeAt, incident }: Situation): string {
  const where = [town, incident.site === null ? "" : `site ${incident.site}`].filter((text) => text !== "");
  const began = incident.occurredAt ?? incident.openedAt;
  return `<header>
${where.length === 0 ? "" : `<p class="town">${prose(where.join(" — "))}</p>`}
<h1>${french(`Point de situation n° ${number}`)}</h1>
<p class="what">${prose(incident.title)}</p>
<p><span class="state">${escaped(stateWords(incident))}</span> ${escaped(KIND_WORDS[incident.kind])}</p>
<dl>
${row("Arrêté", longMoment(madeAt))}
${row("Début des faits", longMoment(began))}
${row("Connu", longMoment(incident.openedAt))}
${incident.closed === null ? "" : row("Clos", `${longMoment(incident.closed.at)} — ${incident.closed.reason}`)}
${row("Référence", incident.id)}
</dl>
</header>`;
}

function brief(situation: Situation): string {
  const { incident, notes, dutiesHeld, tasksOpen, madeAt } = situation;
  const lead = dutiesHeld.shown.filter(({ duty }) => duty === "crisis-lead").map(({ who }) => whoWords(who));
  const late = tasksOpen.shown.filter((task) => isLate(task, madeAt)).length;
  const { openTasks, decisions, evidence } = incident.counts;
  const last = notes.fact.shown.at(-1);
  const points = [
    typeset`Direction de crise : ${lead.length === 0 ? "personne encore" : lead.join(", ")}.`,
    typeset`${sentence(counted(openTasks, "action en cours", "actions en cours", "aucune"))}${late === 0 ? "" : `, dont ${late} en retard`} ; ${counted(decisions, "décision en vigueur", "décisions en vigueur", "aucune")} ; ${counted(evidence, "pièce", "pièces", "aucune")}.`,
    ...(last === undefined ? [] : [typeset`Dernier fait établi : ${last.text}`]),
  ];
  return `<section><h2>En bref</h2>
${incident.summary === "" ? "" : `<p>${prose(incident.summary)}</p>`}
<ul>${points.map((point) => `<li>${prose(point)}</li>`).join("")}</ul></section>`;
}

function notes(title: string, section: Section<Note>, none: string): string {
  return listSection(title, section, none, (note) => {
    const source = note.source === null ? "" : `${french("Source : ")}${prose(note.source)}. `;
    return `${prose(note.text)}${corrections(note)}<br><span class="when">${source}${times(note)}</span>`;
  });
}

function decisions(section: Section<Decision>): string {
  return listSection("Décisions", section, "Aucune décision.", (decision) => {
    const { revoked } = decision;
    const text = prose(decision.text);
    const end =
      revoked === null
        ? ""
        : `<br><strong>Annulée</strong> le ${moment(revoked.at)} par ${prose(whoWords(revoked.decider))}${french(" : ")}${prose(revoked.reason)}`;
    return `${revoked === null ? text : `<span class="gone">${text}</span>`}${corrections(decision)}<br>${french("Motif : ")}${prose(decision.reason)}<br><span class="when">${french("Décidé par : ")}${prose(whoWords(decision.decider))}. ${times(decision)}</span>${end}`;
  });
}

function tasks({ tasksOpen, tasksEnded, madeAt }: Situation): string {
  const line = (task: Task) => {
    const due = task.dueAt === null ? "sans échéance" : `pour le ${moment(task.dueAt)}`;
    const late = isLate(task, madeAt) ? ` <span class="late">EN RETARD</span>` : "";
    return `${prose(task.text)}${corrections(task)}${late}<br><span class="when">${prose(whoWords(task.owner))}, ${due}, ${TASK_WORDS[task.state]}</span>`;
  };
  return `<section><h2>Actions</h2>
<h3>En cours</h3>${list(tasksOpen, "Aucune action en cours.", line, "autres actions en cours")}
<h3>Faites ou abandonnées</h3>${list(tasksEnded, "Aucune.", line)}</section>`;
}

function duties({ dutiesHeld, handOvers }: Situation): string {
  const rows = dutiesHeld.shown.map(
    (duty) =>
      `<tr><th scope="row">${prose(dutyWord(duty.duty, duty.label))}</th><td>${prose(whoWords(duty.who))}</td><td>${moment(duty.from)}</td><td>${duty.until === null ? "—" : moment(duty.until)}</td></tr>`,
  );
  const held =
    rows.length === 0
      ? `<p class="none">Personne n’a pris de fonction.</p>`
      : `<table><thead><tr><th>Fonction</th><th>Qui</th><th>Depuis</th><th>Jusqu’à</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  const relief = (duty: DutyHeld) =>
    `${prose(dutyWord(duty.duty, duty.label))}, ${prose(whoWords(duty.who))}, jusqu’au ${moment(duty.endedAt ?? duty.at)}. ${french("Consigne : ")}${prose(duty.handedOver?.brief ?? "")}`;
  return `<section><h2>Qui fait quoi</h2>${held}
${handOvers.shown.length === 0 ? "" : `<h3>Relèves</h3>${list(handOvers, "", relief)}`}</section>`;
}

/** Nothing where no duty of the law runs. */
function clocks(all: readonly ClockView[]): string {
  if (all.length === 0) return "";
  const title = all.some(({ exercise }) => exercise) ? "Échéances de l’exercice" : "Échéances légales";
  const rows = all.map(
    ({ label, dueAt, state, missing }) =>
      `<tr><td>${prose(label.fr)}</td><td>${dueAt === null ? "—" : moment(dueAt)}</td><td>${state === "late" ? `<span class="late">EN RETARD</span>` : CLOCK_WORDS[state]}</td><td>${counted(missing, "à remplir", "à remplir", "aucune")}</td></tr>`,
  );
  return `<section><h2>${title}</h2><table>
<thead><tr><th>Obligation</th><th>Prochaine échéance</th><th>État</th><th>Rubriques</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></section>`;
}

function evidence(section: Section<Evidence>): string {
  return listSection(
    "Pièces",
    section,
    "Aucune pièce.",
    (piece) =>
      `${prose(piece.name)} — ${piece.bytes} octets${corrections(piece)}${piece.description === "" ? "" : `<br>${prose(piece.description)}`}<br><code>SHA-256 ${piece.sha256}</code><br><span class="when">${times(piece)}</span>`,
  );
}

function chronology({ shown, left }: Section<ChronologyLine>): string {
  let day = "";
  const rows = shown.map(({ label, text, at, occurredAt, by }) => {
    const happened = occurredAt ?? at;
    const isNewDay = longDay(happened) !== day;
    day = longDay(happened);
    const heading = isNewDay ? `<tr class="day"><th colspan="4" scope="rowgroup">${day}</th></tr>` : "";
    const known = occurredAt === null ? "aussitôt" : longDay(at) === day ? hourOf(at) : moment(at);
    return `${heading}<tr><td>${hourOf(happened)}</td><td>${known}</td><td><strong>${prose(label)}</strong> — ${prose(text)}</td><td>${prose(by)}</td></tr>`;
  });
  const total = shown.length + left;
  const caption =
    left === 0
      ? `${counted(total, "inscription", "inscriptions", "aucune")}, heure de Paris.`
      : `Les ${shown.length} dernières inscriptions sur ${total}, heure de Paris. Les ${left} plus anciennes sont dans la main courante.`;
  return `<section><h2>Chronologie</h2><table class="chronology"><caption>${french(caption)}</caption>
<thead><tr><th>Survenu</th><th>Connu</th><th>Quoi</th><th>Écrit par</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></section>`;
}

function foot({ head, checkpoint }: Situation): string {
  const signed =
    checkpoint === null
      ? ""
      : `<p>${french("Point de contrôle signé de la main courante :")}</p><pre>${escaped(checkpoint)}</pre>`;
  return `<section><h2>Pour vérifier ce papier</h2>
<p>Ce point est tiré de la main courante jusqu’à l’inscription ci-dessous, comprise. Qui garde ce papier peut établir plus tard que rien n’y a été changé ni retranché.</p>
<dl>${row("Fil", head.lane)}${row("Inscription", String(head.n))}<dt>Empreinte</dt><dd><code>${escaped(head.id)}</code></dd></dl>
${signed}</section>`;
}

function row(name: string, text: string): string {
  return `<dt>${escaped(name)}</dt><dd>${prose(text)}</dd>`;
}

function listSection<T>(title: string, section: Section<T>, none: string, line: (one: T) => string): string {
  return `<section><h2>${title}</h2>${list(section, none, line)}</section>`;
}

function list<T>(
  { shown, left }: Section<T>,
  none: string,
  line: (one: T) => string,
  others = "plus anciens",
): string {
  if (shown.length === 0 && left === 0) return `<p class="none">${none}</p>`;
  const more =
    left === 0 ? "" : `<p class="more">${french(`Et ${left} ${others}, dans la main courante.`)}</p>`;
  return `<ul>${shown.map((one) => `<li>${line(one)}</li>`).join("\n")}</ul>${more}`;
}

function times({ at, occurredAt, by }: Pick<Note, "at" | "occurredAt" | "by">): string {
  const author = prose(by.name);
  if (occurredAt === null) return french(`Survenu et connu : ${moment(at)}, écrit par `) + author;
  return french(`Survenu : ${moment(occurredAt)} ; connu : ${moment(at)}, écrit par `) + author;
}

function corrections({ corrections: count }: Pick<Note, "corrections">): string {
  if (count === 0) return "";
  return ` <span class="note">(${count === 1 ? "rectifié" : `rectifié ${count} fois`})</span>`;
}

function isLate({ dueAt, state }: Task, now: string): boolean {
  return dueAt !== null && dueAt < now && (state === "open" || state === "started");
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
