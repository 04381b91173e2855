import { tooManyOpen } from "../incidents/acts.ts";
import { countOpen, findIncident, findItem } from "../incidents/read.ts";
import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { sha256Hex } from "../kernel/canonical.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { VerdictChange } from "../watch/events.ts";
import type { Watch } from "../watch/index.ts";

/**
 * A site that stands behind our own gateway and that several points of measurement cannot reach: the crisis room learns of it,
 * as a note in the open incident about that site, or as an incident of its own.
 */

type Room = Pick<Journal, "query" | "read" | "append">;
type OwnSite = { readonly name: string; readonly hosts: readonly string[] };

/** Follows the watch from now on; the function returned ends that. What the room refuses is logged, and the watch goes on. */
export function followOwnSites(
  journal: Room,
  watch: Pick<Watch, "onVerdicts">,
  sites: readonly OwnSite[],
  log: Log,
) {
  return watch.onVerdicts((changes) => {
    for (const change of changes) {
      try {
        tellOwnSite(journal, change, sites);
      } catch (error) {
        log("error", "the crisis room could not be told that a site of ours cannot be reached", {
          site: change.site,
          reason: errorLine(error),
        });
      }
    }
  });
}

/** Told again of the same verdict, it changes nothing. Throws the room's Refusals. */
export function tellOwnSite(
  journal: Room,
  { site: number, is }: VerdictChange,
  sites: readonly OwnSite[],
): void {
  if (is.verdict !== "inaccessible" || !is.confirmed || is.qualifiers.includes("maintenance")) return;
  const [watched] = journal.query<{ url: string }>("SELECT url FROM watch_sites WHERE site = ?", number);
  const host = watched === undefined ? undefined : hostOf(watched.url);
  const own = sites.find(({ hosts }) => host !== undefined && hosts.includes(host));
  if (own === undefined) return;
  const mark = sha256Hex(`watch/${number}/${is.to}`).slice(0, 16);
  if (findIncident(journal, `i-${mark}`) !== undefined || findItem(journal, `n-${mark}`) !== undefined)
    return;
  const text = `Le site ${own.name} (${host}) est inaccessible, confirmé par ${is.vantages.length} points de mesure\u00a0: ${is.d} relevés sans réponse sur ${is.n}, cause la plus fréquente ${is.cause}.`;
  const source = `Veille, site-${number}, règle ${is.rule}`;
  const [open] = journal.query<{ id: string }>(
    "SELECT id FROM incidents WHERE site = ? AND exercise = 0 AND is_open = 1 ORDER BY opened DESC LIMIT 1",
    own.name,
  );
  if (open !== undefined) {
    const body = { id: `n-${mark}`, text, certainty: "fact", source };
    journal.append({ actor: program("watch"), kind: "incident.noted", subject: open.id, body });
    return;
  }
  const tooMany = tooManyOpen(countOpen(journal));
  if (tooMany !== undefined) throw tooMany;
  const body = {
    title: `Le site ${own.name} est inaccessible`.slice(0, 200),
    kind: "other",
    summary: `Ouvert par Beffroi. ${text}\nSource\u00a0: ${source}`,
    cause: "watch",
    site: own.name,
  };
  journal.append({ actor: program("watch"), kind: "incident.opened", subject: `i-${mark}`, body });
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
