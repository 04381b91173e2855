/** Texts that every form shares, and refusals by their code: what was refused and what to do. */
export const frForm = {
  cancel: "Annuler",
  save: "Enregistrer",
  print: "Imprimer",
  copy: "Copier",
  copied: "Copié",
  "copy.selected": "Le texte est sélectionné : copiez-le avec Ctrl+C.",
  "dialog.close": "Fermer",
  "password.show": "Afficher",
  "password.hide": "Masquer",
  "loading.failed": "Ces renseignements ne sont pas venus.",
  "loading.again": "Réessayer",

  "refused.no-connection":
    "La console n'a pas répondu : rien n'a été enregistré. Ce que vous avez écrit est toujours là. Réessayez dans un instant.",
  "refused.not-signed-in":
    "Votre session est finie. Connectez-vous de nouveau : ce que vous avez écrit reste dans cet onglet.",
  "refused.wrong-credentials":
    "Ce nom et ce mot de passe ne vont pas ensemble. Vérifiez-les, majuscules comprises, ou entrez par un autre moyen.",
  "refused.not-allowed":
    "Votre rôle ne permet pas cela. Demandez-le à un responsable, ou demandez ce rôle à un administrateur.",
  "refused.foreign-page":
    "Cette demande vient d'une autre adresse que celle de la console. Ouvrez la console à son adresse habituelle.",
  "refused.too-many-tries": "Trop d'essais. Le prochain est possible dans {seconds}.",
  "refused.changed-meanwhile": "Quelqu'un d'autre l'a changé entre-temps. Relisez avant d'enregistrer.",
  "refused.already-exists": "Cela existe déjà. Choisissez un autre nom.",
  "refused.not-found": "Cela n'existe pas ou plus. Rechargez la page.",
  "refused.too-slow":
    "L'envoi a pris trop de temps : rien n'a été enregistré. Réessayez par une meilleure liaison.",
  "refused.too-large": "C'est trop long ou trop gros. Raccourcissez.",
  "refused.bad-request": "La console n'a pas compris ce qui est écrit : {what} Corrigez puis recommencez.",
  "refused.fault":
    "La console a eu une panne sur cette demande, et n'a rien enregistré. Réessayez ; si cela dure, regardez le journal technique du gardien.",
  "refused.last-admin": "C'est le dernier administrateur. Nommez-en d'abord un autre.",
  "refused.is-disabled": "L'accès de cette personne est retiré. Rendez-le-lui d'abord.",
  "refused.not-joined": "Cette personne n'a pas encore suivi son invitation. Reprenez plutôt l'invitation.",
  "refused.book-full": "L'annuaire est plein. Retirez d'anciens contacts.",
  "refused.too-many-people": "Il y a trop de comptes. Reprenez des invitations qui ne servent plus.",
  "refused.too-many-passkeys": "Vous avez trop de clés d'accès. Retirez-en une qui ne sert plus.",
  "refused.bad-passkey":
    "Cette clé ne peut pas être prise. Recommencez ; si cela dure, prenez un autre appareil.",
  "refused.no-passkeys-here":
    "Les clés d'accès ne marchent pas à cette adresse. Ouvrez la console par son nom, en https.",
  "refused.provider-unreachable":
    "Le fournisseur d'identité ne répond pas. Entrez par un mot de passe, une clé ou un code imprimé.",
  "refused.not-linked":
    "Ce compte du fournisseur n'est rattaché à personne ici. Entrez autrement, puis rattachez-le dans vos réglages.",
  "refused.provider-refused":
    "La réponse du fournisseur d'identité n'a pas pu être vérifiée. Recommencez, ou entrez autrement.",
  "refused.wrong-token": "Ce jeton n'est pas le bon. Prenez celui du dossier de données.",
  "refused.wrong-host":
    "La console ne répond pas à ce nom. Prenez son adresse habituelle, ou ajoutez ce nom à ses réglages.",
  "refused.wrong-type":
    "La console n'a pas reconnu la forme de cette demande. Rechargez la page et recommencez.",
  "refused.wrong-method": "La console ne connaît pas cette demande. Rechargez la page.",
  "refused.too-many-listeners":
    "Autant de personnes regardent la console qu'elle peut en servir. Fermez un onglet que personne ne regarde.",
  "refused.closed": "Cet incident est clos. Rouvrez-le d'abord, ou écrivez dans un autre.",
  "refused.merged": "Cet incident a été réuni à un autre. Écrivez dans celui-là.",
  "refused.incident-full":
    "Cet incident ne peut plus rien recevoir. Fermez-le et ouvrez-en un qui le continue.",
  "refused.too-many-open": "Trop d'incidents sont ouverts. Fermez ou réunissez-en d'abord.",
  "refused.already-running": "C'est déjà en cours ici. Regardez ce qui court, ou arrêtez-le d'abord.",
  "refused.not-an-exercise":
    "Cet incident est réel : on n'y joue rien. Ouvrez un incident marqué comme exercice.",
  "refused.not-offered":
    "Cette règle est éteinte dans les réglages. Qui tient les réglages peut l'allumer si la mairie est concernée.",
  "refused.unknown-rule": "Cette version de Beffroi ne connaît pas cette règle. Mettez Beffroi à jour.",
  "refused.sheet-lost":
    "Le texte de cette fiche n'est plus sur cette machine. Remettez son fichier en place, ou reprenez la fiche au début.",
  "refused.broken-off": "Le fichier n'est pas arrivé en entier. Envoyez-le de nouveau.",
  "refused.damaged-file":
    "Le fichier gardé n'est plus celui que la main courante nomme. Remettez-en une bonne copie depuis une sauvegarde.",
  "refused.disk-full": "Le disque est plein : rien n'a été gardé. Faites de la place, puis recommencez.",
  "refused.evidence-full": "La place réservée aux pièces est pleine. Qui tient les réglages peut l'agrandir.",
  "refused.not-writable":
    "Beffroi ne peut pas écrire dans le dossier des pièces. Vérifiez les droits du compte qui le fait tourner.",
  "refused.too-many-acts":
    "Plus d'actes arrivent sous votre nom qu'une personne ne peut en faire. Patientez ; si ce n'était pas vous, mettez fin à vos sessions sur la page de votre compte.",
  "refused.too-many-transfers": "Trop de fichiers sont en route à la fois. Attendez la fin de l'un d'eux.",
  "refused.too-many-uploads": "Trop de fichiers arrivent à la fois. Attendez la fin des autres.",
  "refused.nobody": "Il n'y a personne à prévenir. Choisissez des contacts ou un groupe.",
  "refused.queue-full": "Trop de messages attendent déjà. Arrêtez ceux qui ne valent plus, ou attendez.",
  "refused.too-many-deliveries":
    "C'est trop d'envois pour un seul avis. Choisissez moins de personnes ou de canaux, et faites un second avis.",
  "refused.too-many-groups": "Il y a trop de groupes. Retirez-en un d'abord.",
  "refused.journal-disk-full":
    "Le disque est plein : rien ne peut être inscrit, et l'acte n'a pas eu lieu. Faites de la place d'abord.",
  "refused.journal-disk-failing":
    "Le disque est en panne : rien ne peut être inscrit, et l'acte n'a pas eu lieu. Notez sur papier, et changez de machine.",
  "refused.journal-not-writable":
    "La main courante ne peut pas être écrite, et l'acte n'a pas eu lieu. Vérifiez les droits du dossier de données.",
  "refused.journal-damaged":
    "Le fichier de la main courante est abîmé, et l'acte n'a pas eu lieu. Notez sur papier, et prévenez qui tient la machine.",
  "refused.journal-busy": "Un autre programme tient la main courante. L'acte n'a pas eu lieu ; réessayez.",
  "refused.journal-closed": "La console s'arrête ou redémarre. Réessayez dans quelques secondes.",
  "refused.entry-too-large": "C'est trop long pour une inscription. Raccourcissez, ou joignez un fichier.",
  "refused.stopping": "La console s'arrête ou redémarre. Réessayez dans quelques secondes.",
  "body.nothing": "Aucun organisme de ce nom.",
} as const;
