import { frGate } from "./fr-gate.ts";
import { frPeopleEntries } from "./fr-people-entries.ts";
import { frStatus } from "./fr-status.ts";

/** Texts of people, the address book, settings and the checkpoint; with those of the entrance and the public page. */
export const frPeople = {
  ...frGate,
  ...frPeopleEntries,
  ...frStatus,

  "room.people": "Personnes",
  "room.settings": "Réglages",
  "rail.person": "{name} : mes réglages",
  "dialog.done": "C'est fait",
  remove: "Retirer",

  "role.observer": "Observateur",
  "role.member": "Membre de la cellule",
  "role.lead": "Responsable",
  "role.admin": "Administrateur",
  "role.observer.help": "Lit tout, n'écrit rien.",
  "role.member.help":
    "Écrit dans la salle de crise : faits, tâches, décisions, pièces. Tient l'annuaire à jour.",
  "role.lead.help":
    "En plus : parle au public, pilote les sites, ferme, réunit ou sépare les incidents, emporte le dossier.",
  "role.admin.help": "En plus : invite, change les rôles, retire l'accès.",

  "people.views": "Listes de personnes",
  "people.accounts": "Comptes",
  "people.answer": {
    one: "{count} personne peut entrer dans cette console.",
    other: "{count} personnes peuvent entrer dans cette console.",
  },
  "people.answer.invited": {
    one: "{count} invitation attend.",
    other: "{count} invitations attendent.",
  },
  "people.detail": "Chacun a son compte : la main courante dit ainsi qui a fait quoi.",
  "people.not-admin": "Seul un administrateur invite et change les rôles.",
  "people.alone":
    "Il n'y a que vous ici. Invitez au moins une autre personne, et donnez-lui le rôle d'administrateur : en votre absence, la console doit pouvoir vivre.",
  "people.search": "Rechercher une personne",
  "people.found": { one: "{count} sur {all}", other: "{count} sur {all}" },
  "people.found.none": "Personne de ce nom. Essayez une partie du nom.",
  "people.me": "(vous)",
  "people.manage": "Gérer",
  "people.manage.of": "Gérer {name}",
  "people.invited": "Invitation donnée {time}, pas encore suivie",
  "people.disabled": "Accès retiré",
  "people.never-seen": "Pas encore de connexion",
  "people.seen": "Dernière connexion {time}",
  "people.since": "depuis {time}",
  "people.state.active": "Actif",
  "people.state.invited": "Invité",
  "people.state.disabled": "Accès retiré",
  "people.last-admin":
    "C'est le dernier administrateur : son rôle et son accès ne peuvent pas lui être retirés. Nommez-en d'abord un autre.",

  "people.invite": "Inviter quelqu'un",
  "invite.role": "Ce que cette personne pourra faire",
  "invite.consequence":
    "Beffroi fait un lien, à remettre en main propre ou par un canal sûr. Qui a le lien prend la place : rien n'est envoyé d'ici. L'invitation est inscrite dans la main courante.",
  "invite.make": "Faire le lien",
  "invite.made": "Lien prêt pour {name}",
  "invite.hand-over":
    "Remettez ce lien à {name}, et à personne d'autre. Il ne sert qu'une fois, et n'est montré que maintenant.",
  "invite.link": "lien d'invitation",
  "invite.qr": "Code à scanner : lien d'invitation pour {name}",
  "invite.until": "Valable jusqu'au {time}.",
  "invite.lost":
    "Perdu ? Dans la liste, ouvrez l'invitation et refaites-en un : l'ancien ne vaudra plus rien.",
  "invite.print": "Imprimer un billet",
  "invite.another": "Inviter quelqu'un d'autre",
  "invite.slip": "{name}, voici votre entrée dans la console de crise",
  "invite.slip.how":
    "Rôle : {role}. Scannez le code avec votre téléphone, ou tapez l'adresse dans un navigateur relié au réseau de la mairie. Vous choisirez un mot de passe.",
  "invite.slip.secret":
    "Ce billet vaut une clé : ne le laissez pas traîner. Il ne sert qu'une fois ; détruisez-le ensuite.",

  "people.role.of": "Ce que {name} peut faire",
  "people.role.change": "Changer le rôle",
  "people.role.consequence":
    "Effet immédiat : {name} devra se connecter de nouveau. Le changement est inscrit, avec votre nom.",
  "people.role.consequence.me":
    "C'est votre propre rôle : effet immédiat, vous devrez vous connecter de nouveau, et vous ne pourrez pas vous le rendre vous-même.",
  "people.role.done": "{name} a maintenant le rôle : {role}.",
  "people.name": "Nom",
  "people.name.change": "Changer le nom",
  "people.name.done": "Le nom est maintenant {name}. Ce qui est déjà inscrit garde l'ancien.",
  "people.sessions": "Sessions",
  "people.sessions.detail":
    "À faire quand un appareil est perdu ou laissé ouvert : la personne est déconnectée partout, et peut se reconnecter.",
  "people.sessions.end": "Fermer ses sessions",
  "people.sessions.done": "Pour {name}, toutes les sessions sont fermées.",
  "people.disable": "Retirer l'accès",
  "people.disable.consequence":
    "Pour {name}, toutes les sessions se ferment à l'instant, et l'entrée est refusée. Tout ce qui est inscrit de sa main reste. L'accès peut être rendu plus tard.",
  "people.disable.reason": "Pourquoi",
  "people.disable.reason.hint": "Inscrit dans la main courante, lu par toute la cellule.",
  "people.disable.do": "Retirer l'accès",
  "people.disable.done": "{name} ne peut plus entrer.",
  "people.enable": "Rendre l'accès",
  "people.enable.consequence": "{name} pourra de nouveau entrer, avec le même rôle et le même mot de passe.",
  "people.enable.do": "Rendre l'accès",
  "people.enable.done": "{name} peut de nouveau entrer.",
  "people.link": "Invitation",
  "people.link.detail":
    "Le lien n'est gardé nulle part en clair. S'il est perdu, faites-en un autre : l'ancien ne vaudra plus rien.",
  "people.link.again": "Faire un nouveau lien",
  "people.link.done": "Nouveau lien fait. L'ancien ne vaut plus rien.",
  "people.anew": "Tout perdu pour entrer ?",
  "people.anew.consequence":
    "Un lien pour repartir : quand {name} l'utilise, son ancien mot de passe, ses clés, ses codes et ses sessions ne valent plus rien. À remettre en main propre.",
  "people.anew.make": "Faire un lien pour repartir",
  "people.anew.done": "Le lien est fait. Il ne sert qu'une fois.",
  "people.withdraw": "Reprendre l'invitation",
  "people.withdraw.done": "Invitation reprise : {name}.",

  "directory.title": "Annuaire de crise",
  "directory.answer": {
    one: "{count} contact à appeler en cas de crise.",
    other: "{count} contacts à appeler en cas de crise.",
  },
  "directory.answer.none": "L'annuaire de crise est vide.",
  "directory.detail":
    "Un appui sur un numéro l'appelle. Imprimez la liste : le jour où plus rien ne marche, elle est sur papier.",
  "directory.empty":
    "Ajoutez d'abord : la direction générale, l'élu de permanence, l'astreinte informatique, l'hébergeur du site, l'assureur, la gendarmerie ou la police, le CSIRT régional, la préfecture.",
  "directory.add": "Ajouter un contact",
  "directory.print": "Imprimer la liste d'appel",
  "directory.search": "Rechercher un contact",
  "directory.found.none": "Aucun contact de ce nom. Cherchez aussi par fonction, organisme ou numéro.",
  "directory.ways": "Joindre {name}",
  "directory.no-way": "Aucun numéro",
  "directory.change": "Modifier",
  "directory.change.of": "Modifier {name}",
  "directory.resumed": "Voici ce que vous aviez commencé à écrire. « Annuler » le jette.",
  "directory.remove": "Retirer de l'annuaire",
  "directory.remove.consequence":
    "{name} ne sera plus dans l'annuaire ni sur la liste imprimée. La main courante garde ce qui y était.",
  "directory.remove.do": "Retirer {name}",
  "directory.remove.keep": "Garder",
  "directory.conflict":
    "Quelqu'un d'autre a changé ce contact pendant que vous l'écriviez. Ses changements sont repris ici, les vôtres gardés. Relisez, puis enregistrez.",
  "directory.conflict.gone":
    "Quelqu'un d'autre a retiré ce contact pendant que vous l'écriviez. L'enregistrer le remettrait dans l'annuaire.",
  "directory.conflict.now": "maintenant : {text}",
  "directory.conflict.yours": "chez vous : {text}",
  "directory.paper.title": "Annuaire de crise",
  "directory.paper.date": "Imprimé le {day} à {time}",
  "directory.paper.own": "Mairie",
  "directory.paper.name": "Nom",
  "directory.paper.phone": "Téléphone",
  "directory.paper.foot":
    "Renseignements personnels, pour la crise seulement. Détruisez l'ancienne liste quand vous en imprimez une nouvelle.",
  "field.function": "Fonction",
  "field.function.hint": "« DGS », « astreinte réseau »",
  "field.organisation": "Organisme",
  "field.organisation.hint": "Vide pour la mairie",
  "field.phones": "Téléphones",
  "field.phones.hint": "Un par ligne, le meilleur d'abord ; {max} au plus",
  "field.phones.many": "{max} numéros au plus.",
  "field.mail": "Courriel",
  "field.note": "Remarque",
  "field.note.hint": "Heures d'astreinte, numéro de contrat, langue parlée",

  "settings.answer": "Vous êtes {name}. Rôle : {role}.",
  "settings.sign-in": "Comment vous entrez",
  "settings.language":
    "Celle de cette page, gardée dans ce navigateur. Ce qui est inscrit reste tel qu'il a été écrit.",
  "sign-out": "Se déconnecter",

  "codes.title": "Codes imprimés",
  "codes.state.none": "Vous n'en avez pas encore.",
  "codes.state": {
    one: "Il en reste {count}, faits {time}.",
    other: "Il en reste {count}, faits {time}.",
  },
  "codes.help":
    "Dix codes sur papier. Chacun vous fait entrer une fois, avec votre seul nom d'utilisateur : sans téléphone, sans réseau extérieur.",
  "codes.make": "Faire dix codes",
  "codes.make.again": "Refaire dix codes",
  "codes.void": "Les codes déjà imprimés ne vaudront plus rien : détruisez l'ancienne feuille.",
  "codes.once": "Ces codes ne seront plus jamais montrés. Imprimez-les maintenant.",
  "codes.print": "Imprimer la feuille",
  "codes.made": "Faits : {time}",
  "codes.paper.title": "Codes d'entrée : {name}",
  "codes.paper.use":
    "Ouvrez {address}, choisissez « Code imprimé », tapez votre nom d'utilisateur et l'un des codes. Rayez-le ensuite.",
  "codes.paper.once": "Chaque code ne sert qu'une fois.",
  "codes.paper.alone": "Un code suffit : ni mot de passe, ni téléphone, ni Internet.",
  "codes.paper.keep":
    "Gardez cette feuille sous clé, loin de l'ordinateur : qui la trouve peut entrer à votre place.",
  "codes.paper.lost": "Perdue ? Refaites des codes dans vos réglages : ceux-ci ne vaudront plus rien.",

  "passkey.title": "Clés d'accès",
  "passkey.state.none": "Aucune.",
  "passkey.state": { one: "{count} clé.", other: "{count} clés." },
  "passkey.help":
    "Votre empreinte, votre visage ou une clé USB, à la place du mot de passe. Une fausse page ne peut rien en tirer.",
  "passkey.add": "Ajouter une clé d'accès",
  "passkey.name": "Nom de cette clé",
  "passkey.name.hint": "Où elle est : « téléphone de service », « clé du coffre »",
  "passkey.next": "Votre appareil vous demandera ensuite de confirmer.",
  "passkey.go": "Continuer sur l'appareil",
  "passkey.added": "ajoutée {time}",
  "passkey.used": "servie {time}",
  "passkey.remove.of": "Retirer la clé {name}",
  "passkey.remove.do": "Retirer « {name} » : elle n'ouvrira plus",
  "passkey.obstacle.address":
    "Pas à cette adresse : une clé d'accès est liée à un nom, et vous êtes sur une adresse chiffrée ou un nom que la console ne connaît pas. Ouvrez la console par son nom, par exemple https://console.ville.lan.",
  "passkey.obstacle.insecure":
    "Pas à cette adresse : il faut https, ou localhost. L'administrateur peut donner un certificat à la console.",
  "passkey.obstacle.browser":
    "Ce navigateur ne connaît pas les clés d'accès. Un navigateur à jour les connaît.",
  "refused.passkey-given-up": "L'appareil n'a pas donné de clé. Réessayez, ou entrez par un autre moyen.",
  "refused.passkey-known":
    "Cet appareil a déjà une clé pour ce compte. Prenez un autre appareil, ou gardez celle-là.",

  "factor.title": "Code du téléphone",
  "factor.state.on": "Demandé après votre mot de passe.",
  "factor.state.off": "Pas demandé.",
  "factor.help":
    "Six chiffres d'une application (FreeOTP, Aegis...). Un mot de passe volé ne suffit alors plus.",
  "factor.add": "Demander un code du téléphone",
  "factor.add.detail":
    "Préparez votre application de codes. Faites aussi des codes imprimés : sans téléphone, ce sont eux qui vous feront entrer.",
  "factor.begin": "Continuer",
  "factor.remove": "Ne plus demander de code",
  "factor.remove.consequence": "Votre mot de passe suffira de nouveau pour entrer.",
  "factor.qr": "Code à scanner avec l'application du téléphone",
  "factor.scan": "Scannez ce code avec l'application.",
  "factor.type": "Ou tapez-y ce secret :",
  "factor.secret": "secret du téléphone",
  "factor.confirm": "Confirmer",
  "factor.confirm.hint": "Les six chiffres que l'application montre maintenant",

  "password.help": "Le changer ferme vos autres sessions.",
  "password.change": "Changer le mot de passe",
  "password.consequence": "Vos autres sessions se ferment : qui avait l'ancien mot de passe est dehors.",
  "password.done": "Le mot de passe est changé. Vos autres sessions sont fermées.",
  "field.password.yours": "Votre mot de passe",
  "field.password.current": "Mot de passe actuel",
  "field.password.new": "Nouveau mot de passe",

  "provider.state.on": "Rattaché.",
  "provider.state.off": "Pas rattaché.",
  "provider.help":
    "Le compte que vous avez déjà pour le travail. Le mot de passe, les clés et les codes d'ici restent : ils servent quand ce fournisseur est en panne.",
  "provider.add": "Rattacher ce compte",
  "provider.add.detail": "Vous irez chez le fournisseur, et en reviendrez.",
  "provider.remove": "Détacher ce compte",
  "provider.remove.consequence":
    "Ce compte n'ouvrira plus la console. Vérifiez qu'il vous reste un autre moyen d'entrer.",

  "sessions.title": "Vos sessions ouvertes",
  "sessions.help":
    "Un appareil que vous ne connaissez pas ? Fermez sa session, puis changez votre mot de passe.",
  "sessions.unknown": "Appareil inconnu",
  "sessions.device": "{browser} sur {system}",
  "sessions.this": "(cet appareil)",
  "sessions.seen": "Adresse {address}, depuis {since}, vu {seen}",
  "sessions.end": "Fermer",
  "sessions.end.of": "Fermer la session : {device}",
  "sessions.end-others": {
    one: "Fermer l'autre session",
    other: "Fermer les {count} autres sessions",
  },

  "installation.title": "Cette installation",
  "installation.version": "Version",
  "installation.zone": "Fuseau horaire",
  "installation.entries": "Main courante",
  "installation.key": "Clé du fil {lane}",
  "installation.key.checkpoint": "Clé des empreintes",
  "installation.keys.help":
    "Ces clés signent la main courante. Notez-les ailleurs : elles prouvent plus tard qu'une copie vient bien d'ici.",

  "checkpoint.title": "Empreinte de toute la main courante",
  "checkpoint.what":
    "Cinq lignes signées qui tiennent toute la main courante d'aujourd'hui. Gardées ailleurs (au coffre, chez un voisin, chez un huissier), elles prouvent plus tard que rien de ce qui y était n'a été changé, coupé ou antidaté.",
  "checkpoint.open": "Prendre l'empreinte de la main courante",
  "checkpoint.qr": "Code à scanner : empreinte de la main courante",
  "checkpoint.covers": {
    one: "Tient {count} inscription. Signée : {time}.",
    other: "Tient {count} inscriptions. Signée : {time}.",
  },
  "checkpoint.print": "Imprimer la feuille",
  "checkpoint.again": "En prendre une nouvelle",
  "checkpoint.how":
    "Pour vérifier plus tard : enregistrez les cinq lignes dans un fichier (le code scanné les donne), puis, sur la machine de Beffroi :",
  "checkpoint.paper.title": "Empreinte de la main courante",
  "checkpoint.paper.keys": "Clés qui signent",
  "checkpoint.paper.signed": "Reçu par (nom, date, signature) :",
} as const;
