/** Texts of what is done in the watch: a census, lists, sites, points of measurement, and the line of the overview. */
export const frWatchActs = {
  "refused.too-many": "Il y en a trop. Retirez-en d'abord, ou annulez ce qui ne vaut plus.",
  "refused.too-many-sites":
    "Il y a trop de sites pour cela. Choisissez-en moins, ou cessez d'en suivre d'abord.",
  "refused.too-many-tags": "Un site porte vingt étiquettes au plus. Retirez-en.",
  "refused.too-many-vantages":
    "Il y a eu trop de points de mesure pour les distinguer tous. Reprenez le nom d'un point retiré.",
  "refused.unknown-body":
    "Cet organisme n'est pas dans le répertoire. Choisissez-en un dans la liste proposée.",
  "refused.out-of-reach":
    "L'histoire des mesures ne va pas jusque-là. Choisissez un moment des 400 derniers jours, et qui soit passé.",
  "refused.history-busy":
    "L'histoire des mesures ne peut pas être écrite en ce moment. Réessayez dans un instant.",

  "watch.reason": "Raison",
  "watch.reason.hint": "Elle reste dans la main courante.",
  "watch.act.rate": "Mesurer plus souvent",
  "watch.act.rate.title": "Mesurer plus souvent : {name}",
  "watch.act.rate.span": "Pendant",
  "watch.act.rate.60": "1 heure",
  "watch.act.rate.360": "6 heures",
  "watch.act.rate.1440": "24 heures",
  "watch.act.rate.reason": "Par exemple : cité dans une revendication. Elle s'affiche sur la page du site.",
  "watch.act.rate.consequence":
    "Le site est demandé toutes les 15 secondes pendant six heures au plus, puis toutes les 2 minutes. Cela cesse de soi-même à la fin.",
  "watch.act.rate.done": "Le site est mesuré plus souvent dès le prochain échange avec les sondes.",
  "watch.act.maintenance": "Prévoir une maintenance",
  "watch.act.maintenance.do": "Prévoir",
  "watch.act.maintenance.title": "Prévoir une maintenance : {name}",
  "watch.act.maintenance.what": "Ce qui est fait",
  "watch.act.maintenance.what.hint": "Visible de qui ouvre cette page.",
  "watch.act.maintenance.from": "Début (heure de Paris)",
  "watch.act.maintenance.to": "Fin (heure de Paris)",
  "watch.act.maintenance.order": "La fin doit venir après le début.",
  "watch.act.maintenance.consequence":
    "Les verdicts de cette période porteront « maintenance », et personne ne sera alerté. Une maintenance prévue peut être annulée.",
  "watch.act.maintenance.done": "La maintenance est prévue.",
  "watch.act.change": "Corriger",
  "watch.act.change.title": "Corriger : {name}",
  "watch.act.change.consequence":
    "Chaque changement est inscrit avec l'ancienne et la nouvelle valeur ; un autre changement le défait. Les mesures restent.",
  "watch.act.change.done": "C'est corrigé.",
  "watch.act.remove": "Ne plus suivre",
  "watch.act.remove.do": "Ne plus suivre ce site",
  "watch.act.remove.title": "Ne plus suivre : {name}",
  "watch.act.remove.consequence":
    "Le site n'est plus demandé et quitte listes et cartes. Ajouté de nouveau, il aura un autre numéro et une nouvelle histoire ; la main courante garde l'ancienne.",

  "watch.tag.open": { one: "Étiqueter ce site", other: "Étiqueter ces {count} sites" },
  "watch.tag.open.all": { one: "Étiqueter ce site", other: "Étiqueter tous les sites ({count})" },
  "watch.tag.title": { one: "Étiqueter {count} site trouvé", other: "Étiqueter {count} sites trouvés" },
  "watch.tag.title.all": { one: "Étiqueter le site suivi", other: "Étiqueter les {count} sites suivis" },
  "watch.tag.way": "Ce qui change",
  "watch.tag.add": "Ajouter ces étiquettes",
  "watch.tag.remove": "Retirer ces étiquettes",
  "watch.tag.hint": "Séparées par des virgules. On peut ensuite filtrer la liste par étiquette.",
  "watch.tag.consequence.add": {
    one: "{count} site portera ces étiquettes, en plus des siennes. Cela reste dans la main courante ; les retirer le défait.",
    other:
      "{count} sites porteront ces étiquettes, en plus des leurs. Cela reste dans la main courante ; les retirer des mêmes sites le défait.",
  },
  "watch.tag.consequence.remove": {
    one: "{count} site ne portera plus ces étiquettes ; les autres restent. Cela reste dans la main courante ; les ajouter le défait.",
    other:
      "{count} sites ne porteront plus ces étiquettes ; les autres restent. Cela reste dans la main courante ; les ajouter aux mêmes sites le défait.",
  },
  "watch.tag.too-many": "On étiquette {count} sites au plus à la fois. Cherchez ou filtrez d'abord.",
  "watch.tag.do.add": { one: "Étiqueter ce site", other: "Étiqueter ces {count} sites" },
  "watch.tag.do.remove": { one: "Retirer de ce site", other: "Retirer de ces {count} sites" },
  "watch.tag.done.add": {
    one: "{count} site a reçu : {tags}.",
    other: "{count} sites ont reçu : {tags}.",
  },
  "watch.tag.done.rest": { one: "{count} était déjà ainsi.", other: "{count} étaient déjà ainsi." },
  "watch.tag.done.remove": {
    one: "{count} site ne porte plus : {tags}.",
    other: "{count} sites ne portent plus : {tags}.",
  },

  "watch.add": "Ajouter un site",
  "watch.add.url": "Adresse",
  "watch.add.url.hint":
    "https://www.ville.fr/, ou tcp://hôte:port, ou dns:nom. L'organisme se reconnaît souvent au nom.",
  "watch.add.name": "Nom",
  "watch.add.name.hint": "Facultatif : sinon celui de l'organisme.",
  "watch.add.body": "Organisme",
  "watch.add.body.hint": "Commune, département, préfecture, hôpital... Videz le champ s'il n'y en a pas.",
  "watch.add.tags": "Étiquettes",
  "watch.add.tags.hint": "Facultatives, séparées par des virgules.",
  "watch.add.refused":
    "Cette adresse ne peut pas être suivie : il faut une adresse publique en http, https, tcp:// avec un port, ou dns:, sans nom ni mot de passe.",
  "watch.add.do": "Suivre ce site",
  "watch.add.done": "{host} est suivi. Organisme : {body}.",
  "watch.add.look": "Voir sa page",

  "watch.import.answer": "Quels sites faut-il suivre ?",
  "watch.import.detail":
    "Une adresse par ligne, ou un tableau CSV avec une colonne d'adresses. Rien n'est inscrit avant que vous ayez vu ce qui est compris.",
  "watch.import.title": "Importer une liste",
  "watch.import.text": "La liste",
  "watch.import.text.hint": "Collez-la ici, ou choisissez un fichier. Jusqu'à 5 Mo.",
  "watch.import.file": "Choisir un fichier",
  "watch.import.too-large": "Ce fichier est trop gros : {size} au plus. Coupez-le en plusieurs.",
  "watch.import.loaded": "Une liste de {lines} lignes est prête à être examinée.",
  "watch.import.empty": "La retirer",
  "watch.import.look": "Examiner la liste",
  "watch.import.reading": "Lecture en cours...",
  "watch.import.record": "Inscrire",
  "watch.import.source": "D'où vient cette liste",
  "watch.import.source.hint": "Nom et adresse de la source : montrés avec la liste.",
  "watch.import.licence": "Licence",
  "watch.import.licence.hint": "Par exemple Licence Ouverte 2.0.",
  "watch.import.lead":
    "Un responsable peut inscrire cette liste. Vous pouvez l'examiner et lui dire ce que vous voyez.",
  "watch.import.consequence": {
    one: "{count} site sera suivi et demandé toutes les cinq minutes, poliment, avec l'adresse de contact des réglages. On peut cesser de le suivre à tout moment.",
    other:
      "{count} sites seront suivis et demandés toutes les cinq minutes, poliment, avec l'adresse de contact des réglages. On peut cesser de les suivre à tout moment.",
  },
  "watch.import.do": { one: "Suivre ce site", other: "Suivre ces {count} sites" },
  "watch.import.recording": "Inscription en cours...",
  "watch.import.done": {
    one: "{count} site ajouté ; {rest}.",
    other: "{count} sites ajoutés ; {rest}.",
  },
  "watch.import.done.look": "Voir la liste : les premiers verdicts viennent en quelques minutes.",
  "watch.import.done.unmatched": "Voir les sites sans organisme, pour le leur donner.",
  "watch.imports": "Listes importées",
  "watch.imports.line": {
    one: "{lines} lignes : {count} site ajouté, {rest}",
    other: "{lines} lignes : {count} sites ajoutés, {rest}",
  },
  "watch.imports.known": { one: "{count} déjà suivi", other: "{count} déjà suivis" },
  "watch.imports.refused": { one: "{count} refusé", other: "{count} refusés" },
  "watch.imports.unmatched": { one: "{count} sans organisme", other: "{count} sans organisme" },
  "watch.preview": { one: "{count} ligne lue", other: "{count} lignes lues" },
  "watch.preview.count": "{n}",
  "watch.preview.sites": "Sites nouveaux",
  "watch.preview.matched": "Rattachés à un organisme",
  "watch.preview.likely": "dont à relire",
  "watch.preview.unmatched": "Sans organisme",
  "watch.preview.unmatched.save": {
    one: "Télécharger la ligne sans organisme ou refusée (CSV)",
    other: "Télécharger les {count} lignes sans organisme ou refusées (CSV)",
  },
  "watch.preview.known": "Déjà suivis ou en double",
  "watch.preview.refused": "Lignes refusées",
  "watch.preview.doubtful": {
    one: "{count} rattachement douteux",
    other: "{count} rattachements douteux",
  },
  "watch.preview.doubtful.help": {
    one: "Le voici. Choisissez l'organisme, ou laissez tel quel : cela se corrige aussi plus tard.",
    other:
      "En voici {count}. Choisissez l'organisme, ou laissez tel quel : cela se corrige aussi plus tard, sur la page du site.",
  },
  "watch.preview.more": { one: "Montrer l'autre ({count})", other: "En montrer plus ({count} autres)" },
  "watch.preview.others": { one: "{count} autre exemple", other: "{count} autres exemples" },
  "watch.preview.choose": "Organisme de {url}",
  "watch.preview.refused.title": {
    one: "{count} ligne refusée, et pourquoi",
    other: "{count} lignes refusées, et pourquoi",
  },
  "watch.preview.print": "Empreinte SHA-256 de la liste : {sha256}...",

  "watch.census.ask": "Qui était joignable à un instant donné ?",
  "watch.census.ask.detail":
    "Choisissez un moment : chaque site suivi est jugé par la règle sur la période qui finit à ce moment. Le résultat s'emporte et se défend.",
  "watch.census.at": "Moment (heure de Paris)",
  "watch.census.minutes": "Période jugée, jusque-là",
  "watch.census.ahead": "Ce moment n'est pas encore venu.",
  "watch.census.take": "Recenser",
  "watch.census.counting": "Recensement du {time}...",
  "watch.census.refused": "Pas de recensement du {time}.",
  "watch.census.answer": "Le {time} : {counts}",
  "watch.census.defence": {
    one: "{count} site jugé sur la période du {from} au {to} ({zone}), par la règle {rule}, mesuré depuis : {vantages}.",
    other:
      "{count} sites jugés sur la période du {from} au {to} ({zone}), par la règle {rule}, mesurés depuis : {vantages}.",
  },
  "watch.census.inconclusive": {
    one: "{count} site sans verdict n'est compté ni joignable ni injoignable.",
    other: "{count} sites sans verdict ne sont comptés ni joignables ni injoignables.",
  },
  "watch.census.row.d": { one: "{count} sur {n} sans réponse", other: "{count} sur {n} sans réponse" },
  "watch.census.rows": "Sites recensés",
  "watch.census.nothing": "Aucun site de ce verdict.",
  "watch.census.csv": "Emporter tout (CSV)",
  "watch.census.json": "Emporter tout (JSON)",
  "watch.census.confirmed": "confirmé",

  "watch.hosters.none": "Aucun incident d'hébergeur en ce moment.",
  "watch.hosters.answer": {
    one: "{count} incident d'hébergeur en cours : {sites} sites touchés ensemble.",
    other: "{count} incidents d'hébergeurs en cours : {sites} sites touchés ensemble.",
  },
  "watch.hosters.help":
    "Beaucoup de sites d'un même réseau qui tombent ensemble : la cause est chez leur hébergeur, pas dans chaque mairie.",
  "watch.hosters.running": "En cours",
  "watch.hosters.over": "Terminés",
  "watch.hoster.open": {
    one: "{count} des {watched} sites suivis ne répond plus depuis {time}.",
    other: "{count} des {watched} sites suivis ne répondent plus depuis {time}.",
  },
  "watch.hoster.closed": {
    one: "{count} des {watched} sites suivis ne répondait plus, à partir de {time}, pendant {span}.",
    other: "{count} des {watched} sites suivis ne répondaient plus, à partir de {time}, pendant {span}.",
  },
  "watch.hoster.cause": "Le plus souvent : {cause}.",
  "watch.hoster.rule": "Règle {rule}.",
  "watch.hoster.sites": "Voir les sites de ce réseau",

  "watch.vantages.none": "Aucun point de mesure n'est fiable : les verdicts n'évoluent plus.",
  "watch.vantages.answer": {
    one: "{count} point de mesure fiable sur {all}.",
    other: "{count} points de mesure fiables sur {all}.",
  },
  "watch.vantages.confirm": "Deux points français au moins : une panne peut être confirmée.",
  "watch.vantages.alone":
    "Moins de deux points français fiables : le mot « confirmé » n'est pas employé. Ajoutez-en un dans une autre ville, chez un autre opérateur.",
  "watch.vantage.local": "La sonde de cette maison",
  "watch.vantage.local.named": "la sonde de cette maison",
  "watch.vantage.heard": "Dernières nouvelles",
  "watch.vantage.canaries": "Sites témoins",
  "watch.vantage.resolvers": "Serveurs de noms",
  "watch.vantage.of": "{ok} sur {total} répondent",
  "watch.vantage.pace": "Cadence",
  "watch.vantage.rate": { one: "{rate} relevé par seconde", other: "{rate} relevés par seconde" },
  "watch.vantage.place": "Pays, réseau",
  "watch.vantage.admin": "Un administrateur peut ajouter un point de mesure.",
  "watch.vantage.remove": "Retirer",
  "watch.vantage.remove.about": "Retirer : {name}",
  "watch.vantage.remove.title": "Retirer le point de mesure « {name} »",
  "watch.vantage.remove.consequence":
    "Son jeton ne vaut plus rien aussitôt. Ce qu'il a mesuré reste dans l'histoire et compte toujours.",
  "watch.vantage.add": "Ajouter un point de mesure",
  "watch.vantage.add.help":
    "Une machine ailleurs, chez un autre opérateur, avec Node.js et Beffroi. Ceux de France décident, ceux de l'étranger informent.",
  "watch.vantage.add.name": "Nom",
  "watch.vantage.add.name.hint": "Par exemple : Lyon, chez un hébergeur.",
  "watch.vantage.add.id": "Identifiant",
  "watch.vantage.add.id.hint": "Minuscules, chiffres et tirets : lyon, ovh-roubaix.",
  "watch.vantage.add.country": "Pays",
  "watch.vantage.add.country.hint": "Deux lettres : FR.",
  "watch.vantage.add.network": "Réseau",
  "watch.vantage.add.network.hint": "Facultatif : l'opérateur.",
  "watch.vantage.add.do": "Ajouter et montrer le jeton",
  "watch.vantage.token": "jeton",
  "watch.vantage.token.once":
    "Le jeton de « {name} » n'est montré que cette fois. Perdu, retirez le point et ajoutez-le de nouveau.",
  "watch.vantage.token.file":
    "Sur l'autre machine, mettez-le dans un fichier « {file} » que vous seul pouvez lire (chmod 600) :",
  "watch.vantage.token.start": "Puis démarrez la sonde :",
  "watch.vantage.command": "commande",

  "watch.overview": "Veille des sites publics",
  "watch.overview.suspended": "Mesure suspendue.",
  "watch.overview.more": "Voir les sites",
} as const;
