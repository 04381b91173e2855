import type { AttackType } from "../reading.ts";

/** Attackers by name. [name as we write it, ways it is written (folded, regular expressions), what they are known for]. */
type ActorLine = readonly [name: string, written: string, type: AttackType | null];

const KNOWN: readonly ActorLine[] = [
  ["NoName057(16)", "no ?-?name ?(?:0?57)? ?(?:\\(?16\\)?)?(?! (?:brand|given))", "ddos"],
  // Its tool stands for the group.
  ["NoName057(16)", "ddosia", "ddos"],
  ["Mr Hamza", "mr\\.? ?hamza", "ddos"],
  ["Anonymous Sudan", "anonymous sudan", "ddos"],
  ["Anonymous Russia", "anonymous russia", "ddos"],
  ["Killnet", "kill ?net", "ddos"],
  ["HackNeT", "hack ?net", "ddos"],
  ["XakNet", "xak ?net", "ddos"],
  [
    "Cyber Army of Russia",
    "(?:people'?s )?cyber ?army of russia(?: reborn)?|cyber armee (?:de|russe)|cyberarmee russe|carr",
    "ddos",
  ],
  ["Z-Pentest", "z-?pentest(?: alliance)?", null],
  ["UserSec", "user ?sec", "ddos"],
  ["Dark Storm Team", "dark ?storm(?: team)?", "ddos"],
  ["RipperSec", "ripper ?sec", "ddos"],
  ["Mysterious Team Bangladesh", "mysterious team(?: bangladesh)?", "ddos"],
  ["Turk Hack Team", "turk ?hack ?team", "ddos"],
  ["Keymous+", "keymous\\+?", "ddos"],
  ["Holy League", "holy league", "ddos"],
  ["OverFlame", "over ?flame", "ddos"],
  ["Server Killers", "server killers?", "ddos"],
  ["TwoNet", "two ?net", "ddos"],
  ["Bloodnet", "blood ?net", "ddos"],
  ["LockBit", "lock ?bit(?: ?[23]\\.0| black)?", "ransomware"],
  ["Conti", "conti(?= )(?! nu)", "ransomware"],
  ["NetWalker", "net ?walker|mailto", "ransomware"],
  ["Mespinoza", "mespinoza|pysa", "ransomware"],
  ["Vice Society", "vice society", "ransomware"],
  ["BlackCat", "black ?cat|alphv", "ransomware"],
  ["Rhysida", "rhysida", "ransomware"],
  [
    "Royal",
    "(?:groupe|gang|hackers|pirates|rancongiciel|ransomware) royal|royal (?:group|gang|crew)|royal ransomware|blacksuit|black suit",
    "ransomware",
  ],
  [
    "Play",
    "play(?= (?:has |had )?(?:named|listed|claimed|added|published))|play ransomware|ransomware play|rancongiciel play|groupe play|play group|groupe de hackers play",
    "ransomware",
  ],
  ["Hive", "hive(?= )", "ransomware"],
  ["Cl0p", "cl[0o]p", "ransomware"],
  ["Snatch", "snatch", "ransomware"],
  ["Medusa", "medusa(?: ?locker)?", "ransomware"],
  [
    "Cactus",
    "(?:ransomware|rancongiciel|gang|groupe|group) cactus|cactus (?:ransomware|gang|group)",
    "ransomware",
  ],
  ["8Base", "8 ?base", "ransomware"],
  ["Akira", "akira", "ransomware"],
  ["RansomHub", "ransom ?hub", "ransomware"],
  ["Qilin", "qilin|agenda ransomware", "ransomware"],
  ["NoEscape", "no ?escape", "ransomware"],
  ["Warlock", "warlock(?= (?:group|gang|a |has |posted|listed|claim|ransom))", "ransomware"],
  ["Hunters International", "hunters international", "ransomware"],
  ["INC Ransom", "inc\\.? ransom", "ransomware"],
  ["Ragnar Locker", "ragnar ?(?:_?locker|ok)", "ransomware"],
  ["Ryuk", "ryuk", "ransomware"],
  ["REvil", "r-?evil|sodinokibi", "ransomware"],
  ["Maze", "(?:ransomware|groupe|gang|rancongiciel) maze|maze (?:ransomware|gang|group)", "ransomware"],
  ["Egregor", "egregor", "ransomware"],
  ["DoppelPaymer", "doppel ?paymer|grief", "ransomware"],
  ["Avaddon", "avaddon", "ransomware"],
  ["Cuba", "(?:ransomware|gang|rancongiciel) cuba|cuba ransomware", "ransomware"],
  ["BianLian", "bian ?lian", "ransomware"],
  ["Black Basta", "black ?basta", "ransomware"],
  ["Phobos", "phobos", "ransomware"],
  [
    "Everest",
    "(?:groupe|gang|rancongiciel|ransomware) everest|everest (?:ransomware|group|gang)",
    "ransomware",
  ],
  ["Lynx", "(?:groupe|gang|rancongiciel|ransomware) lynx|lynx (?:ransomware|group|gang)", "ransomware"],
  ["SafePay", "safe ?pay", "ransomware"],
  ["DragonForce", "dragon ?force", "ransomware"],
  ["Interlock", "interlock", "ransomware"],
  ["Stormous", "stormous", "ransomware"],
  ["FunkSec", "funk ?sec", "ransomware"],
  ["Babuk", "babuk", "ransomware"],
  ["Ransomexx", "ransom ?exx", "ransomware"],
  ["Epsilon", "epsilon(?: group)?(?= (?:hack|group|a re))", "data-leak"],
  ["ShinyHunters", "shiny ?hunters?", "data-leak"],
  ["Lapsus$", "lapsus\\$?(?= |$)", "data-leak"],
  ["Anonymous", "anonymous(?! (?:source|user|tip|post|account|message|call|letter|official|person))", null],
  ["Fancy Bear", "fancy bear|apt ?28", "intrusion"],
  ["Sandworm", "sandworm", "intrusion"],
];

