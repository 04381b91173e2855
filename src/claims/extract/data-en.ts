import { type Cue, english as any } from "./cue.ts";
import { DATA, TAKEN, DENIED } from "./lexicon-en.ts";

/** English ways of saying that data were taken or not, and that an attacker claims something. Folded. */

export const data: Cue[] = [
  {
    stance: "data-safe",
    words: any(
      `${DATA}(?: [^.;]{0,60})? (?:was|were|is|are|has|have|had|does|do|did)(?:n't| not| never)(?: \\w+){0,3}? ?(?:stored|held|kept|hosted|exposed|involved|touched|seen|viewed|copied|at stake)`,
      "nothing (?:was|has been|had been|is) (?:stolen|lost|taken|leaked|copied|exfiltrated|accessed|compromised)|(?:lost|stole|took|taken|leaked) nothing",
      `no (?:\\w+ ){0,3}?(?:impact|effect|risk|threat) (?:on|to|for) (?:\\w+ ){0,3}?${DATA}`,
      `no (?:\\w+ ){0,3}?${DATA}(?: [^.;]{0,40})? (?:held|stored|kept|hosted|involved|copied|seen)|(?:holds?|stores?|held|stored|contains?|contained) no (?:\\w+ ){0,2}${DATA}`,
      "(?:rul(?:ed|es|ing) out|exclud\\w+|den(?:ied|ies|ying))(?: \\w+){0,2} (?:any |a |the )?(?:\\w+ )?(?:data )?(?:theft|leak|loss|(?<=data )breach|exfiltration)(?: of data)?",
      "(?:lost|lose|losing) no (?:\\w+ )?(?:data|files|information)|(?:not|n't|never) (?:lost|lose) (?:any |a )?(?:\\w+ )?(?:data|files|information|bytes?)",
      "there (?:has been|had been|was|is) no (?:\\w+ )?(?:leak|theft|loss|exfiltration)",
      "backups?(?: [^.;,]{0,30})? (?:spared|survived|usable|available|escaped|out of reach|were not|was not)",
      "(?:not|n't)(?: \\w+)? (?:believe|think|appear|seem)(?: that)?(?: any)?(?: \\w+)? ?(?:data|files|information)(?: [^.;,]{0,20})? (?:taken|stolen|compromised|leaked|accessed|affected|exfiltrated)",
      "(?:nothing|no element|no indication|little)(?: \\w+)? (?:suggest|indicat|point|show)\\w*(?: [^.;]{0,40})? (?:data|files|information|records)(?: [^.;,]{0,25})?(?:taken|stolen|compromised|leaked|accessed|exfiltrated)?",
      "(?:found|find|seen|detected|identified) no (?:\\w+ )?(?:theft|leak|loss|exfiltration)(?: of)?(?: \\w+)?",
      "no (?:\\w+ ){0,3}?(?:data|files?|documents?|information|records?|leak|theft|exfiltration|breach)(?: [^.;]{0,70})?(?:stolen|leaked|exfiltrated|compromised|lost|accessed|taken|exposed|affected|detected|found|identified|observed|reported|published|copied|noted|disclosed|touched|left|seen|viewed)",
      "no reason to (?:believe|think)(?: [^.;]{0,40})? (?:data|information|files)",
      "no (?:\\w+ ){0,2}?(?:data|information) (?:leak|theft|loss|breach|exfiltration)s?",
      "(?:no|any|without|little) (?:\\w+ )?(?:evidence|sign|signs|indication|indications|trace|traces|proof)(?: [^.;]{0,80})?(?:data|stolen|leak\\w*|exfiltrat\\w+|information|files|records|documents|credentials|passwords|theft)",
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
      `(?:got|gotten|laid|getting) (?:hold|hands?|their hands) (?:of|on)(?: [^.;,]{0,30})? ${DATA}`,
      `(?:left|walked away|fled|escaped|made off|ran off) with(?: [^.;,]{0,30})? ${DATA}`,
      `(?:hackers?|attackers?|intruders?|criminals?|they|who|group|gang)(?: [^.;,]{0,20})? (?:accessed|viewed|reached|obtained|harvested|lifted|seized)(?: [^.;,]{0,30})? ${DATA}`,
      `${DATA}(?: [^.;]{0,60})? (?:appeared|surfaced|circulat\\w+|turned up|ended up|are|were|found|emerged|showed up)(?: [^.;,]{0,20})? (?:on (?:a |an |the |its )?(?:\\w+ )?(?:leak|dark|forum|criminal|hacker|telegram|extortion)(?: ?\\w+)?|online)(?! (?:service|form|portal))`,
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

export const claims: Cue = {
  stance: "claims",
  speaker: "attacker",
  words: any(
    "(?:the|a|its|their) list(?: \\w+){0,5}? (?:also )?(?:named|names|included|includes|featured|features|mentioned|mentions|comprised|contained|contains)|(?:listed|named|posted|published|circulated|shared|issued|released) (?:a list|the names|nine|ten|eleven|twelve|\\d+|several|dozens of|a dozen|two|three|four|five|six|seven|eight)(?: of)?(?: \\w+){0,2} (?:targets?|hosts?|sites?|websites?|domains?|victims?|names?|towns?|cities)",
    "(?:added|adds|posted) (?:[^.;,]{0,40} )?(?:to|on) (?:the|its|their|a) (?:\\w+ )?(?:list|leak|blog|roster|portfolio|tally)(?: \\w+)?|added to the (?:\\w+ )?list of (?:victims|targets)",
    "(?:named|named as|picked|singled out|chose)(?: [^.;]{0,60})? (?:as )?(?:one of|among) (?:their|its|the) (?:targets|victims)|named as a (?:new |latest )?(?:victim|target) by|declar\\w+ victory|claim\\w* victory|signed by (?:the |a )?(?:group|gang|collective)",
    "claim(?:s|ed|ing)? (?:(?:\\w+ ){0,4}?(?:responsibility|credit|attack|attacks|cyber-?attacks?|attack\\w*|hack\\w*|offensive|operation|breach|strike|action)|to have|on|via|several|more attack\\w*|targets?)",
    "(?:was|were|been|is|are|also|have been|being)(?: \\w+)? claimed(?: (?:by|on|in|via))?",
    "claimed(?: [^.;]{0,30})? by (?:a |an |the )?(?:\\w+ ){0,4}(?:group|hackers?|collective|gang|hacktivists?|noname\\w*|attackers?)",
    "(?:attack|hack|operation|action|offensive)s?,? (?:which |that )?claimed",
    "claims? (?:from|by|made)",
    "claimants?",
    "(?:listed|named|presented|announced) as (?:the|a|another|its|their) (?:\\w+ )?targets?",
    "(?:took|take|taken|taking|takes) (?:credit|responsibility)",
    "boast(?:s|ed|ing|ful)?|gloat\\w*|crow(?:s|ed|ing)|trumpet(?:s|ed|ing)",
    "(?:hackers?|group|gang|collective|attackers?) (?:say|says|said|claim|claims|claimed) (?:they|it) (?:knocked|took|hit|brought|attacked|hacked|downed|targeted|disabled|breached|stole)",
    "brag(?:s|ged|ging)?",
    "(?:hackers?|hacktivists?|group|gang|collective|attackers?|criminals?|noname\\w*(?:\\(16\\))?|lockbit|killnet|anonymous|user|seller|threat actors?|actor|vendor|individual|accounts?|channels?)(?: [^.;]{0,80}?)? (?:say|says|said|claim|claims|claimed|announce[sd]?|assert\\w*|alleg\\w+|declar\\w+|threaten\\w*|stat(?:ed|es)|wr(?:ote|ites)|insist\\w*|maintain\\w*|pretend\\w*)(?: [^.;]{0,40}?)? (?:to have|it had|they had|it has|they have|having|it was (?:behind|responsible)|to publish|to release|to leak|responsib\\w+|we |to possess|to hold)",
    "(?:list(?:ed|s|ing)?|add(?:ed|s)?|nam(?:ed|es)|post(?:ed|s)?|appear(?:ed|s)?|featur(?:ed|es)|publish(?:ed)?|display(?:ed|s)?)(?: [^.;]{0,60}?)? (?:leak|dark ?web|extortion|victims?|data ?leak|tor|name-and-shame|target|shame|blog)(?: \\w+)? ?(?:sites?|pages?|portal|lists?|blog|board)",
    "(?:target|hit|victim) lists?|lists? of (?:\\w+ )?(?:targets|victims)|(?:also )?on (?:the|its|their|the \\w+'s) list|targets per (?:their|its)",
    "(?:offline|down) thanks to us",
    "(?:saying|said|say|says) (?:they|it) (?:were|was) behind",
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
