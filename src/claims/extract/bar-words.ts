/** What, beside a name, tells that it is not who was attacked. Folded, both languages. */

export const SAYS_BEFORE =
  /(?:indique|annonce|precise|explique|declare|affirme|assure|fait savoir|selon|d'apres|said|told|according to|cabinet d[eu]|porte-parole d[eu])(?: \w+){0,2} (?:l[ae] |l'|les |the )?$/;
export const SAYS_AFTER =
  /^,? (?:a |ont |has |avait )?(?:indique|annonce|precise|explique|declare|affirme|assure|said|says|announced|told|fait savoir|suit|saisie?|described|describes|calls|called|qualifie|decrit)(?![a-z])/;
/** "Étampes : l'hôpital visé ...": not the town. */
export const OTHER_SUBJECT =
  /^ ?[:.] ?(?:l[ae] |l'|les |une? |the |deux |trois |plusieurs |\d+ )?(?:petite |grosse )?(?:hopital|hopitaux|urgences|hospital|centre hospitalier|chu|clinique|departement|agglo\w*|communaute|metropole|lycee|universite|entreprise|societe|usine|prefecture|ehpad|college|groupe|conseil departemental|conseil regional|region|pme|start-?up|fabricant|magasin|commerce|boulangerie|cabinet|association|club|banque|enseigne|operateur|pompiers|sdis)/;
/** Whom the reporter asked as well: "interrogées, ces villes n'ont pas été inquiétées". */
export const ASKED =
  /^[^.;:]{0,40}(?<![a-z])(?:interrogee?s?|sondee?s?|epargnee?s?|n'(?:a|ont|est|sont) pas (?:ete )?inquiete)/;
/** Who buys from a firm that is spoken of. */
export const OF_CLIENTS =
  /(?<![a-z])(?:clients?|clientele|customers?|(?:cities|towns|villes|communes)[^.;:]{0,60} (?:train|s'entrain\w+|se prepar\w+|prepare for)|pilot (?:schemes?|projects?|sites?)|experiment\w+|testent|are testing|(?:travaill|oeuvr)\w+ pour|works? (?:for|with)|fournisseur (?:de|des|du)|supplier (?:to|of)|supplies|compte parmi|counts|contrats? avec|contracts? with)(?![a-z])/;
export const SEAT =
  /^ ?, (?:the|le|la|l') ?(?:government|gouvernement|prefecture|hospital|hopital|regional|conseil (?:departemental|regional)|departement|departmental|department|region|metropole|agglo|communaute|chu|centre hospitalier|rectorat|academie|universite|university)/;
/** The same after the name of an area: whatever comes but its own authority. */
export const AREA_SUBJECT =
  /^ ?[:.] ?(?:l[ae] |l'|les |une? |des |the |deux |trois |quatre |cinq |plusieurs |\d+ )(?!departement|conseil (?:departemental|regional)|region|collectivite|sites?(?: internet| web)? d[ue]|cyber|attaque)[a-z]/;
/** A chamber at its work: a law on attacks is none. */
export const LAWMAKING =
  /^[^.;:]{0,60}(?<![a-z])(?:adopt\w*|vot(?:e|es|ed|ent|er|ait)|debat\w*|examin\w*|pass(?:ed|es)|approv\w+|approuv\w+|discut\w+|legislat\w+|amend\w*|auditionn\w*|heard|hearing|rejected a bill|proposition de loi|projet de loi|bill)(?![a-z])/;

/** "a council like Mende", "une ville comme Privas": an example, not who was hit. */
export const EXAMPLE =
  /(?:^|[^a-z])(?:an?|any|every|une?|toute|chaque) (?:[a-z-]+ ){0,2}(?:council|town|city|municipality|department|hospital|ville|commune|mairie|collectivite|municipalite|departement|hopital)(?: [a-z-]+){0,2},? (?:like|such as|the size of|comme|telle? que?|de la taille d[e'])(?: ceux| celles?| celui| those)?(?: de| d'| des| du| of)?(?: l[ae]s?)? ?$/;
/** "The ministry, which hosts the sites of all prefectures": where others were hit. */
export const HOSTS_OTHERS =
  /^,? (?:which|that|who|qui) (?:also )?(?:hosts?|runs?|manages?|oversees?|supervises?|maintains?|heberge|gere|supervise|exploite|administre|assure)(?:nt)? (?:the |les |des |l'ensemble d[eu]s? |tous les )?(?:[a-z]+ ){0,2}(?:sites?|websites?|servers?|serveurs?|portails?|portals?|networks?|reseaux?|hebergement|systems?)/;
/** "L'intervention des équipes du ministère": who helps. */
export const HELPS =
  /(?<![a-z])(?:intervention|concours|appui|aide|soutien|expertise|renforts?|assistance|help|support|backing|experts?|equipes|teams?|specialistes?|techniciens|engineers|staff sent|accompagnement)(?: [a-z]+){0,2} (?:d[eu]s?|of|from|by|d'|de l') ?(?:(?:les |des |the )?(?:equipes|teams|experts|services|techniciens|specialistes|agents) (?:d[eu]s?|of|from|at) ?)?(?:la |le |l'|les |the )?$/;
/** "set aside money for smaller towns such as", "945 bénéficiaires, dont": who gets or wants help, or buys. */
export const GIVEN_TO =
  /(?<![a-z])(?:(?:money|aid|help|fund(?:s|ing)?|support|grants?|credits|moyens|aides?|enveloppe|subventions?|soutien|budget|places|equipment) (?:\w+ ){0,2}(?:for|to|pour|aux?|a des|en faveur d[e']) ?(?:[a-z'-]+ ){0,5}|(?:beneficiaires|beneficiair\w+|inscrits|candidat\w*|laureat\w*|participants?|signataires|beneficiaries|winners|applicants|signatories)(?:,? [^.;:]{0,40})?,? ?(?:: |dont |comme |parmi lesquel\w+ |including |such as |among them )(?:ceux d[eu]s? |celles? d[eu]s? |l[ae]s? |the )?(?:villes? |communes? |mairies? |cit(?:y|ies) |towns? )?(?:de |d'|du |des |of )?|(?:completing|joining|congratulat\w+|praised|praises|salue|felicite|thanked|thanks) (?:[a-z]+ ){0,3}(?:such as |like |comme )?)$/;
/** "an analyst at the firm Orvane". */
export const FIRM_OF =
  /(?<![a-z])(?:at|of|from|with|by|for|de|du|chez|pour|par|d') ?(?:the (?:\w+ )?(?:firm|company|provider)|l'entreprise|la (?:societe|pme)|l'(?:editeur|hebergeur)|le prestataire) $/;
/** What the office does next shows that it was the one. */
export const WAS_ITS_OWN =
  /(?<![a-z])(?:the (?:ministry|prefecture|agency|authority|institution)|it|le ministere|la prefecture|l'agence|il|elle) (?:has |have |had |a |avait )?(?:also |aussi |egalement )?(?:filed|lodged|shut|suspended|disconnected|isolated|reset|closed|apologi[sz]ed|depose|porte plainte|suspendu|isole|ferme|coupe|deconnecte|reinitialise|presente ses excuses)/;
/** "The ministry said hackers hit a bank": nothing in it is its own. */
export const SAYS_OF_OTHERS =
  /^,? (?:said|says|announced|reported)(?: on \w+(?![a-z]))?(?: that)?(?![^.;]*(?<![a-z])(?:it|its|itself|they|their|he|his|she|her|we|our|there|no|not|both|several|systems?|servers?|(?:web)?sites?|ministry|ministries|prefecture|data|e-?mails?)(?![a-z]))/;
