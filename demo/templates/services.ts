import type { Procedure, TownService } from "../content/model.ts";
import { PROCEDURES } from "../content/procedures.ts";
import { SERVICES } from "../content/services.ts";
import { icon } from "../drawings.ts";
import { type Html, html, typographic } from "../html.ts";
import type { Visit } from "../visit.ts";
import { layout } from "./layout.ts";
import { blocks, pageHead } from "./parts.ts";

export function servicesPage(visit: Visit): Html {
  const body = html`${pageHead("Services et démarches", "Trouvez le bon guichet, les bonnes pièces et le bon horaire.")}
<div class="wide"><ul class="tiles">${SERVICES.map(
    (
      service,
    ) => html`<li><a href="/services/${service.slug}">${icon(service.icon)}<span><b>${service.title}</b><span>${typographic(service.summary)}</span></span></a></li>
`,
  )}</ul><h2>Les démarches les plus demandées</h2><ul class="go twin">${PROCEDURES.map(
    (one) => html`<li><a href="/services/${one.service}/${one.slug}">${icon("fleche")}${one.title}</a></li>
`,
  )}</ul></div>`;
  return layout(visit, {
    title: "Services et démarches",
    description: "Tous les services municipaux et les démarches de la Ville de Démo.",
    section: "services",
    body,
  });
}

export function servicePage(visit: Visit, service: TownService): Html {
  const procedures = PROCEDURES.filter((one) => one.service === service.slug);
  const body = html`${pageHead(service.title, service.summary)}
<div class="wide with-side"><div class="text">${blocks(service.text)}
${
  procedures.length > 0 &&
  html`<h2>Démarches</h2><ul class="procedures">${procedures.map(
    (
      one,
    ) => html`<li><a href="/services/${service.slug}/${one.slug}"><b>${one.title}</b><span>${typographic(one.summary)}</span></a></li>
`,
  )}</ul>`
}</div>${contactCard(service)}</div>`;
  return layout(visit, {
    title: service.title,
    description: service.summary,
    section: "services",
    trail: [["Services et démarches", "/services"]],
    body,
  });
}

export function procedurePage(visit: Visit, service: TownService, procedure: Procedure): Html {
  const body = html`${pageHead(procedure.title, procedure.summary)}
<div class="wide with-side"><div class="text"><dl class="facts"><div><dt>Prix</dt><dd>${typographic(procedure.price)}</dd></div><div><dt>Délai</dt><dd>${typographic(procedure.delay)}</dd></div></dl>
<h2>Ce qu'il faut réunir</h2><ul class="checks">${procedure.bring.map((item) => html`<li>${typographic(item)}</li>\n`)}</ul>
<h2>Comment faire</h2><ol class="steps">${procedure.steps.map((item) => html`<li>${typographic(item)}</li>\n`)}</ol>
<h2>Bon à savoir</h2>${blocks(procedure.text)}
<p><a class="button" href="/rendez-vous">${icon("calendrier")}Prendre rendez-vous</a> <a class="button quiet" href="/contact">Poser une question</a></p></div>
${contactCard(service)}</div>`;
  return layout(visit, {
    title: procedure.title,
    description: procedure.summary,
    section: "services",
    trail: [
      ["Services et démarches", "/services"],
      [service.title, `/services/${service.slug}`],
    ],
    body,
  });
}

function contactCard(service: TownService): Html {
  return html`<aside class="side" aria-labelledby="office"><h2 id="office">${service.title}</h2>
<p>${icon("repere")}${service.address}</p><p>${icon("telephone")}<a href="tel:${service.phone.replaceAll(" ", "")}">${service.phone}</a></p>
<dl class="practical">${service.hours.map(([days, hours]) => html`<dt>${days}</dt><dd>${typographic(hours)}</dd>`)}</dl>
<p><a class="button" href="/rendez-vous">Prendre rendez-vous</a></p></aside>`;
}
