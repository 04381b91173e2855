import type { Failure, Outcome, Protection } from "../watch/events.ts";

type Tally = { readonly ok: number; readonly total: number };

/** What `beffroi check` says to people. */
export type CheckTexts = {
  readonly locale: string;
  readonly outcomes: Readonly<Record<Outcome, (attempts: number) => string>>;
  readonly once: string;
  readonly failures: Readonly<Record<Failure, string>>;
  readonly protections: Readonly<Record<Exclude<Protection, "none">, string>>;
  readonly by: (who: string) => string;
  readonly oneVantage: string;
  /** Said instead of a judgement. */
  readonly ours: string;
  readonly line: (hosts: Tally, resolvers: Tally) => string;
  readonly wait: (what: string, seconds: string) => string;
  readonly labels: Readonly<
    Record<
      | "attempt"
      | "cause"
      | "protection"
      | "certificate"
      | "address"
      | "phases"
      | "page"
      | "end"
      | "detail"
      | "line",
      string
    >
  >;
  readonly phases: Readonly<Record<"dnsMs" | "tcpMs" | "tlsMs" | "firstByteMs" | "totalMs", string>>;
  readonly until: (day: string) => string;
  readonly redirects: (count: number) => string;
};

const FR: CheckTexts = {
  locale: "fr-FR",
  outcomes: {
    up: () => "répond.",
    shaky: (attempts) => `ne répond pas toujours : il a fallu ${attempts} essais.`,
    down: (attempts) => (attempts === 1 ? "ne répond pas." : `ne répond pas, en ${attempts} essais.`),
    void: () => "n’a pas pu être mesuré d’ici.",
  },
  once: "un seul essai",
  failures: {
    ok: "aucune panne",
    "dns.nxdomain": "le nom n’existe pas dans le DNS",
    "dns.servfail": "le DNS ne trouve pas de réponse pour ce nom",
    "dns.refused": "le résolveur DNS refuse de répondre",
    "dns.no_answer": "le nom existe mais n’a pas d’adresse",
    "dns.timeout": "le DNS ne répond pas à temps",
    "dns.bogon": "le nom mène à une adresse que personne ne peut joindre",
    "dns.lame": "le serveur DNS interrogé n’a pas la charge de ce nom",
    "tcp.refused": "la connexion est refusée",
    "tcp.reset": "la connexion est coupée aussitôt",
    "tcp.timeout": "le serveur ne répond pas à la connexion",
    "tcp.host_unreachable": "la machine est injoignable",
    "tcp.net_unreachable": "le réseau est injoignable",
    "tls.handshake_failed": "la connexion sécurisée échoue",
    "tls.cert_expired": "le certificat est périmé",
    "tls.cert_not_yet_valid": "le certificat n’est pas encore valable",
    "tls.name_mismatch": "le certificat est à un autre nom",
    "tls.unknown_authority": "le certificat est d’une autorité inconnue",
    "tls.reset_in_handshake": "la connexion est coupée pendant la négociation sécurisée",
    "tls.timeout": "la négociation sécurisée n’aboutit pas",
    "http.timeout_first_byte": "connecté, mais aucune réponse ne vient",
    "http.timeout_body": "la réponse commence et n’arrive pas au bout à temps",
    "http.eof": "la réponse est interrompue",
    "http.reset": "la connexion est coupée pendant la réponse",
    "http.protocol": "la réponse n’est pas lisible",
    "http.redirect_loop": "les redirections tournent en rond",
    "http.redirect_off_domain": "l’adresse renvoie vers un autre domaine",
    "http.500": "erreur interne du serveur (500)",
    "http.502": "le serveur frontal n’obtient pas de réponse correcte (502)",
    "http.503": "service indisponible (503)",
    "http.504": "le serveur frontal n’obtient pas de réponse à temps (504)",
    "http.5xx": "erreur du serveur",
    "http.edge_origin_down": "le réseau de diffusion répond, le serveur derrière lui non",
    "http.gone": "la page n’existe pas (404 ou 410)",
    "http.4xx": "la page est refusée",
    "http.empty_body": "la page est vide",
    "http.head_too_large": "l’en-tête de la réponse est démesuré",
    "refused.private_address": "adresse privée, non interrogée (voir --allow-private)",
    "refused.retry_after": "le site demande d’attendre avant de revenir",
    "prober.fault": "la mesure elle-même a échoué, de notre côté",
  },
  protections: {
    challenge: "une protection demande une vérification au visiteur",
    block: "une protection refuse cette visite",
    rate_limited: "le site limite le nombre de demandes",
    geo_block: "le site se ferme à certains pays",
    ip_reputation: "le site se ferme à certaines adresses",
    waiting_room: "une salle d’attente reçoit les visiteurs",
    maintenance: "le site annonce une maintenance",
  },
  by: (who) => ` (${who})`,
  ours: "Rien n’est dit de ce site : la panne peut être celle de notre propre connexion.",
  line: (hosts, resolvers) =>
    `${hosts.ok} hôte${hosts.ok > 1 ? "s" : ""} de référence sur ${hosts.total} ${hosts.ok > 1 ? "répondent" : "répond"}, ${resolvers.ok} résolveur${resolvers.ok > 1 ? "s" : ""} DNS sur ${resolvers.total}`,
  oneVantage: "Un seul point de mesure, une seule série d’essais : rien n’est confirmé.",
  wait: (what, seconds) => `${what} ; nouvel essai dans ${seconds} s`,
  labels: {
    attempt: "essai",
    cause: "cause",
    protection: "protection",
    certificate: "certificat",
    address: "adresse",
    phases: "durées",
    page: "page",
    end: "arrivée",
    detail: "détail",
    line: "notre connexion",
  },
  phases: { dnsMs: "DNS", tcpMs: "TCP", tlsMs: "TLS", firstByteMs: "premier octet", totalMs: "en tout" },
  until: (day) => `valable jusqu’au ${day}`,
  redirects: (count) => (count === 1 ? "1 redirection" : `${count} redirections`),
};

