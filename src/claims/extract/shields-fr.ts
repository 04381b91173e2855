import { any, before, type Cue } from "./cue.ts";
import { CUT, MEASURE, OWNER, SWITCH_OFF, THINGS } from "./lexicon-fr.ts";

/** French ways of saying that whoever runs it cut it off or shielded it. Folded. */

const SITE =
  "(?:billetterie|guichets? en ligne|sites?|portails?|plateformes?|pages?|teleservices?|services? en ligne|applications?|vitrine)";
const LINKS =
  "(?:connexions?|liaisons?|liens?|acces (?:distants?|a distance|exterieurs?|externes?|a internet|internet|wi-?fi)|vpn|comptes|passerelles?|flux|echanges|interconnexions?|ports|ponts|internet|trafic)";
const SHIELD =
  "(?:protections?|protecteurs?|defenses?|filtr\\w+|pare-?feux?|boucliers?|anti-?ddos|anti-?robots?|contre-mesures?|garde-fous?|(?:dispositifs?|systemes?|mesures?|outils?|equipements?|mecanismes?|regles?|reglages?) (?:\\w+ )?(?:de (?:securite|protection|defense|filtrage|blocage|precaution|mitigation)|prises?|mises?|adoptees?|deployee?s?|activee?s?|preventi\\w+))";
const DONE =
  "(?:coupe|ferme|suspendu|desactive|arrete|bloque|mis hors(?: |-)ligne|debranche|deconnecte|retire|verrouille|eteint|isole|interrompu)(?:e|s|es)?";
/** Hackers and floods cut off, too. */
const NOT_BY_OWNER = before(
  "(?:attaqu\\w*|cyber-?attaqu\\w*|pirates?|hackers?|groupe|gang|assaillants|rancongiciel|virus)(?: [^.;]{0,45})?",
);

