/** What the room itself writes when a site is besieged, in French: people read it in the timeline and on paper. */

const TITLES: Readonly<Record<string, (site: string) => string>> = {
  siege: (site) => `Le site ${site} est submergé`,
  sealed: (site) => `Le serveur du site ${site} ne répond plus`,
};

const POSTURES: Readonly<Record<string, string>> = {
  calm: "calme",
  strained: "sous tension",
  siege: "siège",
  sealed: "en autonomie",
};

/** The posture's French word; an unknown one as it is. */
export function postureWord(posture: string): string {
  return POSTURES[posture] ?? posture;
}

export function siegeTitle(site: string, posture: string): string {
  return (TITLES[posture] ?? TITLES.siege)?.(site) ?? site;
}

export function siegeSummary(from: string, to: string): string {
  return `Ouvert par Beffroi : la passerelle est passée de « ${postureWord(from)} » à « ${postureWord(to)} ».`;
}
