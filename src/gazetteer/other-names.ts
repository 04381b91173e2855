/**
 * What people write instead of the official name, by code: English names, short forms, former and popular names. Spelling
 * (accents, hyphens, "St") needs no line here: names are compared folded.
 */
type Names = Readonly<Record<string, readonly string[]>>;

/** By INSEE code. A short form stands here only when nobody means another commune by it. */
export const COMMUNE_NAMES: Names = {
  "01053": ["Bourg en Bresse"],
  "06088": ["Nizza"],
  "13001": ["Aix en Provence"],
  "13055": ["Marseilles"],
  "2A004": ["Aiacciu"],
  "29232": ["Kemper"],
  "33063": ["Bordeaux city"],
  "35238": ["Roazhon"],
  "44109": ["Naoned"],
  "50129": ["Cherbourg", "Cherbourg-Octeville"],
  "51108": ["Châlons-sur-Marne"],
  "59183": ["Dunkirk"],
  "51454": ["Rheims"],
  "67482": ["Strassburg"],
  "69123": ["Lyons"],
  "76351": ["Havre"],
  "78646": ["City of Versailles"],
  "91228": ["Évry"],
  "92012": ["Boulogne Billancourt"],
  "75056": ["City of Paris", "Ville de Paris"],
  "93066": ["Saint-Denis (93)", "Saint-Denis en Seine-Saint-Denis"],
  "97411": ["Saint-Denis de La Réunion", "Saint-Denis de la Réunion"],
  "97416": ["Saint-Pierre de La Réunion"],
  "97415": ["Saint-Paul de La Réunion"],
};

/** By INSEE code. */
export const DEPARTEMENT_NAMES: Names = {
  "2A": ["Southern Corsica"],
  "2B": ["Upper Corsica"],
  "13": ["Bouches du Rhone"],
  "22": ["Côtes-du-Nord"],
  "59": ["Nord department", "département du Nord"],
  "69": ["Rhone"],
  "93": ["Seine-St-Denis"],
  "974": ["Réunion", "Reunion Island"],
  "973": ["French Guiana"],
};

/** By INSEE code. */
export const REGION_NAMES: Names = {
  "04": ["Réunion", "Reunion Island"],
  "03": ["French Guiana", "Collectivité territoriale de Guyane", "CTG"],
  "02": ["Collectivité territoriale de Martinique", "CTM"],
  "06": ["Département de Mayotte"],
  "11": ["Ile de France", "Greater Paris region", "Paris region", "région parisienne"],
  "24": ["Centre", "région Centre", "Centre-Loire Valley"],
  "27": ["Burgundy-Franche-Comté", "Bourgogne Franche Comte"],
  "28": ["Normandy"],
  "52": ["Loire Region"],
  "53": ["Brittany", "Breizh"],
  "75": ["New Aquitaine"],
  "76": ["Occitania", "Occitanie Pyrénées-Méditerranée"],
  "93": ["PACA", "Région Sud", "Sud Provence-Alpes-Côte d'Azur", "Provence-Alpes-Cote d'Azur"],
  "94": ["Corsica", "Collectivité de Corse"],
  "975": ["Saint-Pierre et Miquelon", "St Pierre and Miquelon", "Saint Pierre and Miquelon"],
  "977": ["Saint-Barth", "Saint Barts", "Collectivité de Saint-Barthélemy"],
  "978": ["Collectivité de Saint-Martin"],
  "984": ["TAAF", "French Southern and Antarctic Lands"],
  "986": ["Wallis-et-Futuna", "Wallis and Futuna"],
  "987": ["French Polynesia", "Polynésie"],
  "988": ["New Caledonia", "Calédonie"],
  "989": ["Clipperton Island"],
};

/** By SIREN. */
export const EPCI_NAMES: Names = {
  "200046977": ["Grand Lyon", "Métropole Grand Lyon"],
  "200054781": ["Greater Paris Metropolis", "MGP"],
  "200054807": ["Aix-Marseille-Provence Métropole", "Métropole Aix-Marseille", "AMP Métropole"],
  "200093201": ["MEL", "Lille Métropole", "Métropole de Lille"],
  "200039915": ["Cannes Lérins"],
  "200039865": ["Eurométropole de Metz"],
  "200055655": ["Roissy Pays de France"],
  "200056232": ["Paris-Saclay"],
  "200057858": ["Cœur d'Essonne"],
  "200058519": ["Saint-Germain Boucles de Seine"],
  "200058782": ["Saint-Quentin-en-Yvelines", "SQY"],
  "200059228": ["Grand Paris Sud"],
  "200059889": ["Grand Paris Seine & Oise", "GPS&O"],
  "200065597": ["Caen la mer Normandie"],
  "200066009": ["m2A", "Mulhouse Agglomération"],
  "200067106": ["Communauté Pays Basque", "Agglomération Pays Basque"],
  "200067932": ["Vannes Agglomération", "Golfe du Morbihan"],
  "200069300": ["Tarbes-Lourdes-Pyrénées agglomération"],
  "200030195": ["Nice Métropole"],
  "242100410": ["Grand Dijon"],
  "242900314": ["Brest Métropole Océane"],
  "243500139": ["Rennes metropolitan area"],
  "245400676": ["Grand Nancy", "Métropole Grand Nancy"],
  "246700488": ["Strasbourg Eurométropole", "Eurometropolis of Strasbourg"],
  "247800584": ["Versailles Grand Parc"],
  "248300543": ["Toulon Provence Méditerranée", "TPM"],
  "248400251": ["Grand Avignon"],
  "249720061": ["CACEM"],
  "249730045": ["CACL"],
  "249740085": ["CASUD"],
};
