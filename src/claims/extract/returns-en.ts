import { before, type Cue, english as any } from "./cue.ts";
import { AGAIN, NOT_YET, OF_SITE, UP } from "./lexicon-en.ts";

/** English ways of saying that what was out of reach is back. Folded. */

const RUNS =
  "(?:work|load|open|respond|function|operat|runn?|ring|display|answer|answer|appear|show|accept|issu|process|receiv|send)(?:s|e|es|ed|ing)?|rang|ran";
const TROUBLE =
  "(?:outage|interruption|disruption|downtime|problem|issue|trouble|fault|glitch|blackout|malfunction|difficult(?:y|ies)|unavailability|slowdown)s?";
const HOPED = before(
  "(?:will|would|should|could|may|might|hop(?:e|es|ed|ing)|expect\\w*|until|once|when|if|not|\\w+n't|unable|trying|tries|need|needs|plans?|aim\\w*|must|yet|to be)(?![a-z])(?:[^.,;]{0,40})",
);
const HOUR =
  "(?:\\d[\\d.:]*(?: ?[ap]\\.?m\\.?)?|noon|midday|midnight|lunch ?time|lunch|nightfall|dawn|mid-?(?:morning|afternoon|day)|(?:the )?(?:early |late )?(?:morning|afternoon|evening)|the (?:end of the|next|same|following) \\w+|(?:early |late )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)";

