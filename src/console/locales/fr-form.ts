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
  "refused.stopping": "La console s'arrête ou redémarre. Réessayez dans quelques secondes.",
} as const;
