/**
 * Texts that we wrote for the register's tests: real names of towns, invented events. The day is 5 January 2026, on which
 * the tests' clock begins.
 */

export const DISPATCH_FR = `Des sites de collectivités françaises visés par des pirates prorusses

Paris, 5 janvier 2026 (AFP) - Les sites internet des villes de Lorient et de Roanne étaient inaccessibles lundi à 12 h 30, après des attaques par déni de service revendiquées sur Telegram par le groupe prorusse NoName057(16).

Le groupe a également revendiqué des attaques contre les sites des villes de Quimper, Castres et Dole, ainsi que contre celui du département du Cantal, mais ils étaient toujours accessibles lundi après-midi.

La ville de Castres a indiqué à l'AFP n'avoir constaté aucun incident.

« Notre hébergeur Nuagix a activé des mécanismes de protection ayant pour effet de rendre le site inaccessible », a expliqué la ville de Roanne.

Selon le parquet de Paris, 7 sites ont été recensés comme victimes.
`;

export const DISPATCH_EN = `Websites of French local authorities hit by pro-Russian hackers

Paris, Jan 5, 2026 (AFP) - The websites of the cities of Lorient and Roanne were inaccessible on Monday at 1130 GMT, after denial-of-service attacks claimed on Telegram by the pro-Russian group NoName057(16).

The group also claimed attacks on the websites of the cities of Quimper, Castres and Dole and on that of the department of Cantal, but they were all still accessible on Monday afternoon.

The city of Castres told AFP it had not noticed any incident.

"Our host Nuagix activated protection mechanisms that made the website inaccessible," the city of Roanne said.

According to the Paris prosecutor, 7 sites were identified as victims.
`;

/** The next day: what one of the towns says has changed. */
export const NEXT_DAY = `Castres : la mairie reconnaît avoir été visée

Castres, 6 janvier 2026. La ville de Castres a finalement confirmé mardi avoir été la cible lundi d'une attaque par déni de service revendiquée par NoName057(16). L'attaque a été détectée et stoppée, a précisé la mairie.
`;

/** Another town, another kind of attack, the same day. */
export const RANSOMWARE = `La mairie de Guéret victime d'un rançongiciel

Guéret, 5 janvier 2026. La ville de Guéret a annoncé lundi être victime d'une cyberattaque par rançongiciel. Le standard téléphonique et la messagerie sont hors service. Une plainte a été déposée.
`;

/** A day of a town without any attack. */
export const MARKET = `Dole : le marché de Noël a attiré la foule

La ville de Dole a compté 40 000 visiteurs pendant les fêtes, annonce la mairie lundi 5 janvier 2026. L'attaque du Stade Dolois a brillé dimanche face à Lorient.
`;

/** What the attacker posts; one of the hosts is "ours" in the tests. */
export const TARGET_LIST = JSON.stringify({
  targets: [
    {
      host: "www.lorient.bzh",
      ip: "192.0.2.7",
      type: "http",
      method: "GET",
      port: 443,
      use_ssl: true,
      path: "/?s=$_1",
      body: { type: "", value: "" },
    },
    {
      host: "www.mairie-demonstration.fr",
      ip: "192.0.2.8",
      type: "http",
      method: "POST",
      path: "/contact?x=$_1",
    },
    {
      host: "www.mairie-demonstration.fr",
      ip: "192.0.2.8",
      type: "http",
      method: "GET",
      path: "/recherche?q=$_2",
    },
    {
      host: "www.mairie-demonstration.fr",
      ip: "192.0.2.8",
      type: "http",
      method: "GET",
      path: "/recherche?q=$_3",
    },
  ],
  randoms: [],
});
