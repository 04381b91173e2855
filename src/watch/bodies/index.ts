/** What is watched: sites and their bodies. Importing it does nothing. */
export { WHY_REFUSED } from "./address.ts";
export * from "./answers.ts";
export { type BookChange, openBook, type WatchBook } from "./book.ts";
export type { Desk } from "./desk.ts";
export { decodeList, LIST_BYTES_MAX } from "./list-rows.ts";
export { SIGNS, type Sign } from "./match-site.ts";
export { bodiesRoutes } from "./routes.ts";
export { bodiesView } from "./views.ts";