export const shields: Cue[] = [
  {
    stance: "own-protection",
    words: any(
      `(?:mairie|ville|commune|municipalite|collectivite|departement|region|hebergeur|agglomeration|metropole|hopital|direction|prestataire|chu|ministere|universite)(?: [^.;,]{0,40}?)? (?:coupe|debranche|deconnecte|isole|eteint|ferme|suspend|desactive|arrete|stoppe)(?:nt)? (?:tous? |toutes? )?(?:l[ae]s? |l'|ses |son |leurs? |sa )?(?:\\w+ )?${THINGS}`,
      `tout ${SWITCH_OFF}|(?:c'est nous|nous-memes?) (?:qui )?(?:avons )?${CUT}|bascul\\w+ (?:[^.;,]{0,40} )?(?:trou noir|en maintenance|en mode)`,
      `(?:decid|choisi|prefer|opt|resolu|contraint|oblig|ordonn|demand|pris la decision|pris le parti|pris l'initiative|fait le choix|(?:a|ont|avons|avait) due?|fallu|procede)\\w*(?: (?:de|a|d'|pour|par))?(?: \\w+){0,2} ?${SWITCH_OFF}(?: [^.;]{0,50}?)? (?:d'|l'|l[ae]s? |ses |son |tout )?${THINGS}`,
      `(?:s'est|se sont|s'etai\\w+|nous sommes) (?:\\w+ )?(?:deconnecte|coupe|debranche|isole)(?:e|s|es)?(?: (?:d'internet|du reseau|du monde|de l'exterieur))?`,
      `(?:consigne|ordre|instruction)s?(?: [^.;,]{0,45})? (?:d'|de )${SWITCH_OFF}`,
      "(?:romp|rompu|tranch|sectionn)\\w* (?:ses |les |leurs |toutes? |tous )(?:\\w+ )?(?:liaisons?|liens?|connexions?|acces)",
      "mis(?:e|es)? en (?:quarantaine|securite)|mis(?:e|es)? a l'abri",
      `(?:elles?|lui|eux|nous)-memes? (?:\\w+ )?${CUT}|de (?:son|leur|notre) propre (?:chef|initiative)`,
      `(?:mis|passe|place|bascul)(?:e|s|es)? en maintenance`,
      "(?:protections?|pare-?feux?|boucliers?|filtres?|filtrages?|anti-?ddos|antivirus)(?: [^.;]{0,60})? (?:bloqu|empech|limit|restrei|interdi|coup|refus|rejet|rend|isol)\\w*(?:[^.;,]{0,40}(?:inaccessible|indisponible)s?)?",
      "comptes?(?: [^.;,]{0,30})? (?:a|ont) (?:\\w+ )?(?:ete )?(?:\\w+ )?(?:bloque|suspendu|desactive|reinitialise|ferme)(?:e|s|es)?",
      "(?:restreint|limite|reserve|autorise)(?:e|s|es)? (?:aux |a la |a |depuis la |aux seul\\w+ )(?:\\w+ )?(?:adresses|connexions|france|visiteurs|internautes)(?: \\w+)?",
      "(?:internet|exterieur)(?: [^.;,]{0,20})? (?:a ete|ont ete|est|sont) (?:\\w+ )?(?:coupe|suspendu|ferme|bloque)(?:e|s|es)? (?:le temps|dans l'attente|jusqu'a nouvel ordre|afin|pour)",
      `(?:connexions?|trafic|acces)(?: [^.;,]{0,20})? (?:venant|provenant|depuis|en provenance|venues?) (?:de |d')l'etranger`,
      "(?:mecanismes?|dispositifs?|mesures?|systemes?|outils?|protections?) (?:\\w+ )?(?:de protection|anti-?ddos|de filtrage|de mitigation|de blocage)[^.;]{0,60}(?:inaccessible|indisponible|bloqu\\w+|coup\\w+|rendre|activ\\w+|declench\\w+|ferm\\w+)",
      "(?:activ\\w+|declench\\w+|mise en place|enclench\\w+) (?:\\w+ ){0,4}(?:mecanismes?|dispositifs?|mesures?) de protection",
      `(?:${THINGS}|tout)(?: [^.;]{0,60}?)? (?:a|ont|ait|avait|avaient|est|sont|etaient|etait|reste\\w*|s'est|aurai\\w+)(?: \\w+){0,3} (?:ete )?(?:\\w+ )?${CUT}[^.;]{0,50}${MEASURE}`,
      `(?:serveurs?|reseaux?|systemes? (?:d'information|informatiques?)|acces (?:a )?internet|connexions?|sauvegardes?|postes|liaisons?|ordinateurs?|machines)(?: [^.;,]{0,50}?)? (?:a|ont|avait|avaient|est|sont|etaient|etait)(?: \\w+){0,2} (?:ete )?(?:\\w+ )?(?:coupe|deconnecte|debranche|isole|eteint|mis hors ligne|mis a l'arret|arrete|desactive)(?:e|s|es)?`,
      `${MEASURE}[^.;]{0,110}(?:${CUT}|couper|isoler|deconnecter|debrancher|eteindre|fermer|suspendre|arreter|coupure|isolement|fermeture|arret|deconnexion|mis hors ligne|mettre hors ligne|mise hors ligne)`,
      `(?:a|ont|avons|avait|avaient|aurai\\w+)(?: \\w+){0,3} (?:immediatement |aussitot |rapidement |preventivement |volontairement |decide de |choisi de |du |prefere |pris la decision de |fait le choix de )*(?:coupe|deconnecte|debranche|isole|eteint|mis hors(?: |-)(?:ligne|tension)|couper|deconnecter|debrancher|isoler|eteindre|fermer|desactiver|arreter|suspendre)(?:[^.;]{0,60})?${THINGS}`,
      "(?:mairie|ville|commune|municipalite|collectivite|departement|region|hebergeur|services|equipes?|nous|elle|il|on|agglomeration|hopital|direction|prestataire)(?: [^.;,]{0,40}?)? (?:a|ont|avons) (?:\\w+ ){0,2}mis (?:[^.;,]{0,40}? )?(?:hors(?: |-)(?:ligne|tension)|a l'arret)",
      "bascul\\w+ en mode (?:filtrage|protection|securite)|(?:ordre|decision|consigne)[^.;]{0,30} d'(?:arreter|eteindre|couper|debrancher|isoler)[^.;]{0,30}",
      "(?:deconnect|coup|isol|debranch|eteign)ant (?:tout|le |la |les |l'|leurs? |ses |nos |l'ensemble )",
      "(?:avons|a|ont|avoir) tout (?:coupe|debranche|arrete|eteint|deconnecte|isole)",
      `(?:isolement|coupure|mise hors ligne|deconnexion|arret|extinction|debranchement|fermeture) (?:\\w+ )?(?:complet|complete|total|totale|immediat|immediate|preventif|preventive|volontaire|d'urgence)?(?: )?(?:du|des|de la|de l'|de|d')(?: )?(?:\\w+ ){0,4}?${THINGS}`,
      `(?:${CUT}|couper|isoler|deconnecter|debrancher|eteindre|fermer|suspendre|arreter|coupure|isolement|fermeture|deconnexion)[^.;]{0,90}${MEASURE}`,
      "(?:ferm|coup|suspend|bloqu|restrein|limit)\\w*(?: \\w+){0,4} (?:aux|les|des) (?:connexions|adresses|acces)(?: \\w+){0,3} (?:etranger|hors de france|depuis l'etranger)\\w*",
      "(?:filtrage|blocage|geoblocage) (?:geographique|des adresses|des connexions)",
    ),
    unless:
      /(?<![a-z])(?:conseill\w+|recommand\w+|il faut|il convient|faut-il|pourrait|devrait|en cas d[e'])(?: [^.;]{0,60})?$/,
  },
  {
    stance: "own-protection",
    words: any(
      `${OWNER}(?: (?!attaqu|pirate|hacker|groupe|dit|affirme|que)[\\w'-]+){0,5} (?:a |ont |avons |ai |ayant |aurait |avait |avaient )?(?:\\w+ment |aussitot |d'abord |donc |tout de suite |ensuite |du |fait |fait le choix de |decide de |prefere )*(?:coup|ferm|suspend|bloqu|debranch|deconnect|isol|confin|cloisonn|restrei|limit|filtr|desactiv|arret|interromp|rompu|retir|verrouill|etein)\\w* (?:(?:tous?|toutes?|l[ae]s?|ses|son|sa|leurs?|nos|notre|l'ensemble des|l'acces (?:a|au|aux|de)|l'|l'integralite des|la totalite des|quelques|plusieurs) ){0,3}(?:l'|d')?(?:\\w+ )?(?:${LINKS}|${SITE}|${THINGS})`,
      `(?:bloqu|filtr|coup|ferm|restrei|limit|refus|interdi|suspend|rejet)\\w*(?: [^.;,]{0,30})? (?:trafic|connexions?|acces|adresses|requetes|visiteurs|internautes|visites)(?: \\w+){0,2} (?:etrang\\w+|venu\\w* de l'etranger|depuis l'etranger|provenant|hors de france|internationa\\w+|exterieur\\w*|suspect\\w*)`,
      `(?:acces|connexions?|trafic|adresses|visiteurs|requetes)(?: [^.;,]{0,20})? (?:etrang\\w+|(?:depuis|de|venant de|venus? de|en provenance de) l'etranger)(?: [^.;,]{0,20})? ${DONE}`,
      `(?:inaccessib|indisponib|injoignab|coup|interruption|hors ligne|hors service|ferm|blocage|panne)\\w*[^.;]{0,30} (?:parce qu[e']|car|en raison|du fait|due?s? a|liee?s? a|a cause|provoque\\w* par|causee?s? par|s'expliqu\\w+ par|resultat de|consequence de|effet de)[^.;]{0,50}${SHIELD}`,
      `(?:indisponib|inaccessib|injoignab)\\w*[^.;]{0,20} (?:parce qu[e']|car)[^.;]{0,40} (?:filtr|bloqu|coup|ferm|suspend|protege)\\w*`,
      `${SHIELD}(?: [^.;:]{0,45})? (?:bloqu|coup|ferm|empech|rend(?:ent|ait|aient|ant|u) (?:le|la|les|son|ses|l')|limit|restrei|prive|verrouill|interdi)\\w*`,
      "(?:restreint|limite|reserve|autorise|ouvert)(?:e|s|es)?(?: [^.;,]{0,30})? (?:aux? |a la |a |depuis la |aux seul\\w+ )(?:\\w+ )?(?:adresses|connexions|france|visiteurs|internautes|territoire|public)(?: \\w+)?",
      `(?:demand|ordonn|pri|invit|consign|somm|impos|interdi|appel|exig)\\w*(?: [^.;,]{0,35})? (?:d'|de |a )(?:ne pas |ne plus |tout )?(?:eteindre|allumer|rallumer|debrancher|couper|utiliser|deconnecter|ouvrir|se connecter|arreter)(?: [^.;,]{0,30})?(?:ordinateurs?|postes?|machines?|pc|reseau|serveurs?|messagerie|materiel|appareils?|session|informatique)`,
      `${LINKS}(?: [^.;,]{0,50})? (?:a|ont|avait|avaient|est|sont|etaient|etait)(?: \\w+){0,2} (?:ete )?(?:\\w+ )?(?:rompu|interrompu|suspendu|coupe|ferme|desactive|bloque|debranche|sectionne)(?:e|s|es)?`,
      `(?:mis|mise|place|placee|passe|bascul\\w*)(?:e|s|es)? (?:en|sous) (?:quarantaine|securite|maintenance|cloche|protection)`,
      `(?:coupe|ferme|suspendu|eteint|arrete|isole|bloque|desactive|debranche|deconnecte|confine|interrompu|limite|restreint|retire|mise? hors(?: |-)(?:ligne|service))(?:e|s|es)? (?:[^.;,]{0,30} )?par (?:la |l'|le |les |son |nos |notre |leur |ses )(?:\\w+ )?${OWNER}`,
      `${OWNER}(?: [^.;,]{0,40})? l(?:'|es )(?:a|ont|avait|avaient) (?:\\w+ )?(?:coupe|ferme|suspendu|eteint|arrete|isole|desactive|debranche|deconnecte|retire|mis hors(?: |-)ligne)(?:e|s|es)?`,
      `(?:active|declenche|mis en place|deploye|enclenche|installe|instaure|pose)(?:e|s|es)? (?:\\w+ ){0,3}(?:filtr\\w+|protections?|boucliers?|pare-?feux?|geoblocage|anti-?ddos)`,
      `(?:vien|provien|decoul|result|tien|imput)\\w* (?:de|des|du|a|aux?|d')(?: ?(?:la|l'|les|ses|nos|leurs?|un|une))? ?(?:\\w+ )?${SHIELD}`,
      "(?:prefer|choisi|tien|tena|attend)\\w* (?:[^.;,]{0,30} )?(?:verifi|control|attend|s'assur)\\w* [^.;]{0,50} avant de (?:remettre|rouvrir|rallumer|relancer|redemarrer|retablir)",
      `${CUT}(?: [^.;,]{0,25})? par (?:ses|nos|leurs) (?:propres )?soins`,
      "(?:bascul|redirig|renvo|remplac|orient)\\w* (?:[^.;,]{0,40} )?(?:vers|sur|par) une page (?:d'attente|statique|de maintenance|allegee|d'information|provisoire)",
      `cloisonn\\w* (?:[^.;,]{0,20} )?${THINGS}|(?:mis|mise|place|placee)s? (?:a|en) l'isolement`,
      `(?:mis|mise)s? hors(?: |-)ligne(?: [^.;,]{0,25})? par (?:l[ae]s? |ses |nos |leurs |l')(?:\\w+ )?(?:services?|equipes?|informaticiens?|ville|mairie|commune|agents|astreinte|soins|technicien\\w*|collectivite|departement|region|agglomeration|metropole)`,
      `${THINGS}(?: [^.;,]{0,30})? (?:a ete|ont ete|est|sont) (?:\\w+ )?stopp(?:e|es|ee|ees)`,
      "a (?:son|leur|notre) (?:propre )?initiative|de (?:son|leur|notre) (?:propre )?(?:fait|chef|initiative)",
      "(?:coupure|fermeture|arret|mise hors ligne|deconnexion|suspension)(?: [^.;,]{0,25})? (?:est|etait|releve|resulte|relevait) (?:\\w+ )?(?:notre|sa|leur|une|d'une|de notre|de sa) (?:\\w+ )?(?:decision|choix|initiative|precaution)",
      "bascul\\w* [^.;,]{0,35} (?:page d'attente|page statique|page de maintenance)",
      "volontairement (?:ete )?(?:rendu|mis)(?:e|s|es)? (?:inaccessible|indisponible|hors(?: |-)ligne|hors service)s?",
      "(?:maintenir|maintenu|maintient|laisse|laisser|garder|garde)(?:e|s|es)? (?:[^.;,]{0,20} )?(?:hors(?: |-)ligne|ferme|coupe|a l'arret)(?:e|s|es)?",
      `(?:procede|proceder|procedant|procedons) (?:[^.;,]{0,20} )?(?:a|au|aux) (?:l'|la |une |un )?(?:arret|coupure|extinction|isolement|deconnexion|fermeture|mise (?:hors|a l'arret|en securite))(?: [^.;,]{0,40})?`,
      "(?:tous? |toutes? )?(?:l[ae]s? |l')?acces (?:\\w+ ){0,3}?(?:a |aux? |de |d')?(?:internet|exterieurs?|distants?|reseau)(?: [^.;,]{0,20})? (?:a ete|ont ete|sont|est) (?:\\w+ )?(?:ferme|coupe|suspendu|bloque|interrompu)(?:e|s|es)?",
      `(?:fait|faire|fit|font) (?:\\w+ )?(?:debrancher|couper|eteindre|arreter|isoler|deconnecter|fermer|suspendre)(?: [^.;,]{0,30})? ?${THINGS}`,
      `(?:${SITE}|services?|acces|${THINGS})(?: [^.;,]{0,40})? (?:a|ont|avait|avaient|est|sont|etait|etaient) (?:ete )?(?:immediatement|aussitot|rapidement|preventivement|volontairement|temporairement|momentanement|provisoirement|delibere\\w+|tout de suite|d'urgence|dans la foulee|sans attendre) (?:ete )?${DONE}`,
      `(?:${SITE}|${LINKS}|services?)(?: [^.;,]{0,40})? (?:a ete|ont ete|est|sont|etait|etaient|reste\\w*) (?:\\w+ )?${DONE} (?:le temps|dans l'attente|en attendant|par (?:la |l'|le |son |nos |les |notre )(?:ville|mairie|hebergeur|prestataire|commune|collectivite|equipes?|services?|direction|dsi|departement|region|metropole|agglomeration))`,
    ),
    unless: NOT_BY_OWNER,
  },
];
