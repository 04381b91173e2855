import type { Standing } from "./certify-findings.ts";

/** What the trial of the settings says to people: for each finding a sentence, and what to do where it does not hold. */

export type FindingName =
  | "tls"
  | "tls-in-front"
  | "tls-missing"
  | "tls-host"
  | "tls-unreadable"
  | "copy"
  | "copy-off"
  | "copy-missing"
  | "workers"
  | "session-cookies"
  | "protected"
  | "tickets"
  | "posture"
  | "siege-age"
  | "pages"
  | "reading"
  | "returning-acts"
  | "first-time-acts"
  | "no-script-acts"
  | "office"
  | "messages"
  | "reaction"
  | "machines"
  | "too-few"
  | "search-found"
  | "contact-found";

type Sentence = { readonly says: (value: string) => string; readonly remedy: string };

export type CertifyTexts = {
  readonly decimalSign: string;
  readonly intro: (site: string, seconds: string) => string;
  readonly starting: string;
  readonly headings: Readonly<Record<Standing, string>>;
  readonly findings: Readonly<Record<FindingName, Sentence>>;
  readonly verdict: { readonly good: string; readonly wanting: string };
  readonly limits: string;
};

const FR: CertifyTexts = {
  decimalSign: ",",
  intro: (site, seconds) =>
    `Épreuve des réglages du site « ${site} » : une attaque de ${seconds} s contre une copie, sur cette machine. Le vrai serveur n’est pas touché.`,
  starting: "Démarrage d’une passerelle et d’un serveur de remplacement…",
  headings: { holds: "Tiendrait", fails: "Ne tiendrait pas", look: "À vérifier" },
  findings: {
    tls: {
      says: (days) => `Certificat TLS valable encore ${days} jours.`,
      remedy: "Renouvelez le certificat.",
    },
    "tls-in-front": {
      says: () => "Pas de TLS ici : un autre serveur devant la passerelle doit s’en charger.",
      remedy: "Vérifiez que ce serveur tient lui aussi, et déclarez-le dans trusted_proxies.",
    },
    "tls-missing": {
      says: () => "Le site serait servi sans TLS.",
      remedy: "Renseignez listen_tls, certificate et certificate_key.",
    },
    "tls-host": {
      says: (host) => `Le certificat ne couvre pas ${host}.`,
      remedy: "Demandez un certificat pour tous les noms de hosts.",
    },
    "tls-unreadable": {
      says: (file) => `Le certificat ${file} ne se lit pas.`,
      remedy: "Vérifiez chemin, droits et format PEM.",
    },
    copy: {
      says: (hours) => `Copie du site sur disque, mise à jour il y a ${hours} h.`,
      remedy: "La copie vieillit : relancez-la avec beffroi site crawl.",
    },
    "copy-off": {
      says: () => "La copie du site est désactivée : serveur perdu, site perdu.",
      remedy: "Écrivez crawl = true.",
    },
    "copy-missing": {
      says: () => "Aucune copie du site sur disque : serveur perdu, site perdu.",
      remedy: "Démarrez Beffroi, puis lancez beffroi site crawl ; vérifiez avec beffroi site coverage.",
    },
    workers: {
      says: (value) => `Processus qui servent / cœurs de la machine : ${value}.`,
      remedy: "Augmentez workers : un par cœur, moins un pour le système.",
    },
    "session-cookies": {
      says: (names) =>
        names === ""
          ? "Aucun cookie de mesure d’audience n’est pris pour une session."
          : `Cookies que presque tous portent, déclarés comme sessions : ${names}. Ces visiteurs ne profitent jamais de la mémoire.`,
      remedy: "Retirez ces noms de session_cookies ; mettez-les dans harmless_cookies.",
    },
    protected: {
      says: (count) => `Pages toujours gardées en mémoire, outre l’accueil et le plan du site : ${count}.`,
      remedy: "Nommez dans protected les pages vitales : contact, urgences, démarches.",
    },
    tickets: {
      says: () => "Tickets et page d’attente actifs : les citoyens passent avant les robots.",
      remedy: "Écrivez tickets = true : sans ticket, rien ne distingue un citoyen d’un robot.",
    },
    posture: {
      says: (posture) =>
        posture === "" ? "La posture change d’elle-même." : `La posture est bloquée : ${posture}.`,
      remedy: "Retirez posture des réglages : la passerelle décide en trois secondes.",
    },
    "siege-age": {
      says: (seconds) => `Âge admis d’une page pendant un siège : ${seconds} s.`,
      remedy: "Portez siege_age_seconds à une journée (86400).",
    },
    pages: {
      says: (count) => `Épreuve faite sur ${count} pages.`,
      remedy: "Faute de copie, ces pages sont inventées : faites une copie, puis recommencez.",
    },
    reading: {
      says: (share) => `Pages lues justes pendant l’attaque : ${share} %.`,
      remedy:
        "Regardez quelles pages manquent (beffroi site coverage) et quels cookies les rendent personnelles.",
    },
    "returning-acts": {
      says: (share) => `Recherches et formulaires des habitués aboutis : ${share} %.`,
      remedy: "Mesurez le serveur : trop lent pour ses citoyens seuls, il l’est aussi sans attaque.",
    },
    "first-time-acts": {
      says: (share) => `Recherches et formulaires des nouveaux venus aboutis en 5 s : ${share} %.`,
      remedy: "Vérifiez que tickets = true et que rien devant la passerelle ne retire ses cookies.",
    },
    "too-few": {
      says: (count) => `Questions sans réponse, faute d’assez d’essais : ${count}.`,
      remedy: "Recommencez avec une épreuve plus longue : --seconds 60.",
    },
    "no-script-acts": {
      says: (share) => `Recherches et formulaires aboutis sans JavaScript : ${share} %.`,
      remedy: "Vérifiez que la page d’attente s’affiche et que son bouton envoie.",
    },
    office: {
      says: (share) => `Démarches abouties derrière une adresse partagée : ${share} %.`,
      remedy: "Déclarez les réseaux de vos propres bureaux dans staff.",
    },
    messages: {
      says: (count) => `Messages perdus, doublés ou altérés : ${count}.`,
      remedy: "Signalez-le aux auteurs de Beffroi avec la sortie de --json : cela ne doit jamais arriver.",
    },
    reaction: {
      says: (seconds) => `Secondes avant que la lecture soit de nouveau bonne : ${seconds}.`,
      remedy: "Donnez plus de cœurs ou de workers à la passerelle.",
    },
    machines: {
      says: (share) => `Flux, moteurs de recherche et surveillance servis : ${share} %.`,
      remedy: "Nommez vos sondes dans monitors ; gardez flux et robots.txt accessibles.",
    },
    "search-found": {
      says: (path) =>
        path === "" ? "Aucun formulaire de recherche trouvé." : `Recherche trouvée : ${path}.`,
      remedy: "Si le site a une recherche, faites une copie récente du site, puis recommencez.",
    },
    "contact-found": {
      says: (path) =>
        path === "" ? "Aucun formulaire de contact trouvé." : `Formulaire de contact trouvé : ${path}.`,
      remedy: "Si le site a un formulaire, ajoutez sa page à protected, puis recommencez.",
    },
  },
  verdict: {
    good: "Rien de ce qui a été éprouvé ne céderait.",
    wanting: "Des points ne tiendraient pas : corrigez-les avant l’attaque.",
  },
  limits:
    "L’épreuve ne dit rien de la ligne (une liaison saturée arrête tout), ni de la lenteur du vrai serveur, ni de TLS et HTTP/2 sous charge.",
};

