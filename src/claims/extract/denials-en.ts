import { any, type Cue } from "./cue.ts";
import { TROUBLE } from "./lexicon-en.ts";

/** English ways of saying that nothing happened, or that a claim is false. Folded. */

export const denials: Cue[] = [
  {
    stance: "no-incident",
    words: any(
      `(?:had|have|has|did|does|do|was|were|is|are)(?:n't| not| never)(?: \\w+){0,2}? (?:noticed?|seen?|recorded?|noted?|observed?|detected?|reported?|suffer(?:ed)?|experienc(?:e|ed)|register(?:ed)?|found|find|face[d]?|encounter(?:ed)?|identif(?:y|ied))(?: [^.;,]{0,40}?${TROUBLE})?`,
      `(?:had|have|has|having) (?:detected|seen|noticed|observed)(?: [^.;,]{0,20})? nothing`,
      `(?:had|have|has|having|without)?(?: \\w+)? ?(?:noticed|seen|recorded|noted|observed|detected|reported|suffered|experienced|registered|found|faced|encountered|identified|noticing|seeing|recording|detecting|reporting|reports?|sees?|saw) (?:no|nothing|neither|zero)(?: [^.;,]{0,30}?${TROUBLE})?`,
      `no(?: \\w+){0,3}? ${TROUBLE}(?: [^.;]{0,30}?)? (?:was|were|had|has|have|to report|noticed|noted|seen|detected|recorded|reported|on)`,
      `no(?: \\w+){0,2}? (?:incidents?|disruptions?|anomal(?:y|ies)|outages?|impact)`,
      "(?:was|were|is|are|been|had|has|have)(?:n't| not| never| in no way)(?: been)?(?: \\w+)? (?:affected|impacted|hit|targeted|touched|disrupted|attacked|concerned|interrupted|slowed|inconvenienced)",
      "without (?:any )?(?:incident|disruption|impact|consequence|interruption)s?",
      "(?:unaffected|unscathed|untouched|nothing to report|business as usual|nothing unusual|nothing out of the ordinary)",
      "(?:withstood|held firm|held up|weathered|resisted)",
      "(?:zero|nil|no|negligible) (?:\\w+ )?(?:impact|effect|consequence)s?",
      "went unnoticed",
      "no (?:trace|sign|hint) of (?:the |any |an )?(?:attack|intrusion|break-?in|hack|incident)|show(?:s|ed)? no (?:attack|sign|trace|incident)",
      "nothing (?:indicates|suggests|to suggest)|not aware of any (?:attack|incident|disruption|problem)|(?:had|have|has) no (?:alert|complaint|problem)s?",
    ),
    unless: /(?<![a-z])(?:if|whether|unclear if|data (?:\w+ ){0,3})$/,
    unlessAfter: /^ ?(?:of )?(?:\w+ )?(?:data|information|leak|theft|personal)/,
  },
  {
    stance: "denies",
    words: any(
      "den(?:y|ies|ied|ying)",
      "denials?",
      "dismiss(?:es|ed|ing)?",
      "refut(?:e|es|ed|ing)",
      "reject(?:s|ed|ing)?(?= (?:a claim|the|any|this|these|those|that|all|claims?|reports?|as)\\b)",
      "disput(?:e|es|ed|ing)",
      "contradict(?:s|ed|ing)?",
      "rul(?:ed|es|ing) out(?: (?:any|an|a|the))?(?: \\w+)? ?(?:attack|cyber-?attack|breach|intrusion|hack)",
      "(?:claims?|reports?|rumou?rs?|allegations?|statement|information) (?:\\w+ ){0,4}(?:false|untrue|baseless|unfounded|exaggerated|fake|bogus|groundless|fabricated|inaccurate)",
      "(?:false|baseless|unfounded|fake|bogus|exaggerated|groundless) (?:claims?|reports?|rumou?rs?|allegations?|information|news)",
      "there (?:was|has been|had been|is) no (?:such )?(?:cyber-?attack|attack|hack|breach|intrusion)|no (?:such )?(?:cyber-?attack|attack|hack) (?:took place|occurred|happened|had|has|on|against)",
      "(?:was|is|were)(?:n't| not) (?:caused by |due to |the (?:result|victim) of |a victim of |the work of )?(?:a |an |any )?(?:cyber-?attack|attack|hack|hackers|malicious)",
      "(?:attack|hack|breach|claim) (?:never happened|did not take place|did not happen|had not taken place|is not true|was not true)",
      "(?:was|were|is|are|been|had|has|have)(?:n't| not| never)(?: been)?(?: \\w+)? (?:breached|compromised|hacked|attacked|penetrated|infiltrated)",
      "shrug(?:ged|s) off",
      "debunk(?:s|ed)?",
      "(?:a |pure |empty |mere )bluff|pure invention",
    ),
    unless:
      /(?<![a-z])(?:not|n't|neither confirm\w*|nor|neither|of|access|service|after|users? (?:were|was)|were|was|been) ?$/,
    unlessAfter: /^(?: \w+)? ?(?:of|-of)[ -]service|^ (?:access|users|entry|them|it)\b/,
  },
];
