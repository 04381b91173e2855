import { any, before, type Cue, type Words } from "./cue.ts";

/** English ways of saying each stance, folded. */

const DATA =
  "(?:data(?:base|bases|set)?|files?|documents?|information|records?|details|credentials|passwords?|[\\d.,]+ ?(?:gb|tb|mb|gigabytes|terabytes)|gigabytes|terabytes|archives)";
const TAKEN =
  "(?:stolen|leaked|exfiltrated|published|dumped|compromised|taken|released|exposed|copied|extracted|siphoned|posted|accessed|put up for sale|for sale|offered|auctioned|sold|breached|disclosed|harvested)";
const TROUBLE =
  "(?:incidents?|disruptions?|problems?|anomal(?:y|ies)|(?:cyber-?)?attacks?|impacts?|interruptions?|intrusions?|difficult(?:y|ies)|outages?|issues?|slowdowns?|effects?|malfunctions?|trouble|unusual activity|suspicious activity|malicious activity|anything (?:unusual|abnormal|suspicious)|degradation|downtime)";
const DENIED = before(
  "(?:no|not|\\w+n't|never|without|nor|neither|any|potential(?:ly)?|possible|possibly|risk\\w*|threat\\w*|could|might|may|would|whether|if|prevent\\w*|avoid\\w*|protect\\w*|fear\\w*|investigat\\w+ whether|against|unclear|determine)(?![a-z0-9])(?:[^.;]{0,50})",
);
const NONE_OF = before("(?:no|not|never|without|any|avoid\\w*|prevent\\w*)(?![a-z0-9])(?:[^.;,]{0,30})");
const NOT_YET = before(
  "(?:will|would|should|could|expected|hop(?:e|es|ed|ing)|until|before|to be|not|\\w+n't|once|when|yet|trying|work(?:ing|s|ed)? to|in order to|aim\\w*|until .{0,20} (?:is|are)|may|might|can|to get|to bring|deadline)(?![a-z0-9])(?:[^.,;]{0,40})",
);
const PURPOSE = before(
  "(?:to|aim\\w* to|try\\w* to|in order to|designed to|attempt\\w* to|so as to|would|could|can|that)(?: \\w+){0,2} (?:make|making|render|rendering|take|knock|put|force|bring)(?: \\w+){0,4}",
  "(?:never|not|n't) (?:been |be |become |rendered |made )?",
);
const CUT =
  "(?:cut(?: off)?|shut(?: down| off)?|disconnect(?:ed)?|isolat(?:e|ed)|tak(?:en|e) (?:\\w+ ){0,3}(?:offline|down)|took (?:\\w+ ){0,4}(?:offline|down)|unplugg?(?:ed)?|switch(?:ed)? off|turn(?:ed)? off|clos(?:e|ed)|suspend(?:ed)?|block(?:ed)?|power(?:ed)? (?:off|down)|sever(?:ed)?|quarantin(?:e|ed)|disabl(?:e|ed)|pull(?:ed)? (?:\\w+ ){0,3}(?:offline|plug))";
const MEASURE =
  "(?:as a (?:precaution(?:ary)?(?: measure)?|preventive measure|preventative measure|security measure|safety measure)|precautionar(?:y|ily)|precautions?|preventive(?:ly)?|pre-?emptive(?:ly)?|proactive(?:ly)?|deliberate(?:ly)?|intentional(?:ly)?|voluntar(?:y|ily)|to (?:prevent|contain|limit|stop|protect|avoid|halt|preserve|secure)|out of (?:an abundance of )?caution|as a safeguard|for safety|for security)";
const THINGS =
  "(?:servers?|networks?|systems?|(?:web)?sites?|access|connections?|e-?mail|services?|machines|computers?|workstations?|backups?|infrastructure|internet|platforms?|portals?|applications?|it|software|phones?|everything|links?|traffic)";

const denials: Cue[] = [
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
    ),
    unless:
      /(?<![a-z])(?:not|n't|neither confirm\w*|nor|neither|of|access|service|after|users? (?:were|was)|were|was|been) ?$/,
    unlessAfter: /^(?: \w+)? ?(?:of|-of)[ -]service|^ (?:access|users|entry|them|it)\b/,
  },
];

