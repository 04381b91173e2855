import { type Random, randomFrom } from "./fault-server/random.ts";

/**
 * A town's home page as its editors change it from day to day, and as it looks after a break-in. Made from a seed: the same
 * site and days every time.
 */

const WORDS =
  `accueil accessibilité accompagnement action activité adhésion adjoint administratif agenda aide aménagement
animation annuaire archive arrêté artisan assainissement assemblée association atelier autorisation avis bassin bénévole
bibliothèque boulevard bourg budget bulletin bureau cadastre cadre calendrier camping canton cantine carte centre cérémonie
chantier château chemin cimetière circulation citoyen collecte collège comité commerce commission communal communauté
compétence concert concertation conférence conseil conseiller construction consultation contact convention coordonnées
crèche culture cyclable déchèterie déchet défense délibération démarche demande département déplacement développement
dimanche disponible dispositif document dossier eau éclairage école économie élection électorale emploi enfance enquête
entreprise entretien environnement équipe équipement espace état événement exposition famille fermeture festival fête
finances fleurissement foire fonctionnement formation formulaire forum garderie gestion groupe guichet gymnase habitant
habitat handicap hébergement histoire horaire hôtel identité illumination immeuble impôt information inscription
installation intercommunalité jardin jeunesse jumelage lecture ligne local logement lotissement loisir lycée maire mairie
maison manifestation marché mariage maternelle médiathèque menu mercredi mission mobilité monument municipal musée musique
naissance nature navette numérique ordre ordures organisation ouverture parc parking participation passeport patrimoine
périscolaire permanence permis personnel piscine place plan pluviale police population poste prévention procès projet
promenade propreté protection public quartier question randonnée recensement recrutement recyclage registre règlement
rencontre rendez rénovation rentrée réseau résidence restauration réunion rivière route rue salle samedi santé scolaire
séance secours secrétariat sécurité senior service site social solidarité sortie spectacle sport stade stationnement
subvention tarif taxe télécharger tennis territoire théâtre tourisme transport travaux trottoir urbanisme usager vacances
vallée végétal verdure vide village ville voirie zone`.split(/\s+/);
const SMALL =
  "le la les de du des et à en pour avec dans sur une un au aux par est sont vous votre nos".split(" ");
const PLACES =
  "Saint-Aubin Vernay Montclair Rochefort Belleville Lannoy Caudan Ploumel Aigremont Fontval Marsan Tillières".split(
    " ",
  );

export type Page = { readonly html: string; readonly away: boolean };

/** What happened to the site on a day. */
export type Day = { readonly page: Page; readonly what: readonly string[] };

