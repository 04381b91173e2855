/**
 * A day as the press told one, in texts that we wrote: two versions of one dispatch, what a region's newsroom says the day
 * after, and two older cases. Real names of bodies, an invented day: 5 January 2026, on which the tests' clock begins.
 */

export const WIRE_FR = `Une vingtaine de sites publics français pris pour cible

Paris, 5 janvier 2026 (AFP) - Les sites internet de la ville de Marseille, de celle de Tarbes et du département de la Haute-Garonne étaient inaccessibles ou ne répondaient que par intermittence lundi à 16 h 00, a constaté une journaliste de l'AFP.

Un groupe de pirates prorusses, NoName057(16), en a revendiqué la paralysie sur la messagerie Telegram, et affirme avoir mené des attaques par déni de service (DDoS), qui consistent à submerger un serveur de demandes.

Il revendique aussi des attaques contre les sites des villes de Nantes, Bordeaux, Poitiers, Pau, Nîmes, Nice, Angers, Le Havre et Montpellier, ainsi que contre ceux du département des Landes, de la Polynésie française et de la Nouvelle-Calédonie, mais tous ces sites étaient accessibles lundi après-midi.

« Notre hébergeur a été visé et a déclenché des mesures de protection qui rendent notre site inaccessible », a indiqué la ville de Marseille.

Les villes de Pau et d'Angers et le département des Landes ont dit n'avoir constaté aucun incident.

Le parquet de Paris a ouvert une enquête ; il compte 23 collectivités parmi les cibles.

Ce même groupe avait déjà visé en 2023 le site de l'Assemblée nationale.
`;

export const WIRE_EN = `Some twenty French public websites targeted

PARIS, Jan 5, 2026 (AFP) - The websites of the city of Marseille, of the city of Tarbes and of the department of Haute-Garonne were inaccessible or only answered intermittently on Monday at 1500 GMT, an AFP journalist saw.

A group of pro-Russian hackers, NoName057(16), claimed responsibility on the Telegram messaging service and said it had carried out denial-of-service (DDoS) attacks, which swamp a server with requests.

It also claimed attacks on the websites of the cities of Nantes, Bordeaux, Poitiers, Pau, Nîmes, Nice, Angers, Le Havre and Montpellier, and on those of the department of Landes, French Polynesia and New Caledonia, but all of them were accessible on Monday afternoon.

"Our host was targeted and activated protective measures which make our website inaccessible," the city of Marseille said.

The cities of Pau and Angers and the department of Landes said they had not noticed any incident.

The Paris prosecutor has opened an investigation and counts 23 local authorities among the targets.

The same group had already targeted the website of the National Assembly in 2023.
`;

export const REGION_NEXT_DAY = `Cyberattaque : Angers revient sur la journée de lundi

Angers, 6 janvier 2026. La ville d'Angers avait assuré lundi n'avoir constaté aucun incident. La mairie d'Angers a finalement confirmé mardi avoir été visée lundi 5 janvier par une attaque par déni de service, que le groupe NoName057(16) revendique. L'attaque a été détectée et stoppée, précise-t-elle.

Le site de la ville de Nantes, également attaqué lundi, fonctionne de nouveau normalement, indique la mairie de Nantes.
`;

export const OLDER_SUBURBS = `Petite couronne : les mairies face aux rançongiciels

Le 11 décembre 2020. La ville de Pantin a été victime mercredi 9 décembre d'une cyberattaque : les agents n'ont plus accès à leurs postes de travail et la messagerie est coupée, indique la mairie.

Le 12 novembre 2020, la ville de Bondy avait été frappée par un rançongiciel ; le standard téléphonique et les imprimantes étaient hors service, avait annoncé la municipalité.
`;

export const OLDER_CAEN = `Caen : la ville coupe ses serveurs après une intrusion

Caen, 27 septembre 2022. La ville de Caen a été victime lundi 26 septembre d'une cyberattaque. Une intrusion dans le système d'information a été détectée dans l'après-midi, et la mairie a débranché ses serveurs par précaution. L'état civil et la messagerie sont hors service.
`;

/** Body and site of each that is watched. */
export const GOLDEN_SITES = {
  "commune:13055": "https://www.marseille.fr/",
  "commune:65440": "https://www.tarbes.fr/",
  "departement:31": "https://www.haute-garonne.fr/",
  "commune:44109": "https://metropole.nantes.fr/",
  "commune:33063": "https://www.bordeaux.fr/",
  "commune:86194": "https://www.poitiers.fr/",
  "commune:64445": "https://www.pau.fr/",
  "commune:30189": "https://www.nimes.fr/",
  "commune:06088": "https://www.nice.fr/",
  "commune:49007": "https://www.angers.fr/",
  "commune:76351": "https://www.lehavre.fr/",
  "commune:34172": "https://www.montpellier.fr/",
  "departement:40": "https://www.landes.fr/",
  "region:987": "https://www.service-public.pf/",
  "region:988": "https://gouv.nc/",
} as const;
export type GoldenBody = keyof typeof GOLDEN_SITES;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The hours of the outages, in UTC: 15 h to 20 h in France. */
const FROM_HOUR = 14;
const TO_HOUR = 19;

/** What a round of a site finds: one is shut by its host, one is down, one comes and goes, the others answer. */
export function goldenOutcome(body: GoldenBody, atMs: number): "up" | "down" {
  const hour = (atMs % DAY_MS) / HOUR_MS;
  if (hour < FROM_HOUR || hour >= TO_HOUR) return "up";
  if (body === "commune:13055" || body === "commune:65440") return "down";
  return body === "departement:31" && Math.floor(hour * 4) % 2 === 0 ? "down" : "up";
}
