import type { Scenario } from "../events.ts";
import type { Measure, Sign } from "./scenario.ts";

/**
 * Caen, Monday 26 September 2022, as the press told it, in our own sentences. Minute 0 is the first alert of the
 * firewalls, at about 16:00. What no source says was made up for the exercise and says so (`source` null).
 */
export const caenScenario: Scenario = {
  scenario: "caen",
  title: { fr: "Exercice : Caen, 26 septembre 2022", en: "Exercise: Caen, 26 September 2022" },
  kind: "intrusion",
  summary: {
    fr: "Rejoue l’attaque contre la ville de Caen d’après la presse. Rien de ce qui suit n’arrive vraiment.",
    en: "Plays the attack on the town of Caen again, after the press. Nothing of what follows really happens.",
  },
  storyAt: "2022-09-26T14:00:00.000Z",
  minutes: 120,
  injects: [
    {
      inject: "firewall",
      minute: 0,
      kind: "alert",
      from: { fr: "Pare-feu", en: "Firewall" },
      text: {
        fr: "Les pare-feu de la ville alertent : connexions inhabituelles vers les serveurs internes.",
        en: "The town's firewalls raise alerts: unusual connections to internal servers.",
      },
      source: "phonandroid",
    },
    {
      inject: "mail-server",
      minute: 3,
      kind: "alert",
      from: { fr: "Supervision", en: "Monitoring" },
      text: {
        fr: "Une intrusion est vue sur un des serveurs de messagerie.",
        en: "An intrusion is seen on one of the mail servers.",
      },
      source: "phonandroid",
    },
    {
      inject: "ten-a-second",
      minute: 5,
      kind: "alert",
      from: { fr: "Pare-feu", en: "Firewall" },
      text: {
        fr: "Une dizaine de tentatives d’intrusion par seconde, sans pause.",
        en: "About ten attempts to break in a second, without a pause.",
      },
      source: "phonandroid",
    },
    {
      inject: "agent-call",
      minute: 8,
      kind: "call",
      from: { fr: "Agent des ressources humaines", en: "Member of human resources" },
      text: {
        fr: "« Mes dossiers ne s’ouvrent plus et leurs noms ont changé. Je redémarre mon poste ? »",
        en: "“My folders no longer open and their names have changed. Shall I restart my computer?”",
      },
      source: null,
    },
    {
      inject: "training",
      minute: 11,
      kind: "observation",
      from: { fr: "Technicien", en: "Technician" },
      text: {
        fr: "À 15 h 30, pendant une formation à l’antivirus, quelque chose d’étrange avait déjà été remarqué, un peu par hasard.",
        en: "At 15:30, in an antivirus training, something odd had already been noticed, somewhat by chance.",
      },
      source: "tendance-ouest",
    },
    {
      inject: "backups",
      minute: 15,
      kind: "question",
      from: { fr: "Administrateur système", en: "System administrator" },
      text: {
        fr: "« Les sauvegardes sont sur le même réseau. La copie de ce soir part à 20 h. On fait quoi ? »",
        en: "“The backups are on the same network. Tonight's copy starts at 20:00. What do we do?”",
      },
      source: null,
    },
    {
      inject: "mayor",
      minute: 20,
      kind: "question",
      from: { fr: "Cabinet du maire", en: "The mayor's office" },
      text: {
        fr: "« Le conseil municipal est ce soir, retransmis en direct. Est-ce qu’on le tient ? Que dit le maire ? »",
        en: "“The council sits tonight, broadcast live. Do we hold it? What does the mayor say?”",
      },
      source: "france-bleu-27",
    },
    {
      inject: "website",
      minute: 35,
      kind: "observation",
      from: { fr: "Accueil", en: "Front desk" },
      text: {
        fr: "Les sites de la ville et de la communauté urbaine ne répondent plus.",
        en: "The sites of the town and of the urban community no longer answer.",
      },
      source: "france-bleu-27",
    },
    {
      inject: "journalist",
      minute: 45,
      kind: "media",
      from: { fr: "Journaliste de radio", en: "Radio journalist" },
      text: {
        fr: "« On me dit que toute la mairie est piratée et que des données sont en vente. Vous confirmez ? J’ai un direct à 18 h. »",
        en: "“I am told that the whole town hall is hacked and that data are for sale. Do you confirm? I am live at 18:00.”",
      },
      source: null,
    },
    {
      inject: "birth",
      minute: 55,
      kind: "call",
      from: { fr: "État civil", en: "Civil registry" },
      text: {
        fr: "« Un père attend pour déclarer une naissance et le logiciel est éteint. »",
        en: "“A father is waiting to declare a birth and the software is down.”",
      },
      source: "france-bleu-27",
    },
    {
      inject: "pools",
      minute: 70,
      kind: "mail",
      from: { fr: "Piscines et patinoire", en: "Pools and ice rink" },
      text: {
        fr: "Le paiement par carte ne marche plus ; les visiteurs ne peuvent entrer qu’en payant en espèces.",
        en: "Card payment no longer works; visitors can only enter by paying cash.",
      },
      source: "france-bleu-27",
    },
    {
      inject: "two-of-200",
      minute: 85,
      kind: "observation",
      from: { fr: "Équipe technique", en: "Technical team" },
      text: {
        fr: "Premier bilan : au moins deux serveurs touchés sur deux cents.",
        en: "First count: at least two servers affected out of two hundred.",
      },
      source: "tf1",
    },
    {
      inject: "restart",
      minute: 100,
      kind: "question",
      from: { fr: "Direction des services", en: "Service managers" },
      text: {
        fr: "« Si deux serveurs seulement sont touchés, peut-on tout rallumer demain à 8 h ? »",
        en: "“If only two servers are affected, can we switch everything on again at eight tomorrow?”",
      },
      source: null,
    },
  ],
  sources: [
    {
      id: "phonandroid",
      name: "Phonandroid, citant Ouest-France (27 septembre 2022)",
      url: "https://phonandroid.com/cyberattaque-tous-les-serveurs-de-la-ville-de-caen-sont-hors-service.html",
      says: {
        fr: "Alerte vers 16 h, serveurs isolés à 16 h 28 et utilisateurs prévenus ; sauvegardes isolées, serveurs de fichiers éteints.",
        en: "Alert at about 16:00, servers isolated at 16:28 and users told; backups isolated, file servers switched off.",
      },
    },
    {
      id: "france-bleu-27",
      name: "France Bleu (27 septembre 2022)",
      url: "https://www.francebleu.fr/infos/faits-divers-justice/cyberattaque-de-la-mairie-de-caen-les-services-municipaux-fortement-perturbes-1664268729",
      says: {
        fr: "Attaque commencée à 14 h 30, vue une heure et demie plus tard, serveurs complètement isolés vers 18 h ; le conseil municipal s’est tenu, sans retransmission.",
        en: "Attack begun at 14:30, seen an hour and a half later, servers completely isolated at about 18:00; the council sat, without broadcast.",
      },
    },
    {
      id: "tendance-ouest",
      name: "Tendance Ouest (403238)",
      url: "https://www.tendanceouest.com/",
      says: {
        fr: "Attaque remarquée à 15 h 30 pendant une formation ; toute l’infrastructure isolée en deux heures.",
        en: "Attack noticed at 15:30 in a training; the whole infrastructure isolated within two hours.",
      },
    },
    {
      id: "tf1",
      name: "TF1 (27 septembre 2022)",
      url: "https://www.tf1.fr/tf1/jt-20h/videos/caen-visee-par-une-cyberattaque-18961039.html",
      says: {
        fr: "Au moins deux serveurs touchés sur deux cents ; plainte annoncée pour le mercredi 28 septembre.",
        en: "At least two servers affected out of two hundred; a complaint announced for Wednesday 28 September.",
      },
    },
  ],
  caution: {
    fr: "Les sources ne donnent pas les mêmes heures. Selon Ouest-France, l’alerte est venue vers 16 h et l’isolation à 16 h 28, soit 28 minutes. Selon France Bleu, les serveurs n’ont été complètement isolés que vers 18 h ; selon Tendance Ouest, l’attaque a été remarquée à 15 h 30 et l’isolation a pris deux heures. La comparaison retient les 28 minutes, les plus exigeantes.",
    en: "The sources do not give the same hours. By Ouest-France the alert came at about 16:00 and the isolation at 16:28, 28 minutes. By France Bleu the servers were completely isolated only at about 18:00; by Tendance Ouest the attack was noticed at 15:30 and the isolation took two hours. The comparison takes the 28 minutes, the most demanding.",
  },
};

