import type { Journal, View } from "../journal/index.ts";
import type { Route } from "../kernel/route.ts";
import type { StatusSettings } from "./config.ts";
import { FEED_ENTRIES_MAX } from "./feed.ts";
import type { Look } from "./page.ts";
import { statusRoutes } from "./routes.ts";
import { statements, statusView } from "./views.ts";
import { type Beginning, type PublicWord, publicWord } from "./word.ts";

/** The room's only door. Importing it does nothing. */
export { type StatusSettings, statusSchema } from "./config.ts";
export type { PublicPage, PublicWord } from "./word.ts";

export const statusViews: readonly View[] = [statusView];

export type StatusOptions = {
  /** Opened with `statusViews`; not empty. */
  readonly journal: Pick<Journal, "append" | "query" | "read">;
  readonly settings: StatusSettings;
  /** The incident of this id; undefined when there is none. */
  incident(id: string): { readonly exercise: boolean } | undefined;
  /** True while an open incident is an exercise. */
  exerciseOpen(): boolean;
  /** Called with what is published, at once and after each change. */
  tell(word: PublicWord): void;
};

export type Status = { readonly routes: readonly Route[]; word(): PublicWord };

/** What the town says to the public: the routes of its editor and readers, and its word for the gateways. */
export function openStatus(options: StatusOptions): Status {
  const { journal, settings } = options;
  const look: Look = { town: settings.town, colour: settings.colour, zone: settings.time_zone };
  const [first] = journal.read({ after: 0, limit: 1 });
  if (first === undefined) throw new Error("the journal has no beginning");
  const beginning: Beginning = { id: first.id, at: first.entry.at };
  const made = () => publicWord(statements(journal, false, FEED_ENTRIES_MAX), look, beginning);
  let word = made();
  options.tell(word);
  const routes = statusRoutes({
    journal,
    look,
    around: (incident) => ({
      incident: incident === null ? undefined : options.incident(incident),
      exerciseOpen: options.exerciseOpen(),
    }),
    word: () => word,
    changed: () => {
      const next = made();
      if (next.id === word.id) return;
      word = next;
      options.tell(word);
    },
  });
  return { routes, word: () => word };
}