const EN: CertifyTexts = {
  decimalSign: ".",
  intro: (site, seconds) =>
    `Trial of the settings of "${site}": an attack of ${seconds} s on a copy, on this machine. The real server is not touched.`,
  starting: "Starting a gateway and a stand-in for the server…",
  headings: { holds: "Would hold", fails: "Would not hold", look: "Look at" },
  findings: {
    tls: { says: (days) => `TLS certificate valid for ${days} more days.`, remedy: "Renew the certificate." },
    "tls-in-front": {
      says: () => "No TLS here: another server in front of the gateway must do it.",
      remedy: "Make sure that this server holds too, and declare it in trusted_proxies.",
    },
    "tls-missing": {
      says: () => "The site would be served without TLS.",
      remedy: "Set listen_tls, certificate and certificate_key.",
    },
    "tls-host": {
      says: (host) => `The certificate does not cover ${host}.`,
      remedy: "Get one for all names in hosts.",
    },
    "tls-unreadable": {
      says: (file) => `The certificate ${file} cannot be read.`,
      remedy: "Check path, rights and PEM form.",
    },
    copy: {
      says: (hours) => `Copy of the site on disk, renewed ${hours} h ago.`,
      remedy: "The copy grows old: renew it with beffroi site crawl.",
    },
    "copy-off": {
      says: () => "The copy of the site is off: server lost, site lost.",
      remedy: "Write crawl = true.",
    },
    "copy-missing": {
      says: () => "There is no copy of the site on disk: server lost, site lost.",
      remedy: "Start Beffroi, then beffroi site crawl; check with beffroi site coverage.",
    },
    workers: {
      says: (value) => `Serving processes / cores of the machine: ${value}.`,
      remedy: "Raise workers: one a core, less one for the system.",
    },
    "session-cookies": {
      says: (names) =>
        names === ""
          ? "No cookie of audience measurement counts as a session."
          : `Cookies that nearly everybody carries, declared as sessions: ${names}. These visitors never profit from the memory.`,
      remedy: "Take these names out of session_cookies; put them in harmless_cookies.",
    },
    protected: {
      says: (count) => `Pages always kept in memory, besides home and site map: ${count}.`,
      remedy: "Name the vital pages in protected: contact, emergencies, procedures.",
    },
    tickets: {
      says: () => "Tickets and waiting page are on: citizens go before robots.",
      remedy: "Write tickets = true: without, nothing tells a citizen from a robot.",
    },
    posture: {
      says: (posture) =>
        posture === "" ? "The posture changes by itself." : `The posture is held at ${posture}.`,
      remedy: "Take posture out of the settings: the gateway decides within three seconds.",
    },
    "siege-age": {
      says: (seconds) => `Age allowed of a page in a siege: ${seconds} s.`,
      remedy: "Set siege_age_seconds to a day (86400).",
    },
    pages: {
      says: (count) => `Tried on ${count} pages.`,
      remedy: "For want of a copy these pages are invented: make a copy, then try again.",
    },
    reading: {
      says: (share) => `Pages read right during the attack: ${share} %.`,
      remedy: "Look which pages are missing (beffroi site coverage) and which cookies make them personal.",
    },
    "returning-acts": {
      says: (share) => `Searches and forms of returning citizens done: ${share} %.`,
      remedy: "Measure the server: too slow for its citizens alone, it is so without an attack as well.",
    },
    "first-time-acts": {
      says: (share) => `Searches and forms of first-time citizens done in 5 s: ${share} %.`,
      remedy: "Check that tickets = true and that nothing in front of the gateway takes its cookies away.",
    },
    "too-few": {
      says: (count) => `Questions left open, because too few tried: ${count}.`,
      remedy: "Try again for longer: --seconds 60.",
    },
    "no-script-acts": {
      says: (share) => `Searches and forms done without JavaScript: ${share} %.`,
      remedy: "Check that the waiting page shows and that its button sends.",
    },
    office: {
      says: (share) => `Acts done from behind one shared address: ${share} %.`,
      remedy: "Declare the networks of your own offices in staff.",
    },
    messages: {
      says: (count) => `Messages lost, doubled or changed: ${count}.`,
      remedy: "Report it to the authors of Beffroi with the output of --json: this must never happen.",
    },
    reaction: {
      says: (seconds) => `Seconds until reading was well again: ${seconds}.`,
      remedy: "Give the gateway more cores or workers.",
    },
    machines: {
      says: (share) => `Feeds, search engines and monitoring served: ${share} %.`,
      remedy: "Name your probes in monitors; keep feeds and robots.txt open.",
    },
    "search-found": {
      says: (path) => (path === "" ? "No search form was found." : `Search found: ${path}.`),
      remedy: "If the site has a search, make a fresh copy of the site, then try again.",
    },
    "contact-found": {
      says: (path) => (path === "" ? "No contact form was found." : `Contact form found: ${path}.`),
      remedy: "If the site has a form, add its page to protected, then try again.",
    },
  },
  verdict: {
    good: "Nothing of what was tried would give way.",
    wanting: "Some points would not hold: mend them before the attack.",
  },
  limits:
    "The trial says nothing of the line (a saturated link stops everything), of how slow the real server is, or of TLS and HTTP/2 under load.",
};

export const CERTIFY_TEXTS: Readonly<Record<"fr" | "en", CertifyTexts>> = { fr: FR, en: EN };
