import type { DebriefLine, DebriefReport, Scenario } from "../events.ts";
import { escaped, longMoment, moment, paper, prose, typeset } from "../report/paper.ts";

/** The debrief of an exercise as a page to print: what the team did and when, beside the real event; what was missed. */

export type DebriefParts = {
  town: string;
  report: DebriefReport;
  scenario: Scenario;
  /** Names of the injects that reached the team. */
  played: ReadonlySet<string>;
  head: { n: number; id: string } | null;
};

export function debriefPage(parts: DebriefParts): string {
  const { town, report, scenario } = parts;
  const body = typeset`${town === "" ? "" : `<p class="town">${escaped(town)}</p>`}
<h1>Retour d’exercice</h1>
<p class="what">${escaped(report.title.fr)}</p>
<p>Joué du ${longMoment(report.startedAt)} au ${longMoment(report.endedAt)}, à la vitesse ${number(report.speed)} :
${number(Math.round(report.storyMinutes))} minutes de l’histoire.</p>
<p><strong>${summary(report)}</strong></p>
<p class="note">Les temps sont des minutes simulées : le temps réel écoulé, multiplié par la vitesse, depuis la première alerte
ou depuis la question à laquelle il fallait répondre. Un geste compte quand une personne l’a inscrit dans la main courante :
fiche réflexe, décision, action faite, horloge. Pour Caen, un tiret : l’heure n’a pas été publiée.</p>
<h2>Ce que l’équipe a fait, et Caen</h2>
${table(report)}
${improve("Ce qui a manqué", "missed", report)}
${improve("Ce qui est venu tard", "late", report)}
<h2>Ce qui a été joué</h2>
${played(parts)}
<h2>Ce que disent les sources</h2>
<p>${escaped(report.caution.fr)}</p>
<ul>${scenario.sources.map((one) => typeset`<li>${escaped(one.name)} : ${escaped(one.says.fr)} <span class="small">${escaped(one.url)}</span></li>`).join("")}</ul>
<p class="small">${head(parts)}</p>`;
  return paper({ title: `Retour d’exercice — ${report.title.fr}`, exercise: true, body });
}

export function summary({ lines, met, missed }: DebriefReport): string {
  const late = lines.length - met - missed;
  const isolation = lines.find(({ measure }) => measure === "isolation");
  const compared =
    isolation?.teamMinutes == null
      ? ""
      : typeset` Isolation en ${number(isolation.teamMinutes)} minutes ; à Caen, ${number(isolation.realMinutes ?? 0)} selon la presse.`;
  const [all, inTime, tardy, missing] = [lines.length, met, late, missed].map(String);
  return typeset`Sur ${all ?? ""} gestes attendus : ${inTime ?? ""} à temps, ${tardy ?? ""} tard, ${missing ?? ""} qui manquent.${compared}`;
}

const VERDICTS: Readonly<Record<DebriefLine["verdict"], string>> = {
  met: "à temps",
  late: '<span class="late">tard</span>',
  missed: '<strong class="late">manque</strong>',
};

function table({ lines }: DebriefReport): string {
  const rows = lines.map((line) => {
    const real = line.realMinutes === null ? "—" : typeset`${number(line.realMinutes)} min`;
    const evidence =
      line.evidence === null
        ? ""
        : typeset`<br><span class="small">${prose(line.evidence.text)} — ${escaped(line.evidence.by.name)}, ${moment(line.evidence.at)}</span>`;
    const team = line.teamMinutes === null ? "—" : typeset`${number(line.teamMinutes)} min`;
    const expected = line.expectedMinutes === null ? "fait" : typeset`${number(line.expectedMinutes)} min`;
    return `<tr><th scope="row">${escaped(line.label.fr)}${evidence}</th><td>${team}</td><td>${expected}</td><td>${real}</td><td>${VERDICTS[line.verdict]}</td></tr>`;
  });
  const columns = ["Geste", "L’équipe", "Attendu", "Caen", "Verdict"];
  return `<table class="figures"><thead><tr>${columns.map((one) => `<th scope="col">${one}</th>`).join("")}</tr></thead>
<tbody>${rows.join("")}</tbody></table>`;
}

function improve(title: string, verdict: DebriefLine["verdict"], { lines }: DebriefReport): string {
  const found = lines.filter((line) => line.verdict === verdict);
  if (found.length === 0) return "";
  const items = found.map(
    (line) => typeset`<li><strong>${escaped(line.label.fr)}</strong> : ${escaped(line.advice.fr)}</li>`,
  );
  return `<h2>${title}</h2><ul>${items.join("")}</ul>`;
}

function played({ scenario, played: names }: DebriefParts): string {
  const reached = scenario.injects.filter(({ inject }) => names.has(inject));
  if (reached.length === 0) return typeset`<p class="none">Rien n’a été joué.</p>`;
  const items = reached.map(({ minute, from, text, source }) => {
    const at = moment(new Date(Date.parse(scenario.storyAt) + minute * 60_000).toISOString());
    const made = source === null ? ' <span class="small">(inventé pour l’exercice)</span>' : "";
    return typeset`<li>${at} — ${escaped(from.fr)} : ${escaped(text.fr)}${made}</li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}

function head({ head: at }: DebriefParts): string {
  return at === null
    ? "Main courante vide."
    : typeset`Main courante arrêtée à l’inscription ${String(at.n)}, empreinte <code>${at.id}</code>.`;
}

const NUMBER = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });
const number = (value: number): string => NUMBER.format(value);
