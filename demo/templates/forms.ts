import { longDate } from "../calendar.ts";
import { icon } from "../drawings.ts";
import { type Html, html, typographic } from "../html.ts";
import { APPOINTMENTS } from "../content/procedures.ts";
import type { AppointmentKind, Booking, Slot } from "../appointments.ts";
import type { Form, Visit } from "../visit.ts";
import { layout } from "./layout.ts";
import { faultSummary, field, pageHead } from "./parts.ts";

export const CONTACT_SUBJECTS = [
  "Question générale",
  "Signaler un problème",
  "État civil",
  "Urbanisme",
  "Enfance",
  "Accessibilité",
];

type Faults = ReadonlyMap<string, string>;
const NO_FAULTS: Faults = new Map();
const RENDEZ_VOUS = ["Prendre rendez-vous", "/rendez-vous"] as const;

export function contactPage(visit: Visit, form: Form = new Map(), faults: Faults = NO_FAULTS): Html {
  const body = html`${pageHead("Contact", "Une question, un problème dans la rue, une idée : écrivez-nous, nous répondons sous trois jours.")}
<div class="wide with-side"><div class="text">${faultSummary(faults)}<form class="form" action="/contact" method="post" novalidate>
${field({ name: "nom", label: "Votre nom", autocomplete: "name" }, form.get("nom"), faults.get("nom"))}
${field({ name: "email", label: "Votre adresse électronique", type: "email", autocomplete: "email", hint: "Exemple : prenom.nom@courriel.example" }, form.get("email"), faults.get("email"))}
${field({ name: "telephone", label: "Votre téléphone", type: "tel", autocomplete: "tel", required: false, lengthMax: 20 }, form.get("telephone"), faults.get("telephone"))}
<div class="field"><label for="objet">Objet</label><select id="objet" name="objet">${CONTACT_SUBJECTS.map(
    (subject) => html`<option${form.get("objet") === subject && html` selected`}>${subject}</option>`,
  )}</select></div>
<div class="field${faults.has("message") && " wrong"}"><label for="message">Votre message</label><p class="hint" id="message-hint">Dix caractères au moins, trois mille au plus. N'écrivez ni mot de passe ni numéro de carte.</p>
${faults.has("message") && html`<p class="fault" id="message-fault">${faults.get("message")}</p>`}
<textarea id="message" name="message" rows="8" required maxlength="3000" aria-describedby="message-hint${faults.has("message") && " message-fault"}">${form.get("message")}</textarea></div>
<p><button class="button" type="submit">${icon("lettre")}Envoyer le message</button></p></form></div>
<aside class="side" aria-labelledby="else"><h2 id="else">Autrement</h2><p>${icon("telephone")}<a href="tel:0199001200">01 99 00 12 00</a></p><p>${icon("repere")}1, place du Beffroi, 99100 Démo</p>
<p>Pour une urgence, composez le 112. Personnes sourdes ou malentendantes : le 114.</p><p><a class="button quiet" href="/rendez-vous">Prendre rendez-vous</a></p></aside></div>`;
  return layout(visit, {
    title: "Contact",
    description: "Écrire à la mairie de la Ville de Démo.",
    section: "contact",
    body,
  });
}

/** A short answer to a form: a heading, a sentence, a way on. */
export function receiptPage(visit: Visit, title: string, sentence: string, reference?: string): Html {
  const body = html`${pageHead(title, sentence)}<div class="wide"><div class="receipt" role="status">${
    reference !== undefined &&
    html`<p>Votre numéro de référence</p><p class="reference">${reference}</p><p>Notez-le : il vous sera demandé.</p>`
  }<p><a class="button" href="/">Revenir à l'accueil</a></p></div></div>`;
  return layout(visit, { title, description: sentence, section: "contact", indexed: false, body });
}

export function appointmentsPage(visit: Visit): Html {
  const body = html`${pageHead("Prendre rendez-vous", "Quel service voulez-vous rencontrer ?")}
<div class="wide">${progress(1)}<ul class="tiles">${APPOINTMENTS.map(
    (
      kind,
    ) => html`<li><a href="/rendez-vous/${kind.slug}">${icon(kind.icon)}<span><b>${typographic(kind.title)}</b><span>${kind.minutes} minutes, ${kind.place}</span></span></a></li>
`,
  )}</ul></div>`;
  return layout(visit, {
    title: "Prendre rendez-vous",
    description: "Prendre rendez-vous en mairie.",
    section: "services",
    body,
  });
}

