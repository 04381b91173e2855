import { type Cue, english as any } from "./cue.ts";
import { OF_SITE, NONE_OF, PURPOSE } from "./lexicon-en.ts";

/** English ways of saying that a site or a service is out of reach, slow, running, back, or was cut off by its owner. Folded. */

const OUTAGE = "(?:interruption|outage|disruption|stoppage|shutdown|blackout|downtime|crash)";
/** What offices do for people. */
const SERVE =
  "(?:lend|lent|borrow|book|register|enrol|print|pay|paid|process|handle|bill|invoice|answer|repl(?:y|ied)|call|phone|send|sent|receive|deliver|issue|renew|apply|file|submit|consult|read|treat|admit|operate|teach|work|log|sign|connect|use|serve|provide|record|enter|declare|collect|publish|check|contact|write|written|scan|sell|buy|bought|schedule|update|retrieve|download|upload|perform|carry out|provide|give out|draw up|made|taken)(?:e?d|ing)?(?: (?:in|on|out|up))?";
const BE =
  "(?:was|were|is|are|been|be|being|remain(?:s|ed)?|stay(?:s|ed)?|seem(?:s|ed)?(?: to be)?|appear(?:s|ed)?(?: to be)?|kept)";

/** What is said of a site that stands before it. */
const ofSite: Cue[] = [
  {
    stance: "accessible",
    words: any(
      "respond(?:ed|s) (?:without (?:delay|fail)|promptly|at once)|(?:can|could) use the (?:\\w+(?:'s)? )?(?:web ?site|portal)s? as (?:normal|usual)",
      `${BE}(?: (?!not|no|never|only|back|again|longer|hardly|barely|slow|intermittently|sometimes|partly|partially)\\w+){0,2} (?:accessible|available|online|up|reachable|operational|operating|working|functioning|functional|responding|loading|live|visible|running|open|fine)`,
      "(?:work|function|operat|load|respond|open|run|display|perform)(?:ed|ing|s)? (?:normally|properly|as (?:usual|normal|expected)|fine|correctly|without (?:\\w+ )?(?:problems?|issues?|difficult\\w+|trouble|delay)|well|smoothly)",
      "(?:never|not|n't)(?: \\w+)? (?:went|go|gone|been|be|stopped|lost) (?:down|offline|off-?line|interrupted|unavailable|responding|working|dark|inaccessible)",
      "(?:ok|up|200)",
      "held (?:up|firm|out)|holding up|withstood|stood firm|still standing",
      "(?:could|can|able to) (?:still |be |always )*(?:be )?(?:reached|accessed|visited|consulted|opened|loaded|viewed|used|browsed)",
      "(?:open|load|respond|appear|display|answer|work)(?:s|ed|ing)? (?:in (?:under|less than|a|one|two|about|\\d)|within|quickly|instantly|immediately|at once|at the first|on the first|straight away|in a flash)",
      "(?:respond|answer|load|work|function|open|runn?|display|operat)(?:s|ed|ing)? (?:\\w+ )?(?:normally|perfectly|as usual|as ever|without|all (?:day|morning|night|week|along|afternoon)|throughout|the (?:whole|entire) (?:day|time)|fine|like clockwork)",
      "(?:continu|carr|kept|keeps|went)\\w*(?: on)? (?:to )?(?:display|serv|answer|respond|load|work|function|operat|runn?|open)\\w*(?: normally)?",
      "(?:not|never|n't)(?: (?:been|be|go|gone|gone|at any (?:time|point)|really|even|taken|knocked))* (?:down|offline|off-?line|unavailable|inaccessible|unreachable|interrupted|disrupted|affected|impacted|slowed(?: down)?|knocked out|paralysed|out of (?:service|action|reach|order)|hit|altered|touched|damaged)(?! (?:by|at) (?:a |an )?(?!any|the|this))",
      "never (?:missed a beat|stopped|faltered|flinched|wavered|failed|budged|out of reach)|(?:did not|didn't) (?:miss a beat|falter|flinch|stop|budge|fail|go down|crash|buckle)|without a hitch|no downtime",
      "(?:normal|usual|correct|ok) (?:response|answer|reply)|http 200|status 200",
    ),
    only: OF_SITE,
    unless: /(?<![a-z])(?:not|n't|no longer|never|nor|if|until|once|when|before|to|again)(?: \w+)? ?$/,
    unlessAfter:
      /^ (?:\w+ )?(?:again|for (?:\w+ ){0,3}(?:hours|minutes|days)|intermittent\w*|sporadic\w*|only|slow\w*|by (?:phone|mail|e-?mail)|for sale|to (?:restore|fix|bring|repair|resolve)|on (?:a fix|it|an? )|and (?:off|down)|with difficulty|at times|one|every other|half|once|badly|(?:from|since) (?=\w+ (?:again)))/,
  },
  {
    stance: "inaccessible",
    words: any(
      "(?:was|were|been|be|is|are) (?:\\w+ )?(?:blocked|cut off|jammed|gone|dead|choked|frozen|stuck|knocked over|brought down|wiped out)(?! (?:by (?:the |its )?(?:host|provider|council|city)|from abroad|to))|(?:to|on) (?:its|their) knees",
      "(?:collapsed|crashed|timeout|ko|50\\d|went dark|gone dark|dark|dead|fail(?:ed|s|ing)? to (?:load|respond|open|display)|black(?:ed)? out|buckled|fell over|toppled|vanished|disappeared)",
      "(?:went|go(?:es)?|gone|fell|knocked|was taken|were taken|been taken|is|was|are|were|remain\\w*|stay\\w*|been)(?: (?!never|not|nearly|almost|no|hardly)\\w+)? (?:down|offline|off-?line|out of (?:reach|action|service|order))(?! as a)",
      `(?:suffer|experienc|record|undergo|underwent|had|saw)(?:ed|s)? (?:an?|the|one) (?:[\\w-]+ ){0,2}${OUTAGE}(?! of a few)`,
      "(?:show|display|return|serv|giv|yield|greet)(?:ed|ing|s|es)?(?: (?:since|all|for|visitors|users|them)(?: \\w+){0,2})? (?:with )?(?:an? |only |nothing but )*(?:\\w+ )?(?:errors?|blank|empty|white|black|holding|placeholder|maintenance)",
      "(?:could|can)(?:not|n't| no longer| not) (?:be )?(?:reached|accessed|visited|consulted|opened|loaded|viewed|displayed)",
    ),
    only: OF_SITE,
    unless: /(?<![a-z])(?:never|not|n't|nor|without|almost|nearly|would|could|before)(?: \w+)? ?$/,
    unlessAfter:
      /^(?: \w+){0,3} (?:as a precaution|out of caution|to contain|to prevent)|^ (?:and (?:up|back)|intermittent)/,
  },
  {
    stance: "slow",
    words: any(
      "(?:kept|keeps|keep) (?:going|crashing|dropping|falling|failing)(?: \\w+)?|dropp\\w+ (?:out|off)|long time to (?:load|open|respond)|(?:several|repeated|many|multiple) times|time and again|at times|from time to time|now and then",
      "up and down|in and out|on and off|down and up|back and forth",
      `(?:suffer|experienc|record|undergo|underwent|had|saw|see|fac|face|endur|encounter)(?:ed|s|es|ing|e)? (?:been )?(?:[\\w-]+ ){0,3}(?:${OUTAGE}s|slow-?downs?|slowness|lags?|hiccups?|glitches|timeouts|delays|difficulties|problems)`,
      "(?:load|respond|work|function|open|answer)(?:ed|ing|s)? (?:\\w+ )?(?:slowly|sporadically|erratically|irregularly|badly|poorly|only (?:every|at times|sometimes|intermittently|half|occasionally|with difficulty|sporadically|slowly)|every other|one time (?:out|in)|with difficulty|on and off|in fits)",
      "only (?:sometimes|occasionally|intermittently|partly|partially|sporadically|briefly) (?:\\w+)",
      "(?:with|after) (?:(?:great|some|a|long|considerable|much|significant|several|noticeable) )*(?:delays?|lag|difficulty|difficulties|seconds|minutes)|one (?:moment|minute)[^.;]{0,40}the next|now and (?:again|then)|again and again|fits and starts",
      "(?:hard|difficult|slow) to (?:reach|load|open|access)|(?:repeatedly|partially|slightly|somewhat) (?:disrupted|slowed|affected|interrupted|degraded)|flapp\\w+|wobbl\\w+|stutter\\w+|struggl\\w+|stagger\\w*",
    ),
    only: OF_SITE,
    unless: NONE_OF,
  },
];

/** In a list of how each one fares: "Annecy: ...", "- annecy.fr => ...". */
const STATUS = /[a-z0-9)] ?(?::|=>?|->|\|) (?:\w+ )?$/;

export const states: Cue[] = [
  ...ofSite,
  {
    stance: "accessible",
    words: any(
      "(?:still |site |fully )*(?:accessible|online|ok|up|reachable|working|responding|available|normal response|http 200|200|fine|not a hiccup|no (?:problem|hiccup|trouble))(?= ?[.,;()|]|$| (?:all|since|throughout|through|normally))",
    ),
    only: STATUS,
  },
  {
    stance: "inaccessible",
    words: any(
      "(?:still |site )*(?:ko|down|offline|unreachable|inaccessible|unavailable|timeout|error 50\\d|50\\d|dead|not responding|no response|no answer)(?= ?[.,;()|]|$| (?:since|from|for|between|all))",
    ),
    only: STATUS,
  },
  {
    stance: "intermittent",
    words: any(
      "(?:very |site )*(?:slow|flapping|unstable|intermittent|on and off|up and down|patchy|degraded)(?= ?[.,;()|]|$| (?:since|from|for|between|all|until))",
    ),
    only: STATUS,
  },
  {
    stance: "intermittent",
    words: any(
      "(?:partly|partially|half|semi-?|barely|hardly|scarcely) ?-?(?:inaccessible|unavailable|unreachable|accessible|available|reachable|offline|down|online)",
      "only (?:accessible|available|reachable|online|responding|working) (?:at times|now and|from time|part|intermittently|every|for|some)(?: \\w+)?",
      "(?:tak|took)(?:e|es|ing)? (?:[^.;,]{0,30} )?(?:seconds|minutes?|ages|long|longer) (?:for [^.;,]{1,30} )?to (?:load|open|appear|display|respond|answer|come up)",
      "intermitten(?:t|tly|ce)",
      "(?:at times|sometimes|intermittently|sporadically|occasionally|now and then|periodically|repeatedly) (?:inaccessible|unavailable|unreachable|offline|down|disrupted|slow|out of reach)",
      "(?:disrupted|unavailable|inaccessible|unreachable|offline|slow|down|slowed) (?:at times|on and off|now and then|from time to time|sporadically|in places|by fits)",
      "(?:temporary|brief|short|minor|slight|sporadic|occasional|momentary|partial|repeated|several|some) (?:disruptions|interruptions|slow-?downs?|slowness|lags|delays|difficulties|glitches|hiccups|cuts|perturbations)",
      "(?:delays?|lags?|slowness|slow-?downs?|difficult(?:y|ies)|trouble) (?:in|when|while|to|with|on|at) (?:loading|accessing|opening|reaching|browsing|using|viewing)",
      "(?:accessible|available|reachable|online|up|working) only (?:part|some|at|every|for|half|now|once|occas\\w+|spor\\w+|inter\\w+)(?: \\w+){0,3}",
      "(?:open|load|work|respond|appear|run)(?:ed|s|ing)? (?:and |only to |before |but )?(?:then )?(?:freez|froze|crash|drop|disappear|vanish|stall|hang|hung|fail)\\w*",
      "sporadic(?:ally)?",
      "(?:on and off|off and on|by turns|at times)",
      "(?:difficult|hard|slow) to (?:access|reach|load|open)",
      "(?:difficult(?:y|ies)|trouble|problems?|issues?) (?:\\w+ )?(?:accessing|reaching|loading|connecting|with access|opening|logging)",
      "access (?:problems?|difficulties|issues?|trouble)",
      "access(?: [^.;,]{0,70})? (?:was|were|is|been) (?:\\w+ )?(?:difficult|slow|unstable|patchy|erratic|degraded|slowed)",
      "(?:slow(?:ed|ly|ness|downs?|er)?|sluggish|lagg(?:y|ing)|patchy|erratic|unstable|flicker\\w*|degraded performance)",
      "(?:came|come|coming|going|went) (?:and (?:went|go|going)|up and down|in and out)",
      "(?:repeated|several|brief|occasional) (?:cuts|interruptions|outages|disconnections)",
      "(?:briefly|temporarily) (?:disrupted|slowed|affected)",
    ),
    unless: NONE_OF,
  },
  {
    stance: "accessible",
    words: any(
      "(?:still|remain(?:s|ed|ing)?|always|continu(?:e|es|ed) to be|stayed|stay|all|fully|perfectly|normally|was|were|is|are|kept)(?: (?!not|no|never|longer|dumped|posted|published|leaked|released|put|only|back|again|being|to|had|been|when)\\w+){0,2} (?:accessible|available|online|up|reachable|operational|operating|working|running|functioning|functional|responding|loading|live)",
      "(?:work|function|operat|load|respond|runn?)(?:ed|ing|s)?(?: \\w+)? (?:normally|properly|as usual|fine|correctly|well|perfectly|without (?:problems?|issues?|difficulty))",
      "(?:continu(?:e|es|ed)) (?:to (?:work|function|operate|respond|run|load)|working|operating|functioning|running)",
      "up and running",
      "(?:could|able to|can)(?: (?:still|also|always|easily|freely|nevertheless|at all times))* (?:open|load|reach|access|consult|use|browse|visit|view|navigate)(?: [^.;,]{0,40})?(?:sites?|pages?|portals?|websites?|all)",
      "(?:no|without|without any|little) (?:\\w+ )?(?:trouble|difficult(?:y|ies)|problems?|issues?)(?: \\w+)? (?:reach|open|access|load|us|consult|view|visit|brows|connect|navigat)\\w*ing?(?: [^.;,]{0,25})?",
      "(?:did not|didn't|failed to|fails to|unable to|never managed to|did not manage to|not managed to|not succeeded in|without (?:being able to )?|could not|couldn't|cannot)(?: (?:even|really|actually))? ?(?:take|taking|bring|bringing|knock|knocking|put|putting|make|making|render|rendering|crash|crashing|disrupt|disrupting|shut|shutting|topple|force|forcing|get)(?: [^.;,]{0,50})? (?:down|offline|inaccessible|unavailable|unreachable|out|over|off|sites?|websites?|portals?)",
      "(?:attempts?|bids?|efforts?|attacks?|assaults?)(?: [^.;,]{0,50})? (?:failed|fell flat|came to nothing|was unsuccessful|were unsuccessful|in vain)",
      "(?:continued|continue|kept|able|could)(?: to| on)? (?:still )?(?:access|us|visit|consult|brows|reach|open)(?:e|ing)?(?: [^.;,]{0,30})? (?:web ?sites?|sites?|pages?|portals?)",
      "(?:show(?:ed|n|s)?|confirm(?:ed|s)|proved|verif(?:ied|y)|reveal(?:ed|s))(?: that)? (?:it|they|the (?:web)?sites?|the pages?|the portals?|both|all)(?: \\w+)? (?:was|were|is|are) (?:\\w+ )?(?:working|online|up|accessible|available|running|functioning|responding|reachable)",
      "(?:found|find|finds) (?:[^.;,]{0,40} )?(?:web ?sites?|sites?|pages?|portals?|it|them|both|all)(?: \\w+)? (?:to be )?(?:working|online|up|accessible|available|running|functioning|responding|operational|reachable|in order)",
      "load(?:ed|s|ing)? without (?:a )?(?:murmur|hitch|fuss|hiccup|glitch|problem)",
      "never (?:skipped a beat|missed a beat|blinked|flinched|wavered|budged)",
      "(?:were|are|was|is) (?:all|both|each) (?:\\w+ )?(?:reachable|accessible|online|up|available|working|responding|open|fine)(?! again)",
      "could (?:still )?be (?:viewed|used|browsed|loaded|displayed)|(?:ran|run) (?:without interruption|smoothly)|load(?:s|ed)? fine",
      "all of the sites load\\w*|(?:sites|websites|pages) (?:now )?load(?:ed|ing|s)?(?! (?:slow|only|at))",
      "never (?:been )?(?:interrupted|down|offline|unavailable)|(?:nobody|no one) lost access",
      "at no point[^.;]{0,50}(?:unavailable|down|offline|interrupted|inaccessible)",
      "(?:never|not) (?:went|go|gone|been|stopped) (?:down|offline|responding|working)",
      "load(?:s|ed)? (?:fine|normally|properly)",
      "(?:loaded|opened) (?:normally|fine|without)",
      "could (?:still )?be (?:reached|accessed|visited|consulted|opened)",
    ),
    unless:
      /(?<![a-z])(?:nobody|no one|none|few|not|n't|no longer|never|only|hardly|barely|back|again|must|should|to keep|until|if|once)(?: \w+){0,2} ?$/,
    unlessAfter:
      /^ (?:again|intermittent\w*|only|sporadic\w*|by (?:phone|telephone|mail|e-?mail)|on an? (?:intermittent|irregular)|for sale|to (?!the public|visitors|all)|on (?:it|a fix)|(?:a?round|hard|closely|day|tirelessly|with|flat out|non-?stop)(?![a-z])|once (?:more|again)|on (?:the )?(?:dark|criminal))/,
  },
  {
    stance: "inaccessible",
    words: any(
      "(?:shows?|showed|showing|displays?|displayed) a (?:holding|maintenance|blank) page|(?:stayed|remained|were|was) blank|went dark",
      "inaccessible",
      "unreachable",
      "(?:ceas|stopp|quit)(?:ed|es|ing|s)? (?:to )?(?:function|work|respond|load|answer|operat|display)\\w*",
      "(?:caused|causes|causing|forced|forcing|made|makes|making) (?:the |its |their )?(?:[^.;,]{0,20} )?(?:web ?sites?|sites?|portals?|pages?) (?:to )?(?:crash|go down|fail|collapse|fall|unavailable|unreachable|unusable|inoperable)",
      "(?:succumb|gave way|gone down|went down|keeled over|caved in)(?:ed|s)?",
      "(?:throw(?:ing|s|n)?|threw|spat|spitting|serv(?:ed|ing)) (?:out )?(?:50\\ds?|errors?|an error)",
      "(?:nobody|no one|no-one|none of \\w+|no (?:user|visitor|resident)s?) (?:could|can|was able to|managed to|has been able to) (?:get|connect|log|access|open|reach|load|use|visit|view|consult)\\w*(?: (?:on ?to|to|into|at))?",
      "(?:brought|bring|bringing|forced|sent|put) (?:[^.;,]{1,60} )?(?:to (?:its|their) knees|on (?:its|their) knees)",
      "(?:lying|lies|lie) down|dead on ping|out of reach|return(?:ed|s|ing) errors",
      "(?:not|n't|no longer|never)(?: \\w+){0,2} (?:accessible|reachable|online|loading|responding|load|respond|be (?:accessed|reached|loaded|opened))",
      "(?:could not|couldn't|cannot|can't|could no longer|can no longer) (?:be (?:accessed|reached|loaded|opened|consulted|visited)|(?:access|reach|open|load)(?: the)?(?: \\w+)? (?:site|website|page|portal)s?)",
      "(?:would|did|does|do) not (?:load|open)(?! (?:negotiat|talks|an?|its|the|any))|refus(?:es|ed|ing) to (?:load|open)",
      "(?:unable|impossible) to (?:access|reach|load|open|consult|visit|connect to)",
      "(?:knock(?:ed|s|ing)?|tak(?:en|es|ing)|took|brought|bring|bringing|forc(?:ed|ing)|pull(?:ed)?|put|send|sent) (?:[\\w'-]+ ){0,9}(?:offline|down|out of action)(?! as a)",
      "(?:error (?:page|message)s?|blank page|error 50\\d|50\\d error|timed? out|(?:return|show|display)(?:ed|ing|s) an error|timeout)",
    ),
    unless: PURPOSE,
    unlessAfter:
      /^(?: \w+)? (?:to|for) (?:an? |our |the |its |repeated |several |afp)?(?:\w+ )?(?:requests?|questions?|e-?mails?|calls?|comment|quer\w+|messages?|inquir\w+|afp|reuters)|^(?: \w+){0,3} (?:as a precaution|out of caution|to contain|to prevent)/,
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
      "nothing (?:is |was |at all )?(?:work(?:s|ed|ing)?|function(?:s|ed|ing)|runs)|(?:not|n't|no longer|never) (?:getting|going|coming) (?:through|out|in)",
      "can no longer be (?!reached|accessed|opened|visited|consulted|viewed|loaded)\\w+(?:ed|t|n|d)",
      "(?:inoperative|inoperable|out of use|non-?functional|unreadable|illegible|unworkable)",
      "(?:not|n't|no longer)(?: \\w+){0,2} (?:available|working|operational|functioning|functional|work|function|in service|usable|have access|receiv\\w+|send)",
      "stopp?ed (?:working|functioning|responding)",
      "(?:severely|heavily|badly|seriously|massively|directly|partially|significantly) (?:affected|impacted|hit|degraded|disrupted|hampered|hit by)",
      "malfunction(?:s|ed|ing)?",
    ),
    unless:
      /(?<![a-z])accounts?(?: \w+){0,2} (?:was|were|been) ?$|(?<![a-z])(?:(?<!(?:led|leading|leads|due|owing|according|contributed|access|disruptions?|visitors|prior) )to|would|could|no|not|n't|without|never|any|avoid|prevent|if|can|might|may)(?: \w+){0,3} ?$/,
  },
  {
    stance: "down",
    words: any(
      "(?:is|are|was|were|been|remains?|remained|stay(?:s|ed)?)(?: \\w+)? (?:blocked|frozen|stuck|jammed|locked|silent|dead|idle|crashed)(?! (?:by|from))",
    ),
    only: /(?<![a-z])(?:sites?|websites?|portals?|pages?|systems?|networks?|computers?|phones?|lines?|servers?|software|e-?mails?|applications?|switchboard|printers?|services?|machines?|telephones?|screens?|workstations?|payroll|it)(?: [^.;,]{0,40})? ?$/,
    unless:
      /(?<![a-z])(?:attack|attempt|traffic|requests|connections|addresses|intrusion|hackers|would|could|if)(?: [^.;,]{0,30})? ?$/,
  },
  {
    stance: "down",
    words: any(
      `(?:can't|can not|cannot|could not|couldn't|can no longer|could no longer|unable to|no longer able to|not able to|impossible to|no longer (?=\\w+ (?:to|the|their|any)))(?: (?:currently|still|temporarily|now))? ?(?:be )?${SERVE}`,
      "(?:went|gone|go|fell|fall|are|is|remain(?:s|ed)?|stay(?:s|ed)?) (?:silent|quiet|blank|mute)",
    ),
    unless:
      /(?<![a-z])(?:hackers?|attackers?|group|gang|intruders?|criminals|they said they)(?: [^.;,]{0,30})? ?$/,
  },
  {
    stance: "services-down",
    words: any(
      "(?:attack|cyber-?attack|ransomware|virus|malware|hackers?|intrusion|hack|outage)(?: (?!that|said|not|no|never|did|and|who|which|while|when|after)[\\w'-]+){0,5} (?:affect|hit|touch|impact|disrupt|hamper|paralys|paralyz|crippl|disabl|knock|froze|freez|wip)\\w*(?: (?:out|down|the|its|their|all|some|several|most|many|a number of|part of|town's|city's|council's|hospital's|of|hall's|municipal|internal|public|council|hospital|town|city|hall|parts)){0,6} (?:e-?mails?|phones?|telephones?|payroll|servers?|networks?|(?:computer|it|information|telephone|phone|internal) (?:systems?|network|services?)|systems?|services?|software|computers?|switchboard|departments?|operations|administration)",
      "(?:closed|shut) (?:to (?:the )?(?:public|visitors|users|residents|patients)|for the day|all day|(?:on )?\\w+day|this (?:morning|week|afternoon))",
      "(?:brought|bring|bringing|brings|ground) (?:[^.;,]{1,60} )?to a (?:halt|standstill|stop)",
      "(?:bookings?|registrations?|payments?|appointments?|enrolments?|applications?|transactions?|formalities|deliveries|reservations?)(?: [^.;,]{0,40})? (?:is|are|was|were|remain(?:s|ed)?) (?:\\w+ )?(?:impossible|not possible|on hold|frozen|unavailable|stopped|at a standstill)",
      "no (?:\\w+ ){1,3}(?:can|could) (?:now |currently )?be (?:issued|processed|made|paid|booked|taken|registered|delivered|printed|sent|done|handled|performed|received)",
      "(?:was|were|been|are|is|being) (?:postponed|cancel+ed|put off|deferred|rescheduled|called off)(?! (?:the|a) )",
      "(?:on|by|to|with|using|from) (?:paper|pen)(?![- ](?:mill|maker|round))|by hand|manually|handwritten",
      "(?:data|documents|databases?|archives|files|records|folders)(?: [^.;,]{0,30})? (?:were|was|been) (?:\\w+ )?(?:encrypted|scrambled|locked|wiped)",
      "(?:are|is|be) not being (?:paid|processed|answered|issued|delivered|read|treated)|delays? (?:are|is|were|was|can|should|must|may) (?:to )?(?:be )?expected",
      "(?:lost|losing|loses|without|no longer (?:have|has|had)|deprived of|have no|has no|had no)(?: all| any)? access to",
    ),
    unless: /(?<![a-z])(?:personnel|nobody|not|n't|never|no)(?: \w+)? ?$/,
  },
  {
    stance: "services-down",
    words: any(
      "(?:can|could) (?:only be (?:reached|contacted)|be (?:reached|contacted) only)|(?:can(?:not|'t| not)|could not|couldn't|can no longer|could no longer) (?:issue|process|send|receive|take|book|print|pay|register|deliver|answer|make|be (?:made|issued|processed|booked|paid|delivered|registered|reached by|contacted|printed|taken))",
      "(?:has|have|had|with) no (?:access|e-?mail|phones?|telephone|internet|computers?|network|it)(?: to (?:their|its|the))?",
      "neither [^.;]{2,30} nor [^.;]{2,30} (?:(?:work|function)\\w*|(?:is|are|was|were) (?:working|available|usable|functioning|reachable|operational))",
      "(?:gone|went|going|revert\\w*|return\\w*|switch\\w*|back) (?:back )?to (?:paper|pen|fax|manual)",
      "(?:salar(?:y|ies)|wages|payroll|payments?|bills|permits|bookings?|registrations?|deliveries)(?: [^.;,]{0,40})? (?:delayed|late|frozen|on hold|suspended|blocked|stalled|held up)",
      "(?:pen|pencil)s?(?: and|-and-) ?paper|paper (?:and|forms|records|based)|(?:on|by|to|with|using) paper",
      "(?:by hand|manually|handwritten)",
      "(?:suspended|cancel+ed|postponed|deferred|put on hold|halted) (?:until|for|because|due|as)",
      "(?<!of )(?<!of-)(?:services?|counters?|desks?|registrations?|payments?|appointments?|civil registry|operations|consultations|surger(?:y|ies)|procedures|admissions)(?: [^.;,]{0,50})? (?:suspended|interrupted|postponed|cancel+ed|closed|degraded|impacted|affected|slowed|limited|hit|halted|stopped|delayed|reduced|hampered)",
      "(?:unable|impossible|no longer able) to (?:issue|process|send|receive|take|book|print|pay|register|contact|work|make|answer|deliver|use|log|phone|call)",
      "(?:without|no|lost|deprived of|cut off from|losing) (?:access to )?(?:(?:\\w+ ){0,2})(?:e-?mails?|phones?|telephones?|internet|computers?|network|software)",
      "degraded mode",
      "(?:phones?|phone lines?|e-?mails?|switchboard|telephones?|computers?|servers?|networks?|systems?)(?: and (?:the )?\\w+){0,2} (?:down|dead|out|out of action|silent)(?= ?[.,;:]|$| (?:since|at|in|on|after))",
      "(?:brought|bring|forced|sent|put) (?:the |its |all |most )?(?:\\w+ )?(?:services?|systems?|networks?|departments?|administration|town hall|hospital) to (?:its|their) knees",
      "not being (?:read|answered|processed|paid|issued|delivered)|(?:remain|remains|still|stay) locked|(?:closed|shut) until|cannot (?:pay|issue|process|be (?:paid|issued|reached by phone))",
      "(?:divert|transferr?|rerout|redirect)(?:s|ed|ing)? (?:\\w+ ){0,3}(?:patients|ambulances|emergencies)|(?:cancel|postpon)(?:s|ed|ing|led|ling)? (?:\\w+ ){0,2}(?:operations|surger(?:y|ies)|procedures|appointments|consultations)|(?:diverted|transferred|rerouted|redirected) (?:\\w+ ){0,3}(?:patients|ambulances|emergencies)|(?:patients|ambulances|emergencies)(?: [^.;,]{0,30})? (?:diverted|transferred|rerouted|redirected)",
      "(?:encrypted|wiped|scrambled|infected) (?:\\w+ ){0,5}(?:servers?|files?|data|computers?|machines?|workstations?|systems?|network)",
      "(?:servers?|files?|computers?|machines?|workstations?|systems?|network|backups?)(?: [^.;,]{0,30})? (?:was|were|been|are|is|had been) (?:\\w+ )?(?:encrypted|infected|wiped|scrambled|locked)",
      "phone lines(?: [^.;,]{0,30})? (?:down|dead|cut|out)",
      "(?:delays?|delayed) (?:\\w+ ){0,3}(?:in|to|for|with|payments?|services?)",
    ),
    unless:
      /(?<![a-z])(?:would|could|no risk|none of|neither|never|avoid|prevent|if|can|might|may)(?: \w+){0,3} ?$/,
  },
];
