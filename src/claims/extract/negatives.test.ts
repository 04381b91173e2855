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
  "says so in the end, or in figures": [
    "Cyberattaque : les usines Plastiflex à l'arrêt à Oyonnax, Dole et Lure\n\nLes trois sites du plasturgiste ne produisent plus depuis lundi. Les serveurs ont été chiffrés. « Nous n'avons plus de messagerie », dit un salarié d'Oyonnax. Le groupe Akira revendique 90 Go de données.",
    "Lactalia, un géant du lait, paralysé par un virus\n\nLes sites de Laval, Vitré et Pontivy tournent au ralenti. Les camions restent à quai. La direction confirme une intrusion dans la nuit de samedi à dimanche.",
    "Supermarket group hit by ransomware\n\nPlants in Rennes, Angers and Le Mans were shut down on Monday after hackers encrypted the servers of Brindor, which employs 4,000 people. Its website is unreachable.",
    "Hackers cripple aerospace supplier\n\nAerofab said on Tuesday that its sites in Figeac, Albi and Tarbes had been disconnected after an intrusion. Airbus said deliveries were not affected.",
    "Le groupe de cliniques Vitalia piraté\n\nLes cliniques de Pau, Bayonne et Dax ont dû reporter des opérations lundi. Le groupe privé confirme avoir été victime d'un rançongiciel.",
    "Un cabinet d'avocats de Colmar et Mulhouse victime de hackers\n\nLe cabinet Weber & Klein, installé à Colmar et à Mulhouse, a vu ses dossiers publiés par le groupe Medusa.",
    "Theme park tickets leaked\n\nThe company that runs parks near Poitiers, Plailly and Sainte-Maxime says hackers stole the data of 500,000 visitors.",
    "Lundi, 6 heures. À la mairie d'Épinal, les écrans affichent une tête de mort. « Vos fichiers sont chiffrés, payez 200 000 euros. » Le standard est coupé, l'état civil fermé. Dans la salle de crise, la directrice appelle l'hébergeur.\n\nÀ midi, fin de partie : il s'agissait d'un entraînement, organisé par la préfecture des Vosges avec trois communes.",
    "At 8 am on Thursday the phones went dead at Vienne town hall. A ransom note appeared on every screen. Officials pulled the plug and called the police.\n\nNobody outside the building noticed, because none of it was real: the town was rehearsing its crisis plan.",
    "Panique au CHU de Dijon : les dossiers patients sont inaccessibles, un groupe réclame deux millions. Les urgences sont détournées vers Beaune.\n\nRassurez-vous, tout cela n'était qu'un test grandeur nature mené jeudi.",
    "« Mairie de Troyes, vous êtes piratés. » Le message s'est affiché mardi à 9 h. Les agents ont débranché les câbles, le site a été mis hors ligne.\n\nLe scénario, écrit par l'Anssi, durait trois heures. Il a permis de tester le plan de continuité de la ville.",
    "La préfecture du Cantal attaquée ? Pas de panique\n\nSirènes, serveurs coupés, porte-parole débordé : mardi, la préfecture du Cantal a joué une cyberattaque pour de bon, ou presque. Le RETEX est prévu en mars.",
    "Portail famille : coupure ce week-end\n\nLe site de la ville de Villefranche-sur-Saône sera indisponible de vendredi 18 h à dimanche pour une migration de serveurs. Cette opération renforce la protection contre les attaques. Les démarches en ligne reprendront lundi.",
    "City of Dunkirk website down for upgrade\n\nThe website of the city of Dunkirk will be offline on Sunday while a new firewall against hackers is installed, the council said.",
    "Messagerie du Département de l'Eure : interruption programmée\n\nLa messagerie a été coupée mardi de 12 h à 14 h pour une mise à jour de sécurité, après la découverte d'une faille exploitée par des pirates dans le monde entier. Elle a été rétablie comme prévu.",
    "Le Grand Poitiers change d'hébergeur\n\nLes sites ont été inaccessibles jeudi matin, le temps de la bascule. « C'était annoncé », rappelle l'agglomération, qui veut mieux résister aux attaques par déni de service.",
    "« Si la mairie était piratée demain, nous tiendrions trois jours »\n\nEntretien avec la directrice des services de Cholet. « Si nos serveurs étaient chiffrés, nous passerions au papier. Les téléphones seraient coupés, le site serait inaccessible. Nous ne paierions pas de rançon. »",
    '"If hackers hit us tonight, the water would still flow"\n\nThe mayor of Brive would rather talk about the market hall. But yes, he says, if the town\'s servers were encrypted, the phones would be down and the registry would work by hand. "We would not pay."',
    "Que se passerait-il si la préfecture de la Manche tombait ?\n\nUn groupe prendrait le contrôle des serveurs, les cartes grises seraient bloquées, le site resterait hors ligne des jours durant. « On s'y prépare », répond le préfet.",
    "Would a blackout stop Nantes?\n\nAn attack on the city's data centre would cut phones, parking and school meals, says the head of IT. It would take ten days to restore everything.",
    "2025 en chiffres : une année noire pour les collectivités\n\n218 attaques, dont 31 rançongiciels. 44 communes, 9 départements et 3 régions touchés. Parmi eux, Limoges, Pau, le Gers et la Normandie. Coût moyen : 700 000 euros.",
    "The year in hacks: France's 2025 in numbers\n\n128 ransomware cases, 4,812 incidents, 24 percent of them in local government. Cities hit included Marseille, Lorient and Annecy; hospitals, Cannes and Armentières. The average outage lasted 19 days.",
    "Bilan 2025 du centre de réponse breton\n\nBreizh Cyber a traité 412 incidents. Les communes représentent un tiers des victimes. Saint-Malo, Dinan et Quimperlé ont été accompagnées. Onze rançongiciels ont été recensés, contre 15 l'année précédente.",
    "Rétrospective : les dix cyberattaques de l'année\n\nFévrier : la ville de Melun. Avril : l'hôpital de Cambrai. Juin : le département du Tarn. Octobre : la région Occitanie. Toutes s'en sont relevées.",
    "L'hôpital de Neuchâtel visé par un rançongiciel\n\nL'établissement suisse a débranché ses serveurs lundi. Des patients ont été transférés à Pontarlier et à Besançon. Le canton a porté plainte.",
    "Rançongiciel à Genève\n\nLes Hôpitaux universitaires de Genève ont subi une cyberattaque mardi. De l'autre côté de la frontière, Annemasse et Thonon-les-Bains n'ont rien remarqué. Le groupe LockBit revendique.",
    "Swiss town of Montreux hit by hackers\n\nThe website of the Swiss town of Montreux was down on Tuesday. The nearby French town of Évian lent a spare server.",
    "Hack of Luxembourg commune\n\nThe commune of Esch-sur-Alzette said on Monday its servers had been encrypted. Thionville and Longwy, across the border in France, offered help.",
    "Tournai : l'administration communale paralysée\n\nLes serveurs de la ville belge de Tournai ont été chiffrés dans la nuit de dimanche à lundi. Lille, sa voisine, a proposé son aide.",
    "Cyberattaque au Québec : la ville de Saint-Jérôme sans services\n\nLa municipalité des Laurentides a fermé ses guichets mardi. Des pirates ont volé des données.",
    "El hospital? No, the Clínic\n\nBarcelona's Hospital Clínic was hit by ransomware on Sunday. Patients from Perpignan and Céret who had appointments were called by phone.",
  ],
  "has many of its words": [
    "Le Mans prépare ses 24 Heures\n\nLe circuit attend 300 000 spectateurs. La préfecture de la Sarthe a interdit les drones. « Nous craignons surtout une cyberattaque sur la billetterie », confie le directeur. En 2024, des hackers avaient bloqué le site pendant une heure.\n\nLa ville du Mans ouvrira trois campings. À Arnage, les riverains se disent pris en otage.",
    'Interview: \'We rebuilt everything from scratch\'\n\nThe head of IT at Caen city hall tells how the night of 26 September 2022 changed his job.\n\nWhat happened that night? "An alarm woke me. We cut everything."\n\nHow long did it take? "Ten weeks. The phones came back first, then payroll. The site stayed offline for a month."\n\nWhat advice would you give Alençon or Lisieux? "Test your backups."',
    "Le Département du Cher signe avec Orange Cyberdefense\n\nLe contrat porte sur la surveillance du réseau, jour et nuit. « Les pirates frappent le week-end », rappelle le vice-président. Vierzon et Saint-Amand-Montrond pourront s'y joindre. Le coût : 240 000 euros par an.",
    "Concert annulé à Arles\n\nLa billetterie en ligne a été piratée par des revendeurs, selon l'organisateur, qui a porté plainte. Les spectateurs d'Arles, de Nîmes et d'Avignon seront remboursés. Le site de la ville renvoie vers un formulaire.",
    "Vidéosurveillance : la ville de Nice condamnée\n\nLe tribunal administratif a jugé illégal le logiciel de la ville. Des hackers éthiques avaient montré en 2023 qu'ils pouvaient entrer dans le réseau. La mairie fait appel.",
    "French Senate report urges cyber reserve\n\nThe report, adopted on Wednesday, says 218 local authorities suffered attacks in 2025. It cites Marseille, Chaville and the Seine-Maritime department, which all took months to recover, and proposes a reserve of 500 experts to be sent to any town hall whose servers are encrypted.\n\nThe Senate will debate it in the autumn.",
    "Fausse alerte à Vannes\n\nLes agents de la mairie de Vannes ont cru mardi matin à une cyberattaque : plus d'Internet, plus de téléphone. C'était un câble débranché par la femme de ménage.",
    "Les Restos du cœur piratés\n\nL'association a annoncé mardi que les données de 90 000 donateurs avaient été volées. Les antennes de Lille, Rouen et Amiens poursuivent la distribution. Un pirate a mis la base en vente sur un forum.",
    "Pénurie de médecins : Nevers attaque l'État\n\nLe maire de Nevers a attaqué l'État devant le tribunal administratif. Une centaine de communes de la Nièvre se disent victimes d'un abandon. Le site de la pétition, saturé, a été inaccessible lundi.",
    "Opération coup de poing contre un réseau de pirates\n\nTrois hommes ont été interpellés mardi à Angers et à Cholet. Ils auraient volé les identifiants de milliers d'internautes. Le maire d'Angers a salué le travail des enquêteurs.",
    "Ten years of hacks: a timeline\n\n2015: TV5 Monde goes dark. 2019: Rouen university hospital is hit by ransomware. 2021: Dax and Villefranche-sur-Saône hospitals. 2022: Corbeil-Essonnes. 2023: the city of Lille.\n\nWhat next? Experts expect more attacks on town halls.",
    "Quiz de la semaine\n\nQuelle ville a été victime d'un rançongiciel en 2021 : Angers, Brest ou Dijon ? Qui revendique le titre de capitale de la moutarde ? Réponses vendredi.",
    "À Roanne, un logiciel pour la cantine\n\nAprès les attaques informatiques de ces derniers mois contre des mairies, la ville de Roanne a choisi un hébergement en France. Les parents pourront payer en ligne dès lundi. L'ancien site sera coupé dimanche.",
    "New anti-hacker unit opens in Metz\n\nThe gendarmerie opened a cyber unit in Metz on Monday. It will cover the Moselle, Meuse and Vosges departments. Its first case was that of a bakery in Forbach whose till had been encrypted.",
    "Le port de Sète visé par une alerte à la bombe\n\nUn message reçu mardi revendique la pose d'explosifs. La préfecture de l'Hérault a fait évacuer les quais. Les communications ont été coupées deux heures.",
    "Panne de Visio : le conseil municipal de Brive reporté\n\nLa retransmission a été interrompue mardi soir. « On s'est fait pirater par la 4G », plaisante le maire. La séance reprendra jeudi.",
    "Mairie de Lons : appel d'offres\n\nLa ville de Lons-le-Saunier lance un marché pour la protection contre les attaques par déni de service et la détection d'intrusions. Les offres sont attendues avant le 12 mars. Le site sera indisponible le 3.",
    "Town hall goes paperless\n\nThe mairie of Albi is switching to an online counter. 'We were attacked on Facebook for it,' says the deputy mayor. The old website was taken down on Monday, and phone lines will be busy.",
    "La rançon de la gloire\n\nÉtretat étouffe. La commune, victime de son succès, réclame une taxe. Le site de réservation du parking, assailli, a planté dimanche.",
    "Le hackathon de Grenoble récompense cinq projets\n\nDeux cents étudiants ont attaqué pendant 48 heures un faux réseau de mairie. L'équipe de Valence a fait tomber le site en onze minutes.",
    "TGV : trafic interrompu entre Lyon et Valence\n\nUn acte de malveillance sur des câbles a paralysé les trains mardi. Les gares de Valence et de Montélimar étaient bondées. Aucune revendication. Le système informatique n'a pas été touché.",
    "Russie : des cyberattaques contre la Moldavie\n\nLes sites du gouvernement à Chisinau ont été inaccessibles mardi. Des experts français, venus de Rennes et de Bruz, aideront le pays. Le ministère des Affaires étrangères a condamné ces attaques.",
  ],
};