export function slotsPage(visit: Visit, kind: AppointmentKind, slots: readonly Slot[]): Html {
  const days = [...new Set(slots.map((slot) => slot.day))];
  const body = html`${pageHead(kind.title, `Choisissez un créneau de ${kind.minutes} minutes. ${kind.place}.`)}
<div class="wide">${progress(2)}<div class="days">${days.map(
    (
      day,
    ) => html`<section aria-labelledby="d${day}"><h2 id="d${day}">${longDate(day)}</h2><ul class="slots">${slots
      .filter((slot) => slot.day === day)
      .map((slot) =>
        slot.free
          ? html`<li><a href="/rendez-vous/${kind.slug}/${slot.id}"><span class="unseen">${longDate(day)}, </span>${typographic(slot.hour)}</a></li>\n`
          : html`<li><span>${typographic(slot.hour)}<span class="unseen"> : pris</span></span></li>\n`,
      )}</ul></section>
`,
  )}</div></div>`;
  return layout(visit, {
    title: kind.title,
    description: `Créneaux libres : ${kind.title}.`,
    section: "services",
    trail: [RENDEZ_VOUS],
    indexed: false,
    body,
  });
}

export function detailsPage(
  visit: Visit,
  kind: AppointmentKind,
  slot: Slot,
  form: Form = new Map(),
  faults: Faults = NO_FAULTS,
): Html {
  const body = html`${pageHead("Vos coordonnées", `${kind.title}, ${longDate(slot.day)} à ${slot.hour}.`)}
<div class="wide">${progress(3)}<div class="text">${faultSummary(faults)}<form class="form" action="/rendez-vous/${kind.slug}/${slot.id}" method="post" novalidate>
${field({ name: "nom", label: "Votre nom", autocomplete: "name" }, form.get("nom"), faults.get("nom"))}
${field({ name: "email", label: "Votre adresse électronique", type: "email", autocomplete: "email" }, form.get("email"), faults.get("email"))}
${field({ name: "telephone", label: "Votre téléphone", type: "tel", autocomplete: "tel", lengthMax: 20, hint: "Pour vous prévenir si le guichet ferme." }, form.get("telephone"), faults.get("telephone"))}
<p><button class="button" type="submit">Confirmer le rendez-vous</button> <a class="button quiet" href="/rendez-vous/${kind.slug}">Choisir un autre créneau</a></p></form></div></div>`;
  return layout(visit, {
    title: "Vos coordonnées",
    description: "Dernière étape de la prise de rendez-vous.",
    section: "services",
    trail: [RENDEZ_VOUS, [kind.title, `/rendez-vous/${kind.slug}`]],
    indexed: false,
    body,
  });
}

export function confirmationPage(visit: Visit, booking: Booking): Html {
  const { kind, slot } = booking;
  const body = html`${pageHead("Rendez-vous confirmé", `${kind.title}, ${longDate(slot.day)} à ${slot.hour}.`)}
<div class="wide">${progress(4)}<div class="receipt" role="status"><p>Au nom de <strong>${booking.name}</strong></p><p class="reference">${booking.reference}</p><p>${kind.place}. Venez cinq minutes avant, avec vos pièces.</p><p><a class="button" href="/">Revenir à l'accueil</a></p></div></div>`;
  return layout(visit, {
    title: "Rendez-vous confirmé",
    description: "Votre rendez-vous est confirmé.",
    section: "services",
    trail: [RENDEZ_VOUS],
    indexed: false,
    body,
  });
}

function progress(step: number): Html {
  const steps = ["Service", "Créneau", "Coordonnées", "Confirmation"];
  return html`<ol class="progress" aria-label="Étapes">${steps.map(
    (name, index) => html`<li${index + 1 === step && html` aria-current="step"`}>${name}</li>`,
  )}</ol>`;
}
