import { agendaMonths, occurrencesOf, upcoming } from "../agenda.ts";
import { longDate, monthName, monthText } from "../calendar.ts";
import type { TownEvent } from "../content/model.ts";
import { icon } from "../drawings.ts";
import { type Html, html, typographic } from "../html.ts";
import type { Visit } from "../visit.ts";
import { layout } from "./layout.ts";
import { blocks, eventList, pageHead, THEME_NAMES } from "./parts.ts";

const UPCOMING = 10;
const NEXT_DATES = 4;

function monthMenu(visit: Visit, current?: string): Html {
  return html`<nav class="months" aria-label="Mois"><ul><li><a href="/agenda"${current === undefined && html` aria-current="page"`}>À venir</a></li>
${agendaMonths(visit.today).map(
  (
    month,
  ) => html`<li><a href="/agenda/${month}"${month === current && html` aria-current="page"`}>${monthName(month)} <span class="unseen">${month.slice(0, 4)}</span></a></li>
`,
)}</ul></nav>`;
}

export function agendaPage(visit: Visit): Html {
  const body = html`${pageHead("Agenda", "Fêtes, séances publiques, ateliers : les prochaines dates.")}
<div class="wide">${monthMenu(visit)}<h2>Prochaines dates</h2>${eventList(upcoming(visit.today, UPCOMING))}
<p class="note">Une association ? Proposez votre date par le <a href="/contact">formulaire de contact</a>, trois semaines avant.</p></div>`;
  return layout(visit, {
    title: "Agenda",
    description: "Les prochaines dates à la Ville de Démo.",
    section: "agenda",
    body,
  });
}

export function agendaMonthPage(visit: Visit, month: string): Html {
  const title = `Agenda, ${monthText(month)}`;
  const body = html`${pageHead(title, "Toutes les dates du mois, dans l'ordre.")}
<div class="wide">${monthMenu(visit, month)}<h2>${monthText(month)}</h2>${eventList(occurrencesOf(month))}</div>`;
  return layout(visit, {
    title,
    description: `Les dates de ${monthText(month)} à la Ville de Démo.`,
    section: "agenda",
    trail: [["Agenda", "/agenda"]],
    body,
  });
}

export function eventPage(visit: Visit, event: TownEvent): Html {
  const dates = upcoming(visit.today, NEXT_DATES, event);
  const kicker = html`<p class="kicker"><span class="tag">${THEME_NAMES[event.theme]}</span></p>`;
  const body = html`${pageHead(event.title, event.summary, kicker)}
<div class="wide with-side"><article class="text"><img class="picture" src="/assets/images/theme-${event.theme}.svg" width="400" height="240" alt="">
${blocks(event.text)}</article>
<aside class="side" aria-labelledby="practical"><h2 id="practical">En pratique</h2><dl class="practical">
<dt>${icon("calendrier")}Quand</dt>${dates.map(({ day }) => html`<dd><time datetime="${day}">${longDate(day)}</time></dd>`)}
<dt>Heure</dt><dd>${typographic(event.hours)}</dd><dt>${icon("repere")}Lieu</dt><dd>${event.place}</dd><dt>${icon("euro")}Prix</dt><dd>${event.price}</dd></dl></aside></div>`;
  return layout(visit, {
    title: event.title,
    description: event.summary,
    section: "agenda",
    trail: [["Agenda", "/agenda"]],
    body,
  });
}
