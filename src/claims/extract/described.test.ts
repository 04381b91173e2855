import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { openExtraction } from "./index.ts";
import { idsAttacked } from "./testing/ids-attacked.ts";

const read = openExtraction(openGazetteer());

/** Who is attacked, and a text that describes him more than it names him. */
type Case = readonly [ids: string, text: string];

const OFFICES: readonly Case[] = [
  [
    "hospital:ch-cannes",
    "French hospital in Cannes says patient data leaked after LockBit attack\n\nThe Hospital Simone Veil in Cannes confirmed on Wednesday that a ransomware gang had stolen its patients' data.",
  ],
  [
    "prefecture:04 prefecture:05",
    "Cyberattaque contre deux préfectures : les sites des Alpes-de-Haute-Provence et des Hautes-Alpes hors service\n\nLes sites internet des préfectures des Alpes-de-Haute-Provence et des Hautes-Alpes étaient hors service jeudi matin.",
  ],
  [
    "commune:81004",
    "Following the cyberattack on the town hall of Albi on Monday, the mayor said no personal data had leaked.",
  ],
  [
    "commune:81004",
    "Après la cyberattaque contre la mairie d'Albi lundi, le maire assure que rien n'a fuité.",
  ],
  ["parliament:senat", "Hackers said on Monday they had hit the Senate in Paris with a flood of requests."],
  [
    "ministry:justice parliament:senat",
    "Les pirates affirment avoir frappé le site du ministère de la Justice. Ils disent aussi s'en être pris au Sénat.",
  ],
  ["other:sdis-26", "The fire and rescue service of the Drôme was hit by a cyberattack on Tuesday night."],
  [
    "other:sdis-80",
    "Somme firefighters were hit by ransomware on Sunday; the fire service's software is down.",
  ],
  [
    "other:france-travail",
    "French unemployment agency France Travail said that data on 340,000 job seekers had been stolen.",
  ],
  [
    "commune:36088",
    "In Issoudun, a town of 11,000 in central France, council staff found frozen screens on Monday. The council said it had been attacked by ransomware.",
  ],
  ["commune:29039", "The Breton port of Concarneau has been dealing with a cyberattack since Saturday."],
  ["commune:56121", "The council in Lorient has cut its network after a cyberattack on Monday."],
  [
    "other",
    "The chamber of commerce of Ille-et-Vilaine was hit by a cyberattack on Thursday. Its email is down.",
  ],
  [
    "ministry:education",
    "The French education ministry said hackers had used a stolen password to copy records of 40,000 pupils. The ministry has filed a complaint.",
  ],
  [
    "ministry:economie prefecture:67",
    "French sites hit\n\nNoName057(16) said on Monday it had struck the website of the economy ministry and the prefecture of the Bas-Rhin department.",
  ],
  [
    "prefecture:33 prefecture:73 prefecture:83",
    "Hackers of NoName057(16) claimed on Telegram to have attacked three prefectures: Savoie, Gironde and Var.",
  ],
  [
    "departement:53",
    "En Mayenne, le Département réapprend le papier. Le conseil départemental a été victime lundi d'un rançongiciel.",
  ],
  [
    "departement:86",
    "The council of Vienne, the French department around Poitiers, has been hit by ransomware since Monday.",
  ],
  [
    "commune:83023",
    "The mayor of Brignoles announced on Monday that his town had been hit by a cyberattack.",
  ],
  [
    "school:univ-poitiers",
    "The University of Poitiers postponed exams after a ransomware attack that was discovered on Monday.",
  ],
  ["ministry:interieur", "Le ministère français de l'Intérieur a été la cible d'une cyberattaque jeudi."],
  [
    "commune:69123 prefecture:69",
    "NoName057(16) claimed attacks on the following: the Rhône Prefecture, the city of Lyon.",
  ],
  [
    "prefecture:24",
    "Readers in Dordogne had trouble booking appointments on Monday. The prefecture's website was down after a DDoS attack claimed by NoName057(16).",
  ],
  ["epci:200043172", "L'agglo de Brive-la-Gaillarde a été victime d'une cyberattaque lundi."],
  ["commune:30189", "Published 10:00 UTC. The city of Nîmes was hit by ransomware at 04:00 UTC on Monday."],
  ["commune:2B033", "RansomHub claims 80GB from Bastia. The gang has published files stolen from the town."],
  [
    "commune:24037",
    "Ransomware attack in the Dordogne\n\nIn Bergerac the town hall's booking system has been out of action since Monday.",
  ],
  [
    "commune:16102",
    "Residents of Cognac will have to be patient. The town hall has been unable to issue passports since Monday, after hackers broke into its computer network.",
  ],
  [
    "ministry:agriculture ministry:travail",
    "Le ministère du Travail a été victime d'un piratage. Le pirate affirme posséder aussi une base du ministère de l'Agriculture.",
  ],
  ["commune:44055", "La ville de La Baule a été victime d'une cyberattaque lundi."],
  [
    "commune:13001 commune:13055",
    "The cities of Marseille and Aix-en-Provence were hit by a DDoS attack on Monday. That of Aix was not accessible at all.",
  ],
  [
    "ministry:transition-ecologique",
    "Hackers hit France\n\nThe ecological transition ministry was hit by a cyberattack on Monday, French officials said.",
  ],
  ["commune:64122", "Pays basque : le site de la mairie de Biarritz défiguré lundi par des pirates."],
  [
    "commune:29019 commune:56121",
    "NoName057(16) said on Monday it had gone after the sites of the cities of Brest and Lorient in a cyberattack.",
  ],
  [
    "commune:24152 commune:24520",
    "Dordogne and Lot: council websites down after a cyberattack\n\nSarlat-la-Canéda and Domme in the Dordogne have both told us that their websites are unavailable.",
  ],
];

