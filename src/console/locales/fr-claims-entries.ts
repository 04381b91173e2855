/** Journal entries of the register. */
export const frClaimsEntries = {
  "entry.claims.document-read":
    "Registre : lu « {title} » (organismes visés : {attacks}, déclarations : {statements}).",
  "entry.claims.attacks-read": {
    one: "Registre : {count} organisme lu comme visé ({names}).",
    other: "Registre : {count} organismes lus comme visés ({names}).",
  },
  "entry.claims.statements-read": {
    one: "Registre : {count} déclaration lue.",
    other: "Registre : {count} déclarations lues.",
  },
  "entry.claims.names-unresolved": {
    one: "Registre : {count} nom à éclaircir ({names}).",
    other: "Registre : {count} noms à éclaircir ({names}).",
  },
  "entry.claims.targets-listed": {
    one: "Registre : {count} nom d'une liste de cibles.",
    other: "Registre : {count} noms d'une liste de cibles.",
  },
  "entry.claims.document-reread":
    "Registre : document relu avec les règles {extractor} (avant : {before}) ; lectures retirées : {withdrawn}.",
  "entry.claims.readings-kept": {
    one: "Registre : {count} document relu avec les règles {extractor}, sans changement.",
    other: "Registre : {count} documents relus avec les règles {extractor}, sans changement.",
  },
  "entry.claims.attack-reviewed.confirmed": "Registre : {name} visé, confirmé.",
  "entry.claims.attack-reviewed.corrected":
    "Registre : {name}, {type}, corrigé en {newName}, {newType}. {reason}",
  "entry.claims.attack-reviewed.rejected": "Registre : {name} écarté, ce n'est pas une attaque. {reason}",
  "entry.claims.attack-added": "Registre : {name} ajouté aux organismes visés. {reason}",
  "entry.claims.name-dismissed": "Registre : « {name} » ne désigne personne d'ici. {reason}",
  "entry.claims.statement-reviewed.confirmed": "Registre : déclaration confirmée ({speaker} {stance}).",
  "entry.claims.statement-reviewed.corrected":
    "Registre : déclaration corrigée, « {speaker} {stance} » devient « {newSpeaker} {newStance} ». {reason}",
  "entry.claims.statement-reviewed.rejected": "Registre : déclaration écartée ({speaker} {stance}). {reason}",
  "entry.claims.statement-added": "Registre : déclaration ajoutée ({speaker} {stance}). {reason}",
  "entry.claims.documents-moved": {
    one: "Registre : {count} document changé d'événement. {reason}",
    other: "Registre : {count} documents changés d'événement. {reason}",
  },
  "entry.claims.events-parted": "Registre : deux événements qui se ressemblent restent distincts. {reason}",
  "entry.claims.event-named": "Registre : événement nommé « {new} ».",
  "entry.claims.verdict-given":
    "Registre : {name} : {verdict} ({d} relevés sans réponse sur {n}, règle {rule}).",
  "entry.claims.verdict-given.unmeasured": "Registre : {name} : {verdict} (règle {rule}).",
  "entry.claims.acted.rate-raised": {
    one: "Registre : mesures plus serrées pour {count} organisme.",
    other: "Registre : mesures plus serrées pour {count} organismes.",
  },
  "entry.claims.acted.gateway-alerted": "Registre : passerelles mises en alerte à l'avance pour {sites}.",
  "entry.claims.acted.room-told": "Registre : revendication notée dans la cellule de crise pour {sites}.",
  "entry.claims.acted": "Registre : la maison a réagi à une revendication.",
  "entry.claims.gateway-released": "Registre : alerte des passerelles levée pour {sites}. {reason}",
  "entry.claims.published": {
    one: "Registre : « {title} » publié, {count} organisme.",
    other: "Registre : « {title} » publié, {count} organismes.",
  },
  "entry.claims.withdrawn": "Registre : page publique retirée. {reason}",
} as const;
