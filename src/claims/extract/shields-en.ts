import { type Cue, english as any } from "./cue.ts";
import { CUT, MEASURE, NOT_BY_OWNER, OWNER, SHUT, SWITCH_OFF, THINGS } from "./lexicon-en.ts";

/** English ways of saying that whoever runs it cut it off or shielded it. Folded. */

const SITE = "(?:web ?sites?|sites?|portals?|pages?|platforms?|online services?|services?)";
const LINKS =
  "(?:connections?|links?|remote access|vpns?|(?:internet|network|external|outside|web) (?:access|connections?|links?|traffic)|accounts|gateways?|exchanges|data flows|ports|traffic|requests)";
const SHIELD =
  "(?:protect\\w+|defen[cs]\\w+|filter\\w*|firewalls?|mitigation|safeguards?|counter-?measures?|(?:security|safety|blocking|precautionary|preventive) (?:measures?|settings|systems?|rules|mechanisms?|tools?|devices?)|geo-?block\\w*|anti-?ddos|anti-?bot)";

export const shields: Cue[] = [
  {
    stance: "own-protection",
    words: any(
      "(?:cut|disconnect|isolat|shut)(?:ed|s)? (?:itself|themselves|ourselves)(?: off)?(?: from \\w+(?: \\w+)?)?|(?:turned|switched|shut) everything (?:off|down)",
      `(?:decided|chose|opted|preferred|ordered|forced|had|obliged|precaution|step|decision|choice|measure|choosing|deciding)(?: (?:was|has been|had been) (?:taken|made))?(?: to| of)? (?:\\w+ly )?${SWITCH_OFF}(?: [^.;]{0,40}?)? ${THINGS}`,
      `(?:city|town|council|hall|hospital|authority|department|region|commune|municipality|it|they|we|staff|team|teams|technicians|officials|host|provider|company|metropolis)(?: [^.;,]{0,30}?)? (?:took|cut|cuts|takes|has taken|have taken|had taken)(?: [^.;,]{0,25})? (?:${THINGS}(?: \\w+){0,2} (?:offline|down|off)|(?:internet|network|outside|external) (?:connection|access|link)s?)`,
      `(?:inaccessible|unavailable|unreachable|offline|closed)(?: \\w+){0,2} ${MEASURE}`,
      "(?:put|placed|switched|taken|moved|set)(?: [^.;,]{1,30})? (?:in|into|to|in to|under) (?:\\w+ )?(?:maintenance|quarantine|safe|protection|protected|defensive)(?: mode)?",
      "(?:itself|themselves|ourselves|himself|herself|own (?:initiative|accord)) (?:\\w+ )?(?:shut|took|taken|cut|closed|suspended|disconnected|disabled|pulled)(?: [^.;,]{0,25})?",
      `(?:defen[cs]es|protections?|firewalls?|filters?|shields?|anti-?ddos(?: \\w+)?|filtering|mitigation)(?: [^.;]{0,50})? (?:block|made|make|render|stopp|prevent|restrict|limit|refus|reject|slow|fil?ter|dropp|turn(?:ed|ing) away|kept|cut)\\w*(?:[^.;,]{0,40}(?:inaccessible|unavailable|unreachable))?`,
      "(?:unavailable|inaccessible|unreachable|offline|down)(?: [^.;,]{0,12})? because [^.;]{0,40}(?:host|provider|council|city|town|protection|filter|defen[cs]e|firewall)[^.;]{0,40}(?:activated|blocked|cut|shut|closed|triggered|enabled|filtered|protections?)",
      `(?:unavailab|inaccessib|unreachab|offline|down|closed|outage|disruption|interruption|downtime|cut)\\w*[^.;]{0,25} (?:because|due to|caused by|result of|owing to|explained by|stem\\w* from|side[- ]effect of|consequence of)[^.;]{0,50} ${SHIELD}`,
      `${SHIELD}(?: [^.;]{0,50})? (?:made|make|making|render\\w*|block\\w*|cut\\w*|kept|prevent\\w*|stopp\\w*|shut|lock\\w*|took)(?:[^.;,]{0,60})? (?:${SITE}|access|users|visitors|residents|traffic|connections|unavailable|inaccessible|unreachable|offline)`,
      "(?:measures?|filters?|steps|rules) (?:taken|put in place|adopted|deployed|used|set up|activated|introduced)(?: [^.;]{0,50})? (?:block|cut|prevent|shut|slow|lock|limit|restrict|den(?:y|ied)|kept|turn)\\w*",
      "(?:foreign|international|overseas|non-french) (?:traffic|visitors|connections|addresses|requests|ip addresses)(?: [^.;,]{0,30})? (?:blocked|filtered|cut|refused|restricted)|(?:traffic|connections|requests|visitors|access|addresses)(?: [^.;,]{0,50})? from (?:abroad|outside|foreign|other countries)(?: [^.;,]{0,20})? (?:blocked|filtered|cut|refused|restricted|closed|suspended)(?: out| off)?",
      "(?:protecti(?:on|ve)|defen[cs]e|anti-?ddos|filtering|mitigation|security|blocking|safety) (?:mechanisms?|measures?|systems?|tools?|devices?)[^.;]{0,60}(?:inaccessible|unavailable|block\\w*|cut\\w*|render\\w*|mak(?:e|ing)|activat\\w+|trigger\\w+|offline)",
      "(?:activat\\w+|trigger\\w+|enabl\\w+|set off|deploy\\w*|switch\\w* on|put in place|rais\\w+) (?:\\w+ ){0,3}(?:(?:protecti(?:on|ve)|defen[cs]e|mitigation|safety|security|filtering|blocking) (?:mechanisms?|measures?|systems?|mode)|filters?|filtering(?: by \\w+)?|geo-?block\\w*)",
      `${THINGS}(?: [^.;]{0,50}?)? (?:was|were|been|be|are|is|had been|have been|has been)(?: \\w+){0,2} ${CUT}[^.;]{0,50}${MEASURE}`,
      `(?:servers?|networks?|(?:computer|it|information) systems?|(?:internet |computer |all |remote )?access|connections?|backups?|computers|workstations?|machines|links?|everything|systems)(?: [^.;,]{0,40}?)? (?:was|were|been|are|is|has been|have been|had been|being|be)(?: \\w+)? ${SHUT}(?! (?:by|after|because of|due to) (?:the |an? )?(?:\\w+ )?(?:attack|hack|flood|virus|ransom|malware|cyber))`,
      `${LINKS}(?: [^.;,]{0,40}?)? (?:was|were|been|are|is|has been|have been|had been)(?: \\w+)? (?:interrupted|suspended|blocked|closed|disabled|deactivated|restricted|filtered|cut|severed)(?! (?:by|after|because of|due to) (?:the |an? )?(?:\\w+ )?(?:attack|hack|flood|virus|ransom|malware|cyber))`,
      `${THINGS}(?: [^.;,]{0,40}?)? (?:was|were|has been|have been|had been) (?:immediately|deliberately|quickly|swiftly|promptly|preventively|temporarily|voluntarily|intentionally|at once|manually) (?:${CUT}|withdrawn|restricted|locked)`,
      `${MEASURE}[^.;]{0,100}(?:${CUT}|shutdown|isolation|disconnection|shutting|disconnecting|isolating|cutting|taking|unplugging|switching off|suspending|interrupted|halted|stopped|deactivated|restricted|locked)`,
      `(?:${CUT}|shutdown|isolation|disconnection|shutting|disconnecting|isolating|cutting|unplugging|switching off|suspending|interrupted|halted|restricted)[^.;]{0,80}${MEASURE}`,
      `(?:has|have|had|immediately|quickly|promptly|teams?|staff|it|officials?|technicians?|we|they|who|council|authorities|administration|department|hospital|city|town|university|institution|school|agency|region|decided to|chose to|forced to|had to|opted to)(?: \\w+){0,2} (?:shut (?:down|off)|disconnected?|isolated?|unplugged|switched off|switch off|turned off|turn off|took offline|cut off|powered (?:down|off)|taken offline|pulled|quarantined) (?:[^.;,]{0,30})?${THINGS}`,
      `${OWNER}(?: (?!said|says|that|hack|attack|group)[\\w'-]+){0,5} (?:cut|sever(?:ed)?|clos(?:ed?|ing)|shut|block(?:ed)?|suspend(?:ed)?|disconnect(?:ed)?|isolat(?:ed?)|restrict(?:ed)?|filter(?:ed)?|limit(?:ed)?|disabl(?:ed?)|pull(?:ed)?|stopp(?:ed)|took down|withdr(?:ew|awn)|interrupt(?:ed)?)(?: (?:off|down))? (?:(?:all|its|their|every|the|our|any|external|outside|remote|foreign|access|to|of|incoming|international) ){1,4}(?:\\w+ )?(?:${LINKS}|${SITE}|network|servers?|systems?|access|homepage|application|machines)`,
      "(?:shut|turned|switched|closed|cut|unplugged|powered|pulled|took) (?:everything|it all|all of it|the lot) (?:down|off|offline)?|everything (?:was|has been|had been) (?:shut|switched|turned|cut|unplugged|disconnected|isolated)",
      "(?:block|restrict|filter|limit|cut|refus|reject)(?:ed|ing|s)?(?: \\w+){0,4} (?:foreign|from (?:abroad|outside|other|russia|overseas|countries)|outside (?:france|europe|the country)|non-french|international|overseas)|(?:access|site|website|portal|connections?)(?: [^.;,]{0,40})? (?:limited|restricted|reserved|confined|opened only) to (?:\\w+ ){0,3}(?:french|france|national|domestic|visitors|addresses|users)",
      "(?:hall|city|town|university|region|council|officials|hospital|department|authorit(?:y|ies)|it|they|we|management|administration)(?: itself)?(?: in \\w+(?: \\w+)?)?(?: has| had| have)? (?:took|taken|takes|pulled|shut|cut)(?: [^.;]{0,40})? (?:offline|down|network|networks|plug)(?! by)",
      "(?:cut|shut|switch(?:ed)?|turn(?:ed)?) (?:everything|all of it) (?:off|down)|sever(?:ed|s) (?:the|all|its|every) (?:\\w+ )?(?:connection|link)s?|pulled (?:the (?:cables?|plug)|everything)",
      "unplug(?:s|ged) (?:itself|all|its|the|everything)|(?:pull|pulled|pulling) the plug|(?:put|puts|set|raised|erected) up (?:a |its |the )?(?:shield|filter|barrier|protection|wall)",
      "(?:keep|kept|keeping|leave|leaving|left|hold|maintain)(?:ing|ed)? (?:it|them|the (?:web ?)?sites?|the portal|its (?:web ?)?site|their (?:web ?)?sites?) (?:offline|down|closed|shut|off)",
      `(?:${OWNER}|management|officials)(?: (?!said|says|that|hack|attack|group)[\\w'-]+){0,4} (?:shut down|shutting down|unplugged|switched off|turned off|cut off|powered down|disconnected|isolated) (?:(?:all|its|their|every|the|our|any|whole|entire|of|most|some) ){1,4}(?:\\w+ )?${THINGS}`,
      "(?:internet|network|outside|external|remote|web) (?:access|connections?|links?)(?: [^.;,]{0,25})? (?:was|were|has been|have been|had been) (?:\\w+ )?(?:shut|cut|closed|severed|blocked|suspended)(?! (?:by|after) (?:the |an? )?(?:attack|hack|cyber|ransom))",
      "(?:disconnect|isolat|unplugg|power)(?:ed|ed down|ed off) (?:all|every|its|their|the|some)(?: \\w+){0,4} (?:computers|servers|network|systems|machines)",
      "(?:told|asked|instructed|ordered|requested|urged|forbidden|banned|invited|advised)(?: \\w+){0,3} (?:not to |to )(?:switch|turn|shut|power|log|unplug|disconnect|start|use|boot|close|connect)(?: (?:on|off|down|out|in|up|to))?(?: \\w+){0,3} (?:computers?|pcs?|workstations?|machines|devices|network|laptops?|systems?|e-?mail|servers?|software)",
      `(?:order|instruct|request)(?:ed|s|ing)? (?:the |all |that )?(?:\\w+ ){0,4}(?:(?:be )?(?:turned|switched|shut|unplugged|disconnected|taken|cut|closed|powered|isolated)|shutdown|disconnection|closure)`,
      `(?:${CUT}|${SHUT}|interrupted|withdrawn|restricted|limited|stopped)(?: [^.;,]{0,30})? by (?:(?:the|its|their|our|local) )?(?:(?!hack|attack|cyber|malware|ransom|virus|flood)[\\w'-]+ ){0,3}${OWNER}`,
      `${OWNER}(?: (?!said|says|that|hack|attack|group)[\\w'-]+){0,6} (?:cut|closed|shut|blocked|suspended|disconnected|isolated|pulled|unplugged|switched|took|turned) (?:it|them)(?: (?:off|down|offline|out))?`,
      `(?:voluntarily|deliberately|intentionally|preventively|pre-?emptively|proactively) (?:${CUT}|stopped|interrupted|restricted|limited|withdrawn)`,
      `(?:the )?(?:filters?|filtering|geo-?filter|geographical filter)(?: [^.;,]{0,30})? (?:slow|block|prevent|cut|turn|stop|reject)\\w*|(?:because of|due to|owing to) (?:an? |the )?(?:\\w+ )?(?:filter\\w*|geo-?block\\w*|protection|firewall)`,
      "(?:shutdown|closure|outage|disconnection|cut)(?: \\w+){0,3} (?:was|is|were) (?:our|its|their|a|the town's|the city's) (?:own )?(?:\\w+ )?(?:decision|choice|initiative|doing)|(?:our|its|their) (?:own )?(?:decision|choice|initiative) to (?:shut|close|cut|disconnect|take|pull)",
      `(?:forced|led|prompted|pushed|compelled|obliged|driving|forcing|prompting)(?: [^.;,]{1,45})? to (?:\\w+ly )?(?:take|shut|disconnect|cut|switch off|unplug|isolate|suspend|close|pull)(?: [^.;,]{0,45})? ${THINGS}(?: (?:offline|down|off))?`,
      "(?:provider|host|city|council|team|they|it|we|operator)(?: \\w+){0,3} (?:is|are|was|were) (?:now |still )?(?:filtering|blocking|restricting|limiting)(?: [^.;,]{0,30})?",
      "(?:deliberately|voluntarily|intentionally|preventively) (?:been )?(?:made|rendered|taken|put) (?:inaccessible|unavailable|offline|down)",
      "(?:took|taken|take|taking|pulled) (?:the |its |their )(?:\\w+ )?(?:applications?|apps?|services?|platforms?|databases?|tools?|software|portals?) (?:offline|down)",
      "(?:geo-?block\\w*|geofenc\\w*|geo-?filter\\w*)",
    ),
    unless:
      /(?<![a-z])(?:should|advis\w+ (?!staff|employees|workers)|recommend\w+|in case of|if)(?: [^.;]{0,60})?$/,
  },
  {
    stance: "own-protection",
    words: any(
      `(?:web ?sites?|sites?|portals?|pages?|platforms?|online services?)(?: [^.;,]{0,30})? (?:was|were|has been|have been|had been|is|are|remains?)(?: \\w+)? (?:suspended|closed|shut|cut|disabled|taken (?:down|offline)|withdrawn|deactivated)(?: [^.;,]{0,15})? (?:while|pending|for the duration|the time|until (?:checks|the checks|security|it is (?:safe|secure)|filters)|by (?:the |its |their )?(?:\\w+ )?(?:host|provider|council|city|town|hosting|webmaster|technicians|it|teams?|staff|agency))`,
    ),
    unless: NOT_BY_OWNER,
  },
];