const done = (words: RegExp): Sign[] => [
  { kinds: ["playbook.step-done", "incident.decided", "task-done"], words },
];

export const caenMeasures: readonly Measure[] = [
  {
    measure: "lead",
    label: { fr: "Quelqu’un dirige et quelqu’un écrit", en: "Somebody leads and somebody writes" },
    signs: [{ kinds: ["incident.duty-taken"] }, ...done(/main courante/)],
    expectedMinutes: 10,
    real: null,
    advice: {
      fr: "Prendre les fonctions dans l’équipe dès la première alerte : sans nom, chacun attend l’autre.",
      en: "Take the duties in the team at the first alert: without a name, each waits for the other.",
    },
  },
  {
    measure: "sheet",
    label: { fr: "Fiche réflexe lancée", en: "Reflex sheet started" },
    signs: [{ kinds: ["playbook.started"] }],
    expectedMinutes: 10,
    real: null,
    advice: {
      fr: "Lancer la fiche « intrusion » : elle met les gestes dans l’ordre et garde la trace des choix.",
      en: "Start the “intrusion” sheet: it puts things in order and keeps the choices.",
    },
  },
  {
    measure: "backups",
    label: { fr: "Sauvegardes mises hors d’atteinte", en: "Backups out of reach" },
    signs: done(/sauvegarde|backup/),
    expectedMinutes: 28,
    real: null,
    advice: {
      fr: "À Caen les sauvegardes ont été isolées, sans que l’heure soit publiée. C’est le premier geste : sans elles il n’y a pas de retour.",
      en: "In Caen the backups were isolated; the hour was not published. It is the first thing to do: without them there is no way back.",
    },
  },
  {
    measure: "choice",
    label: {
      fr: "Réseau ou courant : choix écrit avec sa raison",
      en: "Network or power: the choice is written with its reason",
    },
    signs: [
      { kinds: ["playbook.choice-made"], words: /reseau|courant|power|network/ },
      { kinds: ["incident.decided"], words: /allume|etei(nt|nd)|memoire|courant/ },
    ],
    expectedMinutes: 28,
    real: null,
    advice: {
      fr: "À Caen les serveurs de fichiers ont été éteints. Par défaut : isoler du réseau, laisser allumé ; l’enquête a besoin de la mémoire.",
      en: "In Caen the file servers were switched off. By default: isolate from the network, leave on; the inquiry needs the memory.",
    },
  },
  {
    measure: "isolation",
    label: { fr: "Serveurs isolés", en: "Servers isolated" },
    signs: done(
      /isole(?!r? (les |nos )?sauvegarde)|debranch|puis eteindre|eteindre les|coup(er|e|ons|ez|ure)\b.*(reseau|internet|lien|serveur)|isolate|cut the/,
    ),
    expectedMinutes: 28,
    real: { minutes: 28, source: "phonandroid" },
    advice: {
      fr: "Décider tôt d’isoler coûte une journée ; décider tard a coûté des mois.",
      en: "Deciding early to isolate costs a day; deciding late has cost months.",
    },
  },
  {
    measure: "staff",
    label: { fr: "Agents prévenus", en: "Staff told" },
    signs: done(/agents|utilisateurs|personnel|collegues|staff|users/),
    expectedMinutes: 28,
    real: { minutes: 28, source: "phonandroid" },
    advice: {
      fr: "Sans consigne, un agent redémarre ou rebranche. Prévenir par téléphone et affiches, pas par la messagerie.",
      en: "Without a word, somebody restarts or plugs in again. Tell them by phone and notices, not by mail.",
    },
  },
  {
    measure: "mayor",
    label: { fr: "Réponse au maire, depuis sa question", en: "Answer to the mayor, from the question" },
    signs: [
      { kinds: ["incident.noted", "incident.decided", "task-done"], words: /maire|mayor|conseil|council/ },
    ],
    from: "mayor",
    expectedMinutes: 15,
    real: null,
    advice: {
      fr: "Trois phrases suffisent : ce qui est su, ce qui est décidé, quand le prochain point. À Caen le conseil s’est tenu sans retransmission.",
      en: "Three sentences are enough: what is known, what is decided, when the next word comes. In Caen the council sat without broadcast.",
    },
  },
  {
    measure: "journalist",
    label: { fr: "Réponse à la presse, depuis l’appel", en: "Answer to the press, from the call" },
    signs: [
      {
        kinds: ["incident.noted", "incident.decided", "task-done"],
        words: /presse|journaliste|radio|press\b|journalist|communique/,
      },
    ],
    from: "journalist",
    expectedMinutes: 30,
    real: null,
    advice: {
      fr: "Ni démentir ni confirmer ce qui n’est pas mesuré : dire ce qui marche et quand le prochain point aura lieu.",
      en: "Neither deny nor confirm what is not measured: say what works and when the next word comes.",
    },
  },
  {
    measure: "registry",
    label: { fr: "État civil passé au papier, depuis l’appel", en: "Civil registry on paper, from the call" },
    signs: done(/papier|etat civil|naissance|guichet|paper|registry/),
    from: "birth",
    expectedMinutes: 20,
    real: null,
    advice: {
      fr: "À Caen, naissances et décès ont été inscrits à la main. Une naissance se déclare dans les cinq jours : le guichet ne peut pas attendre.",
      en: "In Caen births and deaths were entered by hand. A birth is declared within five days: the counter cannot wait.",
    },
  },
  {
    measure: "cnil",
    label: {
      fr: "Horloge de la CNIL lancée ou écartée",
      en: "CNIL clock started or set aside",
    },
    signs: [
      { kinds: ["clock.exercise-started"], words: /gdpr/ },
      {
        kinds: ["playbook.step-done", "playbook.step-skipped", "incident.decided", "task-done"],
        words: /donnees personnelles|cnil|personal data/,
      },
    ],
    expectedMinutes: 120,
    real: null,
    advice: {
      fr: "Au moindre doute raisonnable, lancer l’horloge : une notification incomplète sous 72 heures vaut mieux qu’une complète en retard.",
      en: "On any reasonable doubt start the clock: an incomplete notification within 72 hours is better than a complete one that is late.",
    },
  },
  {
    measure: "complaint",
    label: {
      fr: "Plainte préparée ou horloge de l’assurance lancée",
      en: "Complaint prepared or the insurance clock started",
    },
    signs: [
      { kinds: ["clock.exercise-started"], words: /complaint/ },
      {
        kinds: ["playbook.step-done", "incident.decided", "incident.task-added", "task-done"],
        words: /plainte|complaint/,
      },
    ],
    expectedMinutes: null,
    real: null,
    advice: {
      fr: "À Caen la plainte était annoncée pour le mercredi, deux jours après. Depuis avril 2023 l’assurance l’exige sous 72 heures.",
      en: "In Caen the complaint was announced for Wednesday, two days later. Since April 2023 the insurance requires it within 72 hours.",
    },
  },
  {
    measure: "restart",
    label: {
      fr: "Demande de tout rallumer refusée ou encadrée",
      en: "The wish to switch everything on again is refused or framed",
    },
    signs: [
      {
        kinds: ["incident.noted", "incident.decided", "task-done"],
        words: /rallum|redemarr|rouvr|reouv|restart|reopen|relanc/,
      },
    ],
    from: "restart",
    expectedMinutes: null,
    real: null,
    advice: {
      fr: "À Caen chaque application a dû être sécurisée avant d’être relancée : cela a pris des mois. Rouvrir service par service, preuve à l’appui.",
      en: "In Caen each application had to be secured before it was started again: it took months. Reopen service by service, with proof.",
    },
  },
];
