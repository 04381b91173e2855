import { type ClaimsRoom, claimsRoom } from "./claims-room.ts";
import { DISPATCH_EN, DISPATCH_FR, NEXT_DAY, RANSOMWARE, TARGET_LIST } from "./claims-texts.ts";
import { MINUTE_MS, roundOf } from "./watch-room.ts";

/**
 * A believable register for looking at its screens: a wave of claims on 5 January 2026, measured while it went on, told in two
 * languages, denied and then admitted; a breach that no probe can see; a list of targets; names that nobody can place. The
 * texts are ours; what they tell of never happened.
 */

const SITES = {
  "commune:56121": "https://www.lorient.bzh/",
  "commune:42187": "https://www.roanne.fr/",
  "commune:29232": "https://www.quimper.bzh/",
  "commune:81065": "https://www.ville-castres.fr/",
  "commune:39198": "https://www.grand-dole.fr/",
} as const;
type BodyId = keyof typeof SITES;

const HOUR_MS = 60 * MINUTE_MS;

/** What each site did at an hour of the day, in UTC. */
function outcomeAt(body: BodyId, ms: number): "up" | "down" {
  const hour = (ms % (24 * HOUR_MS)) / HOUR_MS;
  const within = (from: number, to: number) => hour >= from && hour < to;
  if (body === "commune:56121") return within(10.2, 23.9) ? "down" : "up";
  if (body === "commune:42187") return within(10.5, 23.9) ? "down" : "up";
  return body === "commune:39198" && (within(11.2, 11.5) || within(11.7, 12)) ? "down" : "up";
}

const HOMONYM = `Une mairie de Saint-Aubin attaquée

5 janvier 2026. Le site internet de la ville de Saint-Aubin est inaccessible lundi après une attaque par déni de service revendiquée par NoName057(16), selon une radio locale.
`;

const LAST_YEAR = `Castres : le site de la ville hors ligne deux heures

Castres, 14 mars 2025. Le site internet de la ville de Castres était inaccessible vendredi à la suite d'une attaque par déni de service. La mairie a confirmé l'attaque et indique que le site est de nouveau accessible.
`;

export type ClaimsScene = {
  room: ClaimsRoom;
  /** The wave of 5 January, the breach, and what was read last year. */
  wave: string;
  breach: string;
  /** Documents of the wave: the French dispatch first. */
  documents: string[];
  close(): Promise<void>;
};

export const OWN_SITES = [{ name: "demo", hosts: ["www.mairie-demonstration.fr"] }];

/** Measures a day in the watch of the room, an hour in one exchange. */
export async function measuredDay(room: ClaimsRoom): Promise<void> {
  const numbers = new Map<string, number>();
  for (const [body, url] of Object.entries(SITES)) {
    const { site } = await room.good("alice admin", "POST", "/api/watch/sites", { url, body });
    numbers.set(body, site.site);
  }
  for (let hour = 0; hour < 24; hour++) {
    const from = room.clock.now();
    room.clock.advance(HOUR_MS);
    const rounds = Array.from({ length: 12 }, (_, place) => from + place * 5 * MINUTE_MS).flatMap((at) =>
      (Object.keys(SITES) as BodyId[]).map((body) =>
        roundOf(numbers.get(body) as number, at, outcomeAt(body, at)),
      ),
    );
    await room.measured(rounds);
  }
}

export async function openClaimsScene(): Promise<ClaimsScene> {
  const room = await claimsRoom({ ownSites: OWN_SITES });
  await measuredDay(room);
  const read = async (name: string, text: string, more: object = {}) => {
    const body = { name, text, ...more };
    return (await room.good("alice member", "POST", "/api/claims/documents", body)).documents[0];
  };
  await read("mars.txt", LAST_YEAR, { publisher: "La Gazette du Tarn" });
  const french = await read("depeche.txt", DISPATCH_FR, { publisher: "Le Quotidien" });
  const english = await read("wire.txt", DISPATCH_EN, { publisher: "The Daily" });
  const breach = await read("gueret.txt", RANSOMWARE, { publisher: "Radio Creuse" });
  await read("saint-aubin.txt", HOMONYM, { publisher: "Radio Bocage" });
  room.clock.advance(6 * HOUR_MS);
  const next = await read("castres.txt", NEXT_DAY, { publisher: "La Gazette du Tarn" });
  await read("cibles.json", TARGET_LIST, { event: french.event });
  return {
    room,
    wave: french.event,
    breach: breach.event,
    documents: [french.document, english.document, next.document],
    close: () => room.close(),
  };
}
