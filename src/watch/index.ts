import type { View } from "../journal/index.ts";
import { bodiesView } from "./bodies/index.ts";
import { verdictsView } from "./views.ts";

/** The room's only door. Importing it does nothing. */
export type { RateRequest } from "./answers.ts";
export { type WatchSettings, watchSchema } from "./config.ts";
export { openWatch, type Watch, type WatchDependencies } from "./open.ts";

/** For openJournal. */
export const watchViews: readonly View[] = [bodiesView, verdictsView];