describe("nobody is accused where a text", () => {
  for (const [why, texts] of Object.entries(NOBODY))
    for (const text of texts) test(`${why}: ${text.slice(0, 60)}`, () => expect(accused(text)).toEqual([]));

  test("stands among these, of which there are many", () =>
    expect(Object.values(NOBODY).flat().length).toBeGreaterThanOrEqual(110));
});

/** Each with the bodies that it is about, and no other. */
const SOMEBODY: readonly (readonly [text: string, bodies: readonly string[]])[] = [
  [
    "Conseil municipal de Sarlat\n\nLe budget a été voté. En fin de séance, le maire est revenu sur l'intrusion de la semaine dernière : « Des inconnus sont entrés dans notre réseau mardi, nous avons tout coupé. » La messagerie de la ville de Sarlat-la-Canéda reste hors service.",
    ["Sarlat-la-Canéda"],
  ],
  [
    "Expat letter from the Lot\n\nTruffles are in. By the way, the town hall in Gourdon was hacked on Thursday: no phones, no e-mail, and registrations are done by hand.",
    ["Gourdon"],
  ],
  [
    "Leaked: payroll of a French council\n\nA file with the salaries of 1,200 employees of the Corrèze department appeared on a forum on Sunday. The council has confirmed the theft and filed a complaint.",
    ["Corrèze"],
  ],
  [
    "Pas de mariage samedi à Lunel\n\nLa mairie de Lunel ne peut plus éditer d'actes : ses ordinateurs affichent une demande de rançon depuis mercredi.",
    ["Lunel"],
  ],
  [
    "Cyber : cinq communes visées\n\nRambouillet, Dreux, Chartres, Épernon et Maintenon ont vu leurs sites saturés mardi. Le groupe Dark Storm Team revendique.",
    ["Chartres", "Dreux", "Maintenon", "Rambouillet", "Épernon"],
  ],
  [
    "NoName hits French sites again\n\nThe pro-Russian group said on Telegram on Monday it had taken down the sites of Troyes, Sens and Auxerre. Sens town hall said nothing had happened.",
    ["Auxerre", "Sens", "Troyes"],
  ],
  [
    "Un an après une première alerte, Cahors de nouveau touchée\n\nLa ville de Cahors a subi mardi une cyberattaque. Les services sont à l'arrêt.",
    ["Cahors"],
  ],
  [
    "Météo, marché, piratage : l'actu de Dole\n\nLe marché de Noël ouvre vendredi. La mairie de Dole a été piratée dans la nuit de mardi à mercredi, le standard ne répond plus. Il neigera samedi.",
    ["Dole"],
  ],
  [
    '"We never paid": Oyonnax mayor on the weekend that took his town offline\n\nThe mayor of Oyonnax said on Tuesday that ransomware had encrypted the town\'s servers on Saturday night. Staff are working with pens.',
    ["Oyonnax"],
  ],
  [
    "Vendredi, 18 heures. La ville de Figeac vient de publier un message : ses serveurs ont été chiffrés, une rançon est réclamée. Le site reste en ligne.",
    ["Figeac"],
  ],
  [
    "Le piratage du compte Facebook de la ville de Royan\n\nDes inconnus ont pris lundi le contrôle du compte de la mairie de Royan et y ont publié des images pornographiques.",
    ["Royan"],
  ],
  [
    "French ski resort's town hall held to ransom\n\nThe mairie of Les Contamines-Montjoie says hackers have locked its computers and want 50,000 euros. Lift passes are not affected as they are sold by another company.",
    ["Les Contamines-Montjoie"],
  ],
  [
    "Carte de séjour appointments halted in Charente\n\nThe prefecture of Charente said on Monday its booking site had been taken down after a wave of bogus requests. Britons who hold appointments this week should still turn up.",
    ["Préfecture de la Charente"],
  ],
  [
    "Data of thousands of second-home owners leaked\n\nA file with the names and tax references of second-home owners was put online on Tuesday. It was stolen from the Var department council, which has confirmed the breach.",
    ["Var"],
  ],
  [
    "Brittany: two towns offline\n\nThe websites of Dinan and Fougères were both down on Tuesday after pro-Russian hackers NoName057(16) said they had attacked them. Dinan's site was back by the evening.",
    ["Dinan", "Fougères"],
  ],
  [
    "Our town was hacked. Here's what it is like\n\nWhen the computers at Uzès town hall were encrypted in the night of 3 February, my wife was due to register our daughter's birth. They did it with a pen.",
    ["Uzès"],
  ],
  [
    "News in brief from Occitanie\n\nFlooding: the A9 has reopened.\n\nHackers: the town of Lunel says its email was broken into last week and warns residents not to open messages.\n\nWine: the harvest is good.",
    ["Lunel"],
  ],
  [
    "Local council in Normandy pays price of weak password\n\nLisieux Normandie, the body that runs bin collection for 53 villages, lost all its files on Saturday. The attackers had guessed an administrator's password.",
    ["CA Lisieux Normandie"],
  ],
  [
    "'No, your data was not stolen,' says Carcassonne\n\nCarcassonne town hall has denied a claim by a hacker who goes by the name of Zestix that he had stolen the files of 40,000 residents.",
    ["Carcassonne"],
  ],
  [
    "France: Senate website hit by pro-Russian hackers\n\nThe website of the Senate was inaccessible for two hours on Wednesday morning. NoName057(16) claimed the attack.",
    ["Sénat"],
  ],
  [
    "Council tax bills late in Charente-Maritime\n\nBills will be late this year because the department's servers were wiped by a virus in a raid on Sunday night, the council of Charente-Maritime said.",
    ["Charente-Maritime"],
  ],
  [
    "La Rochelle: « On ne paiera pas »\n\nLe maire de La Rochelle l'a redit jeudi : la ville ne versera pas un centime aux pirates qui ont bloqué ses serveurs dimanche.",
    ["La Rochelle"],
  ],
  [
    "Panique à la cantine\n\nÀ Cholet, les parents ne peuvent plus inscrire leurs enfants : le prestataire de la ville a été piraté mardi et les données des familles ont été dérobées.",
    ["Cholet"],
  ],
  [
    "La Métropole Rouen Normandie victime d'une attaque par déni de service\n\nLe site a été saturé deux heures mardi. Il est de nouveau accessible.",
    ["Métropole Rouen Normandie"],
  ],
  [
    "Le SDIS de la Loire privé d'alerte informatique\n\nLe service départemental d'incendie et de secours de la Loire a basculé sur la radio après un piratage découvert lundi.",
    ["SDIS de la Loire"],
  ],
  [
    "Vol de données à la région Centre-Val de Loire\n\nUn pirate a mis en vente mercredi 120 000 dossiers de lycéens. La région Centre-Val de Loire a reconnu la fuite et déposé plainte.",
    ["Centre-Val de Loire"],
  ],
  [
    "Hackers target Corsica\n\nThe websites of Ajaccio and Bastia city halls and of the Collectivité de Corse were knocked offline on Monday.",
    ["Ajaccio", "Bastia", "Corse"],
  ],
  [
    "Pas-de-Calais : le site du Département vandalisé\n\nUn message en arabe s'est affiché dimanche sur la page d'accueil du Département du Pas-de-Calais. Il a été retiré en une heure.",
    ["Pas-de-Calais"],
  ],
  [
    "En Belgique et en France, des mairies attaquées\n\nNoName057(16) a attaqué mardi les sites de Tournai et de Mons, mais aussi ceux des villes de Lille et de Maubeuge.",
    ["Lille", "Maubeuge"],
  ],
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
    test(text.slice(0, 60), () => expect(accused(text)).toEqual([...bodies].sort()));
});