export class TownSite {
  readonly host: string;
  readonly #random: Random;
  readonly #place: string;
  #words: readonly string[];
  #news: string[];
  #agenda: string[];
  #welcome: string;
  #menu: string[];
  #title: string;
  #banner = "";
  #style = 0;
  #outbound: string[];
  #noindex = false;
  #splash = 0;
  #day = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    this.#place = this.#one(PLACES);
    this.host = `www.${this.#place.toLowerCase()}-${seed}.fr`;
    this.#words = this.#some(WORDS, 140);
    this.#news = Array.from({ length: 6 }, () => this.#article());
    this.#agenda = Array.from({ length: 5 }, () => this.#line(6));
    this.#welcome = this.#line(60);
    this.#menu = Array.from({ length: 7 }, () => this.#one(this.#words));
    this.#title = `Mairie de ${this.#place}`;
    this.#style = Math.floor(this.#random() * 3);
    this.#outbound = ["facebook.com", "service-public.fr", "legifrance.gouv.fr"].filter(() =>
      this.#chance(0.7),
    );
  }

  /** The page as it is. */
  get page(): Page {
    return { html: this.#splash > 0 ? this.#splashPage() : this.#home(), away: false };
  }

  /** A day of ordinary work on the site. */
  live(): Day {
    this.#day += 1;
    const what: string[] = [];
    const may = (chance: number, name: string, act: () => void) => {
      if (!this.#chance(chance)) return;
      what.push(name);
      act();
    };
    if (this.#splash > 0) this.#splash -= 1;
    may(0.6, "news", () => this.#renew(this.#news, () => this.#article()));
    may(0.2, "more news", () => this.#renew(this.#news, () => this.#article()));
    may(0.5, "agenda", () => this.#renew(this.#agenda, () => this.#line(6)));
    may(0.08, "banner", () => {
      this.#banner = this.#banner === "" ? `Alerte : ${this.#line(14)}` : "";
    });
    may(0.02, "menu", () => this.#menu.push(this.#one(WORDS)));
    may(0.005, "link", () =>
      this.#outbound.push(`${this.#one(WORDS).normalize("NFD").replace(/\W/g, "")}.fr`),
    );
    may(0.01, "welcome", () => {
      this.#welcome = this.#line(60);
    });
    may(0.002, "title", () => {
      this.#title = `Bienvenue à ${this.#place} – site officiel`;
    });
    may(0.003, "report of a break-in", () => {
      this.#news[0] =
        "<h3>Cyberattaque</h3><p>Un site voisin a été piraté par des inconnus, hacked by, selon la presse.</p>";
    });
    may(0.004, "information page", () => {
      this.#splash = 3;
    });
    may(0.003, "made anew", () => this.#redesign());
    return { page: this.page, what };
  }

  #redesign(): void {
    this.#style = (this.#style + 1 + Math.floor(this.#random() * 2)) % 4;
    this.#words = this.#some(WORDS, 140);
    this.#news = Array.from({ length: 8 }, () => this.#article());
    this.#menu = Array.from({ length: 5 }, () => this.#one(this.#words));
    this.#welcome = this.#line(90);
    this.#title = this.#chance(0.5) ? `${this.#place} – Accueil` : `Ville de ${this.#place}`;
    this.#noindex = this.#chance(0.05);
    this.#outbound = ["instagram.com", "service-public.fr", "youtube.com"].filter(() => this.#chance(0.8));
  }

  #home(): string {
    const robots = this.#noindex ? '<meta name="robots" content="noindex">' : "";
    const dark = this.#style === 3 ? "<style>header{background:#000}</style>" : "";
    const head = `<meta charset="utf-8"><title>${this.#title}</title>${robots}${dark}`;
    const menu = this.#menu.map((name, at) => `<li><a href="/p${at}">${name}</a></li>`).join("");
    const links = this.#outbound.map((domain) => `<a href="https://www.${domain}/x">${domain}</a>`).join(" ");
    const banner = this.#banner === "" ? "" : `<div role="alert"><p>${this.#banner}</p></div>`;
    const agenda = this.#agenda.map((line) => `<li>${line}</li>`).join("");
    const news = this.#news
      .map((item) =>
        this.#style % 2 === 0 ? `<article>${item}</article>` : `<div><section>${item}</section></div>`,
      )
      .join("");
    const visits = `<p>Visites : ${this.#day * 137 + Math.floor(this.#random() * 99)}</p>`;
    const body =
      this.#style < 2
        ? `<header><nav><ul>${menu}</ul></nav></header>${banner}<main><h1>Bienvenue</h1><p>${this.#welcome}</p>${news}<aside><ul>${agenda}</ul></aside></main>`
        : `${banner}<div><div><h1>Bienvenue</h1><div><p>${this.#welcome}</p></div></div><table><tr><td>${news}</td><td><ol>${agenda}</ol></td></tr></table><nav><ul>${menu}</ul></nav></div>`;
    return `<!doctype html><html lang="fr"><head>${head}</head><body>${body}<footer><p>Mairie de ${this.#place}</p>${visits}${links}</footer></body></html>`;
  }

  /** Shown in front of the site for some days: an election, a storm. */
  #splashPage(): string {
    return `<!doctype html><html lang="fr"><head><title>Information – ${this.#place}</title></head><body><h1>Information</h1><p>${this.#welcome.slice(0, 200)}</p><a href="/accueil">Entrer sur le site</a></body></html>`;
  }

  /** The page after a break-in of a kind of BREAK_INS. */
  defaced(kind: string): Page {
    const make = BREAK_INS[kind];
    if (make === undefined) throw new Error(`no break-in "${kind}"`);
    return make(this.#home(), this.#random, this.#title);
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
  #some<T>(list: readonly T[], count: number): T[] {
    return Array.from({ length: count }, () => this.#one(list));
  }
  #chance(share: number): boolean {
    return this.#random() < share;
  }
  #renew(list: string[], make: () => string): void {
    list.pop();
    list.unshift(make());
  }
  #line(words: number): string {
    return Array.from({ length: words }, () =>
      this.#chance(0.4) ? this.#one(SMALL) : this.#one(this.#words),
    ).join(" ");
  }
  #article(): string {
    return `<h3>${this.#line(5)}</h3><p>${this.#line(35)} le ${1 + Math.floor(this.#random() * 28)} à ${8 + Math.floor(this.#random() * 12)} h</p>`;
  }
}

type BreakIn = (home: string, random: Random, title: string) => Page;
const whole = (title: string, body: string, head = ""): Page => ({
  html: `<html><head><title>${title}</title>${head}</head><body>${body}</body></html>`,
  away: false,
});
const BLACK = "<style>body{background:#000;color:#0f0;text-align:center}</style>";
const NAMES = ["Gh0stTeam", "DarkShadow", "RedSquad", "N1ghtCrew", "AnonGroup"];
const name = (random: Random): string => NAMES[Math.floor(random() * NAMES.length)] as string;

/** Break-ins as they have been seen: what stands there instead of, or in, the town's page. */
export const BREAK_INS: Record<string, BreakIn> = {
  "black page, hacked by": (_, random) =>
    whole(`Hacked by ${name(random)}`, `<h1>Hacked by ${name(random)}</h1><img src="x.jpg">`, BLACK),
  "black page, no known words": (_, random) =>
    whole(
      name(random),
      `<h1>${name(random)}</h1><p>Stop the war. We will not forget. We see you. This is the beginning and you are not safe from us.</p>`,
      BLACK,
    ),
  "black ground in the old way": (_, random) => ({
    html: `<html><title>.</title><body bgcolor="#000000" text=red><center><h1>0wned by ${name(random)}</h1></center></body></html>`,
    away: false,
  }),
  "cyrillic message": () =>
    whole(
      "Слава",
      "<h1>Ваш сайт больше не работает</h1><p>Мы будем помнить каждый день этой войны. Власти должны ответить за свои слова и решения.</p>",
    ),
  "cyrillic, hacked": (_, random) => whole("Взломано", `<h1>Сайт взломан ${name(random)}</h1>`, BLACK),
  arabic: () =>
    whole("تم اختراق الموقع", "<h1>تم اختراق هذا الموقع من قبل الفريق</h1><p>لن ننسى ولن نغفر</p>"),
  turkish: (_, random) =>
    whole(
      `${name(random)} Tarafından Hacklendi`,
      `<h1>Bu site ${name(random)} tarafından hacklenmiştir</h1>`,
    ),
  spanish: (_, random) =>
    whole("Hackeado", `<h1>Sitio hackeado por ${name(random)}</h1><p>Su seguridad es muy mala.</p>`),
  french: (_, random) =>
    whole(
      "Site piraté",
      `<h1>Ce site a été piraté par ${name(random)}</h1><p>Votre sécurité ne vaut rien.</p>`,
    ),
  german: (_, random) => whole("Gehackt", `<h1>Gehackt von ${name(random)}</h1>`),
  indonesian: (_, random) =>
    whole("Pwned", `<h1>Diretas oleh ${name(random)}</h1><p>Greetz to all hackers team</p>`),
  "only a picture": (_, random) =>
    whole(`Hacked By ${name(random)} | 2024`, '<img src="https://i.pictures.example/a.png">'),
  "title of the town's page": (home, random, title) => ({
    html: home.replace(`<title>${title}`, `<title>Hacked by ${name(random)}`),
    away: false,
  }),
  "banner over an emptied page": (home, random, title) =>
    whole(title, `<h1>HACKED BY ${name(random)}</h1><p>Contact: root@mail.example</p>${home.slice(0, 0)}`),
  "sold to a casino": () =>
    whole(
      "Best Online Casino Bonus 2024 – Play Slots",
      `<h1>Play and win with the best casino</h1><p>${"You will love the slots and the bonus that we have for you in this casino, and the games are the best of the web. ".repeat(10)}</p><a href="https://casino-one.example.com/">play</a><a href="https://bet.example.net/">bet</a><a href="https://slots.example.org/">slots</a>`,
      '<meta name="robots" content="noindex, nofollow">',
    ),
  "sent to a foreign domain": () => ({
    ...whole(
      "Online Pharmacy",
      `<p>${"Buy the pills that you need from our pharmacy, and we will ship to you by post. ".repeat(8)}</p><a href="https://pills.example.com/">buy</a><a href="https://pay.example.net/">pay</a>`,
    ),
    away: true,
  }),
};
