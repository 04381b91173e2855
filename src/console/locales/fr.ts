import { frAids } from "./fr-aids.ts";
import { frClaims } from "./fr-claims.ts";
import { frForm } from "./fr-form.ts";
import { frNotices } from "./fr-notices.ts";
import { frPeople } from "./fr-people.ts";
import { frRoom } from "./fr-room.ts";
import { frSiege } from "./fr-siege.ts";
import { frWatch } from "./fr-watch.ts";
import { frWatchActs } from "./fr-watch-acts.ts";
import { frWatchCodes } from "./fr-watch-codes.ts";
import { frWatchEntries } from "./fr-watch-entries.ts";
import { frWatchMethod } from "./fr-watch-method.ts";

/**
 * What the console says in French. Written with ordinary spaces; `typography.ts` sets the narrow ones. {name} is filled
 * in; a pair {one, other} is chosen by the number {count}. The other language has the same keys (`locales.test.ts`).
 */
export const fr = {
  ...frSiege,
  ...frForm,
  ...frRoom,
  ...frAids,
  ...frNotices,
  ...frPeople,
  ...frClaims,
  ...frWatch,
  ...frWatchActs,
  ...frWatchCodes,
  ...frWatchEntries,
  ...frWatchMethod,

  "language.name": "Français",
  "language.choose": "Langue",
  product: "Beffroi",
  skip: "Aller au contenu",
  rooms: "Pièces",
  "room.siege": "Siège",
  "room.journal": "Main courante",
  "site.choose": "Site",
  demo: "Ville de démonstration",

  "posture.calm": "Calme",
  "posture.strained": "Sous tension",
  "posture.siege": "Siège",
  "posture.sealed": "En autonomie",
  "posture.unknown": "Sans nouvelles",
  "posture.calm.gloss": "tout va bien",
  "posture.strained.gloss": "le serveur d'origine peine : les pages peuvent dater de quelques minutes",
  "posture.siege.gloss": "le site est submergé : les pages peuvent dater d'un jour",
  "posture.sealed.gloss": "le serveur d'origine ne répond plus : tout vient de la mémoire et de la copie",
  "posture.unknown.gloss": "l'état du site n'est pas connu ici",
  "posture.pinned": "posture imposée par un opérateur",
  "level.ok": "répond",
  "level.strained": "à surveiller",
  "level.down": "ne répond pas",
  "level.unknown": "inconnu",

  "answer.connecting": "Connexion à la console...",
  "answer.connecting.detail": "Les chiffres arrivent dans un instant.",
  "answer.lost": "La connexion à la console est perdue depuis {time}.",
  "answer.lost.detail":
    "Cette page ne sait plus comment va le site ; il peut très bien répondre. Elle se reconnecte d'elle-même.",
  "answer.away": "La passerelle n'envoie plus de chiffres depuis {time}.",
  "answer.away.detail":
    "Le gardien tourne, mais n'entend plus la passerelle. Si elle tourne encore, elle continue de servir le site sans lui.",
  "answer.never": "La passerelle n'a encore rien dit.",
  "answer.never.detail": "Aucun chiffre n'est arrivé depuis le démarrage du gardien.",
  "answer.no-site": "Aucun site n'est protégé.",
  "answer.no-site.detail": "Donnez l'adresse du serveur à protéger et le nom que tapent les citoyens :",
  "answer.sealed": "Le serveur d'origine ne répond plus : le site est servi depuis la copie du {time}.",
  "answer.sealed.no-copy":
    "Le serveur d'origine ne répond plus et il n'y a pas de copie : seules les pages en mémoire sont servies.",
  "answer.sealed.partial": {
    one: "Le serveur d'origine ne répond plus : le site est servi depuis une copie incomplète, de {count} page.",
    other:
      "Le serveur d'origine ne répond plus : le site est servi depuis une copie incomplète, de {count} pages.",
  },
  "answer.unanswered": "{share} des demandes restent sans réponse.",
  "answer.share": "{share} des pages demandées sont servies {from}.",
  "answer.share.rate": "{share} des {rate} demandes par seconde sont servies {from}.",
  "answer.from.memory": "de mémoire",
  "answer.from.copy": "de mémoire ou depuis la copie",
  "answer.quiet": "Aucune page n'a été demandée depuis une minute.",
  "answer.survive": "Sans le serveur d'origine, {share} des visites de la semaine trouveraient leur page.",
  "answer.survive.crawling": "La copie du site est en train de se faire.",
  "answer.survive.unknown": "La copie du site n'est pas encore faite.",

  "figures.title": "La dernière minute",
  "figure.memory": "Servi de mémoire",
  "figure.memory.sub": { one: "de {count} demande", other: "de {count} demandes" },
  "figure.memory.sub.copy": {
    one: "de {count} demande, dont {copy} depuis la copie",
    other: "de {count} demandes, dont {copy} depuis la copie",
  },
  "figure.origin": "Vers le serveur d'origine",
  "figure.origin.sub": "{fills} pour la mémoire, {passes} pour un seul visiteur",
  "figure.latency": "Réponse de l'origine",
  "figure.latency.sub": "médiane ; 95 % en moins de {p95}",
  "figure.latency.none": "l'origine n'a pas eu à répondre",
  "figure.latency.gone": "l'origine ne répond plus",
  "figure.waiting": "En attente de l'origine",
  "figure.waiting.sub": { one: "{count} demande en cours", other: "{count} demandes en cours" },
  "figure.unavailable": "Sans réponse",
  "figure.unavailable.none": "chaque demande a eu sa réponse",
  "figure.unavailable.sub": "{share} des demandes",
  "figure.snapshot": "Âge de la copie",
  "figure.snapshot.unfinished": "Copie du site",
  "figure.snapshot.sub": {
    one: "{count} page, {bytes}, finie {time}",
    other: "{count} pages, {bytes}, finie {time}",
  },
  "figure.snapshot.partial": "Incomplète",
  "figure.snapshot.partial.sub": {
    one: "{count} page gardée, {bytes}",
    other: "{count} pages gardées, {bytes}",
  },
  "figure.snapshot.partial.crawling": {
    one: "{count} page gardée, {bytes} ; le parcours continue",
    other: "{count} pages gardées, {bytes} ; le parcours continue",
  },
  "figure.snapshot.none": "Aucune copie",
  "figure.snapshot.crawling": "le parcours du site est en cours",
  "figure.snapshot.missing": "le site n'a pas encore été parcouru en entier",
  "figure.coverage": "Survivrait sans l'origine",
  "figure.coverage.sub": "des visites de la semaine ; {pages} des pages",
  "figure.coverage.sub.pages": "des pages connues",
  "figure.coverage.none": "connu après le premier parcours",
  "figure.cache": "Pages en mémoire",
  "figure.cache.sub": "{bytes} de pages ; passerelle : {memory}",
  none: "—",

  "charts.title": "Les 15 dernières minutes",
  "chart.requests": "Demandes par seconde",
  "chart.latency": "Temps de réponse de l'origine",
  "line.fromMemory": "mémoire",
  "line.fromSnapshot": "copie",
  "line.toOrigin": "origine",
  "line.unavailable": "sans réponse",
  "line.originMsP50": "médiane",
  "line.originMsP95": "95 %",
  "chart.requests.alt":
    "Courbes des 15 dernières minutes. En ce moment, par seconde : {asked} demandes, {memory} servies de mémoire, {snapshot} depuis la copie, {origin} par l'origine, {challenged} pages d'attente, {unavailable} sans réponse. Au plus fort : {peak} demandes par seconde.",
  "chart.latency.alt":
    "Courbes des 15 dernières minutes. En ce moment : médiane {p50}, 95 % en moins de {p95}. Au plus lent : {peak}.",
  "chart.empty": "Pas encore de chiffres sur cette période.",
  "chart.table": "Voir en tableau",
  "chart.table.note": "Moyenne de chaque minute ; pour le temps de réponse, la plus lente.",
  "chart.table.minute": "Minute",
  "chart.table.requests": "Demandes/s",
  "chart.table.fromMemory": "De mémoire/s",
  "chart.table.fromSnapshot": "De la copie/s",
  "chart.table.toOrigin": "Vers l'origine/s",
  "chart.table.unavailable": "Sans réponse/s",
  "chart.table.originMsP50": "Médiane",
  "chart.table.originMsP95": "95 %",

  "coverage.title": "Ce qui ne survivrait pas",
  "coverage.intro":
    "Les pages que la copie n'a pas, les plus lues d'abord. Elles manqueraient si le serveur d'origine s'arrêtait.",
  "coverage.load": "Chercher ce qui manque",
  "coverage.again": "Chercher de nouveau",
  "coverage.loading": "Recherche...",
  "coverage.summary": {
    one: "{kept} pages gardées sur {known} ; {count} page manque.",
    other: "{kept} pages gardées sur {known} ; {count} manquent.",
  },
  "coverage.all": "Rien ne manque : toutes les pages connues sont dans la copie.",
  "coverage.partial": "Le premier parcours n'est pas fini : d'autres pages peuvent encore être découvertes.",
  "coverage.none": "Aucune page n'est encore connue. Pour parcourir le site maintenant, tapez :",
  "coverage.crawl": "Pour refaire la copie maintenant, tapez :",
  "coverage.list": "Pages qui manquent",
  "coverage.page": "Page",
  "coverage.visits": "Visites",
  "coverage.because": "Pourquoi",
  "coverage.rest": "et d'autres, avec : {command}",
  "coverage.failed": "La passerelle n'a pas répondu : {what}",

  "journal.title": "Main courante",
  "journal.latest": "Dernières inscriptions",
  "journal.all": "Toute la main courante",
  "journal.answer": {
    one: "{count} inscription, signée et enchaînée.",
    other: "{count} inscriptions, signées et enchaînées.",
  },
  "journal.answer.detail":
    "Tout ce qui s'est passé, et qui l'a décidé. Rien n'y est jamais changé ni effacé.",
  "journal.empty": "Rien n'est encore inscrit. La première inscription se fait au démarrage.",
  "journal.search": "Rechercher",
  "journal.search.clear": "Effacer la recherche",
  "journal.search.found": {
    one: "{count} sur {loaded} inscriptions chargées",
    other: "{count} sur {loaded} inscriptions chargées",
  },
  "journal.search.nothing":
    "Rien de tel parmi les {loaded} inscriptions chargées. Chargez-en de plus anciennes ou changez les mots.",
  "journal.older": "Charger les plus anciennes",
  "journal.older.failed": "Les inscriptions plus anciennes ne sont pas venues. Réessayez.",
  "journal.end": "C'est le début de la main courante.",
  "journal.export": "Exporter en JSON",
  "journal.export.note": "Le fichier tient les inscriptions affichées. La chaîne complète et signée :",
  "journal.by": "par {actor}",
  "journal.occurred": "survenu {time}",
  "journal.exercise": "EXERCICE",
  "journal.place": "Inscription {n} du fil {lane}, empreinte {id}",

  "entry.keeper.started": "Le gardien a démarré (version {version}).",
  "entry.keeper.stopped": "Le gardien s'est arrêté : {reason}.",
  "entry.gateway.started": "La passerelle {worker} a démarré (version {version}) et sert {sites}.",
  "entry.gateway.stopped": "La passerelle {worker} s'est arrêtée : {reason}.",
  "entry.gateway.configuration-changed": "Les réglages ont changé : {changed}.",
  "entry.gateway.certificate-replaced":
    "Le certificat de {names} a été remplacé ; il vaut jusqu'au {notAfter}.",
  "entry.gateway.posture-changed": "{site} : de « {from} » à « {to} », {cause}.",
  "entry.gateway.snapshot-completed":
    "{site} : copie faite, {kept} pages sur {pages} ({bytes}) en {duration}.",
  "entry.gateway.snapshot-stopped":
    "{site} : copie arrêtée ({stopped}) ; {kept} pages sur {pages} gardées ({bytes}).",
  "entry.gateway.purged.url": {
    one: "{site} : {target} retiré de la mémoire et de la copie.",
    other: "{site} : {target} retiré de la mémoire et de la copie ({count} réponses).",
  },
  "entry.gateway.purged.prefix": {
    one: "{site} : tout ce qui est sous {target} retiré, soit {count} page.",
    other: "{site} : tout ce qui est sous {target} retiré, soit {count} pages.",
  },
  "entry.other": "{kind} : {subject}.",

  "actor.program": "le programme {name}",
  "actor.token": "la ligne de commande",
  "actor.keeper": "le gardien",
  "actor.watch": "la veille",
  "actor.claims": "le registre des revendications",
  "actor.gateway": "la passerelle {worker}",

  "cause.flood": "car les demandes affluent",
  "cause.quiet": "car le calme est revenu",
  "cause.operator": "par décision d'un opérateur",
  "cause.origin gone": "car le serveur d'origine ne répond plus",
  "cause.origin strained": "car le serveur d'origine peine",
  "cause.origin answers again": "car le serveur d'origine répond de nouveau",
  "cause.other": "cause : {cause}",

  "stopped.page limit": "limite de pages atteinte",
  "stopped.byte limit": "limite de place atteinte",
  "stopped.origin failing": "le serveur d'origine peinait",
  "stopped.posture": "le site n'était plus calme",
  "stopped.disk": "disque plein",

  "because.sets a cookie": "dépose un témoin (cookie)",
  "because.is private": "est personnelle (private)",
  "because.says no-store": "demande à ne pas être gardée (no-store)",
  "because.must be asked for each time (no-cache) and cannot be validated":
    "doit être redemandée chaque fois (no-cache) et ne peut pas être vérifiée",
  "because.varies with everything (Vary: *)": "change selon tout (Vary: *)",
  "because.is an error of the server": "est une erreur du serveur",
  "because.finds fault with the request": "refuse la demande",
  "because.has a status that is kept only with explicit freshness":
    "a un statut qui ne se garde pas sans durée",
  "because.is too large to keep": "est trop grande",
  "because.is an endless stream": "est un flux sans fin",
  "because.an address that is never shared": "a une adresse qui n'est jamais partagée",
  "because.not yet seen alike by enough visitors": "n'a pas encore été vue pareille par assez de visiteurs",
  "because.visitors read it but the crawl never met it: no page, sitemap or feed leads to it":
    "est lue, mais aucun lien ni plan du site n'y mène",

  "because.part": "{because} (partie de pages, non une page)",

  "command.copy": "Copier la commande",
  "command.copied": "Copiée",

  "time.now": "à l'instant",
  "time.at.today": "à {time}",
  "time.at.day": "le {day} à {time}",
  "time.since.today": "{time}",
  "time.since.day": "le {day} à {time}",
  "time.full": "{day} à {time}",
  "time.stamp": "{day}, {time}",
  "time.clock": "{hour} h {minute}",
  "time.zone": "Heures : {zone}",
  "footer.version": "Beffroi {version}",
  "footer.served": "Site servi à",
} as const;
