/** La méthode en français courant. docs/verdict.md est la règle ; ce qui est dit ici doit s'accorder avec elle. */
export const frWatchMethod = {
  "watch.method.answer": "Un visiteur en France pouvait-il joindre ce site ?",
  "watch.method.detail":
    "C'est la seule question posée, et rien n'est dit au-delà de ce qui est mesuré. Règle en vigueur : version {rule}, inscrite sur chaque verdict.",
  "watch.method.word.inaccessible":
    "Sans réponse pendant au moins 90 % du temps de la période, et dans les deux derniers relevés.",
  "watch.method.word.intermittent":
    "Ni l'un ni l'autre : plus de 10 % du temps sans réponse et cela persiste, ou une panne et un retour confirmés dans la période.",
  "watch.method.word.accessible":
    "Le site a répondu. Une page de vérification, un blocage ou un certificat périmé restent « accessible », avec la particularité écrite à côté.",
  "watch.method.word.inconclusive":
    "Moins de quatre relevés, ou plus d'un quart de la période sans mesure fiable : nous ne savons pas, et nous le disons.",
  "watch.method.asked": "Ce qui est demandé",
  "watch.method.asked.1":
    "Toutes les cinq minutes, la sonde demande la page d'accueil comme un visiteur : nom, connexion, chiffrement, réponse. Une connexion à la fois, dix secondes au plus.",
  "watch.method.asked.2":
    "Elle dit qui elle est et comment la joindre, n'insiste pas (pas plus d'un relevé toutes les dix secondes par site, deux connexions par adresse) et attend quand le site le demande.",
  "watch.method.asked.3": "Elle ne résout ni ne contourne jamais une page de vérification.",
  "watch.method.round": "Un relevé : quatre chances",
  "watch.method.round.1":
    "Si la première tentative échoue, trois autres suivent, à 5, 20 et 60 secondes, par une connexion nouvelle. Le relevé est bon à la première réponse, incertain si une suivante répond, « sans réponse » seulement si les quatre échouent.",
  "watch.method.round.2":
    "La cause est la première étape qui a manqué : nom, connexion, chiffrement, réponse. Une tentative que nous n'avons pas pu faire, par notre faute, n'est comptée nulle part.",
  "watch.method.hour": "Une période : le verdict",
  "watch.method.hour.1":
    "Le mot est celui d'une période, une heure d'habitude. Les parts sont des parts de temps : un relevé parle jusqu'au suivant, cinq minutes au plus. Un site en panne est demandé plus souvent ; compter les relevés par tête fausserait le résultat.",
  "watch.method.hour.2":
    "Par intermittence demande que cela persiste : un relevé sans réponse vu de plusieurs points français, ou deux relevés sans réponse, ou cinq relevés qui n'étaient pas simplement bons. Deux paquets perdus ne suffisent pas.",
  "watch.method.hour.3":
    "Chaque verdict dit son nombre de relevés et ce qu'ils prouvent à 95 % (intervalle de Wilson). Douze relevés bons sur douze ne prouvent qu'une disponibilité de plus de 76 %.",
  "watch.method.hour.4":
    "« Lent » : le 95ᵉ centile dépasse trois fois le temps habituel du site, et trois secondes.",
  "watch.method.live": "Le mot en direct",
  "watch.method.live.1":
    "Il change dès qu'une panne est tenue pour vraie : un relevé sans réponse où plusieurs points français s'accordent, ou deux de suite depuis un seul point (trois si un autre aurait dû parler).",
  "watch.method.live.2":
    "Un site qui revient est d'abord « par intermittence », puis « accessible » après six bons relevés ou trente minutes. Un site qui clignote a un seul mot, pas quarante.",
  "watch.method.several": "Plusieurs points de mesure",
  "watch.method.several.1":
    "« Confirmé » n'est dit que si deux points français au moins s'accordent. Avec un seul point, le mot n'est employé nulle part.",
  "watch.method.several.2":
    "Les points de l'étranger informent, ils ne décident pas : ouvert en France et fermé depuis l'étranger est une particularité, pas une panne.",
  "watch.method.notdown": "Ce qui n'est pas une panne",
  "watch.method.notdown.1":
    "Une protection qui répond (page de vérification, blocage, file d'attente, limite de débit) : l'hôte vit, mais nous ne voyons pas ce que voient les visiteurs. Nous écrivons « protection rencontrée ».",
  "watch.method.notdown.2": "Un certificat périmé ou d'un autre nom : le navigateur avertit, le service vit.",
  "watch.method.notdown.3":
    "Un contenu changé : nous le signalons, et disons « défiguration possible » quand des signes précis s'ajoutent. Une personne doit regarder.",
  "watch.method.notdown.4": "Une maintenance prévue ici : le verdict le dit, personne n'est alerté.",
  "watch.method.trust": "Quand nous doutons de nous-mêmes",
  "watch.method.trust.1":
    "La sonde interroge sans cesse des sites témoins sur plusieurs réseaux. S'ils manquent, si plus de 15 % de ses relevés tombent en une minute sur des réseaux sans rapport, ou si elle se tait 90 secondes, elle est écartée, et ce qu'elle a dit dans la minute d'avant aussi.",
  "watch.method.trust.2":
    "Sans point français fiable, la mesure est suspendue : aucun verdict ne change. Une panne de notre disque, de notre horloge ou de notre ligne peut retirer des preuves, jamais en ajouter.",
  "watch.method.hosts": "Les hébergeurs",
  "watch.method.hosts.1":
    "Trois sites d'une même adresse, ou cinq d'un même réseau, tombés en moins de dix minutes et formant au moins la moitié des sites suivis là : c'est un incident de l'hébergeur, et non autant de pannes. Chaque site garde son propre verdict.",
  "watch.method.pace": "À quelle fréquence",
  "watch.method.pace.1":
    "Toutes les cinq minutes au calme ; toutes les minutes après une tentative perdue ; toutes les 30 secondes quand un site ne répond plus, puis de moins en moins souvent.",
  "watch.method.pace.2":
    "Un organisme cité dans une revendication est demandé toutes les 15 secondes pendant six heures, puis toutes les deux minutes jusqu'au lendemain.",
  "watch.method.settled": "Le verdict établi",
  "watch.method.settled.1":
    "Un jour après, chaque verdict est revu avec tout ce qui est arrivé depuis, sans les relevés des points trouvés douteux. S'il diffère du mot en direct, les deux restent visibles.",
  "watch.method.limits": "Ce que la mesure ne dit pas",
  "watch.method.limits.1":
    "Un site inaccessible n'est pas forcément attaqué : panne, maintenance et protection se ressemblent vues d'ici. La règle ne dit jamais pourquoi quelqu'un l'a voulu.",
  "watch.method.limits.2":
    "Elle regarde la page d'accueil : un téléservice peut être en panne derrière une page d'accueil qui répond.",
  "watch.method.more": "Pour aller plus loin",
  "watch.method.public": "La page que tout le monde peut lire",
  "watch.method.public.off":
    "La page publique est fermée. Qui tient les réglages l'ouvre par « public = true » sous [watch].",
  "watch.method.openapi": "L'interface pour les programmes (OpenAPI 3.1)",
} as const;
