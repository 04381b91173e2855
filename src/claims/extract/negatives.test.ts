import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { openExtraction } from "./extraction.ts";

/** Texts with every word of an attack in them, in which nobody is attacked now; and what stands close to them that is news. */

const read = openExtraction(openGazetteer());
const accused = (text: string): string[] =>
  read({ text })
    .attacks.map(({ body }) => body.name)
    .sort();

const NOBODY: Readonly<Record<string, readonly string[]>> = {
  "looks back": [
    "Trois ans après la cyberattaque, Bourges a tourné la page\n\nLa mairie avait été paralysée pendant six semaines. Les agents avaient ressorti les registres. « On ne veut plus revivre ça », dit la directrice générale.",
    "Two years after ransomware, Albi says it sleeps better\n\nThe town hall's servers had been encrypted over a weekend. Phones were down for a month. Today the city keeps a copy of everything in another town.",
    "Congrès des DSI à Reims\n\nLe congrès s'est ouvert mardi. On y a beaucoup parlé de 2023, quand les serveurs de la ville de Cahors avaient été chiffrés par un rançongiciel. Ce jour-là, les agents avaient perdu leur messagerie et leurs logiciels.",
    "Le nouveau directeur informatique de Tours prend ses fonctions\n\nSarah Delmas arrive de Niort. En 2022, elle y avait vécu de l'intérieur une attaque par rançongiciel. La mairie de Niort avait alors été privée de téléphone pendant dix jours.",
    "Rodez opens its new data centre\n\nThe mayor cut the ribbon on Friday. In March 2021 the town had lost all its files to ransomware. The hackers had asked for half a million euros, and the council had refused to pay.",
    "Budget : la cybersécurité coûte cher aux villes\n\nAngers, La Rochelle, Brunoy et Chaville ont toutes connu un rançongiciel. Leurs maires racontent comment ils ont reconstruit leur réseau, et ce que l'assurance a payé.",
    "A decade of digital town halls\n\nSince the first online forms, mairies have had their share of trouble. Mulhouse, Évreux and Annecy have all been hit by hackers at one time or another, and all three came out of it with better systems.",
    "Les assureurs se retirent du marché\n\nLes primes ont doublé. Les cas de Lille, de Caen et du département de Seine-et-Marne sont souvent cités par les courtiers. « Personne ne veut plus couvrir une commune », soupire l'un d'eux.",
    "L'été dernier, la ville de Dieppe avait été victime d'une cyberattaque. Le conseil municipal a tiré mardi le bilan de cette période et voté un plan de reprise d'activité.",
    "Il y a deux ans, la mairie de Saumur était la cible de pirates informatiques. Lundi, le maire a inauguré une salle de crise flambant neuve, avec des téléphones qui ne passent pas par Internet.",
    "Anniversary of an attack\n\nIt is a year since the systems of Périgueux went dark. The mayor marked the date on Monday with a coffee for the staff who had worked by hand through the winter.",
    "Quatre ans plus tard, que sont devenus les pirates de Vitré ?\n\nLe groupe qui avait chiffré les serveurs de la ville n'a jamais été identifié. L'enquête a été classée en janvier.",
    "Ransomware insurance: what councils pay\n\nPremiums rose again this year. Brokers like to recall the winter when Saint-Nazaire had been locked out of its systems for weeks, and what that had cost.",
    "La fibre arrive à Mende\n\nLe département de la Lozère termine son chantier. L'an dernier, le réseau de la ville avait été visé par une attaque par déni de service, sans dommage.",
  ],
  "explains and advises": [
    "Mots de passe : nos conseils\n\nUne mairie sur cinq utilise le nom de sa ville comme mot de passe. À Auch ou à Foix, rien n'a été piraté, mais les informaticiens veillent. Changez-le tous les ans.",
    "What is a DDoS attack?\n\nA website is flooded with requests until it stops answering. Think of the site of a town such as Nevers or Auxerre: a few thousand machines are enough. No data is stolen.",
    "Comprendre le rançongiciel\n\nLe principe est simple : les fichiers sont chiffrés, puis une rançon est réclamée. Imaginez la mairie de Lourdes un lundi matin, sans état civil ni téléphone. Que faire ? Débrancher, appeler, porter plainte.",
    "Le maire de Vesoul veut se protéger des pirates\n\nLe conseil a voté 80 000 euros pour sécuriser le réseau de la ville contre les cyberattaques. Les travaux commenceront en mars.",
    "France's cyber agency publishes guide for mayors\n\nThe guide explains how hackers get into town halls and what to do when files are encrypted. It was presented on Tuesday in Rennes, in front of officials from Vannes, Lorient and Quimper.",
    "Vigilance pour le 14-Juillet\n\nLe ministère de l'Intérieur demande aux préfets de se préparer à d'éventuelles cyberattaques. La préfecture du Gard et celle de l'Hérault ont renforcé leurs astreintes.",
    "Pays de la Loire : les hôpitaux s'entraident\n\nEn cas d'attaque informatique, le CHU de Nantes pourra accueillir les patients de Saint-Nazaire. La convention a été signée mercredi.",
    "Reader question: can hackers change election results?\n\nNot easily. Votes in Montauban or Tarbes are counted by hand, and the totals are read out loud. A hacker could at most take down a website for an hour.",
    "Cybermois : la Creuse se mobilise\n\nLe département de la Creuse organise des ateliers contre l'hameçonnage et les rançongiciels. Guéret et Aubusson accueilleront un camion pédagogique.",
  ],
  "buys, trains and asks": [
    "Une start-up de Lannion lève dix millions d'euros contre les rançongiciels\n\nHexawall équipe déjà les villes de Morlaix, Guingamp et Dinan ainsi que le département du Finistère. Elle dit bloquer 3 000 attaques par jour.",
    "Security firm counts French cities among its customers\n\nBlueGate protects the cities of Metz, Nancy and Épinal and the Grand Est region against ransomware and denial-of-service attacks. The firm will open an office in Lyon.",
    "Diagnostic gratuit : deux cents communes candidates\n\nLe programme contre les cyberattaques a fait le plein. Parmi les inscrits : Sens, Montargis, Nevers et Gien, dont les mairies n'ont aucun informaticien.",
    "Le campus cyber de Lille forme les agents\n\nLes agents des mairies de Roubaix, Tourcoing et Béthune ont appris mardi à réagir quand un pirate chiffre leurs serveurs. Une centaine d'autres suivront.",
    "Villages ask for help against hackers\n\nSmall towns such as Issoire, Ambert and Thiers have no computer staff. Their mayors wrote to the government on Monday to ask for money against ransomware.",
    "Hébergement mutualisé : le syndicat accueille dix communes\n\nUzès, Bagnols-sur-Cèze et Beaucaire ont rejoint l'offre. Leurs sites sont désormais protégés contre les attaques par déni de service.",
    "Labels : les lauréats\n\nLes villes de Colmar, Sélestat et Haguenau ont reçu le label « commune cyber-vigilante ». Il récompense celles qui savent repousser une attaque et restaurer leurs données.",
    "Étude de cas : comment le Département de l'Orne a sécurisé son réseau\n\nAvant, les serveurs tombaient en panne. Avec notre solution, les tentatives d'intrusion sont bloquées en moins d'une minute.",
    "Jeux vidéo et sécurité : une journée à Laval\n\nCinquante lycéens ont joué à se faire pirater. À Laval et à Mayenne, ils ont dû sauver une mairie dont le site affichait une tête de mort.",
    "Exercice de crise\n\nJeudi matin, la ville de Chalon-sur-Saône a simulé une attaque par rançongiciel. Les téléphones ont été coupés pendant deux heures et le site rendu inaccessible.",
    "Le centre de réponse aux incidents fête ses deux ans\n\nIl a reçu 412 appels, dont ceux de la communauté de communes du Pays de Lumbres et de la ville de Concarneau. La plupart concernaient de faux courriels.",
  ],
  "speaks of something else": [
    "Municipales : Dunkerque bascule\n\nLe maire sortant a dénoncé des attaques indignes. Son adversaire revendique la victoire avec 51 % des voix et dément toute fraude. Le site de la préfecture du Nord a connu quelques lenteurs dans la soirée.",
    'Right claims five towns in the south\n\nThe party claimed Béziers, Fréjus and Orange on Sunday and listed Carcassonne among its next targets. "We were attacked every day," its leader said.',
    "Ligue 2 : Grenoble coule, Rodez revendique la montée\n\nL'attaque grenobloise était hors service. Le serveur de Rodez, Lamine Touré, a paralysé la défense. Le club de Bastia dément avoir été approché.",
    "Tour de France : l'attaque de Pau\n\nL'échappée a pris le large à la sortie de Pau. Visé par les commissaires, le leader a été rattrapé à Tarbes. L'application de la course est tombée en panne.",
    "Rats : la mairie de Toulouse passe à l'offensive\n\nLes rongeurs ont attaqué les câbles du réseau de téléphone. Le standard de la ville a été coupé deux heures mardi, le temps de réparer.",
    "A hacker of recipes\n\nChef Julie Marchand hacks grandmother's dishes in her restaurant in Colmar. Her site, flooded with bookings, was down for a morning.",
    "Frelons : la Dordogne attaquée\n\nLe département de la Dordogne recense 900 nids. Les apiculteurs de Bergerac et de Sarlat se disent victimes d'une invasion et réclament des pièges.",
    "Manifestation devant la préfecture de Rennes\n\nDes agriculteurs ont bloqué l'accès aux services de la préfecture. Ils revendiquent un meilleur prix du lait. Les guichets étaient fermés et le standard ne répondait plus.",
    "Rugby: Perpignan under siege\n\nThe forwards breached the line three times. Toulon hit back, but the scoreboard at the stadium went offline for the last ten minutes.",
    "Virus de la grippe : les urgences de Limoges débordées\n\nLe CHU de Limoges a déclenché son plan blanc mardi. Le virus touche aussi Brive et Tulle. Des opérations sont reportées.",
    "Cambriolage à la mairie de Sète\n\nDes malfaiteurs se sont introduits dans la mairie de Sète dans la nuit de lundi à mardi. Ils ont volé quatre ordinateurs et le coffre. Aucun groupe n'a revendiqué les faits.",
    "Arson at town hall\n\nThe town hall of Elne was attacked with petrol bombs on Friday night. Servers on the ground floor were destroyed and phone lines are down.",
    "Une pièce de théâtre sur les pirates\n\nLa troupe de Vierzon joue jeudi « Le Hacker ». L'histoire : un adolescent attaque le site de sa mairie et revendique son acte sur Telegram.",
    'Budget: departments say they are under attack\n\nThe heads of the Gironde, Aisne and Nord departments accuse the State of robbing them. "They hit us every year," one said. The Nord\'s website published the figures by mistake.',
    "Wolf attacks\n\nFarmers in the Drôme department claim 40 attacks this summer. The prefecture in Valence said its website for compensation claims had been unavailable on Monday.",
  ],
  "has another cause": [
    "Inondations : la mairie de Saintes privée d'informatique\n\nLes serveurs, installés au sous-sol, ont été noyés. Le site de la ville est inaccessible et le téléphone est coupé. Personne n'a été blessé.",
    "Power cut leaves Bayonne offline\n\nA fire in a transformer cut the power to the town hall of Bayonne on Tuesday. Its website and phones were down until noon. Police said there was no sign of an attack.",
    "Panne chez un hébergeur : les sites de Troyes et de Chaumont inaccessibles\n\nUne mise à jour ratée, et non une cyberattaque, a rendu les sites des villes de Troyes et de Chaumont inaccessibles mardi matin.",
    "Le site de la région Bretagne pris d'assaut pour les vélos à un euro\n\nVictime de son succès, la plateforme de la région Bretagne a planté lundi matin. Ni piratage ni malveillance, assure-t-on.",
    "Maintenance\n\nLe site de la ville de Lens sera inaccessible de samedi à dimanche. Les démarches en ligne seront suspendues pendant la migration des serveurs.",
    "Une pelleteuse prive Figeac d'Internet\n\nLa fibre a été arrachée mardi. La mairie de Figeac et l'hôpital ont travaillé au papier toute la journée. On a d'abord cru à une cyberattaque.",
    "It wasn't hackers, it was a squirrel\n\nThe network of the city of Saint-Malo went down on Thursday after an animal chewed through a cable. Phones came back in the evening.",
    "Strike hits town halls\n\nCounters were closed in Lille, Nantes and Bordeaux on Thursday, and the online services of the city of Nantes answered slowly. Unions claimed a turnout of 40 percent.",
    "Météo : Argentan coupée du monde\n\nLa tempête a couché les pylônes. La mairie d'Argentan n'a plus ni téléphone ni Internet, et le site de la ville ne répond plus.",
  ],
  "hit somebody else": [
    "Vannes : le fabricant de voiles Armoric victime d'un rançongiciel\n\nL'usine de Vannes est à l'arrêt depuis lundi. Les fichiers ont été chiffrés. Le groupe Akira revendique l'attaque. La ville de Vannes propose des bureaux.",
    "Retail chain hacked\n\nThe French retailer Mobilia was hit by a cyberattack on Monday. Its shops in Lyon, Dijon and Besançon could not take cards, and customer data were stolen.",
    "Cyberattaque chez l'assureur Sécuria\n\nLes données de 200 000 clients ont été volées. Ceux de Poitiers, Niort et La Rochelle ont été prévenus les premiers. Un pirate revendique le vol sur un forum.",
    "Belgian towns knocked offline\n\nThe websites of Liège, Mons and Namur were taken down by NoName057(16) on Monday. Officials in Lille and Dunkirk said they were on alert.",
    "Un notaire de Menton piraté\n\nLes dossiers d'un notaire de Menton ont été publiés par le groupe Qilin. La chambre de Nice a prévenu ses membres.",
    "Faux site : la préfecture de la Dordogne met en garde\n\nUn site frauduleux imite celui de la préfecture de la Dordogne et vole les données bancaires des usagers. Le vrai site fonctionne normalement.",
    "Fake text messages in Alsace\n\nResidents of Strasbourg and Colmar have received texts that claim to come from their town hall. The towns say they were not hacked.",
    "Un hacker de 17 ans arrêté à Roubaix\n\nLe lycéen est soupçonné d'avoir attaqué des sites de banques depuis sa chambre. Il avait vécu à Lens et à Arras. Le parquet de Lille a ouvert une enquête.",
    "Ukraine: power company hacked\n\nHackers took down the systems of a Ukrainian power company on Tuesday, the government in Kyiv said. Paris and Lyon will send experts.",
  ],
};

