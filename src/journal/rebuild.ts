import { openStore } from "./store.ts";
import { dropViews } from "./views.ts";

/**
 * Makes the tree anew from the entries and throws the tables of all views away. A program that has those views makes them
 * at its next start, or at its next entry if it runs. Gives the views' names and the number of entries. Throws a Refusal
 * when the journal cannot be written.
 */
export function rebuildDerived(path: string): { views: string[]; entries: number } {
  const store = openStore(path);
  try {
    return store.transact(() => {
      store.tree.catchUp(true);
      return { views: dropViews(store.db), entries: store.count() };
    });
  } finally {
    store.close();
  }
}
