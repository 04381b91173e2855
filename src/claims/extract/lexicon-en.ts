import { before } from "./cue.ts";

/** English classes of words that ways of saying a stance are built of, and what takes such a saying back. Folded. */

export const DATA =
  "(?:data(?:base|bases|set)?|files?|documents?|information|records?|details|credentials|passwords?|identity (?:documents|cards|papers)|passports copies|payslips|bank details|personnel files|[\\d.,]+ ?(?:gb|tb|mb|gigabytes|terabytes)|gigabytes|terabytes|archives)";
export const TAKEN =
  "(?:stolen|leaked|exfiltrated|published|dumped|compromised|taken|released|exposed|copied|extracted|siphoned|posted|accessed|put up for sale|for sale|offered|auctioned|sold|breached|disclosed|harvested)";
export const TROUBLE =
  "(?:incidents?|disruptions?|problems?|anomal(?:y|ies)|(?:cyber-?)?attacks?|impacts?|interruptions?|intrusions?|difficult(?:y|ies)|outages?|issues?|slowdowns?|effects?|malfunctions?|trouble|unusual activity|suspicious activity|malicious activity|anything (?:unusual|abnormal|suspicious)|degradation|downtime)";
export const DENIED = before(
  "(?:no|nothing|not|\\w+n't|never|without|nor|neither|any|potential(?:ly)?|possible|possibly|risk\\w*|threat\\w*|could|might|may|would|whether|if|prevent\\w*|avoid\\w*|protect\\w*|fear\\w*|investigat\\w+ whether|against|unclear|determine)(?![a-z0-9])(?:[^.;]{0,50})",
);
export const NONE_OF = before(
  "(?:no|not|never|without|any|avoid\\w*|prevent\\w*)(?![a-z0-9])(?:[^.;,]{0,30})",
);
export const NOT_YET = before(
  "(?:will|would|should|could|expected|hop(?:e|es|ed|ing)|until|before|to be|not|\\w+n't|once(?! (?:again|more))|when|yet|trying|work(?:ing|s|ed)? to|in order to|aim\\w*|until .{0,20} (?:is|are)|may|might|can|to get|to bring|deadline)(?![a-z0-9])(?:[^.,;]{0,40})",
);
export const PURPOSE = before(
  "(?:to|aim\\w* to|try\\w* to|in order to|designed to|attempt\\w* to|so as to|would|could|can|that)(?: \\w+){0,2} (?:make|making|render|rendering|take|knock|put|force|bring)(?: \\w+){0,4}",
  "(?:never|not|n't) (?:been |be |become |rendered |made )?",
);
/** The site is what a predicate is said of: nothing but its owner stands between. */
export const OF_SITE = before(
  "(?:(?:web)?sites?|portals?|platforms?|pages?|homepages?|online services?|that of|those of|they|both|[a-z0-9-]+\\.(?:fr|com|eu|org|net|info|re|bzh)(?: ?[:=])?)(?:,[^.;,:]{0,60},)?(?: (?!but|while|when|phones?|telephon\\w*|e-?mail|and the|switchboard)[^.;,: ]+){0,14}",
);

export const CUT =
  "(?:cut(?: off)?|shut(?: down| off)?|disconnect(?:ed)?|isolat(?:e|ed)|tak(?:en|e) (?:\\w+ ){0,3}(?:offline|down)|took (?:\\w+ ){0,4}(?:offline|down)|unplugg?(?:ed)?|switch(?:ed)? off|turn(?:ed)? off|clos(?:e|ed)|suspend(?:ed)?|block(?:ed)?|power(?:ed)? (?:off|down)|sever(?:ed)?|quarantin(?:e|ed)|disabl(?:e|ed)|pull(?:ed)? (?:\\w+ ){0,3}(?:offline|plug))";
export const MEASURE =
  "(?:as a (?:precaution(?:ary)?(?: measure)?|preventive measure|preventative measure|security measure|safety measure)|precautionar(?:y|ily)|precautions?|preventive(?:ly)?|pre-?emptive(?:ly)?|proactive(?:ly)?|deliberate(?:ly)?|intentional(?:ly)?|voluntar(?:y|ily)|to (?:prevent|contain|limit|stop|protect|avoid|halt|preserve|secure)|out of (?:an abundance of )?caution|as a safeguard|for safety|for security)";
export const THINGS =
  "(?:servers?|networks?|systems?|(?:web)?sites?|access|connections?|e-?mail|services?|machines|computers?|workstations?|backups?|infrastructure|internet|platforms?|portals?|applications?|it|software|phones?|everything|links?|traffic)";

/** What a site that works is. */
export const UP =
  "(?:accessible|available|online|on-?line|up|reachable|operational|operating|working|functioning|functional|responding|loading|live|viewable|visible|running|usable|open|in service|in operation|in working order)";
export const AGAIN = "(?:(?:once |yet )?again|once more|anew)";

/** Who runs a site or a network. */
export const OWNER =
  "(?:city|town|council|hall|hospital|authority|department|region|commune|municipality|it|they|we|staff|team|teams|technicians|engineers|officials|host|provider|company|metropolis|mayor|webmaster|university|prefecture|ministry|management|operator|agency|institution)";
export const SWITCH_OFF =
  "(?:shut(?:ting)?(?: (?:down|off))?|disconnect(?:ing)?|isolat(?:e|ing)|unplug(?:ging)?|switch(?:ing)? off|turn(?:ing)? off|cut(?:ting)?(?: off)?|clos(?:e|ing)|suspend(?:ing)?|block(?:ing)?|tak(?:e|ing) (?:\\w+ ){0,3}?(?:offline|down)|power(?:ing)? (?:down|off)|disabl(?:e|ing)|sever(?:ing)?|pull(?:ing)?)";
export const SHUT =
  "(?:cut off|disconnected|isolated|unplugged|switched off|turned off|shut (?:down|off)|powered (?:down|off)|taken offline|taken down|severed|quarantined|put in quarantine|deactivated)";
export const NOT_BY_OWNER = before("(?:hack\\w*|attack\\w*|group|gang)(?: [^.;]{0,40})?");
