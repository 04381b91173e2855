import type { ClockView, Decision, Incident, Note, Task } from "../events.ts";
import { frenchMoment } from "./french-time.ts";

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

const text = (value: string): string => Bun.escapeHTML(value);
const missing = "<strong>À COMPLÉTER</strong>";

export function draftPage(parts: DraftParts): string {
  const { incident, clock } = parts;
  const title = `Projet de notification à la CNIL\u00a0: ${incident.title}`;
  const exercise = clock.exercise
    ? '<p class="exercise"><strong>EXERCICE — rien n’est arrivé, rien n’est à notifier</strong></p>'
    : "";
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<link rel="stylesheet" href="/report.css">
</head>
<body>
${exercise}
<header>
<h1>Projet de notification de violation de données</h1>
<p>${text(parts.town === "" ? incident.title : `${parts.town} — ${incident.title}`)}</p>
<p>Document préparatoire établi le ${frenchMoment(parts.madeAt)} (heure de Paris). Il n’a pas été transmis\u00a0: la
notification se fait sur le téléservice de la CNIL, notifications.cnil.fr.</p>
</header>
<main>
${sentence(clock)}
${times(clock)}
${elements(clock)}
${journal(parts)}
<h2>Base de calcul et réserves</h2>
<p>${text(clock.source.text.fr)}, version applicable depuis le ${text(clock.source.since)}. ${text(clock.caution.fr)}</p>
</main>
<footer><p>${head(parts)}</p></footer>
</body>
</html>
`;
}

function sentence({ missing: count, items }: ClockView): string {
  const asked = items.filter(({ required }) => required);
  if (count === 0) return `<p><strong>Les ${asked.length} éléments exigés sont remplis.</strong></p>`;
  const plural = count === 1 ? "élément exigé manque" : "éléments exigés manquent";
  return `<p><strong>${count} ${plural} sur ${asked.length}.</strong> Une notification incomplète est permise\u00a0: le reste suit sans retard indu.</p>`;
}

function times(clock: ClockView): string {
  const rows = clock.stages.flatMap(({ label, dueAt, plainDueAt, sentAt, reference, state }) => {
    if (state === "not-needed") return [];
    const due = dueAt === null ? "dans les meilleurs délais" : frenchMoment(dueAt);
    const plain = plainDueAt === null ? "" : ` (à la minute\u00a0: ${frenchMoment(plainDueAt)})`;
    const sent = sentAt === null ? "pas encore transmise" : `transmise le ${frenchMoment(sentAt)}`;
    const late = state === "late" || state === "sent-late" ? " — <strong>en retard</strong>" : "";
    const number = reference === null ? "" : ` — référence ${text(reference)}`;
    return [
      `<tr><th scope="row">${text(label.fr)}</th><td>${due}${plain}</td><td>${sent}${number}${late}</td></tr>`,
    ];
  });
  return `<h2>Délais</h2>
<p>Violation connue le ${frenchMoment(clock.awareAt)}.</p>
<table><thead><tr><th scope="col">Étape</th><th scope="col">Échéance</th><th scope="col">État</th></tr></thead>
<tbody>${rows.join("")}</tbody></table>`;
}

function elements({ items }: ClockView): string {
  const rows = items.map(({ label, hint, article, text: filled, missing: isMissing }) => {
    const said = filled === null ? (isMissing ? missing : "sans objet à ce stade") : paragraphs(filled);
    const help = filled === null ? `<br><small>${text(hint.fr)}</small>` : "";
    return `<tr><th scope="row">${text(label.fr)}<br><small>art. ${text(article)}</small></th><td>${said}${help}</td></tr>`;
  });
  return `<h2>Éléments de la notification</h2>
<table><thead><tr><th scope="col">Élément</th><th scope="col">Contenu</th></tr></thead>
<tbody>${rows.join("")}</tbody></table>`;
}

const paragraphs = (value: string): string => text(value).replaceAll("\n", "<br>");

function journal({ incident, notes, decisions, tasks }: DraftParts): string {
  const facts = notes.filter(({ certainty }) => certainty === "fact");
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? "" : `<h3>${title}</h3><ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul>`;
  const at = (item: { occurredAt: string | null; at: string }) => frenchMoment(item.occurredAt ?? item.at);
  return `<h2>Ce que dit la main courante</h2>
<p>Incident ouvert le ${frenchMoment(incident.openedAt)}${
    incident.occurredAt === null ? "" : `, commencé le ${frenchMoment(incident.occurredAt)}`
  }. Faits, décisions et actions les plus récents, au plus ${DRAFT_LINES_MAX} de chaque\u00a0; les hypothèses et les ouï-dire n’y sont pas.</p>
${list(
  "Faits",
  facts.map((note) => `${at(note)}\u00a0: ${text(note.text)}`),
)}
${list(
  "Mesures décidées",
  decisions
    .filter(({ revoked }) => revoked === null)
    .map((one) => `${at(one)}\u00a0: ${text(one.text)} (${text(one.decider.name)})`),
)}
${list(
  "Actions faites",
  tasks.filter(({ state }) => state === "done").map((task) => text(task.text)),
)}`;
}

function head({ head: at }: DraftParts): string {
  if (at === null) return "Main courante vide.";
  return `Main courante arrêtée à l’inscription ${at.n}, empreinte ${at.id}.`;
}
