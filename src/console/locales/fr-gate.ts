/** Texts of the entrance: set-up, invitation, signing in. */
export const frGate = {
  "gate.title": "Entrée",
  "gate.purpose": "La console de la mairie pendant une cyberattaque.",
  "gate.unreachable": "La console ne répond pas.",
  "gate.unreachable.detail":
    "Cette page réessaie toute seule. Si cela dure : êtes-vous sur le réseau de la mairie ? Beffroi tourne-t-il sur sa machine ?",
  "gate.nobody": "Cette console attend son premier administrateur.",
  "gate.nobody.detail":
    "Au démarrage, Beffroi a écrit un lien dans la fenêtre où on l'a lancé. Ouvrez ce lien : il crée le premier compte.",
  "gate.nobody.again": "Lien perdu ? Sur la machine de Beffroi, dans son dossier, tapez :",
  "gate.sign-in": "Entrer dans la console",
  "gate.sign-in.detail": "Pour la cellule de crise et ceux qui veillent sur les sites.",
  "gate.enter": "Entrer",
  "gate.back": "Revenir au mot de passe",
  "gate.ways": "Autres moyens d'entrer",
  "gate.passkey": "Clé d'accès",
  "gate.oidc": "Compte {label}",
  "gate.printed-code": "Code imprimé",
  "gate.no-account":
    "Pas de compte, ou mot de passe oublié ? Demandez de vive voix à un administrateur de la console.",
  "gate.code": "Entrer par un code imprimé",
  "gate.code.detail": "Pour quand le téléphone, le mot de passe ou le réseau extérieur manque.",
  "gate.second-factor": "Le code de votre téléphone",
  "gate.second-factor.detail": "Ouvrez l'application de codes et tapez les six chiffres.",
  "gate.no-phone": "Je n'ai pas mon téléphone",
  "gate.other-account": "Changer de compte",
  "gate.wait": {
    one: "Réessayer dans {count} seconde",
    other: "Réessayer dans {count} secondes",
  },

  "field.user-name": "Nom d'utilisateur",
  "field.user-name.hint": "Celui que vous taperez pour entrer ; sans accent ni espace",
  "field.password": "Mot de passe",
  "field.printed-code": "Code",
  "field.printed-code.hint": "Un de ceux de votre feuille. Espaces, tirets et majuscules ne comptent pas.",
  "field.digits": "Six chiffres",
  "field.name": "Nom et prénom",
  "field.name.hint": "Tel qu'il sera inscrit dans la main courante",

  "password.advice": "Douze signes au moins. Quatre mots sans lien entre eux sont solides et se retiennent.",
  "password.empty": "Rien n'est encore tapé.",
  "password.short": { one: "Encore {count} signe.", other: "Encore {count} signes." },
  "password.weak": "Trop facile à deviner : un nom, un mot courant ou une suite de touches.",
  "password.fair": "Correct. Un mot de plus le rendrait solide.",
  "password.strong": "Solide.",

  "field.user-name.former": "Le vôtre d'avant : il ne change pas",
  "field.user-name.bad": "Deux signes au moins : lettres, chiffres, point, tiret.",
  "refused.wrong-digits":
    "Ce n'est pas le code du moment, ou il a déjà servi. Attendez le suivant ; si cela dure, comparez l'heure du téléphone à celle de la machine.",
  "refused.too-late": "Trop de temps a passé depuis le mot de passe. Recommencez : « Changer de compte ».",
  "refused.wrong-code":
    "Ce nom et ce code ne vont pas ensemble, ou le code a déjà servi. Prenez le suivant de la feuille.",
  "refused.wrong-password": "Ce n'est pas votre mot de passe. Retapez-le.",
  "refused.signed-in-long-ago":
    "Vous êtes connecté depuis trop longtemps pour cela. Déconnectez-vous, reconnectez-vous, et recommencez.",
  "refused.guessed":
    "Ce mot de passe se devine tout de suite. Prenez une phrase de plusieurs mots que vous seul connaissez.",
  "refused.name-taken":
    "Quelqu'un a déjà ce nom d'utilisateur, ou vous en aviez un autre. Choisissez-en un autre.",
  "join.instead": "Ou, sans mot de passe",

  "setup.title": "Bienvenue. Créez le premier compte.",
  "setup.detail":
    "Beffroi garde la mairie joignable pendant une cyberattaque, et tient la main courante de la crise. Vous en serez l'administrateur, et inviterez vos collègues.",
  "join.looking": "Lecture de l'invitation...",
  "join.title": "Bienvenue, {name}.",
  "join.detail": "Cette invitation ouvre la console de crise. Votre rôle : {role}.",
  "join.form": "Votre compte",
  "join.create": "Créer mon compte",
  "link.dead": "Ce lien ne vaut plus rien.",
  "link.dead.setup":
    "Il a déjà servi, ou un plus récent l'a remplacé. Pour en faire un autre, sur la machine de Beffroi, dans son dossier, tapez :",
  "link.dead.invitation":
    "Il a déjà servi, il a expiré, ou un plus récent l'a remplacé. Demandez-en un autre à un administrateur de la console.",
  "link.sign-in": "J'ai déjà un compte",
  "link.signed-in": "Une session est ouverte : {name}.",
  "link.signed-in.detail":
    "Ce lien crée le compte d'une autre personne. Pour le suivre sur cet appareil, déconnectez-vous d'abord.",
  "link.signed-in.out": "Me déconnecter et suivre le lien",
  "link.signed-in.stay": "Garder cette session : {name}",

  "welcome.title": "Votre compte est prêt, {name}.",
  "welcome.detail": "Avant d'entrer, préparez le jour où le réseau sera mort.",
  "welcome.codes": "Vos codes sur papier",
  "welcome.codes.detail":
    "Dix codes à usage unique. Si votre téléphone, l'annuaire ou Internet ne répond plus, un code et votre nom d'utilisateur suffisent pour entrer.",
  "welcome.codes.make": "Faire mes dix codes",
  "welcome.invite": "Une deuxième personne",
  "welcome.invite.detail":
    "Une crise ne tient pas sur une seule personne. Invitez un collègue dès maintenant, s'il se peut comme administrateur.",
  "welcome.skip": "Plus tard : entrer dans la console",
  "welcome.enter": "Entrer dans la console",
} as const;
