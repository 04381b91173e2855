import { any, before, type Cue } from "./cue.ts";
import { AGAIN, NOT_YET, OF_SITE, RUNS, UP } from "./lexicon-fr.ts";

/** French ways of saying that what was out of reach is back. Folded. */

/** What ends when a site is back. */
const TROUBLE =
  "(?:interruption|coupure|panne|perturbation|probleme|difficulte|dysfonctionnement|indisponibilite|blocage|ralentissement)s?";
const BACK =
  "(?:remis|remise|retabli|restaure|repare|relance|rouvert|reouvert|reactive|redemarre|reconnecte|recupere|debloque|reinstalle|reconstruit)(?:e|s|es)?";
const BRING_BACK =
  "(?:remettre|retablir|retrouver|rallumer|relancer|restaurer|redemarrer|rouvrir|reconnecter|reactiver|recuperer|reparer|resoudre|debloquer|reprendre|faire repartir|faire revenir|revenir)";
const COMES_BACK =
  "(?:revien|redevien|revenai|refonctionn|remarch|fonctionn|soit|soient|s'affich|rouvr|retrouv|reprenn|repond|reapparai|redemarr|repart)\\w*";
const WHEN =
  "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|depuis|apres|au bout|avant|vers|peu|ce (?:matin|soir)|cette|en (?:fin|debut|milieu|soiree|matinee)|dans (?:la|l'|le)|a \\d|a midi)";
const HOPED = before(
  "(?:esper\\w+|devrai\\w+|pourrai\\w+|pourra|sera|seront|faudra\\w*|tent\\w+|travail\\w+|cherch\\w+|pas encore|toujours pas|n'a pas|n'ont pas|si|quand|lorsque|avant d)(?![a-z])(?:[^.,;]{0,40})",
);

