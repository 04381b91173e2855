/** What the console says in French of a siege: part of `fr.ts`, under the same rules. */
export const frSiege = {
  "answer.calm": "Tout est calme : le site répond.",
  "answer.calm.strained": "Le site répond, sauf à quelques visiteurs.",
  "answer.strained.strained": "Le site répond, mais son serveur d'origine peine.",
  "answer.lost-visitors": "Une partie des visiteurs reste sans réponse.",
  "answer.waiting": {
    one: "{count} demande attend le serveur d'origine.",
    other: "{count} demandes attendent le serveur d'origine.",
  },
  "answer.siege": {
    one: "Le site répond : {count} réponse par seconde, dont {share} de mémoire.",
    other: "Le site répond : {count} réponses par seconde, dont {share} de mémoire.",
  },
  "answer.siege.silent": "Le site n'a répondu à personne depuis une minute.",
  "answer.siege.lost": "Des citoyens ne passent pas.",
  "answer.citizens": "{waiting}, {refused}.",
  "citizens.waiting.none": "Personne n'attend",
  "citizens.waiting": { one: "{count} personne attend", other: "{count} personnes attendent" },
  "citizens.refused.none": "aucun citoyen refusé depuis une minute",
  "citizens.refused": {
    one: "{count} citoyen refusé depuis une minute",
    other: "{count} citoyens refusés depuis une minute",
  },

  "reason.since": "{posture} depuis {time} ({ago}), {cause}.",
  "reason.figures": "À ce moment : {figures}.",
  "reason.demand.over": "demande de {times} fois ce que le serveur peut faire",
  "reason.demand.under": "demande de {share} de ce que le serveur peut faire",
  "reason.requestsPerSecond": "{value} demandes par seconde",
  "reason.originFailuresPerSecond": "{value} échecs du serveur d'origine par seconde",
  "reason.originMsP95": "95 % des réponses du serveur en moins de {value}",
  "reason.calmOriginMs": "{value} au calme",
  "reason.longestWaitMs": "plus longue attente de {value}",
  "reason.refusedPerSecond": "{value} refus par seconde",
  "reason.waiting": "{value} demandes en attente",
  "reason.back.calm": "La posture monte d'elle-même dès qu'un siège commence.",
  "reason.back.strained": "La posture revient d'elle-même au calme quand le serveur d'origine va mieux.",
  "reason.back.siege":
    "La posture redescend d'elle-même, un degré à la fois, quand l'afflux cesse. Il n'y a rien à faire.",
  "reason.back.sealed":
    "La posture redescend d'elle-même quand le serveur d'origine répond de nouveau. C'est lui qu'il faut relancer.",
  "reason.pinned":
    "Un opérateur impose cette posture : elle ne change plus d'elle-même. Pour la rendre à Beffroi, tapez sur sa machine, dans son dossier :",

  "sites.title": "Tous les sites",
  "sites.rate": { one: "{count} demande par seconde", other: "{count} demandes par seconde" },
  "sites.waiting": { one: "{count} attend", other: "{count} attendent" },
  "sites.refused": { one: "{count} refus", other: "{count} refus" },
  "sites.more": {
    one: "et {count} autre site, moins touché : choisissez-le dans le bandeau.",
    other: "et {count} autres sites, moins touchés : choisissez-les dans le bandeau.",
  },

  "figure.citizens": "Citoyens servis",
  "figure.citizens.sub": "{known} connus d'avant, {confirmed} venus de la page d'attente",
  "figure.citizensWaiting": "Citoyens en attente",
  "figure.citizensWaiting.sub": "plus longue attente, tous visiteurs : {time}",
  "figure.citizensRefused": "Citoyens refusés",
  "figure.citizensRefused.none": "aucun n'a été renvoyé",
  "figure.citizensRefused.sub": "{share} de leurs demandes",
  "figure.challenged": "Pages d'attente données",
  "figure.challenged.sub": { one: "{count} retour de visiteur", other: "{count} retours de visiteurs" },
  "figure.tickets": "Jetons de visite donnés",
  "figure.tickets.sub": "à des visiteurs, depuis une minute",
  "figure.memory.siege": { one: "de {count} réponse", other: "de {count} réponses" },
  "figure.unavailable.siege": "{share} des demandes, surtout de robots",

  "help.open": "Que veulent dire ces chiffres ?",
  "help.citizens":
    "Demandes de citoyens que le serveur d'origine a traitées : recherches, formulaires, pages qui ne sont pas en mémoire. La lecture servie de mémoire n'y est pas : elle ne demande pas de place.",
  "help.citizensWaiting":
    "Demandes de citoyens qui attendent une place auprès du serveur d'origine, en ce moment. Ils passent avant les robots.",
  "help.citizensRefused":
    "Demandes de citoyens qui ont attendu trop longtemps ou trouvé la file pleine. Ce chiffre doit rester à zéro.",
  "help.challenged":
    "Pendant un siège, un visiteur inconnu qui cherche ou envoie un formulaire reçoit une page qui garde sa demande. Un citoyen en revient seul ou d'un bouton, et passe devant ; un robot n'en revient pas.",
  "help.tickets":
    "Un témoin signé que reçoit un visiteur. Il donne une priorité pendant un siège, jamais une permission, et ne dit rien de la personne.",
  "help.memory":
    "Part de ce qui est servi de la mémoire ou de la copie, sans rien demander au serveur d'origine.",
  "help.unavailable":
    "Demandes auxquelles ni la mémoire ni le serveur d'origine n'ont pu répondre : le visiteur est prié de revenir. Pendant un siège, ce sont surtout des robots.",
  "help.origin": "Demandes passées au serveur d'origine, pour remplir la mémoire ou pour un seul visiteur.",
  "help.latency":
    "Temps que met le serveur d'origine à commencer sa réponse : la médiane, et ce que 95 % ne dépassent pas.",
  "help.waiting": "Demandes qui attendent le serveur d'origine, de tous les visiteurs.",
  "help.cache": "Pages que la passerelle tient prêtes. Elle peut les servir sans rien demander.",
  "help.snapshot":
    "La copie du site sur disque sert quand le serveur d'origine ne répond plus. Elle est refaite régulièrement.",
  "help.coverage":
    "Part des visites de la semaine qui trouveraient leur page si le serveur d'origine s'arrêtait maintenant.",

  "queues.title": "Files d'attente par priorité",
  "queues.caption":
    "Les mieux servis d'abord. Servis et refusés : la dernière minute ; en attente : maintenant.",
  "queues.who": "Qui",
  "queues.served": "Servis",
  "queues.waiting": "En attente",
  "queues.refused": "Refusés",
  "standing.staff": "Agents et sondes de la ville",
  "standing.history": "Citoyens connus d'avant le siège",
  "standing.confirmed": "Citoyens revenus de la page d'attente",
  "standing.crawler": "Moteurs de recherche vérifiés",
  "standing.anonymous": "Visiteurs encore inconnus",
  "standing.suspected": "Visiteurs suspects",
  "help.queues.served": "Demandes que le serveur d'origine a traitées.",
  "help.queues.waiting":
    "Demandes qui attendent une place. Une attente a une fin : ensuite la demande est renvoyée.",
  "help.queues.refused":
    "Demandes renvoyées avec « revenez dans un instant », parce que la file était pleine ou l'attente trop longue.",
  "help.standing.staff": "Les réseaux et les sondes que vos réglages déclarent. Ils passent les premiers.",
  "help.standing.history": "Ils ont un jeton de visite reçu avant le siège : un robot n'a pas pu le prévoir.",
  "help.standing.confirmed": "Inconnus d'abord, ils sont revenus de la page d'attente.",
  "help.standing.crawler": "Leur nom a été vérifié. Ils passent après les citoyens.",
  "help.standing.anonymous":
    "Robots et citoyens qui viennent pour la première fois. Une part des places leur reste toujours.",
  "help.standing.suspected":
    "Ils ont donné une raison de douter : jeton faux, ou bien plus de demandes qu'une personne. Ils passent les derniers.",

  "load.title": "Charge du serveur d'origine",
  "load.places": {
    one: "{count} sur {places} places occupées, {limit}.",
    other: "{count} sur {places} places occupées, {limit}.",
  },
  "load.limit.found": "limite trouvée",
  "load.limit.growing": "limite encore cherchée",
  "load.no-limit": "La limite du serveur d'origine n'est pas encore connue.",
  "load.demand.unknown": "Ce que le serveur peut faire n'est pas encore mesuré.",
  "load.demand.none": "Rien n'est demandé au serveur.",
  "load.demand.under": "La demande occupe {share} de ce que le serveur peut faire.",
  "load.demand.over": "La demande vaut {times} fois ce que le serveur peut faire.",
  "load.asked": "Demandé",
  "load.possible": "Possible",
  "load.oldest": "La plus longue attente dure depuis {time}.",
  "load.oldest.none": "Personne n'attend.",
  "routes.caption": "Par genre de demande. Servies : la dernière seconde.",
  "routes.what": "Demande",
  "routes.places": "Places",
  "routes.of": "{taken} sur {places}",
  "routes.waiting": "En attente",
  "routes.served": "Servies",
  "routes.calm": "Au calme",
  "route.page": "Pages",
  "route.search": "Recherches",
  "route.form": "Formulaires",
  "help.limit":
    "Combien de demandes le serveur d'origine traite à la fois sans ralentir. Beffroi le trouve seul, d'après les temps de réponse, et n'en laisse pas entrer plus.",
  "help.demand":
    "Le travail demandé, compté en temps du serveur, à côté de celui qu'il peut fournir. Au-delà d'une fois, une partie doit attendre : les citoyens passent d'abord.",
  "help.routes":
    "Chaque genre a sa part de places : un afflux de recherches ne peut pas affamer les formulaires.",
  "help.calm": "Le temps que prend une telle demande quand tout va bien.",

  "tops.title": "Qui demande le plus",
  "tops.intro":
    "Réseaux et adresses qui ont demandé le plus de travail au serveur d'origine depuis une minute. Ils sont montrés, non bloqués.",
  "tops.empty": "Rien à montrer : hors d'un siège, on ne compte pas qui demande quoi.",
  "tops.networks": "Réseau",
  "tops.networks.caption": "Réseaux",
  "tops.routes": "Adresse",
  "tops.routes.caption": "Adresses du site",
  "tops.requests": "Demandes",
  "tops.work": "Travail demandé",
  "help.networks":
    "Un groupe d'adresses voisines. Plusieurs foyers, une école ou un opérateur mobile peuvent s'y trouver : bloquer un réseau, c'est bloquer aussi des citoyens.",
  "help.top-routes": "La page ou le formulaire visé, sans ce que le visiteur y a écrit.",
  "help.work": "Le temps de serveur qu'il faudrait pour répondre à tout.",

  "further.title": "Autres chiffres",
  "further.open": "Mémoire, copie et jetons de visite",
  "further.open.lines": "Mémoire, copie, serveur d'origine et files d'attente",

  "table.copy": "Copier",
  "table.copied": "Copié",
  "table.copy.of": "Copier : {table}",
  "table.save": "Exporter (CSV)",
  "table.save.of": "Exporter (CSV) : {table}",

  "chart.citizens": "Citoyens qui agissent, par seconde",
  "chart.places": "Places auprès du serveur d'origine",
  "line.requests": "demandes",
  "line.challenged": "page d'attente",
  "line.citizensServed": "servis",
  "line.citizensWaiting": "en attente",
  "line.citizensRefused": "refusés",
  "line.limit": "limite",
  "line.atOrigin": "occupées",
  "chart.citizens.alt":
    "Courbes des 15 dernières minutes. En ce moment : {served} citoyens servis par seconde, {waiting} en attente, {refused} refusés. Au plus fort : {peak} refusés par seconde.",
  "chart.places.alt":
    "Courbes des 15 dernières minutes. En ce moment : {taken} places occupées, limite {limit}. Au plus fort : {peak} occupées.",
  "chart.table.challenged": "Page d'attente/s",
  "chart.table.citizensServed": "Citoyens servis/s",
  "chart.table.citizensWaiting": "Citoyens en attente",
  "chart.table.citizensRefused": "Citoyens refusés/s",
  "chart.table.limit": "Limite",
  "chart.table.atOrigin": "Places occupées",
} as const;