describe("nobody is accused where a text", () => {
  for (const [why, texts] of Object.entries(NOBODY))
    for (const text of texts) test(`${why}: ${text.slice(0, 60)}`, () => expect(accused(text)).toEqual([]));

  test("stands among these, of which there are many", () =>
    expect(Object.values(NOBODY).flat().length).toBeGreaterThanOrEqual(60));
});

/** Each with the bodies that it is about, and no other. */
const SOMEBODY: readonly (readonly [text: string, bodies: readonly string[]])[] = [
  [
    "Cyberattaque à Mayotte\n\nLe centre hospitalier de Mayotte, le seul de ce département de l'océan Indien, a été victime mardi d'un rançongiciel. Des patients sont transférés à La Réunion.",
    ["Centre hospitalier de Mayotte"],
  ],
  [
    "Brittany councils hit by hackers\n\nThe websites of the cities of Vannes and Lorient were taken down on Monday by a denial-of-service attack, as were those of several councils in Brittany.",
    ["Lorient", "Vannes"],
  ],
  [
    "La mairie de Privas piratée\n\nLa ville de Privas, préfecture de l'Ardèche, a été victime d'une cyberattaque lundi. Un sénateur de la Drôme a fait part de son soutien.",
    ["Privas"],
  ],
  [
    "Deux ans après, Oyonnax de nouveau attaquée\n\nLa ville d'Oyonnax a été victime mardi d'une nouvelle cyberattaque. Le standard est hors service.",
    ["Oyonnax"],
  ],
  [
    "La ville de Guéret a été visée mardi par une cyberattaque. En 2022, la ville de Tulle avait déjà été frappée par un rançongiciel.",
    ["Guéret"],
  ],
  [
    "Ransomware hits Béthune\n\nThe town hall of Béthune was hit by ransomware on Sunday. The mayor said small towns such as Lens or Liévin needed help from the State.",
    ["Béthune"],
  ],
  [
    "Le site du département de la Nièvre inaccessible après une cyberattaque\n\nNevers, chef-lieu du département de la Nièvre, n'est pas concernée.",
    ["Nièvre"],
  ],
  [
    "Lettre d'information municipale\n\nTravaux rue du Port, marché de Noël, ramassage des sapins. Depuis lundi, la mairie de Douarnenez est victime d'une cyberattaque : le standard est coupé.",
    ["Douarnenez"],
  ],
];

describe("the news beside it is read", () => {
  for (const [text, bodies] of SOMEBODY)
    test(text.slice(0, 60), () => expect(accused(text)).toEqual([...bodies]));
});
