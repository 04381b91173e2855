import type { KeeperEnd } from "../gateway/index.ts";
import { findIncident, listIncidents } from "../incidents/read.ts";
import type { Journal } from "../journal/index.ts";
import { openStatus, type Status, type StatusSettings } from "../status/index.ts";

/** What the town says to the public, between the crisis room that it may name and the gateways that serve it. */
export function openPublicWord(
  journal: Journal,
  settings: StatusSettings,
  link: Pick<KeeperEnd, "tellPublic">,
): Status {
  return openStatus({
    journal,
    settings,
    incident: (id) => findIncident(journal, id),
    exerciseOpen: () => listIncidents(journal).some(({ state, exercise }) => state === "open" && exercise),
    tell: (word) => link.tellPublic(word),
  });
}