export const returns: Cue[] = [
  {
    stance: "restored",
    words: any(
      "(?:reparti|repare|remonte|reapparu|reactive|ressuscite|relance|repris vie|debloque|retabli)(?:e|s|es)?(?! avec)",
      `${RUNS}\\w* (?:a|de) nouveau`,
      "retrouve\\w* (?:un |son |leur |une )(?:\\w+ )?(?:fonctionnement|etat|rythme|activite|service|acces)\\w*",
      "(?:revenu|revenait|revient|revenus|reviennent)(?:e|es)?(?: \\w+){0,2} (?:en ligne|a la vie|en service|a un fonctionnement|accessible)",
    ),
    only: OF_SITE,
    unless: NOT_YET,
  },
  {
    stance: "restored",
    words: any(
      `(?:est|sont|etait|etaient) (?:\\w+ )?(?:revenu|reparti|remonte)(?:e|s|es)?(?= (?:en partie |peu a peu |aussi )?${WHEN}| ?[.,;]|$)`,
    ),
    only: OF_SITE,
    unless: NOT_YET,
  },
  {
    stance: "restored",
    words: any(
      `(?:fallu|fallut) (?:attendre )?[^.;]{0,60}?(?:pour|avant)(?: ?(?:que|qu'))? ?[^.;]{0,50}?(?:${COMES_BACK}|${BRING_BACK})`,
      `(?:a|ont|avait|avaient|ait) (?:\\w+ )?(?:pu|fini par) etre (?:\\w+ )?${BACK}`,
      `(?:a|ont|avait|avaient|avons) (?:\\w+ )?(?:pu|reussi a|fini par|su|permis de|permis d'en) (?:\\w+ )?${BRING_BACK}`,
      `(?:n'(?:est|etait|sont)|ce n'est|n'a|n'ont) (?:\\w+ )?(?:qu'|que )[^.;]{2,40} (?:que |qu')[^.;]{0,60}(?:${BACK}|revenu\\w*|redevenu\\w*|pu|repris|reparti\\w*|reapparu\\w*|${COMES_BACK})`,
      `(?:dure|durant|durait|dura)(?:e|s)? [^.;]{2,50} avant (?:un |le |de |d'|que )[^.;]{0,40}(?:retour|revenir|retrouver|retabli\\w*|remis\\w*|normale)`,
      `${TROUBLE}(?: [^.;,]{0,35})? (?:a pris fin|ont pris fin|avait pris fin|a cesse|ont cesse|s'est (?:achevee?|terminee?|arretee?)|se sont (?:achevee?s|terminee?s)|(?:est|sont|etait|etaient|a ete|ont ete) (?:\\w+ )?(?:termine|acheve|clos|close|leve|resolu|regle|repare|derriere|surmonte)\\w*)`,
      `${AGAIN} (?!(?:ete |etre |\\w+ment )*(?:attaqu|vis|cibl|frapp|pirat|tomb|inacc|indisp|injoign|hors|perturb|victim|plant|en panne|revendiqu|coup|bloqu|ferm|paralys|ralenti|touch|affect|menac|hack|subi|down|ko|fait l'objet|inoper))(?:ete |etre |pu |\\w+ment )*(?!(?:sur|a|au|aux|en|par|du|des|de|le|la|les|un|une|avec|pour|dans|sous|contre|et|qu\\w*|son|sa|ses|d\\w?)(?![a-z]))[\\w']+`,
      `(?:desormais|maintenant|enfin|finalement|aujourd'hui|depuis lors)(?: \\w+)? (?:${UP}|operationnels?|repare\\w*|rouvert\\w*)(?! (?:que|qu'|uniquement|seulement|aux seul))`,
      `(?:${UP}|fonctionn(?:e|ent|ait|aient)|repond(?:ent|ait|aient)?|march(?:e|ent|ait|aient))(?: (?:normalement|correctement|parfaitement|bien))? (?:desormais|depuis (?:\\d|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|le (?:debut|milieu|\\d)|la (?:fin|mi)|ce (?:matin|midi|soir)|cette|environ|lors))`,
      "(?:repris|retrouve|renoue|reprend|reprennent|retrouvent) (?:une |un |son |sa |le |la |leurs? |avec (?:une |un )?)(?:\\w+ )?(?:activite|fonctionnement|rythme|cours|services?|travail|usage|marche|vie|normale)",
      "(?:re-?utilis|redevenu|redevien|re-?install|re-?constru|re-?deploy|re-?config|re-?active|re-?connect|re-?branch)\\w*",
      "(?:messageries?|telephonie|telephone|standard|reseaux?|internet|logiciels?|services?|systemes?|serveurs?|connexion|courant|applications?|outils?)(?: [^.;,:]{0,25})? (?:est|sont|etait|etaient) (?:\\w+ )?(?:revenu|reparti|remonte)(?:e|s|es)?(?! (?:au papier|a la main|au stylo|au fax))",
      "(?:est|sont|etait|etaient) (?:\\w+ )?de retour|(?:de|le) retour (?:du service|des services|de la messagerie|du site|du portail|a une activite)",
      `${AGAIN} (?:\\w+ )?(?:${UP}|acces|utiliser|travailler|recevoir|delivrer|envoyer|possible|normal\\w*|consulter|accueillir|operer|repond\\w*|fonctionn\\w*|s'affich\\w*)`,
      `(?:services?|activites?|guichets?|accueils?|delivrance|travail|inscriptions?|rendez-vous|consultations?|operations?|interventions?|prises? de rendez-vous|paiements?|etat[- ]civil)(?: [^.;,]{0,25})? (?:reprenn\\w+|reprend|reprenai\\w+|(?:a|ont|avait|avaient) (?:\\w+ )?repris)`,
      "(?:tout|situation|choses|ordre|acces|service|connexion|trafic)(?: [^.;,]{0,20})? (?:est |etait |sont )(?:\\w+ )?(?:revenu|rentre|retabli|redevenu|regle|resolu)\\w*",
    ),
    unless: HOPED,
    settled: true,
  },
  {
    stance: "restored",
    words: any(
      "(?:tout|tous|l'ensemble|services?)(?: \\w+)? (?:est|sont) (?:desormais |aujourd'hui |bien )?(?:repare|resolu|rentre dans l'ordre)\\w*",
      "(?:tout |deja |bien |entierement |totalement |partiellement |progressivement |rapidement |finalement |depuis )?retabli(?:e|s|es)?",
      "(?:a|de) nouveau(?: \\w+)? (?:accessible|operationnel|disponible|en ligne|fonctionnel|joignable|consultable|en service|ouvert|actif|en fonction)(?:le)?(?:les)?s?",
      "(?:accessible|operationnel|disponible|en ligne|fonctionnel|joignable|ouvert)(?:le)?s? (?:a|de) nouveau",
      "(?:retour|revenu|revenus|revenue|revenues|revenait|revient|reviennent|rentr\\w+)(?: \\w+)? (?:a la normale|en ligne|dans l'ordre)",
      "avant de (?:revenir|reapparaitre|repartir|remonter|rouvrir)(?: [^.;,]{0,20})?|avant d'(?:etre (?:\\w+ )?(?:retabli|remis|restaure|repare|relance)\\w*|y revenir)|(?:logiciels?|systemes?|serveurs?|messagerie|telephonie|reseaux?|outils?|machines?)(?: [^.;,]{0,25})? (?:est|sont) reparti(?:e|s|es)?|(?:etat civil|consultations?|laboratoire|guichets?|radiotherapie|imagerie)(?: [^.;,]{0,20})? (?:a|ont) repris",
      "(?:remis|remise|remises)(?: \\w+)? (?:en ligne|en service|en route|en marche|sur pied|en fonction|en etat)",
      "(?:re-?fonctionn\\w+|remarch\\w+)",
      "(?!attaqu|vis|frapp|pirat|cibl|touch|revendiqu|tomb|subi|plant|bloqu|ferm|coup|perturb|victim|menac|sabot)\\w+(?:e|ent|ait|aient|it|issent|nd|ndent) (?:a|de) nouveau",
      "(?:pu|reussi a|parven\\w+ a|permis de|fallu [^.;]{0,30} pour) (?:remettre|rallumer|relancer|redemarrer|rouvrir|retablir|restaurer|reconnecter|reprendre)(?: [^.;,]{0,25})?",
      "(?:annonc|confirm|salu|constat|permi)\\w* (?:l[ae] |un |une )(?:\\w+ )?(?:retablissement|remise en \\w+|reouverture|reprise|redemarrage|retour)",
      "(?:services?|activite|accueil|travail) (?:a|ont) (?:\\w+ )?repris|reparee?s?|recuper\\w+ (?:l'usage|l'acces|leurs? \\w+|son acces|ses \\w+)",
      "(?:probleme|panne|incident|situation|dysfonctionnement)s? (?:est |a ete |sont |ont ete |etai\\w+ )(?:\\w+ )?(?:resolu|regle|repare|reparee|termine|derriere)\\w*|(?:systemes?|reseaux?|serveurs?|postes|infrastructure)(?: [^.;,]{0,40})? (?:ete |sont )(?:reconstruit|remonte|redeploye|nettoye|reinitialise)\\w*",
      "(?:reouvert|rouvert|redemarre|(?<!france )relance|reconnecte|reactive|restaure|reinstalle)(?:e|s|es)?",
      "(?:a|ont) (?:pu )?(?:repris|reprendre) (?:\\w+ )?(?:(?:son|leur|le) (?:cours|fonctionnement|activite|service)|normalement|du service)",
      "(?:est|sont) de retour",
      "(?:retrouv\\w+|recouvr\\w+) (?:l'usage|l'acces|leurs? \\w+|(?:son|ses|un) (?:acces|usage|fonctionnement|ordinateurs?|outils?|messagerie|telephones?|logiciels?|postes?|donnees))|reno(?:ue|uent|ue\\w*) avec la normale",
      "redeven\\w+ (?:accessible|operationnel|disponible|fonctionnel|joignable|consultable|normal)\\w*",
      "(?:depuis|desormais)[^.;]{0,40} (?:le site|les sites|il|elle) (?:repond|fonctionne|marche)\\w*",
      "(?:s'est|se sont|s'etait) remis\\w* (?:a|en)",
      "(?:situation|acces|service|site)s? (?:\\w+ ){0,3}(?:retabli|normalise|revenu a la normale)\\w*",
    ),
    unless: NOT_YET,
    unlessAfter:
      /^ (?:d'ici|dans les prochain|prochainement|au plus vite|dans la semaine|sous)|^(?: \w+){0,3} (?:pourrait|pourra|prendra|devrait|sera|serait|n'est pas|n'interviendra|se fer\w+|aura lieu|interviendra|est (?:prevu|espere|attendu|annonce)|prevu|attendu|espere)(?![a-z])/,
  },
];
