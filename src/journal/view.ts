import type { Database } from "bun:sqlite";
import { Refusal } from "../kernel/refusal.ts";
import type { StoredEntry } from "./entry.ts";

/** Statements that one view may have. */
export const VIEW_STATEMENTS_MAX = 64;

/**
 * Tables that are a fold of the journal. The journal makes them, keeps them in step inside each append's transaction, and
 * makes them anew from the entries when the view is new, changed or damaged. They can be thrown away at any time.
 */
export type View = {
  /** Lower-case letters, digits and hyphens; unique among the views of one journal. */
  readonly name: string;
  /** Raised when `project` gives another result for the same entries. Changed `tables` are noticed without it. */
  readonly version: number;
  /**
   * CREATE TABLE, CREATE VIRTUAL TABLE and CREATE INDEX statements, one each, in an order that may be run. No name
   * begins with "journal_" or belongs to another view.
   */
  readonly tables: readonly string[];
  /**
   * Whose entries it sees. Left out: those on lanes that this machine writes or wrote. A journal takes in what others hold,
   * a neighbour's entries or a forger's, each under its own key; they must give no right here, close no incident, write to
   * nobody and say nothing to the public. "all" is for what only lists what is there.
   */
  readonly sees?: "all";
  /**
   * Takes one entry into the tables. Sees every entry that it may see once, in order of position, also those of kinds that
   * it does not know, which it passes over. Depends on nothing but the entry and its own tables: no clock, no
   * chance, no other view. If it throws on an entry of this machine, neither entry nor view is written; on another
   * writer's entry, it has passed it over, now and at each rebuild.
   */
  project(db: Database, stored: StoredEntry): void;
};

const TABLE = /^\s*CREATE\s+(?:VIRTUAL\s+)?TABLE\s+([a-z][a-z0-9_]*)\b/i;
const INDEX = /^\s*CREATE\s+(?:UNIQUE\s+)?INDEX\s+[a-z][a-z0-9_]*\s+ON\b/i;

/** Names of the tables that these statements make, in their order. */
export function tableNames(statements: readonly string[]): string[] {
  return statements.flatMap((statement) => TABLE.exec(statement)?.[1] ?? []);
}

/** Throws the Refusal "bad-view" for what cannot be the views of one journal. */
export function checkViews(views: readonly View[]): void {
  const names = new Set<string>();
  const tables = new Set<string>();
  for (const view of views) {
    const { name, version } = view;
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) throw badView(`"${name}" cannot name a view`);
    if (names.has(name)) throw badView(`There are two views "${name}"`);
    names.add(name);
    if (!Number.isSafeInteger(version) || version < 1) throw badView(`View "${name}" has version ${version}`);
    if (view.tables.length > VIEW_STATEMENTS_MAX) {
      throw badView(`View "${name}" has more than ${VIEW_STATEMENTS_MAX} statements`);
    }
    for (const statement of view.tables) {
      if (TABLE.test(statement) || INDEX.test(statement)) continue;
      throw badView(`View "${name}" may not run: ${statement.slice(0, 80)}`);
    }
    for (const table of tableNames(view.tables)) {
      if (/^(journal|sqlite)_/i.test(table)) throw badView(`View "${name}" may not have a table "${table}"`);
      if (tables.has(table.toLowerCase())) throw badView(`Two views have a table "${table}"`);
      tables.add(table.toLowerCase());
    }
  }
}

export function badView(what: string): Refusal {
  return new Refusal("bad-view", `${what}.`, "journal", "Correct the views.ts of the room that declares it.");
}
