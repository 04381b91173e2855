/** What is watched: sites and their bodies. Importing it does nothing. */
export { type BookChange, openBook, type WatchBook } from "./book.ts";
export { bodiesView } from "./views.ts";
