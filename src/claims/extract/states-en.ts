import { any, type Cue } from "./cue.ts";
import { NONE_OF, NOT_YET, PURPOSE, CUT, MEASURE, THINGS } from "./lexicon-en.ts";

/** English ways of saying that a site or a service is out of reach, slow, running, back, or was cut off by its owner. Folded. */

export const states: Cue[] = [
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

export const protection: Cue = {
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