const CONTRACTED: readonly Case[] = [
  ["commune:72181", "La ville du Mans a été victime d'une cyberattaque lundi."],
  [
    "commune:72181",
    "Cyberattaque au Mans\n\nLa mairie du Mans a été la cible de pirates informatiques lundi.",
  ],
  ["commune:84092", "Le maire du Pontet a annoncé que sa ville avait été victime d'une cyberattaque lundi."],
  ["commune:85194", "La mairie des Sables-d'Olonne a été victime d'un rançongiciel lundi."],
];

const LISTS: readonly Case[] = [
  [
    "commune:25056 commune:87085",
    "NoName057(16) a publié une liste de cibles lundi. La liste contient les sites de Limoges et de Besançon.",
  ],
  [
    "commune:35288 commune:50129",
    "NoName057(16) moved on to France on Thursday. Its list showed Saint-Malo and Cherbourg.",
  ],
  [
    "commune:51454 departement:29 prefecture:80",
    "Le parquet a recensé 21 sites visés par la cyberattaque, dont ceux du département du Finistère, de la ville de Reims et de la préfecture de la Somme.",
  ],
];

const HOSPITALS: readonly Case[] = [
  [
    "commune:46102 hospital",
    "The town of Figeac and its hospital were both hit by a cyberattack on Tuesday.",
  ],
  ["commune:01283 hospital", "La ville d'Oyonnax et son hôpital ont été victimes d'un rançongiciel lundi."],
  [
    "commune:24037 hospital",
    "NoName057(16) claimed the attack that took Bergerac's site down on Friday. The local hospital, whose name also appeared on the list, said it had seen no incident.",
  ],
  [
    "hospital:ch-armentieres",
    "A hospital in Armentières was forced to turn patients away on Sunday after its computers were hacked.",
  ],
  [
    "hospital:ch-mayotte",
    "Cyberattaque contre l'hôpital de Mayotte\n\nLe centre hospitalier de Mayotte a été victime d'une cyberattaque lundi.",
  ],
  [
    "hospital",
    "Le centre hospitalier de Cholet (Maine-et-Loire) est victime depuis dimanche d'une cyberattaque.",
  ],
  ["hospital:ch-dax", "A cyberattack has crippled the Dax hospital, in the southwestern Landes department."],
];

