import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from "../content/town.ts";
import { icon } from "../drawings.ts";
import { type Html, html, typographic } from "../html.ts";
import type { Visit } from "../visit.ts";
import { layout } from "./layout.ts";
import { blocks, faultSummary, field, pageHead } from "./parts.ts";

const ACCOUNT = ["Mon compte", "/compte"] as const;

export function loginPage(visit: Visit, token: string, login = "", fault?: string): Html {
  const faults = new Map(fault === undefined ? [] : [["identifiant", fault]]);
  const body = html`${pageHead("Connexion", "Suivez vos demandes, vos factures et la cantine de vos enfants.")}
<div class="wide with-side"><div class="text">${faultSummary(faults)}<form class="form" action="/compte/connexion" method="post" novalidate>
<input type="hidden" name="_token" value="${token}">
${field({ name: "identifiant", label: "Adresse électronique", type: "email", autocomplete: "username" }, login, fault)}
${field({ name: "secret", label: "Mot de passe", type: "password", autocomplete: "current-password" })}
<p><button class="button" type="submit">Se connecter</button></p></form></div>
<aside class="side" aria-labelledby="try"><h2 id="try">Pour essayer</h2><p>Trois habitants imaginaires ont un compte. Leur mot de passe est <code>${DEMO_PASSWORD}</code>.</p>
<ul class="stack">${DEMO_ACCOUNTS.map((account) => html`<li><code>${account.login}</code></li>\n`)}</ul></aside></div>`;
  return layout(visit, {
    title: "Connexion",
    description: "Connexion au compte.",
    section: "compte",
    indexed: false,
    body,
  });
}

export function accountPage(visit: Visit, account: DemoAccount): Html {
  return personal(
    visit,
    `Bonjour ${account.name}`,
    "Votre espace personnel.",
    html`<dl class="facts"><div><dt>Adresse</dt><dd>${account.street}, 99100 Démo</dd></div><div><dt>Dossier famille</dt><dd>${account.familyNumber}</dd></div><div><dt>Courriel</dt><dd>${account.login}</dd></div></dl>
<h2>En ce moment</h2><ul class="plain">${account.requests.map(([reference, subject, state]) => html`<li><strong>${subject}</strong> (${reference}) : ${typographic(state)}</li>\n`)}</ul>`,
  );
}

export function requestsPage(visit: Visit, account: DemoAccount): Html {
  const rows = account.requests.map((row) => [...row]);
  const table = { caption: `Demandes de ${account.name}`, head: ["Référence", "Objet", "État"], rows };
  return personal(visit, "Mes demandes", "Où en sont vos dossiers.", blocks([{ table }]));
}

export function familyPage(visit: Visit, account: DemoAccount): Html {
  const rows = account.children.map((row) => [...row]);
  const text =
    rows.length === 0
      ? blocks([`Aucun enfant n'est rattaché au dossier ${account.familyNumber} de ${account.name}.`])
      : blocks([
          `Dossier ${account.familyNumber}, ${account.name}.`,
          { table: { caption: "Enfants et repas", head: ["Enfant", "École", "Repas"], rows } },
        ]);
  return personal(visit, "Ma famille", "Écoles, cantine, centres de loisirs.", text);
}

export function invoicesPage(visit: Visit, account: DemoAccount): Html {
  return personal(
    visit,
    "Mes factures",
    "À payer, ou déjà payées.",
    html`<ul class="documents">${account.invoices.map(
      ([
        number,
        subject,
        amount,
        state,
      ]) => html`<li>${icon("document")}<div><a href="/compte/factures/${number}.pdf">${subject} (PDF)</a><p class="when">${number}, ${typographic(amount)}, ${state}</p></div></li>
`,
    )}</ul><p>Factures de ${account.name}, dossier ${account.familyNumber}.</p>`,
  );
}

const ROOMS = [
  ["Tableau de bord", "/compte"],
  ["Mes demandes", "/compte/demandes"],
  ["Ma famille", "/compte/famille"],
  ["Mes factures", "/compte/factures"],
] as const;

function personal(visit: Visit, title: string, summary: string, content: Html): Html {
  const body = html`${pageHead(title, summary)}
<div class="wide with-side"><div class="text">${content}</div>
<aside class="side" aria-labelledby="mine"><h2 id="mine">Mon compte</h2><ul class="stack">${ROOMS.map(
    ([
      label,
      href,
    ]) => html`<li><a href="${href}"${visit.path === href && html` aria-current="page"`}>${label}</a></li>
`,
  )}</ul><form action="/compte/deconnexion" method="post"><button class="button quiet" type="submit">Se déconnecter</button></form></aside></div>`;
  const trail = visit.path === "/compte" ? [] : [ACCOUNT];
  return layout(visit, { title, description: summary, section: "compte", trail, indexed: false, body });
}
