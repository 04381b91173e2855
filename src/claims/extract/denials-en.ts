import { type Cue, english as any } from "./cue.ts";
import { TROUBLE } from "./lexicon-en.ts";

/** English ways of saying that nothing happened, or that a claim is false. Folded. */

const CLAIM =
  "(?:claims?|allegations?|assertions?|reports?|accounts?|accusations?|boasts?|statements?|rumou?rs?|suggestions?)";

/** Short answers, and verbs that deny whatever stands behind them. */
const answers: Cue[] = [
  {
    stance: "denies",
    words: any(
      `(?:reject|rebuff|rebut|repudiat|contest|refut|discount|challeng|question|brush|laugh|wav|scoff)\\w*(?: \\w+){0,4}? (?:the |this |these |those |any |all |such |\\w+'s? )*(?:\\w+ )?${CLAIM}`,
      "(?:call|dismiss|describ|brand)\\w* (?:the |this |that |it )?(?:\\w+ )?(?:as )?(?:pure |sheer |complete |a )?(?:fantasy|fairy tale|fable|make-believe|wishful thinking|fiction)",
      "(?:that|this|it|which|claim|all of this|all of it|none of (?:this|that|it))(?: is|'s| was| are)(?: \\w+)? (?:not true|untrue|a lie|lies|false|wrong|nonsense|rubbish|fake|invented|made up|true)(?! that)",
      "(?:called|describ\\w+|label\\w+|brand\\w+|term\\w+)(?: [\\w'-]+){1,6}? (?:as )?(?:a lie|lies|false|untrue|nonsense|fake news|propaganda|baseless|bogus|a bluff|a hoax|invented|made up)",
      "(?:pure|mere|just|simply|nothing but|only) (?:propaganda|fiction|invention|boasting|bragging|bluff|disinformation|publicity)|bluffing|hoax|fabrications?",
      "(?:did(?:n't| not)|never|had not|hadn't) (?:happen|take place|taken place|occur|happened|occurred)",
      "no (?:such )?(?:cyber-?attack|attack|hack|breach|intrusion)(?: whatsoever| at all)?(?: on \\w+)?(?: had| has)?(?: ever)? (?:took place|taken place|occurred|happened|succeeded|been)",
      "(?:has|have|had|did|was|were)(?:n't| not| never)(?: been| be)? (?:a |the )?(?:victims? of|target of|hacked|attacked|breached|compromised|hit by hackers|suffer\\w* (?:any|an|a) (?:cyber|attack|hack|breach|intrusion))",
      "(?:is|was|are|were)(?: \\w+)? (?:false|untrue|a lie|inaccurate|incorrect|exaggerated)",
      "(?:hackers?|pirates|attackers?|group|gang|they|it|he|collective)(?: \\w+)? (?:are|were|was|is|had been|has|had|have) (?:\\w+ )?(?:lying|bluffing|exaggerat\\w+|boasting in vain|mistaken|invented|making (?:it|this) up|made (?:it|this) up)|(?:has|have|had|with|without|lacks?)(?: no| any)? (?:basis|foundation|substance|merit|truth)|no (?:truth|basis|foundation|substance) (?:in|to|for)",
      "(?:technical|hardware|software|power|network) (?:fault|failure|problem|issue|glitch|incident),? (?:and )?(?:not|rather than) (?:an? |the )?(?:cyber-?)?(?:attack|hack)|not (?:an? |the )?(?:cyber-?attack|hack|attack) but (?:an? |the )",
      "(?:contest|contradict|challeng|disput|question)(?:s|ed|es|ing)? (?:the |this |that |such )?(?:\\w+ )?(?:\\w+'s? )?(?:version|account|claim|statement|story|figures?)s?",
      "contrary to (?:what [^.;,]{2,50}|(?:the |its |their )?(?:\\w+(?:'s|s')? )*(?:claims?|assertions?|statements?|reports?|announcements?|boasts?|messages?))(?![^.;,]{0,4}(?:last|in ) )",
      "den(?:y|ies|ied) (?:it|this|that|everything|all of it)(?= ?(?:[.,;:]|$)| (?:on|when|and|outright|flatly|categorically))|denied (?:it|this|everything)|(?:nobody|no one) (?:attacked|hacked|breached)",
    ),
    unless:
      /(?<![a-z])(?:not|n't|neither confirm\w*|nor|neither|care|safety|treatment|if|whether|(?:group|gang|hackers|attackers)(?: [^.;]{0,25})?) ?$/,
  },
  {
    stance: "no-incident",
    words: any(
      "(?:not|without) (?:a|so much as a|one) (?:hiccup|blip|wobble|flicker|tremor|ripple)|(?:day|night|morning) (?:\\w+ ){0,2}(?:as dull as|like any other|as usual)",
      `(?:not|n't|never)(?: \\w+)? (?:alerted|informed|notified|warned|told|made aware|advised) (?:to|of|about) (?:any|an?|the|such)(?: \\w+)? ?${TROUBLE}`,
      "(?:services?|operations?|activit(?:y|ies)|staff|work|life|everything|systems?|business)(?: [^.;,]{0,25})? (?:carried|went|continued|gone|carry|going|run|ran|functioned|worked|working|running|operated) (?:on )?(?:as (?:usual|normal|ever)|normally|without (?:a hitch|incident|interruption|disruption))",
      "(?:nobody|no one|none of us)(?: \\w+)? (?:noticed|saw|felt) (?:a thing|anything)",
      `neither [^.;]{2,60} nor [^.;]{2,40} (?:has |have |had )?(?:noticed|seen|saw|recorded|detected|reported|suffered|experienced|observed|registered|felt|found)(?: [^.;,]{0,30}?(?:${TROUBLE}|anything|change))?`,
      "everything (?:is|was|has been|had been)?(?: \\w+)? ?(?:fine|working|works|normal|functioning|running|in order|under control|operational|as usual)(?: normally| as usual| fine)?",
      "all (?:of )?(?:our|its|the|their) (?:\\w+ )?(?:services|systems) (?:are|were|is|remain\\w*|continue\\w*)(?: \\w+)? (?:running|working|functioning|operating|operational|available|normal|up)(?: normally| as usual)?",
      "(?:was|were|is|are|been|had been|have been|emerged|escaped|came through|come through) (?:largely |entirely |completely |totally )?(?:spared|unharmed|undisturbed|undamaged|fine|unscathed)",
      "nothing (?:abnormal|unusual|suspicious|untoward|amiss)(?: (?:had|has|was|has been|had been))?(?: been)?(?: (?:observed|noticed|detected|seen|found|reported|recorded))?",
      "nothing (?:had |has |was |is |at all |happened|whatsoever|wrong|to declare|special)(?: ?been)?(?: ?(?:disrupted|affected|noticed|detected|found|damaged|happened|interrupted|recorded|reported))?",
      `did(?:n't| not)(?: \\w+)? (?:notice|detect|see|observe|record|find|register|experience|suffer|report|feel|encounter)(?: [^.;,]{0,30}?)? ?(?:${TROUBLE}|anything|changes?)`,
      `(?:unaware|not aware|n't aware) of (?:any|an|a|such) (?:\\w+ )?${TROUBLE}|(?:knew|know|knows|heard) (?:nothing|of no|no)(?: of| about)?(?: (?:any|an|a|the|such))?(?: \\w+)? ?${TROUBLE}|(?:had|has|have|with) (?:no|neither) (?:\\w+ )?(?:knowledge|indication|awareness|evidence|sign|trace|record|report)s? (?:of|that)(?: [^.;,]{0,25})? ?(?:${TROUBLE}|attacked|affected|hit|targeted)|(?:aware|conscious) of (?:no|any) (?:\\w+ )?${TROUBLE}|(?:felt|feel|saw|noticed) no (?:\\w+ )?(?:${TROUBLE}|difference|change)`,
      "(?:had|has|have|having|with|without|to|of) (?:no|little|zero|any) (?:noticeable |real |major |significant |visible |adverse )?(?:impact|effect|consequence|disruption)s?(?! of)",
      "(?:services?|systems?|networks?|operations?)(?: [^.;,]{0,20})? (?:were|was|are|is|had|has|have)(?:n't| not)(?: been)? (?:affected|disrupted|impacted|interrupted|touched|hit)",
      "(?:systems?|services?|networks?|servers?|operations?) never (?:skipped|missed) a beat|(?:suffered|felt|had|has|seen|saw|noticed) (?:absolutely )?(?:no|zero) (?:\\w+ )?(?:impact|effect|consequence|disruption|damage)s?|(?:noticed|seen|detected|observed|recorded|found|reported) anything(?: (?:out of the ordinary|unusual|abnormal|amiss|wrong))?",
      "none of (?:our|its|their|the|these) (?:\\w+ )?(?:services?|systems?|(?:web)?sites?|servers?|networks?)(?: [^.;,]{0,20})? (?:was|were|had been|has been|have been|is|are) (?:\\w+ )?(?:affected|interrupted|hit|touched|disrupted|impacted|concerned|breached|compromised|down)",
      "(?:passed|went) (?:by )?(?:without|off without|completely unnoticed)|not a (?:single|hint|trace)|no (?:complaints?|alerts?|calls) (?:from|were|was|had|has)",
    ),
    unless: /(?<![a-z])(?:if|whether|unclear if|website|site|portal|(?:data|backups?)(?: \w+){0,3}) ?$/,
    unlessAfter: /^ ?(?:of )?(?:\w+ )?(?:data|information|leak|theft|personal)|^ (?:again|since)/,
  },
];

export const denials: Cue[] = [
  ...answers,
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
      "(?:withstood|held firm|held up|weathered|resisted)(?! (?:\\w+ ){0,5}(?:wave|spike|surge|peak|connections|requests|traffic))",
      "(?:zero|nil|no|negligible) (?:\\w+ )?(?:impact|effect|consequence)s?",
      "(?:went|gone|go|passed) (?:\\w+ )?unnoticed|non-event",
      "no (?:trace|sign|hint) of (?:the |any |an )?(?:attack|intrusion|break-?in|hack|incident)|show(?:s|ed)? no (?:attack|sign|trace|incident)",
      "nothing (?:indicates|suggests|to suggest)|not aware of any (?:attack|incident|disruption|problem)|(?:had|have|has) no (?:alert|complaint|problem)s?",
    ),
    unless: /(?<![a-z])(?:if|whether|unclear if|data (?:\w+ ){0,3})$/,
    unlessAfter:
      /^ ?(?:of )?(?:\w+ )?(?:data|information|leak|theft|personal)|^(?: [^.;,]{0,30})? (?:claim\w*|ransom\w*|demand\w*|group|gang)(?![a-z])/,
  },
  {
    stance: "denies",
    words: any(
      "(?:figure|number|total)s? (?:\\w+ ){0,3}(?:false|wrong|untrue|inaccurate)|is a fake|calling it a fake",
      "den(?:y|ies|ied|ying)(?! (?:any |all )?(?:involvement|responsibility|links?))",
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
      "(?:did not|does not|didn't|doesn't|do not|don't|not|never) (?:come|came|originate|stem|emanate|derive)(?:d|s)? from (?:its|our|their|the (?:city|town|region|department|council|hospital)'s)",
      "(?:is|was|are|were)(?: not|n't) (?:a |the |among the |one of the )?victims?|(?:has|had|have) been no compromise|no compromise of",
      "(?:claim|announcement|listing|assertion|statement|allegation|boast|report)s? (?:\\w+ ){0,3}(?:is|was|were|are|as|to be|being) (?:\\w+ )?(?:fanciful|far-?fetched|laughable|ludicrous|preposterous|false|fake|untrue|nonsense|bogus|wrong)",
      "nothing to do with (?:hackers|hacking|(?:an? |any |the )?(?:cyber-?)?(?:attack|hack)|any malicious)|unrelated to (?:any |an |a )?(?:malicious|cyber\\w*|attack|hack\\w*)|no (?:link|connection) (?:with|to) (?:any |an |a )?(?:cyber\\w*|attack|hack\\w*|malicious)",
      "(?:consider|deem|judg)\\w* (?:the |this |that |it )?(?:\\w+ )?(?:to be )?(?:false|fake|untrue|bogus|unfounded)|(?:has|have|had) no record of (?:it|any|such|an?)",
      "debunk(?:s|ed)?",
      "(?:a |pure |empty |mere )bluff|pure invention",
    ),
    unless:
      /(?<![a-z])(?:not|n't|neither confirm\w*|nor|neither|of|access|service|care|safety|treatment|security|health|lives|after|users? (?:were|was)|were|was|been) ?$/,
    unlessAfter: /^(?: \w+)? ?(?:of|-of)[ -]service|^ (?:access|users|entry|them|it)\b/,
  },
];