const PATTERNS = KNOWN.map(([name, written, type]) => ({
  name,
  type,
  words: new RegExp(`(?<![a-z0-9])(?:${written})(?![a-z0-9])`, "g"),
}));
const ANY = new RegExp(`(?<![a-z0-9])(?:${KNOWN.map(([, written]) => written).join("|")})(?![a-z0-9])`);

export type NamedActor = { readonly name: string; readonly type: AttackType | null; readonly from: number };

/** A group that is introduced as one: "un groupe de hackers baptisé X", "a group calling itself X". */
const INTRODUCED =
  /(?:groupe|group|collectif|collective|gang|hackers?|pirates?|franchise|hacktivistes?|hacktivists?|pseudo(?:nyme)?|utilisateur|user|alias|rancongiciel|ransomware|operateurs? de|operators? of)(?: (?:de |d'|of |pro-?\w+ |russ\w+ |hackers?|pirates?|hacktiv\w+|cyber\w+|informatiques?|prorusses?|ransomware|francophone|connu|known|nomme|dit|se faisant|qui|se|ayant|sous|le|du))*? ?(?:,? ?(?:baptis\w+|nomm\w+|surnomm\w+|appel\w+|dit|denomm\w+|intitul\w+|connus? sous le nom(?: de)?|se faisant appeler|se presentant comme|qui se fait appeler|called|named|dubbed|calling itself|known as|identified as|going by(?: the name)?(?: of)?|pseudonyme(?: de)?|pseudo)) "?/g;

/** Actors of a folded text, in the order they come. `isCapital` tells of the original letter at a place. */
export function actorsIn(
  plain: string,
  isCapital: (place: number) => boolean,
  original: (from: number, to: number) => string,
): NamedActor[] {
  const found: NamedActor[] = [];
  if (ANY.test(plain)) {
    for (const { name, type, words } of PATTERNS) {
      words.lastIndex = 0;
      for (let match = words.exec(plain); match !== null; match = words.exec(plain)) {
        const written = match[0];
        // Names that are plain words count with a capital only.
        if (
          !/\d/.test(written) &&
          !isCapital(match.index) &&
          !/ransomware|rancongiciel|group|gang/.test(written)
        )
          continue;
        found.push({ name, type, from: match.index });
      }
    }
  }
  INTRODUCED.lastIndex = 0;
  for (let match = INTRODUCED.exec(plain); match !== null; match = INTRODUCED.exec(plain)) {
    const from = match.index + match[0].length;
    if (!isCapital(from) && !/\d/.test(plain[from] ?? "")) continue;
    const name = /^[\p{L}\d][\p{L}\d_$+'-]*(?: [\p{Lu}\d][\p{L}\d_+'-]*){0,3}(?:\(\d+\))?/u.exec(
      original(from, from + 60),
    )?.[0];
    if (name === undefined || name.length < 3) continue;
    if (!found.some((actor) => Math.abs(actor.from - from) < 6)) found.push({ name, type: null, from });
  }
  return found.sort((a, b) => a.from - b.from);
}