const states: Cue[] = [
  {
    stance: "intermittent",
    words: any(
      "intermitten(?:t|tly|ce)",
      "sporadic(?:ally)?",
      "(?:on and off|off and on|by turns|at times)",
      "(?:difficult|hard|slow) to (?:access|reach|load|open)",
      "(?:difficult(?:y|ies)|trouble|problems?|issues?) (?:\\w+ )?(?:accessing|reaching|loading|connecting|with access|opening|logging)",
      "access (?:problems?|difficulties|issues?|trouble)",
      "access(?: [^.;,]{0,30})? (?:was|were|is|been) (?:\\w+ )?(?:difficult|slow|unstable|patchy|erratic|degraded|slowed)",
      "(?:slow(?:ed|ly|ness|downs?|er)?|sluggish|lagg(?:y|ing)|patchy|erratic|unstable|flicker\\w*|degraded performance)",
      "(?:came|come|coming|going|went) (?:and (?:went|go|going)|up and down|in and out)",
      "(?:briefly|temporarily) (?:disrupted|slowed|affected)",
    ),
    unless: NONE_OF,
  },
  {
    stance: "restored",
    words: any(
      "restored",
      "(?:back|again) (?:online|up(?: and running)?|to normal|in service|in operation|on track|on-?line|operational|accessible)",
      "(?:accessible|available|online|operational|working|running|reachable|functioning|open) (?:once )?again",
      "(?:once again|again) (?:accessible|available|online|operational|working|reachable)",
      "(?:return(?:ed|s)?|returning) (?:to normal|to service|online)",
      "resum(?:ed|es)",
      "(?:re-?opened|re-?started|re-?established|re-?activated|reconnected|recovered|rebuilt|reinstated|brought back|came back|come back|is back|are back|were back|was back|got back)",
      "(?:service|services|access|situation|site|website)s? (?:\\w+ ){0,3}(?:restored|normali[sz]ed|resumed)",
      "fully operational(?= (?:again|since|by))",
      "(?:stable|fine) (?:ever )?since",
      "(?:was|were|been) (?:fixed|repaired|resolved|put right)",
    ),
    unless: NOT_YET,
    unlessAfter:
      /^ (?:by the end|next|within|in the coming|soon)|^(?: \w+){0,3} (?:could|will|would|may|might|should|is expected|was expected|expected)(?![a-z])/,
  },
  {
    stance: "accessible",
    words: any(
      "(?:still|remain(?:s|ed|ing)?|always|continu(?:e|es|ed) to be|stayed|stay|all|fully|perfectly|normally|was|were|is|are|kept)(?: (?!not|no|never|longer|only|back|again|being|to|had|been|when)\\w+){0,2} (?:accessible|available|online|up|reachable|operational|operating|working|running|functioning|functional|responding|loading|live)",
      "(?:work|function|operat|load|respond|runn?)(?:ed|ing|s)?(?: \\w+)? (?:normally|properly|as usual|fine|correctly|without (?:problems?|issues?|difficulty))",
      "(?:continu(?:e|es|ed)) (?:to (?:work|function|operate|respond|run|load)|working|operating|functioning|running)",
      "up and running",
      "(?:could|able to|can) (?:open|load|reach|access|consult)(?: [^.;,]{0,40})?(?:sites?|pages?|portals?|websites?|all)",
      "all of the sites load\\w*|(?:sites|websites|pages) (?:now )?load(?:ed|ing|s)?(?! (?:slow|only|at))",
      "never (?:been )?(?:interrupted|down|offline|unavailable)|(?:nobody|no one) lost access",
      "at no point[^.;]{0,50}(?:unavailable|down|offline|interrupted|inaccessible)",
      "(?:never|not) (?:went|go|gone|been|stopped) (?:down|offline|responding|working)",
      "load(?:s|ed)? (?:fine|normally|properly)",
      "(?:loaded|opened) (?:normally|fine|without)",
      "could (?:still )?be (?:reached|accessed|visited|consulted|opened)",
    ),
    unless:
      /(?<![a-z])(?:not|n't|no longer|never|only|hardly|barely|back|again|must|should|to keep|until|if|once)(?: \w+){0,2} ?$/,
    unlessAfter:
      /^ (?:again|intermittent\w*|only|sporadic\w*|by (?:phone|telephone|mail|e-?mail)|on an? (?:intermittent|irregular)|for sale|to (?!the public|visitors|all)|on (?:it|a fix)|(?:a?round|hard|closely|day|tirelessly|with|flat out|non-?stop)(?![a-z])|once (?:more|again)|on (?:the )?(?:dark|criminal))/,
  },
  {
    stance: "inaccessible",
    words: any(
      "inaccessible",
      "unreachable",
      "(?:lying|lies|lie) down|dead on ping|out of reach|return(?:ed|s|ing) errors",
      "(?:not|n't|no longer|never)(?: \\w+){0,2} (?:accessible|reachable|online|loading|responding|load|respond|be (?:accessed|reached|loaded|opened))",
      "(?:could not|couldn't|cannot|can't|could no longer|can no longer) (?:be (?:accessed|reached|loaded|opened|consulted|visited)|(?:access|reach|open|load)(?: the)?(?: \\w+)? (?:site|website|page|portal)s?)",
      "(?:would|did|does|do) not (?:load|open)|refus(?:es|ed|ing) to (?:load|open)",
      "(?:unable|impossible) to (?:access|reach|load|open|consult|visit)",
      "(?:knock(?:ed|s|ing)?|tak(?:en|es|ing)|took|brought|bring|bringing|forc(?:ed|ing)|pull(?:ed)?|put|send|sent) (?:\\w+ ){0,8}(?:offline|down|out of action)(?! as a)",
      "(?:error (?:page|message)s?|blank page|error 50\\d|50\\d error|timed? out|(?:return|show|display)(?:ed|ing|s) an error|timeout)",
    ),
    unless: PURPOSE,
    unlessAfter: /^(?: \w+){0,3} (?:as a precaution|out of caution|to contain|to prevent)/,
  },
  {
    stance: "down",
    words: any(
      "(?:was|were|is|are|went|go|goes|been|remain(?:s|ed)?|still|be|being|stayed)(?: \\w+)? (?:down|offline|out|out of (?:action|order|service)|off-?line)(?! (?:for the count|to|of))",
      "unavailable",
      "unavailability",
      "(?:could not|couldn't|cannot|can't|could no longer|can no longer|unable to) (?:access|use|send|receive|reach|open|log|connect|work)",
      "unusable",
      "outages?",
      "(?:crash|crashes|crashed|crashing)",
      "(?:paraly[sz](?:ed|es|ing|e)|crippl(?:ed|es|ing|e)|disabled|frozen|knocked out|brought to a (?:halt|standstill)|ground to a halt|at a standstill|locked (?:out|up))",
      "disrupt(?:ed|ing|s|ions?|ive)?",
      "out of (?:service|order|action|operation)",
      "(?:not|n't|no longer)(?: \\w+){0,2} (?:available|working|operational|functioning|functional|work|function|in service|usable|have access|receiv\\w+|send)",
      "stopp?ed (?:working|functioning|responding)",
      "(?:severely|heavily|badly|seriously|massively|directly|partially|significantly) (?:affected|impacted|hit|degraded|disrupted|hampered|hit by)",
      "malfunction(?:s|ed|ing)?",
    ),
    unless:
      /(?<![a-z])(?:to|would|could|no|not|n't|without|never|any|avoid|prevent|if|can|might|may)(?: \w+){0,3} ?$/,
  },
  {
    stance: "services-down",
    words: any(
      "(?:pen|pencil)s?(?: and|-and-) ?paper|paper (?:and|forms|records|based)|(?:on|by|to|with|using) paper",
      "(?:by hand|manually|handwritten)",
      "(?:suspended|cancel+ed|postponed|deferred|put on hold|halted) (?:until|for|because|due|as)",
      "(?:services?|counters?|desks?|registrations?|payments?|appointments?|civil registry|operations|consultations|surger(?:y|ies)|procedures|admissions)(?: [^.;,]{0,50})? (?:suspended|interrupted|postponed|cancel+ed|closed|degraded|impacted|affected|slowed|limited|hit|halted|stopped|delayed|reduced|hampered)",
      "(?:unable|impossible|no longer able) to (?:issue|process|send|receive|take|book|print|pay|register|contact|work|make|answer|deliver|use|log|phone|call)",
      "(?:without|no|lost|deprived of|cut off from|losing) (?:access to )?(?:(?:\\w+ ){0,2})(?:e-?mails?|phones?|telephones?|internet|computers?|network|software)",
      "degraded mode",
      "not being (?:read|answered|processed|paid|issued|delivered)|(?:remain|remains|still|stay) locked|(?:closed|shut) until|cannot (?:pay|issue|process|be (?:paid|issued|reached by phone))",
      "(?:divert|transferr?|rerout|redirect)(?:s|ed|ing)? (?:\\w+ ){0,3}(?:patients|ambulances|emergencies)|(?:cancel|postpon)(?:s|ed|ing|led|ling)? (?:\\w+ ){0,2}(?:operations|surger(?:y|ies)|procedures|appointments|consultations)|(?:diverted|transferred|rerouted|redirected) (?:\\w+ ){0,3}(?:patients|ambulances|emergencies)|(?:patients|ambulances|emergencies)(?: [^.;,]{0,30})? (?:diverted|transferred|rerouted|redirected)",
      "(?:encrypted|wiped|scrambled|infected) (?:\\w+ ){0,5}(?:servers?|files?|data|computers?|machines?|workstations?|systems?|network)",
      "(?:servers?|files?|computers?|machines?|workstations?|systems?|network|backups?)(?: [^.;,]{0,30})? (?:was|were|been|are|is|had been) (?:\\w+ )?(?:encrypted|infected|wiped|scrambled|locked)",
      "phone lines(?: [^.;,]{0,30})? (?:down|dead|cut|out)",
      "(?:delays?|delayed) (?:\\w+ ){0,3}(?:in|to|for|with|payments?|services?)",
    ),
    unless: /(?<![a-z])(?:would|could|no risk|never|avoid|prevent|if|can|might|may)(?: \w+){0,3} ?$/,
  },
];

const protection: Cue = {
  stance: "own-protection",
  words: any(
    "(?:protecti(?:on|ve)|defen[cs]e|anti-?ddos|filtering|mitigation|security|blocking|safety) (?:mechanisms?|measures?|systems?|tools?|devices?)[^.;]{0,60}(?:inaccessible|unavailable|block\\w*|cut\\w*|render\\w*|mak(?:e|ing)|activat\\w+|trigger\\w+|offline)",
    "(?:activat\\w+|trigger\\w+|enabl\\w+|set off) (?:\\w+ ){0,3}(?:protecti(?:on|ve)|defen[cs]e|mitigation|safety|security) (?:mechanisms?|measures?|systems?)",
    `${THINGS}(?: [^.;]{0,50}?)? (?:was|were|been|be|are|is|had been|have been|has been)(?: \\w+){0,2} ${CUT}[^.;]{0,50}${MEASURE}`,
    `(?:servers?|networks?|(?:computer|it|information) systems?|internet access|connections?|backups?|computers)(?: [^.;,]{0,40}?)? (?:was|were|been|are|is|had been|have been|has been)(?: \\w+)? (?:cut off|disconnected|isolated|unplugged|switched off|turned off|shut down|shut off|powered down|taken offline)`,
    `${MEASURE}[^.;]{0,100}(?:${CUT}|shutdown|isolation|disconnection|shutting|disconnecting|isolating|cutting|taking|unplugging|switching off|suspending)`,
    `(?:${CUT}|shutdown|isolation|disconnection|shutting|disconnecting|isolating|cutting|unplugging|switching off|suspending)[^.;]{0,80}${MEASURE}`,
    `(?:has|have|had|immediately|quickly|promptly|teams?|staff|it|officials?|technicians?|we|they|who|council|authorities|administration|department|hospital|city|town|decided to|chose to|forced to|had to|opted to)(?: \\w+){0,2} (?:shut (?:down|off)|disconnected?|isolated?|unplugged|switched off|switch off|turned off|turn off|took offline|cut off|powered down|taken offline|pulled) (?:[^.;,]{0,30})?${THINGS}`,
    "(?:block|restrict|filter|limit|cut)(?:ed|ing|s)?(?: \\w+){0,4} (?:foreign|from abroad|outside france|non-french|international)",
    "(?:hall|council|officials|hospital|department|authorit(?:y|ies)|it|they|we|management|administration)(?: itself)?(?: in \\w+(?: \\w+)?)?(?: has| had| have)? (?:took|taken|takes|pulled|shut|cut)(?: [^.;]{0,40})? (?:offline|down|network|networks|plug)(?! by)",
    "(?:cut|shut|switch(?:ed)?|turn(?:ed)?) (?:everything|all of it) (?:off|down)|sever(?:ed|s) the (?:connection|link)s?|pulled the (?:cables?|plug)",
    "unplug(?:s|ged) (?:itself|all|its|the|everything)|pulled the plug",
    "(?:disconnect|isolat|unplugg|power)(?:ed|ed down) (?:all|every|its|their|the|some)(?: \\w+){0,4} (?:computers|servers|network|systems|machines)",
    "(?:geo-?block\\w*|geofenc\\w*|geo-?filter\\w*)",
  ),
  unless: /(?<![a-z])(?:should|advis\w+|recommend\w+|in case of|if)(?: [^.;]{0,60})?$/,
};

const data: Cue[] = [
  {
    stance: "data-safe",
    words: any(
      "no (?:\\w+ ){0,3}?(?:data|files?|documents?|information|records?|leak|theft|exfiltration|breach)(?: [^.;]{0,70})?(?:stolen|leaked|exfiltrated|compromised|lost|accessed|taken|exposed|affected|detected|found|identified|observed|reported|published|copied|noted|disclosed|touched|left|seen|viewed)",
      "no reason to (?:believe|think)(?: [^.;]{0,40})? (?:data|information|files)",
      "no (?:\\w+ ){0,2}?(?:data|information) (?:leak|theft|loss|breach|exfiltration)s?",
      "(?:no|any|without|little) (?:\\w+ )?(?:evidence|sign|signs|indication|indications|trace|traces|proof)(?: [^.;]{0,80})?(?:data|stolen|leak\\w*|exfiltrat\\w+|information|files|theft)",
      `${DATA}(?: [^.;]{0,50})? (?:was|were|is|are|has|have|had|does|do|did)(?:n't| not| never)(?: \\w+){0,3}? ?(?:stolen|leaked|exfiltrated|compromised|lost|accessed|taken|exposed|affected|breached|at risk|impacted)`,
      `(?:${DATA}|backups?)(?: [^.;]{0,40})? (?:is |are |was |were |remain(?:s|ed)? |been )(?:\\w+ )?(?:safe|secure|intact|unharmed|protected|preserved|backed up|unaffected|recovered|untouched|restored)`,
      "(?:rul(?:ed|es|ing) out|excluded) (?:any |a )?(?:theft|leak|loss|breach)",
      `${DATA} (?:had|has|have)(?: not|n't) left`,
      "no (?:\\w+ )?(?:data|information) (?:is|are|was|were) (?:at risk|affected|involved)",
      "(?:steal|take|access|compromise|exfiltrate|obtain)(?:ed)? no (?:\\w+ )?(?:data|information|files)",
      "(?:not|n't|never)(?: \\w+){0,3} (?:stolen|steal|taken|take|accessed|access|exfiltrated|compromised|leaked|obtained) (?:any )?(?:\\w+ ){0,2}(?:data|information|files)",
    ),
    unless: /(?<![a-z])(?:ensure|guarantee|check|verify|whether|cannot rule out)(?: [^.;]{0,30})?$/,
  },
  {
    stance: "data-stolen",
    words: any(
      `${DATA}[^.;]{0,70}? ${TAKEN}`,
      `(?:stolen|leaked|exfiltrated|hacked|compromised|pilfered|dumped|exposed)(?: \\w+){0,3} ${DATA}`,
      `(?:st(?:ole|olen|eal|eals|ealing)|leak(?:ed|s|ing)?|exfiltrat(?:ed|es|ing|e)|publish(?:ed|es|ing)?|dump(?:ed|s|ing)?|siphon(?:ed|ing)?|releas(?:ed|es|ing)|post(?:ed|s)?|sell(?:ing|s)?|sold|offer(?:ed|s|ing)?|put up|copied|obtained|extracted|made off with|download(?:ed)?|swip(?:ed|es)|grabb(?:ed|ing))(?: [^.;]{0,60}?)? ${DATA}`,
      "(?:boast\\w*|claim\\w*|hold\\w*|possess\\w*|advertis\\w+)(?: [^.;]{0,40})? [\\d.,]+ ?(?:gb|tb|gigabytes|terabytes)",
      "(?:data|information) (?:leak|breach|theft|exfiltration|dump)s?",
      "(?:leak|theft|exfiltration|breach|publication|sale) of (?:\\w+ ){0,4}(?:data|files|documents|information|records|details)",
    ),
    unless: DENIED,
    unlessAfter:
      /^(?: [^.;]{0,50})? (?:was|were|is|are|has|have|had|did|does)(?:n't| not) |^ (?:protection|commissioner|authority|watchdog|regulator|could|might|may)/,
  },
];

const claims: Cue = {
  stance: "claims",
  speaker: "attacker",
  words: any(
    "claim(?:s|ed|ing)? (?:(?:\\w+ ){0,4}?(?:responsibility|credit|attack|attacks|cyber-?attacks?|attack\\w*|hack\\w*|offensive|operation|breach|strike|action)|to have|on|via|several|more attack\\w*|targets?)",
    "(?:was|were|been|is|are|also|have been|being)(?: \\w+)? claimed(?: (?:by|on|in|via))?",
    "claimed(?: [^.;]{0,30})? by (?:a |an |the )?(?:\\w+ ){0,4}(?:group|hackers?|collective|gang|hacktivists?|noname\\w*|attackers?)",
    "(?:attack|hack|operation|action|offensive)s?,? (?:which |that )?claimed",
    "claims? (?:from|by|made)",
    "claimants?",
    "(?:took|take|taken|taking|takes) (?:credit|responsibility)",
    "boast(?:s|ed|ing|ful)?|gloat\\w*|crow(?:s|ed|ing)|trumpet(?:s|ed|ing)",
    "(?:hackers?|group|gang|collective|attackers?) (?:say|says|said|claim|claims|claimed) (?:they|it) (?:knocked|took|hit|brought|attacked|hacked|downed|targeted|disabled|breached|stole)",
    "brag(?:s|ged|ging)?",
    "(?:hackers?|hacktivists?|group|gang|collective|attackers?|criminals?|noname\\w*(?:\\(16\\))?|lockbit|killnet|anonymous|user|seller|threat actors?|actor|vendor|individual)(?: [^.;]{0,80}?)? (?:say|says|said|claim|claims|claimed|announce[sd]?|assert\\w*|alleg\\w+|declar\\w+|threaten\\w*|stat(?:ed|es)|wr(?:ote|ites)|insist\\w*|maintain\\w*|pretend\\w*)(?: [^.;]{0,40}?)? (?:to have|it had|they had|it has|they have|having|it was (?:behind|responsible)|to publish|to release|to leak|responsib\\w+|we |to possess|to hold)",
    "(?:list(?:ed|s|ing)?|add(?:ed|s)?|nam(?:ed|es)|post(?:ed|s)?|appear(?:ed|s)?|featur(?:ed|es)|publish(?:ed)?|display(?:ed|s)?)(?: [^.;]{0,60}?)? (?:leak|dark ?web|extortion|victims?|data ?leak|tor|name-and-shame|target|shame|blog)(?: \\w+)? ?(?:sites?|pages?|portal|lists?|blog|board)",
    "(?:target|hit|victim) lists?|lists? of (?:\\w+ )?(?:targets|victims)|(?:also )?on (?:the|its|their|the \\w+'s) list|targets per (?:their|its)",
    "(?:offline|down) thanks to us",
    "(?:named|listed|cited|claimed|picked) by (?:\\w+ ){0,2}(?:hackers?|hacktivists?|group|gang|collective|attackers?)|published the (?:\\w+ )?names|named in the same (?:message|post|list)",
    "behind the (?:action|attack|operation|hack)\\w*",
    "(?:said|says|say) (?:it|they) (?:was|were|is|are) (?:responsible|behind)|responsible for the (?:\\w+ )?attack",
    "asking (?:for )?(?:[$€£] ?)?\\d[\\d,.]*",
    "(?:according to|citing|quoting|as per) (?:the |a |an |its |their )?(?:\\w+ )?(?:hackers?|group|gang|attackers?|collective|hacktivists?|criminals?|seller|cybercriminals?|post|telegram)",
    "(?:put(?:s|ting)?|offer(?:ed|s|ing)?|advertis(?:ed|es|ing)|list(?:ed|s)?)(?: [^.;]{0,60}?)? (?:up )?for sale",
  ),
  unless:
    /(?<![a-z])(?:not|n't|no|nobody|no one|never|none|yet to|without|unclear who|no group (?:has|had)|without (?:a|any))(?: \w+){0,4} ?$/,
  unlessAfter: /^ (?:compensation|lives|victory|the title)/,
};

export const ENGLISH: Words = {
  cues: [...denials, ...states, protection, ...data, claims],
  site: /(?<![a-z0-9])(?:web ?sites?|sites?|portals?|web ?pages?|home ?pages?|pages|online (?:services?|platforms?|portals?)|web (?:services?|platforms?|presence)|domains?)(?![a-z0-9])/g,
  inside:
    /(?<![a-z0-9-])(?:(?<!online )services?|servers?|systems?|networks?|telephon\w*|phones?|phone lines|switchboard|e-?mails?|mail|messaging|computers?|workstations?|it|software|civil registry|registry|counters?|applications?|printers?|printing|payroll|canteens?|nurser(?:y|ies)|librar(?:y|ies)|appointments?|staff|tools|lines?|reception|emergency|operations|activit(?:y|ies)|administration|municipality|hospital|town hall|city hall)(?![a-z0-9])/g,
};