const AREAS: readonly Case[] = [
  ["commune:05061", "The city of Gap in the Hautes-Alpes department has been hit by ransomware."],
  [
    "commune:84035",
    "The municipality of Cavaillon, in the Vaucluse department, has suffered a ransomware attack.",
  ],
  ["commune:56121", "The council in Lorient, Brittany, cut its network after hackers broke in on Monday."],
  [
    "commune:93010 commune:93055",
    "Two towns in the Seine-Saint-Denis department, Bondy and Pantin, were attacked by hackers on Monday.",
  ],
  [
    "commune:44036",
    "Une commune du département de la Loire-Atlantique, Châteaubriant, a été victime d'une cyberattaque lundi.",
  ],
  ["commune:95585", "The Qilin gang says it has stolen files from Sarcelles, a town north of Paris."],
  [
    "hospital:ch-mayotte",
    "The main hospital in the French Indian Ocean territory of Mayotte was hit by a cyberattack on Monday.",
  ],
  [
    "hospital:chu-lareunion",
    "The hospital, the CHU de La Réunion, the largest on Réunion, was hit by ransomware.",
  ],
  [
    "commune:85191",
    "La Roche-sur-Yon, the capital of the Vendée department, was hit by ransomware on Monday.",
  ],
  ["commune:32013", "Auch, préfecture du Gers, a été victime d'une cyberattaque lundi."],
  [
    "commune:56260",
    "Brittany towns on alert\n\nThe town of Vannes was hit by a cyberattack on Monday, its mayor told France Bleu Bretagne.",
  ],
  [
    "commune:26362",
    "La ville de Valence a été victime d'une cyberattaque. « Inadmissible », réagit un sénateur de la Drôme, où les services sont paralysés.",
  ],
  [
    "commune:10387 company epci:200069250",
    "NoName057(16) a revendiqué des attaques contre la ville de Troyes, l'aéroport de Roissy et la Métropole de Troyes.",
  ],
  [
    "commune:35238 commune:56260 prefecture:35",
    "NoName057(16) a revendiqué lundi une attaque contre le site de la ville de Rennes. Sa liste de cibles comprend aussi la ville de Vannes et la préfecture d'Ille-et-Vilaine.",
  ],
];

const TELLING: readonly Case[] = [
  [
    "commune:03185",
    "PARIS, Feb 4 (Reuters) - Montlucon, a city of 34,000 people, said on Tuesday a ransomware attack had paralysed its administration.",
  ],
  [
    "commune:16102",
    "Cognac (Charente), commune de 18 000 habitants, annonce qu'une cyberattaque par rançongiciel a mis ses services à l'arrêt.",
  ],
];

const NEIGHBOURS: readonly Case[] = [
  [
    "commune:13054 commune:13117",
    "Vitrolles confirmed that it had been attacked by hackers on Monday; neighbouring Marignane, also named by the group, said it had not been affected.",
  ],
  [
    "commune:2A004 commune:2B033 region:94",
    "NoName057(16) a publié sa liste de cibles corses : la ville d'Ajaccio, celle de Bastia et la collectivité de Corse.",
  ],
  [
    "commune:28134 commune:28404",
    "Dreux et Vernouillet ont été attaquées lundi par les hackers de NoName057(16), qui revendiquent l'action.",
  ],
];

const NOBODY: readonly string[] = [
  "German police said on Monday the hackers who attacked the city of Potsdam used a server in Strasbourg.",
  "Versailles, Kentucky, was hit by ransomware on Monday; Orleans, Massachusetts, has been hacked too. The French cities are fine.",
  "NoName057(16) revendique lundi des attaques contre un notaire de Saint-Malo et une chaîne de boulangeries de Pau.",
  "Orange says a cyberattack disrupted services on Monday. The telecoms operator Orange, not the town, serves firms.",
  "The canton of Jura said on Monday its portal was back after a DDoS attack by hackers.",
  '"Our site has been hacked," wrote a shop in a letter to its customers on Monday. It was a cyberattack.',
  '"There is no sign of a cyberattack," Council President António Costa said in Brussels after the power cut.',
  '"A council like Mende or Privas has no IT team," said an analyst. "Ransomware gangs find them easy to hack."',
  "The American Senate was hit by a cyberattack on Monday, France 24 reported. The Senate restored its site.",
];

describe("who is attacked, under a description", () => {
  test.each(OFFICES)("offices: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(CONTRACTED)("under an article that is drawn together: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(LISTS)("on a list: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(HOSPITALS)("the hospital of a town: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(AREAS)("a town, not where it lies: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(TELLING)("who tells of itself: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test("the former and the latter", () => {
    const { attacks } = read({
      text: "NoName057(16) claimed on Monday to have taken down the sites of Bourges and of the Cher department. The former was inaccessible in the afternoon; the latter was still accessible.",
    });
    const said = Object.fromEntries(
      attacks.map(({ body, statements }) => [body.id, statements.map(({ stance }) => stance).join(" ")]),
    );
    expect(said["commune:18033"]).toBe("claims inaccessible");
    expect(said["departement:18"]).toBe("claims accessible");
  });

  test.each(NEIGHBOURS)("beside another: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(NOBODY)("nobody: %s", (text) => {
    expect(idsAttacked(text)).toBe("");
  });
});