export const returns: Cue[] = [
  {
    stance: "restored",
    words: any(
      "(?:came|come|comes|coming|got|is|was|are|were|been) back(?: \\w+)?",
      `${UP} ${AGAIN}`,
      `${AGAIN}(?: \\w+)? ${UP}`,
      "returned(?! (?:an? |only |nothing )*(?:\\w+ )?errors?)",
      "(?:recovered|reappeared|resurfaced|revived|rebooted|repaired|fixed|put back)",
    ),
    only: OF_SITE,
    unless: NOT_YET,
    unlessAfter: /^ (?:down|offline|under attack|(?:to|on|with) (?:the )?(?:paper|pen|pencil|fax|manual))/,
  },
  {
    stance: "restored",
    words: any(
      "(?:can|could) (?:now )?be (?:reached|accessed|visited|opened|consulted|used|viewed) (?:once )?(?:again|more)",
      "restored",
      "before (?:being|it was|they were|(?:service|access|it) (?:was|were)) (?:\\w+ )?(?:restored|brought back|fixed|re-?established|re-?opened)|before (?:returning|coming back|going back|re-?opening|recovering|resuming)",
      "(?:back|again) (?:online|up(?: and running)?|to normal|in (?:service|operation|order|business|action|use)|on track|on-?line|operational|accessible|on its feet|to life)",
      `${UP} ${AGAIN}`,
      `${AGAIN} ${UP}`,
      `(?:${RUNS})(?: (?!on|and)\\w+){0,2} ${AGAIN}`,
      "(?:return(?:ed|s)?|returning) (?:to normal\\w*|to service|to life|online|to the (?:web|internet|air))",
      "resum(?:ed|es)|(?:gradually|progressively|slowly) (?:resuming|returning|coming back|recovering|re-?opening)",
      "(?:re-?opened|re-?started|re-?booted|re-?established|re-?activated|re-?connected|re-?instated|re-?installed|re-?launched|recovered|rebuilt|brought back|(?:came|come|coming|is|are|was|were|been|got|comes) (?:fully |all |now |finally )?back)",
      "(?:switched|turned|plugged|powered|fired|put|brought|hooked) back (?:on|in|up|online|into|to)",
      "(?:service|services|access|situation|site|website)s? (?:\\w+ ){0,3}(?:restored|normali[sz]ed|resumed)",
      "fully operational(?= (?:again|since|by))",
      "(?:stable|fine) (?:ever )?since",
      `(?:(?:work|load|respond|function|operat|runn?)(?:s|ed|ing)|${UP})(?: (?:normally|properly|smoothly|as usual|fine|correctly|well))? since(?! the (?:attack|start|beginning|claim)| then)`,
      `by (?:about |around |roughly )?${HOUR}[^.;]{0,60}? (?:was|were|is|are|had been|ran|running|loaded|worked|responded|opened|operat\\w+|function\\w+)(?: (?!still|not|no|un|out|only|part|down|off|slow|inter|always|never|remain|fully down|under|cut|shut|taken)[\\w'-]+){0,2}? (?:normal(?:ly)?|smoothly|fine|properly|accessible|available|online|up|reachable|operational|working|running|functional|functioning|responding|back)`,
      "(?:was|were|been|is|are|being) (?:\\w+ )?(?:fixed|repaired|resolved|put right|solved|remedied|rectified|sorted out)|(?:fix(?:ed|es)|solv(?:ed|es)|resolv(?:ed|es)|repair(?:ed|s)|remed(?:ied|ies)) (?:the|its|this|the \\w+) (?:problem|issue|fault|outage|situation|site|website|network|servers?|systems?)",
      `${TROUBLE}(?: \\w+){0,3}? (?:is over|was over|were over|ended|had ended|has ended|came to an end|was lifted|ceased|has passed)`,
      "(?:back in|in|into) (?:working |full )?order (?:by|since|again|on|at|in)",
      "(?:regain(?:ed|ing)?|recovered|got back)(?: (?:\\w+ ){0,2})?(?:access|use|control|their|its|the)|(?:got|gotten|have|getting|has|had) (?:their|its|his|her|our|the) (?:\\w+ ){1,3}back",
      `(?:can|could|able to|be|us(?:e|es|ed|ing)|runn?(?:ing|s)?)(?: (?!attack|hit|target|struck|down|offline|unreach|inaccess|unavail|not|never|n't|claim|hack|victim|crash|disrupt|cut|closed|told|said|says|warn|list|flood|slow)[\\w'-]+){0,6} ${AGAIN}(?! (?:under|down|offline|attack|hit|target|claim|struck|disrupt|inaccess|unavail|out|crash|slow|unreach))`,
      `now (?:back|fully |once more |again )*(?:${UP})(?! (?:under|to|for))`,
      "(?:services?|sites?|websites?|portals?|access|e-?mails?|phones?|power|everything|normality|systems?|internet|network|calm|situation)(?: [^.;,]{0,20})? (?:has|have|had)(?: since| now| already| finally| gradually)? (?:returned|come back|recovered|resumed|reopened)",
      "(?:block(?:ing|age)?|restrictions?|filter(?:s|ing)?|measures?)(?: [^.;,]{0,25})? (?:was|were|been|has been|have been) (?:lifted|removed|relaxed)",
      "(?:open(?:ed)?|welcom(?:ed|ing)|receiv(?:ed|ing)|serv(?:ed|ing)|accept(?:ed|ing))(?: \\w+){0,4} again",
    ),
    unless: NOT_YET,
    unlessAfter:
      /^ (?:by the end|next|within|in the coming|soon|down|under attack|(?:to|on|with) (?:the )?(?:paper|pen|pencil|fax|manual)|(?:on|over) (?:the|its|their) (?:list|claim))|^(?: \w+){0,3} (?:could|will|would|may|might|should|is expected|was expected|expected)(?![a-z])/,
  },
  {
    stance: "restored",
    words: any(
      `(?:working|running|accessible|available|online|up|reachable)(?: \\w+)? by (?:about |around )?${HOUR}`,
    ),
    unless:
      /(?<![a-z])(?:most|still|always|nearly|remain\w*|stay\w*|not|n't|never|only|will|should|hop\w+|expect\w*)(?: [^.;,]{0,25})? ?$/,
  },
  {
    stance: "restored",
    words: any(
      `not until [^.;]{2,45}(?:${UP}|return\\w*|restor\\w*|re-?open\\w*|back|open(?:ed)?|load\\w*|work\\w*|respond\\w*|recover\\w*|resum\\w*|reappear\\w*|fixed|solved|repaired)`,
      `since (?:then|that time),?[^.;]{0,40}(?:has|have) (?:\\w+ )?(?:been )?(?:work|function|operat|respond|load|${UP})\\w*(?! (?:at a|on paper|by hand|slowly|in degraded|without|around|hard|with))`,
      "took (?:[^.;,]{0,50} )?(?:to (?:restore|bring [^.;,]{1,40} (?:back|up)|get [^.;,]{1,40} (?:back|working|up|running|online|going)|put [^.;,]{1,40} (?:back|right)|recover|re-?open|re-?start|repair|fix|resolve|come back|reappear|re-?establish)|(?:for|before) [^.;]{2,50} (?:to return|return\\w*|to come back|came back|to re-?open|re-?opened|to recover|recovered|to be (?:restored|fixed|back|available|accessible|online|reachable)|to reappear|to resume|to work again|was (?:back|restored|fixed|up|working|accessible)))",
      "(?:manag|succeed|abl|help|allow|enabl)\\w*(?: \\w+)? (?:to|in) (?:\\w+ )?(?:restor(?:e|ing)|(?:bring|get|put)(?:t?ing)? [^.;,]{1,40} (?:back|working|running|online|up|going)|re-?start(?:ing)?|re-?open(?:ing)?|re-?establish(?:ing)?|recover(?:ing)?|repair(?:ing)?|re-?connect(?:ing)?)",
      "(?:got|gotten|brought|have|had) (?:the |its |their |our |both )?(?:\\w+ )?(?:(?:web)?sites?|portals?|systems?|servers?|network|services?|phones?|e-?mail|everything) (?:\\w+ )?(?:back|working|running|going|up)",
    ),
    unless: HOPED,
    settled: true,
  },
];
