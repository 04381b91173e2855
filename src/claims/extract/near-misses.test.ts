import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { openExtraction } from "./extraction.ts";

/** News that stands close to what is none: reminders, helpers, neighbours, experts and areas in the story of one attack. */

const read = openExtraction(openGazetteer());
const accused = (text: string): string[] =>
  read({ text })
    .attacks.map(({ body }) => body.name)
    .sort();

/** Each with the bodies that it is about, and no other. */
const SOMEBODY: readonly (readonly [text: string, bodies: readonly string[]])[] = [
  [
    "Cyberattaque à Vierzon : la ville tourne au ralenti\n\nLa ville de Vierzon a été victime lundi d'un rançongiciel. Bourges et Issoudun ont prêté des ordinateurs. En 2023, la ville de Saint-Amand-Montrond avait connu la même mésaventure, et avant elle Châteauroux.\n\n« C'est du classique », juge un expert de la société Sekoia, basée à Rennes.",
    ["Vierzon"],
  ],
  [
    'Vierzon town hall offline after ransomware\n\nThe town of Vierzon, in the Cher department, said on Monday that hackers had encrypted its servers. The attack comes a year after similar ones on Évreux and Chartres.\n\nThe Centre-Val de Loire region is sending experts. "No town is safe," said a senator for Cher.',
    ["Vierzon"],
  ],
  [
    "Le site du Département de la Corrèze attaqué\n\nUn afflux de requêtes a rendu le site du Département de la Corrèze inaccessible mardi. À Tulle, la préfecture n'a rien remarqué. La région Nouvelle-Aquitaine avait subi le même sort en décembre 2024.",
    ["Corrèze"],
  ],
  [
    "Après Le Creusot, Autun à son tour piratée\n\nLa mairie d'Autun a découvert mercredi que ses fichiers étaient chiffrés. La ville du Creusot l'avait été en mars.",
    ["Autun"],
  ],
  [
    "Hackers hit Figeac\n\nFigeac town hall lost its phones on Tuesday after hackers broke into its network. Customers of the same provider, such as Cahors and Gourdon, are not affected, it said.",
    ["Figeac"],
  ],
  [
    "L'hôpital de Saint-Malo au ralenti\n\nLe centre hospitalier de Saint-Malo a été frappé par un rançongiciel dimanche. Les urgences sont redirigées vers Rennes et Dinan. L'Anssi et le CERT Santé sont sur place. La ville de Saint-Malo propose des locaux.",
    ["Centre hospitalier de Saint-Malo"],
  ],
  [
    "Pau confirme le vol de données\n\nLa ville de Pau a reconnu jeudi que 20 000 dossiers avaient été copiés. Ceux de l'agglomération ne sont pas concernés. D'autres villes, comme Tarbes ou Bayonne, ont changé leurs mots de passe.",
    ["Pau"],
  ],
  [
    "Wave of attacks on French sites\n\nPro-Russian hackers NoName057(16) claimed attacks on the websites of Nancy and Épinal on Monday. Nancy's was down for an hour. Last year the group had targeted Metz and Thionville.\n\nThe prefecture of the Vosges said it was monitoring the situation.",
    ["Nancy", "Épinal"],
  ],
  [
    "La mairie d'Annonay dément avoir été piratée\n\nLe groupe Babuk2 affirme avoir volé les données de la ville d'Annonay. « Faux », répond le maire. Le groupe avait déjà inventé une attaque contre Valence.",
    ["Annonay"],
  ],
  [
    "Défiguration : le site de Menton affiche un drapeau\n\nLe site de la ville de Menton a été piraté dans la nuit. Monaco et Nice ont vérifié les leurs. La préfecture des Alpes-Maritimes a été prévenue.",
    ["Menton"],
  ],
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
  [
    "Authorities in the rural Lozère department say their website is down after a cyberattack. They have filed a complaint.",
    ["Lozère"],
  ],
  [
    "Officials in the southern Lot department told reporters on Monday that their servers had been encrypted by ransomware.",
    ["Lot"],
  ],
  [
    "The town of Figeac was hit by ransomware on Monday. Authorities in the Aveyron department said they had sent engineers.",
    ["Figeac"],
  ],
];

describe("the news beside it is read", () => {
  for (const [text, bodies] of SOMEBODY)
    test(text.slice(0, 60), () => expect(accused(text)).toEqual([...bodies].sort()));
});
