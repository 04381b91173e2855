import type { ClockView, Decision, Incident, Note, Task } from "../events.ts";
import { escaped, longMoment, moment, paper, prose, typeset } from "../report/paper.ts";
import { whoWords } from "../report/words.ts";

/**
 * The draft for the CNIL as a page to print: every element that art. 33, § 3 of the RGPD asks for, filled or named as
 * missing, and beside them what of the incident's journal helps to write them. Nothing is sent from here.
 */

/** Lines of each list that is set beside the elements. */
export const DRAFT_LINES_MAX = 40;

export type DraftParts = {
  town: string;
  incident: Incident;
  clock: ClockView;
  notes: readonly Note[];
  decisions: readonly Decision[];
  tasks: readonly Task[];
  /** Where the journal stands, so that the paper can be set against it. */
  head: { n: number; id: string } | null;
  madeAt: string;
};

export function draftPage(parts: DraftParts): string {
  const { incident, clock, town, madeAt } = parts;
  const body = typeset`${town === "" ? "" : `<p class="town">${escaped(town)}</p>`}
<h1>Projet de notification de violation de données à la CNIL</h1>
<p class="what">${escaped(incident.title)}</p>
<p>Document préparatoire, établi le ${longMoment(madeAt)}. Il n’a pas été transmis : la notification se fait sur le
téléservice de la CNIL, notifications.cnil.fr, qui demande d’autres précisions.</p>
${sentence(clock)}
<h2>Délais</h2>
<p>Violation connue le ${longMoment(clock.awareAt)}.</p>
${times(clock)}
<h2>Éléments de la notification</h2>
${elements(clock)}
<h2>Ce que dit la main courante</h2>
${journal(parts)}
<h2>Base de calcul et réserves</h2>
<p>${escaped(clock.source.text.fr)}, version applicable depuis le ${frenchDay(clock.source.since)}. ${escaped(clock.caution.fr)}</p>
<p class="small">${head(parts)}</p>`;
  return paper({
    title: `Projet de notification à la CNIL — ${incident.title}`,
    exercise: clock.exercise,
    body,
  });
}

/** « 25 mai 2018 ». */
const frenchDay = (day: string): string => moment(`${day}T12:00:00.000Z`).split(",")[0] ?? day;

function sentence({ missing, items }: ClockView): string {
  const asked = String(items.filter(({ required }) => required).length);
  if (missing === 0) return typeset`<p><strong>Les ${asked} éléments exigés sont remplis.</strong></p>`;
  const manque = missing === 1 ? "élément exigé manque" : "éléments exigés manquent";
  return typeset`<p><strong>${String(missing)} ${manque} sur ${asked}.</strong> Une notification incomplète est permise :
le reste suit sans retard indu.</p>`;
}

function times(clock: ClockView): string {
  const rows = clock.stages.flatMap(({ label, dueAt, plainDueAt, sentAt, reference, state }) => {
    if (state === "not-needed") return [];
    const due = dueAt === null ? "dans les meilleurs délais" : moment(dueAt);
    const plain = plainDueAt === null ? "" : typeset` (à la minute : ${moment(plainDueAt)})`;
    const sent = sentAt === null ? "pas encore transmise" : `transmise le ${moment(sentAt)}`;
    const late = state === "late" || state === "sent-late" ? ' <span class="late">en retard</span>' : "";
    const number = reference === null ? "" : typeset`, référence ${escaped(reference)}`;
    return [
      `<tr><th scope="row">${escaped(label.fr)}</th><td>${due}${plain}</td><td>${sent}${number}${late}</td></tr>`,
    ];
  });
  return `<table><thead><tr><th scope="col">Étape</th><th scope="col">Échéance</th><th scope="col">État</th></tr></thead>
<tbody>${rows.join("")}</tbody></table>`;
}

function elements({ items }: ClockView): string {
  const rows = items.map(({ label, hint, article, text, missing, required }) => {
    const empty = missing ? '<strong class="late">MANQUE</strong>' : "sans objet à ce stade";
    const help = text === null ? `<br><span class="small">${escaped(hint.fr)}</span>` : "";
    const what = `${escaped(label.fr)}<br><span class="small">art. ${escaped(article)}${required ? "" : ", facultatif"}</span>`;
    return `<tr><th scope="row">${what}</th><td>${text === null ? empty : prose(text)}${help}</td></tr>`;
  });
  return `<table><thead><tr><th scope="col">Élément</th><th scope="col">Contenu</th></tr></thead>
<tbody>${rows.join("")}</tbody></table>`;
}

function journal({ incident, notes, decisions, tasks }: DraftParts): string {
  const at = (item: { occurredAt: string | null; at: string }) => moment(item.occurredAt ?? item.at);
  const begun = incident.occurredAt === null ? "" : typeset`, commencé le ${moment(incident.occurredAt)}`;
  const facts = notes.filter(({ certainty }) => certainty === "fact");
  const standing = decisions.filter(({ revoked }) => revoked === null);
  const done = tasks.filter(({ state }) => state === "done");
  return typeset`<p>Incident ouvert le ${moment(incident.openedAt)}${begun}. Au plus ${String(DRAFT_LINES_MAX)} lignes récentes de
chaque sorte ; les hypothèses et les ouï-dire n’y sont pas.</p>
${list("Faits", facts, (note) => typeset`${at(note)} : ${prose(note.text)}`)}
${list("Mesures décidées", standing, (one) => typeset`${at(one)} : ${prose(one.text)} — ${escaped(whoWords(one.decider))}`)}
${list("Actions faites", done, (task) => prose(task.text))}`;
}

function list<T>(title: string, items: readonly T[], line: (item: T) => string): string {
  if (items.length === 0) return "";
  return `<h3>${title}</h3><ul>${items.map((item) => `<li>${line(item)}</li>`).join("")}</ul>`;
}

function head({ head: at }: DraftParts): string {
  return at === null
    ? "Main courante vide."
    : typeset`Main courante arrêtée à l’inscription ${String(at.n)}, empreinte <code>${at.id}</code>.`;
}
