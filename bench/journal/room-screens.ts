import type { TimelinePage } from "../../src/incidents/events.ts";
import { type Beffroi, consoleUrl } from "../harness/beffroi.ts";
import { percentile } from "../harness/statistics.ts";
import type { Member } from "./room-crowd.ts";

/** What the screens of the console ask for when they open, and how long the whole answer takes. */

export type ScreenFigures = { screen: string; asked: number; p50Ms: number; p95Ms: number; bytes: number };

/** Each screen with what it asks for, all at once as a browser does. */
function screensOf(incident: string, middle: number): Record<string, readonly string[]> {
  const room = `/api/incidents/${incident}`;
  return {
    overview: ["/api/incidents", "/api/status", "/api/status-page", "/api/journal?limit=10"],
    "list of incidents": ["/api/incidents"],
    "the room": [room, `${room}/timeline?limit=100`],
    "the timeline's middle": [`${room}/timeline?limit=100&before=${middle}`],
    "a search in the timeline": [`${room}/timeline?limit=100&q=serveur%20messagerie`],
    "only decisions": [`${room}/timeline?limit=100&types=decision`],
    journal: ["/api/journal?limit=200"],
    "the journal's middle": [`/api/journal?limit=200&before=${middle}`],
    people: ["/api/people", "/api/contacts"],
    "public page": ["/api/status-page"],
    settings: ["/api/account"],
  };
}

/** Opens every screen `rounds` times, one after the other, as several members in turn. */
export async function openScreens(
  beffroi: Beffroi,
  members: readonly Member[],
  incident: string,
  rounds: number,
): Promise<ScreenFigures[]> {
  const first = members[0] as Member;
  const [newest] = await asked(beffroi, first, [`/api/incidents/${incident}/timeline?limit=1`]);
  const { entries } = JSON.parse(newest?.text ?? "{}") as TimelinePage;
  const middle = Math.floor((entries[0]?.position ?? 2) / 2);
  const figures: ScreenFigures[] = [];
  for (const [screen, paths] of Object.entries(screensOf(incident, middle))) {
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < rounds; round++) {
      const startedAt = performance.now();
      const answers = await asked(beffroi, members[round % members.length] as Member, paths);
      times.push(performance.now() - startedAt);
      bytes = answers.reduce((sum, { text }) => sum + text.length, 0);
    }
    figures.push({
      screen,
      asked: rounds,
      p50Ms: percentile(times, 0.5),
      p95Ms: percentile(times, 0.95),
      bytes,
    });
  }
  return figures;
}

function asked(beffroi: Beffroi, { cookie }: Member, paths: readonly string[]): Promise<{ text: string }[]> {
  return Promise.all(
    paths.map(async (path) => {
      const signal = AbortSignal.timeout(30_000);
      const response = await fetch(consoleUrl(beffroi, path), { headers: { cookie }, signal });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
      return { text };
    }),
  );
}