const EN: CheckTexts = {
  locale: "en-GB",
  outcomes: {
    up: () => "answers.",
    shaky: (attempts) => `does not always answer: it took ${attempts} attempts.`,
    down: (attempts) => (attempts === 1 ? "does not answer." : `does not answer, in ${attempts} attempts.`),
    void: () => "could not be measured from here.",
  },
  once: "one attempt only",
  failures: {
    ok: "no failure",
    "dns.nxdomain": "the name does not exist in the DNS",
    "dns.servfail": "the DNS finds no answer for this name",
    "dns.refused": "the DNS resolver refuses to answer",
    "dns.no_answer": "the name exists but has no address",
    "dns.timeout": "the DNS does not answer in time",
    "dns.bogon": "the name leads to an address that nobody can reach",
    "dns.lame": "the DNS server that was asked is not in charge of this name",
    "tcp.refused": "the connection is refused",
    "tcp.reset": "the connection is cut at once",
    "tcp.timeout": "the server does not answer the connection",
    "tcp.host_unreachable": "the machine cannot be reached",
    "tcp.net_unreachable": "the network cannot be reached",
    "tls.handshake_failed": "the secure connection fails",
    "tls.cert_expired": "the certificate has expired",
    "tls.cert_not_yet_valid": "the certificate is not valid yet",
    "tls.name_mismatch": "the certificate is for another name",
    "tls.unknown_authority": "the certificate is from an unknown authority",
    "tls.reset_in_handshake": "the connection is cut within the handshake",
    "tls.timeout": "the handshake does not come to an end",
    "http.timeout_first_byte": "connected, but no answer comes",
    "http.timeout_body": "the answer begins and does not end in time",
    "http.eof": "the answer breaks off",
    "http.reset": "the connection is cut within the answer",
    "http.protocol": "the answer cannot be read",
    "http.redirect_loop": "the redirects go round in circles",
    "http.redirect_off_domain": "the address leads to another domain",
    "http.500": "internal error of the server (500)",
    "http.502": "the front server gets no proper answer (502)",
    "http.503": "service unavailable (503)",
    "http.504": "the front server gets no answer in time (504)",
    "http.5xx": "error of the server",
    "http.edge_origin_down": "the content network answers, the server behind it does not",
    "http.gone": "the page does not exist (404 or 410)",
    "http.4xx": "the page is refused",
    "http.empty_body": "the page is empty",
    "http.head_too_large": "the head of the answer is out of all proportion",
    "refused.private_address": "a private address, not asked (see --allow-private)",
    "refused.retry_after": "the site asks to wait before coming back",
    "prober.fault": "the measurement itself failed, on our side",
  },
  protections: {
    challenge: "a protection asks the visitor for a check",
    block: "a protection refuses this visit",
    rate_limited: "the site limits the number of requests",
    geo_block: "the site is closed to some countries",
    ip_reputation: "the site is closed to some addresses",
    waiting_room: "a waiting room receives the visitors",
    maintenance: "the site announces maintenance",
  },
  by: (who) => ` (${who})`,
  ours: "Nothing is said of this site: the fault may be that of our own connection.",
  line: (hosts, resolvers) =>
    `${hosts.ok} of ${hosts.total} well-known hosts answer, ${resolvers.ok} of ${resolvers.total} DNS resolvers`,
  oneVantage: "One point of measurement, one series of attempts: nothing is confirmed.",
  wait: (what, seconds) => `${what}; asking again in ${seconds} s`,
  labels: {
    attempt: "attempt",
    cause: "cause",
    protection: "protection",
    certificate: "certificate",
    address: "address",
    phases: "times",
    page: "page",
    end: "arrived at",
    detail: "detail",
    line: "our own connection",
  },
  phases: { dnsMs: "DNS", tcpMs: "TCP", tlsMs: "TLS", firstByteMs: "first byte", totalMs: "in all" },
  until: (day) => `valid until ${day}`,
  redirects: (count) => (count === 1 ? "1 redirect" : `${count} redirects`),
};

export const CHECK_TEXTS: Readonly<Record<"fr" | "en", CheckTexts>> = { fr: FR, en: EN };
