import type { Words } from "./cue.ts";
import { claims, data } from "./data-fr.ts";
import { denials } from "./denials-fr.ts";
import { returns } from "./returns-fr.ts";
import { shields } from "./shields-fr.ts";
import { states } from "./states-fr.ts";

/** French ways of saying each stance, folded. */
export const FRENCH: Words = {
  cues: [...denials, ...states, ...returns, ...shields, ...data, claims],
  site: /(?<![a-z0-9])(?:sites?(?! (?:de production|hospitalier|industriel|classe|touristique|d'enfouissement))|portails?|pages? (?:web|d'accueil|internet)|plateformes? en ligne|pages|teleservices?|services? en ligne|(?:rendez-vous|paiements?|demarches?|inscriptions?|reservations?|guichets?|formulaires?|billetterie) en ligne|espaces? (?:\w+ )?(?:patients?|clients?|personnels?|citoyens?|famille|usagers?|parents?|abonnes?|eleves?)|adresses? web|celui|ceux|vitrine|internet de la)(?![a-z0-9])/g,
  inside:
    /(?<![a-z0-9-])(?:services?(?! en ligne)|serveurs?|systemes?|reseaux?|telephon\w+|standards?|messageries?|mails?|courriels?|boites? mail|e-mails?|ordinateurs?|postes?|informatique|logiciels?|etat[- ]civil|guichets?|applications?|dossiers?|donnees|fichiers|bases? de donnees|intranet|imprimantes?|impressions?|paie|paies|cantines?|creches?|mediatheques?|bibliotheques?|rendez-vous|agents|outils|lignes?|accueils?|urgences|operations|consultations|activite|fonctionnement|administration|collectivite|mairie|hopital|ville|commune|municipalite|etablissement|departement|parkings?|badges?|horodateurs?)(?![a-z0-9])/g,
};
