import { type Answer, pageAnswer, redirectAnswer, SESSION_HEADERS } from "./answer.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from "./content/town.ts";
import type { Html } from "./html.ts";
import { makePdf } from "./pdf.ts";
import type { Route } from "./routes.ts";
import { accountPage, familyPage, invoicesPage, loginPage, requestsPage } from "./templates/account.ts";
import { endedSessionCookie, newSessionId, sessionCookie, type Visit } from "./visit.ts";

const LOGIN = "/compte/connexion";

/**
 * The private area. Its freshness headers are as uneven as on real sites: `private` here, nothing at all there, and
 * `/compte/demandes/...` answers under any further path (PATH_INFO), which is what web cache deception uses.
 */
export const accountRoutes: readonly Route[] = [
  personal(/^\/compte$/, accountPage, { "Cache-Control": "private" }),
  personal(/^\/compte\/demandes(?:\/.*)?$/, requestsPage, {}),
  personal(/^\/compte\/famille$/, familyPage, { "Cache-Control": "private, max-age=300" }),
  personal(/^\/compte\/factures$/, invoicesPage, {}),
  {
    method: "GET",
    pattern: /^\/compte\/factures\/(FAC-\d+)\.pdf$/,
    answer: (visit, _, [number]) => {
      if (visit.account === undefined) return redirectAnswer(302, LOGIN);
      const account = visit.account;
      const invoice = account.invoices.find((one) => one[0] === number);
      return invoice && invoicePdf(account, invoice);
    },
  },
  {
    method: "GET",
    pattern: /^\/compte\/connexion$/,
    answer: (visit, memory) => {
      if (visit.account !== undefined) return redirectAnswer(302, "/compte");
      const sessionId = visit.sessionId ?? newSessionId();
      const cookies = visit.sessionId === undefined ? [sessionCookie(sessionId)] : [];
      return pageAnswer(loginPage(visit, memory.tokens.make(sessionId)), {
        headers: SESSION_HEADERS,
        cookies,
      });
    },
  },
  {
    method: "POST",
    pattern: /^\/compte\/connexion$/,
    answer: (visit, memory) => {
      const login = visit.form?.get("identifiant") ?? "";
      const fault = (text: string, status: number) => {
        const sessionId = visit.sessionId ?? newSessionId();
        const cookies = visit.sessionId === undefined ? [sessionCookie(sessionId)] : [];
        const page = loginPage(visit, memory.tokens.make(sessionId), login, text);
        return pageAnswer(page, { status, headers: SESSION_HEADERS, cookies });
      };
      if (!memory.tokens.stands(visit.sessionId, visit.form?.get("_token"))) {
        return fault("Le formulaire a expiré : essayez de nouveau.", 403);
      }
      const account = DEMO_ACCOUNTS.find((one) => one.login === login);
      if (account === undefined || visit.form?.get("secret") !== DEMO_PASSWORD) {
        return fault("L'adresse ou le mot de passe ne convient pas.", 422);
      }
      return redirectAnswer(303, "/compte", [sessionCookie(memory.sessions.open(account, Date.now()))]);
    },
  },
  {
    method: "POST",
    pattern: /^\/compte\/deconnexion$/,
    answer: (visit, memory) => {
      memory.sessions.close(visit.sessionId);
      return redirectAnswer(303, "/", [endedSessionCookie()]);
    },
  },
];

function personal(
  pattern: RegExp,
  page: (visit: Visit, account: DemoAccount) => Html,
  headers: Record<string, string>,
): Route {
  return {
    method: "GET",
    pattern,
    answer: (visit) =>
      visit.account === undefined
        ? redirectAnswer(302, LOGIN)
        : pageAnswer(page(visit, visit.account), { headers }),
  };
}

function invoicePdf(
  account: DemoAccount,
  [number, subject, amount, state]: DemoAccount["invoices"][number],
): Answer {
  const heading = `Facture ${number}`;
  const lines = [
    `${account.name}, ${account.street}, 99100 Démo`,
    `Dossier ${account.familyNumber}`,
    "",
    subject,
    amount,
    state,
  ];
  const body = makePdf({ file: `${number}.pdf`, title: heading, date: "", pages: [{ heading, lines }] });
  return { status: 200, headers: { "Content-Type": "application/pdf" }, cookies: [], body };
}
