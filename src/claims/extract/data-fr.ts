import { any, type Cue } from "./cue.ts";
import { DATA, TAKEN, DENIED } from "./lexicon-fr.ts";

/** French ways of saying that data were taken or not, and that an attacker claims something. Folded. */

export const data: Cue[] = [
  {
    stance: "data-safe",
    words: any(
      `ne (?:donn|permett|permi|contien|conten|compor|renferm|conserv|stock)\\w* (?:\\w+ )?(?:(?:pas d')?acces a |d'acceder a |pas |aucun acces a )?(?:aucune?|pas|de|aux|des)(?: ?\\w+)? ?${DATA}`,
      `ne semble(?:nt)? pas(?: que| avoir| etre)?[^.;]{0,30}(?:${DATA}|vole|derobe|compromis|exfiltre|fuite)`,
      `n'(?:ont|a|avaient|avait|auraient)(?: \\w+)? (?:obtenu|pris|vu|lu|extrait|emporte|derobe|vole|exfiltre|recupere|consulte|copie|subtilise|touche|compromis) aucune?(?: \\w+)? ?${DATA}`,
      `pas (?:eu)?,[^.;,]{1,40}, (?:de |d')(?:\\w+ )?(?:fuite|vol|exfiltration|perte|compromission)`,
      `n'(?:ont|a|avaient|avait|auraient)(?: \\w+)? (?:pas|jamais|aucunement)(?: \\w+)? ?(?:mis la main sur|fait main basse sur|eu acces (?:a|aux?)|pu acceder (?:a|aux?)|accede (?:a|aux?)|recupere|obtenu|emporte|pris|lu|consulte|copie|telecharge|extrait)(?: [^.;,]{0,25})? ?${DATA}`,
      `${DATA}(?: [^.;]{0,40})? (?:n'en (?:font|fait|faisaient|faisait) pas partie|(?:ne sont|n'etaient|ne seraient|n'est|n'etait) (?:pas|aucunement|nullement) (?:concerne|touche|compris|menace|en cause|en jeu)\\w*)`,
      "aucune? (?:mots? de passe|coordonnees? bancaires?|donnees? (?:bancaires?|sensibles?|medicales?)|rib|iban)(?: \\w+){0,3} ne figur\\w+",
      `(?:aucune?s?|nulle?)(?: \\w+){0,2} ?${DATA}(?: [^.;]{0,70})? (?:n'|ne )(?:a|ont|est|sont|y|figur|etai|aurai|semble)\\w*`,
      `${DATA}(?: [^.;]{0,70})? (?:n'|ne )(?:\\w+ ){1,3}?(?:pas|jamais|aucunement|nullement)(?: \\w+){0,2}? (?:compromis|expose|vole|derobe|touche|stocke|heberge|conserve|concerne|consulte|copie|impacte|affecte|fuite|divulgue|sorti|menace)\\w*`,
      `(?:n'heberge\\w*|ne contien\\w*|ne contenai\\w*|ne stocke\\w*|ne conserve\\w*)(?: \\w+)? (?:pas de|aucune?)(?: \\w+)? ?${DATA}`,
      `(?:pas|aucune?|sans)(?: (?:d'|de ))?(?: ?\\w+)? ?(?:impact|consequence|incidence|risque|menace)s? (?:sur|pour) (?:vos |les |nos |ses |leurs |l[ae] |l'\\w+ des )(?:\\w+ ){0,2}?${DATA}`,
      "(?:rien|aucun element) n'a ete (?:vole|derobe|perdu|emporte|exfiltre|subtilise|copie|consulte|telecharge)\\w*|n'(?:a|ont|avons|aurait)(?: \\w+)? rien (?:perdu|vole|derobe|emporte|pris|exfiltre)",
      `(?:exclu|ecart|dement|nie|nient|niait)\\w*(?: \\w+){0,2} (?:tout|toute|un|une|l'hypothese d'une?|le|la) (?:vol|fuite|exfiltration|perte|compromission|extraction)`,
      `(?:n'avons|n'a|n'ont|n'aurait|n'avait)(?: \\w+)? (?:perdu aucune?|pas perdu (?:de |d'|nos |ses |leurs )?)(?: ?\\w+)? ?${DATA}`,
      `sauvegardes?(?: [^.;]{0,60})? (?:epargne|indemne|sauve|ont tenu|resiste|disponible|utilisable|exploitable|hors d'atteinte|n'ont pas ete|n'etaient pas)\\w*`,
      "(?:sans|ni|aucune?) (?:signe|trace|indice|preuve|demande [^.;,]{0,20} ni signe) (?:de |d')(?:vol|fuite|exfiltration)",
      `(?:aucune?s?|nulle?)(?: \\w+){0,2} ?(?:donnees?|fuite|vol|exfiltration|compromission|fichiers?|documents?|informations?|perte)(?: [^.;]{0,90})?(?:vole|derobe|exfiltre|compromis|fuite|divulgue|diffuse|subtilise|touche|impacte|perdu|constate|detecte|identifie|a deplorer|affecte|concerne|averee?|observe|releve|confirme|de donnees|mis en peril|expose|publie|alteree?|pirate|quitte|emporte)\\w*`,
      "(?:pas de|pas eu de|pas eu d'|pas d'|sans|ni|pas(?: \\w+){1,3} de|pas(?: \\w+){1,3} d')(?: )?(?:\\w+ )?(?:fuite|vol|exfiltration|perte|compromission|extraction|divulgation)s?(?: (?:de|des|d'|du|ni)(?: \\w+){0,3} ?(?:donnees?|informations?|fichiers?))?",
      `${DATA}(?: [^.;]{0,70})? (?:n'ont|n'auraient|ne semblent|n'a|n'aurait|ne sont|ne seraient)(?: \\w+)? (?:pas|jamais|aucunement|nullement)(?: \\w+){0,2}? ?(?:ete |avoir ete )?(?:vole|derobe|exfiltre|compromis|touche|affecte|divulgue|impacte|concerne|perdu|expose|accessible|atteint|consulte|en danger|mis en danger)\\w*`,
      `(?:${DATA}|sauvegardes?)(?: [^.;]{0,50})? (?:sauvegarde|preserve|protege|securise|restaure|recupere)(?:es|s|e|ees|ee)`,
      `(?:${DATA}|sauvegardes?)(?:[^.;]{0,60})? (?:intacte?s?|en securite|saines?|a l'abri|hors de danger)`,
      "(?:rien n(?:e|'[a-z]+)|aucun element|aucun indice|pas d'element|pas de trace|aucune trace|aucune preuve|pas de preuve|pas la preuve|aucun signe)(?: [^.;]{0,90})?(?:fuite|vol|donnees|exfiltr\\w+|vole\\w*|derobe\\w*|subtilise\\w*|fuite\\w*|consulte\\w*)",
      "(?:aucun|aucune) (?:mots? de passe|documents?|fichiers?|donnees?)(?: \\w+){0,3} n'(?:a|est|ont|y est)(?: \\w+){0,2} (?:approche|consulte|fuite|stocke|parti|sorti|heberge|accessible)\\w*",
      "pas (?:de|la moindre) (?:donnees?|informations?|fichiers?)(?: \\w+){0,2} (?:parti|vole|derobe|perdu|sorti|compromis)\\w*",
      "(?:n'a|n'ont) (?:\\w+ )?(?:constate|detecte|releve|identifie|observe|note|decele)(?:e|s|es)? (?:aucune?|ni|pas de)(?: \\w+)? ?(?:fuite|vol|exfiltration|perte|compromission|extraction)",
      "(?:n'a|n'ont) pas (?:\\w+ )?(?:constate|detecte|releve|identifie|observe|note|decele) (?:de |d')(?:fuite|vol|exfiltration|perte|compromission|extraction)",
      "(?:pu |permis de )?(?:restaurer|recuperer) (?:l'ensemble|la totalite|toutes?) (?:\\w+ ){0,2}(?:donnees|sauvegardes)",
      `n'(?:ont|a)(?: \\w+)? (?:pas|aucunement|jamais) (?:pu )?(?:\\w+ )?(?:vole|derobe|exfiltre|compromis|acceder|eu acces|touche|voler|emporte)(?: \\w+){0,3} ?${DATA}`,
    ),
    unless:
      /(?<![a-z])(?:s'assurer|verifier|garantir|savoir|impossible de dire|ne peut (?:pas )?(?:exclure|garantir))(?: [^.;]{0,40})?$/,
  },
  {
    stance: "data-stolen",
    words: any(
      `(?:mis|fait|mettre|mettant) (?:la )?main (?:basse )?sur (?:[^.;,]{0,40}? )?${DATA}`,
      `(?:emport(?:e|ant|ent|er|aient)|(?:reparti|parti|enfui)s? avec) (?:[^.;,]{0,40}? )?${DATA}`,
      `(?:eu|obtenu|gagne|eurent|avoir) acces (?:a |aux? |a des |a l[ae]s? )(?:[^.;,]{0,40}? )?${DATA}`,
      `${DATA}(?: [^.;]{0,70})? (?:se retrouv|circul|sont apparu|est apparu|figur|train|fuit)\\w*(?: [^.;,]{0,30})? (?:en ligne|sur (?:le |un |l')?(?:dark ?(?:web|net)|net|internet|web|forum|telegram))`,
      `${DATA}[^.;]{0,80}? ${TAKEN}`,
      `${DATA}[^.;]{0,80}? (?:mis(?:e|es)? (?:en vente|en ligne|a disposition|aux encheres)|en vente|en libre (?:acces|telechargement)|telechargeables?|accessibles? sur le dark ?(?:web|net)|(?:sont|ont ete|a ete|seraient|auraient ete)(?: \\w+)? accessibles? (?:a|aux|par) (?:des |un |les )?(?:tiers|pirates))`,
      `(?:vol|fuite|exfiltration|publication|divulgation|diffusion|mise en vente|mise en ligne|extraction|piratage|compromission|soustraction)s?(?: \\w+){0,2} (?:de |des |d'|du |de la |d'une |de ces )(?:\\w+ ){0,3}?${DATA}`,
      `(?:publi|divulgu|derob|vol|exfiltr|aspir|diffus|subtilis|siphonn|copi|mis en (?:vente|ligne)|met en (?:vente|ligne)|mettre en (?:vente|ligne)|vend|revend|extrait|extraire|fait main basse sur|(?:mis|mettre|mettant|met) la main sur|empar)(?:e|es|ee|ees|er|ent|ait|aient|re|u|us|s|r)?(?: [^.;]{0,60}?) ?${DATA}`,
      "s'(?:est|sont|etaient) (?:introduit|empar\\w+)(?: [^.;]{0,40})?(?:donnees|fichiers|documents)",
      `${DATA}(?: [^.;,]{0,40})? (?:ete|etre|sont|est) (?:\\w+ )?(?:expose|dissemine|partage|accessibles? en ligne|mis au jour|disperse|eparpille)(?:e|s|es)?`,
      "(?:fuite|archive|fichier|base|echantillon)s?(?: [^.;,]{0,20})? (?:concern|contien|compren|inclu|compt|renferm|expos|mentionn)\\w* (?:les |des |aussi )?(?:noms|adresses|identites|coordonnees|numeros|dates de naissance|mots de passe|rib|bulletins)",
      `fuites?(?: [^.;,]{0,25})? (?:concern|port|touch|contien|compren|compt|inclu|expos|renferm)\\w*(?: sur)?(?: [^.;,]{0,30})? ?${DATA}`,
      `${DATA}(?: [^.;,]{0,40})? (?:ete|etre|sont) (?:\\w+ )?(?:telecharge|consulte|extrait|pille|aspire|emporte|preleve|collecte|capte)(?:e|s|es)?`,
      "fuites? (?:massive|importante|majeure)",
      "(?:deten\\w+|detien\\w+|possed\\w+|affirm\\w+|revendiqu\\w+|en possession d[e'])(?: [^.;]{0,40})? [\\d.,]+ ?(?:go|gb|to|tb|gigaoctets|teraoctets)",
    ),
    unless: DENIED,
    unlessAfter:
      /^(?: [^.;]{0,60})? (?:n'(?:a|ont|est|aurait)|ne (?:sont|semble|serait)) (?:pas|jamais|plus|a ce stade pas|pour l'heure pas)|^ (?:n'est|n'a|n'ont|ne|pourrai|possible|potentiel|eventuel)/,
  },
];

export const claims: Cue = {
  stance: "claims",
  speaker: "attacker",
  words: any(
    "(?:s'est|se sont|se dit|se disent|s'etait)(?: \\w+)? (?:dit|dits|declare|declares|proclame)?(?: ?)(?:responsables?|a l'origine|les? auteurs?)(?: d)?",
    "(?:affirm|assur|pretend|declar|clam|dit|disent|jur|soutien)\\w*(?: y)? (?:s'etre|s'en etre)(?: \\w+){0,2}|cri\\w+ victoire|(?:porte\\w* la signature|signee?s?) (?:de |d'|par |du )(?:un |une |le |la |l')?(?:groupe|gang|collectif|noname\\w*|lockbit|pirates|hackers)?",
    "(?:a|ont|avait) (?:signe|endosse) (?:l'|la |les |cette |ces )(?:\\w+ de l')?(?:attaque|operation|responsabilite|offensive|action|piratage)",
    "(?:liste|palmares|tableau de chasse|inventaire)(?: \\w+){0,3} (?:cite|nomme|mentionne|comporte|comprend|compte|inclut|recense|egrene|aligne)\\w*|tableau de chasse",
    "revendiqu(?:e|ee|es|ees|ent|ait|aient|ant|er)",
    "revendications?",
    `(?:pirates?|hackers?|utilisateur|vendeur|individu|internaute|cybercriminels?|groupe|gang|inconnu|compte|escroc)(?: [^.;,]{0,50})? (?:vend|vendent|vendait|propose|proposent|proposait|brade|bradent|commercialise|offre)(?: [^.;,]{0,30})? ?${DATA}`,
    "(?:nomme|cite|mentionne|liste)(?:e|s|es)? dans (?:le|la|ce|cette|un|une) (?:meme )?(?:message|publication|post|liste)|(?:deuxieme|seconde?|troisieme|quatrieme|autres?|derniere?) cibles? (?:annonce|designe|revendique|affiche)(?:e|s|es)?",
    "(?:se|s'est|s'etait|se sont) (?:vant|targu|glorif|felicit)\\w+",
    "s'(?:est|sont) (?:attribue|arroge)\\w*",
    "s'attribu\\w+",
    "(?:se|s'en) (?:dis\\w+|dit|pretend\\w*) (?:a l'origine|responsables?|les? auteurs?)",
    "(?:jubil|fanfaronn|exult|pavois)\\w+|s'en (?:est|sont) (?:felicit|vant|targu|attribu)\\w+",
    "(?:dit|disent|dis) que c'est (?:eux|lui|nous)|(?:cite|designe|nomme|mentionne|liste)(?:e|s|es)? (?:\\w+ )?par (?:les |le |des )?(?:pirates|hackers|groupe|activistes|hacktivistes|attaquants)",
    "(?:liste|listes) (?:de |des )(?:cibles|victimes)|parmi (?:leurs|ses) (?:victimes|cibles|trophees)|(?:lui|elle|eux) aussi (?:sur la liste|listee?|citee?)|sur la liste",
    "(?:ont|a) (?:cite|designe|epingle)(?: [^.;]{0,50})? (?:sites|cibles|villes|collectivites)|endoss\\w+ (?:l'|la |les |cette |ces )(?:attaque|operation|action)\\w*|(?:annonce|revele|promis|publie)(?:e|s|es)? (?:[^.;,]{0,30} )?par (?:le groupe|les pirates|les hackers|le gang|le collectif|les attaquants|des pirates|des hackers|un groupe)",
    "(?:hackers?|pirates?|hacktivistes?|groupes?|gang|collectifs?|cybercriminels?|attaquants?|assaillants?|cyber-?attaquants?|noname\\w*(?:\\(16\\))?|lockbit|killnet|anonymous|individu|utilisateur|vendeur|internaute|auteurs?|organisation|compte|canal)(?:[^.;]{0,90}?)? (?:affirm|assur|pretend|declar|clam|annonc|dit|disent|indiqu|proclam|menac|jur|explique)\\w*(?: [^.;]{0,50}?)? (?:avoir|detenir|posseder|etre (?:a l'origine|l'auteur|responsable|entre|parvenu|en possession|derriere)|qu'il|de publier|de diffuser|de divulguer|de rendre public)",
    "(?:ajoute|inscrit|liste|epingle|affiche|figur\\w+|apparai\\w+|apparu|reference|mentionne|nomme|cite)(?:e|s|es|nt|t|ee|ees)?(?: [^.;]{0,70}?)? (?:site|vitrine|blog|tableau de chasse|page|liste)(?: \\w+){0,3} (?:de(?:s|s? ses| leurs?)? (?:victimes|cibles|fuites)|de (?:lockbit|la franchise|revendication|publication)|du (?:groupe|gang)|des (?:pirates|hackers|cybercriminels)|sur le dark|vitrine|des revendications|de cibles)",
    "(?:liste|vitrine|canal|compte|chaine|message)(?: \\w+){0,4} (?:telegram|de cibles|des cibles|de ses victimes|du groupe|des pirates|publiee? par)",
    "(?:selon|d'apres|a en croire|aux dires d(?:es|u)) (?:les |le |la |des |ses |l')?(?:hackers?|pirates?|groupe|gang|attaquants?|assaillants?|cybercriminels?|hacktivistes?|collectif|revendication|vendeur|auteur du (?:message|post)|pretendus?)",
    "(?:a|ont|avait) (?:\\w+ )?(?:annonce|publie|poste|diffuse|partage)(?: [^.;]{0,60}?)? (?:avoir (?:attaque|pirate|vole|frappe|paralyse|cible|vise|mis)|sur (?:telegram|x|twitter|son canal|leur canal|sa chaine|leur site|son site|un forum))",
    "en vente (?:pour|sur|a|au|aux|contre)|aux encheres|moyennant [\\d.,]+ (?:bitcoins?|euros|dollars)",
    "(?:met|mettent|mis|mise|mises|proposee?s?|propose|proposait|offre)(?: [^.;]{0,60}?)? (?:en vente|a la vente)",
  ),
  unless:
    /(?<![a-z])(?:non|pas|aucune?|jamais|n'a|n'ont|n'est|n'etait|sans|ni|toujours pas|pas encore|ne)(?: \w+){0,3} ?$|(?:salariales?|syndicales?) ?$/,
  unlessAfter:
    /^ (?:salarial|syndical|social|n'a ete|n'a pour|n'est)|^(?: \w+){0,3} (?:syndica\w+|salaria\w+)/,
};
