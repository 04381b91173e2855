import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { Refusal } from "../kernel/refusal.ts";
import { type Lane, openLane } from "./lane.ts";
import type { Store } from "./store.ts";

/**
 * The lane that this machine writes. A family is a row of lanes of which the last is written: a new one begins when the
 * old one can no longer be trusted to be ahead of all its copies.
 */
export type OwnLane = {
  /** Opens it, or makes the first of the family. Inside a transaction, anew in each: another process may have replaced it. */
  current(): Lane;
  /** Begins the family's next lane and gives it. Inside a transaction. */
  replace(): Lane;
};

/** `apart`: the first lane's name ends in something of its own too, so that journals of two houses fit into one. */
export function makeOwnLane(store: Store, keysFolder: string, family: string, apart: boolean): OwnLane {
  let opened: Lane | undefined;

  function add(name: string, number: number): Lane {
    if (store.publicKey(name) !== undefined) {
      throw new Refusal(
        "lane-taken",
        `Lane "${name}" of this journal is another writer's.`,
        "lane",
        "Start a lane with another name.",
      );
    }
    const lane = openLane(keysFolder, name, undefined);
    store.addLane(lane.name, lane.publicKey);
    store.addOwnLane(lane.name, family, number);
    return lane;
  }

  return {
    current() {
      const own = store.ownLane(family);
      // What was opened in a transaction that was undone is no lane of the journal.
      if (own === undefined) opened = add(apart ? firstName(keysFolder, family) : family, 1);
      else if (own.lane !== opened?.name) opened = openLane(keysFolder, own.lane, store.publicKey(own.lane));
      return opened as Lane;
    },
    replace() {
      const number = (store.ownLane(family)?.number ?? 1) + 1;
      // Two clones that part do so at the same number: only chance keeps their new names apart.
      const name = `${family}-${number}-${randomBytes(4).toString("hex")}`;
      opened = add(name, number);
      return opened;
    },
  };
}

/**
 * The name of a family's first lane. A key that lies there without a journal is taken up: the file was lost and is to be
 * filled again from what others hold, or the first start was killed between key and record.
 */
function firstName(keysFolder: string, family: string): string {
  const left = existsSync(keysFolder) ? readdirSync(keysFolder).sort() : [];
  const names = left.flatMap((file) => /^lane-(.+)\.pem$/.exec(file)?.[1] ?? []);
  const isOurs = (name: string) =>
    name === family || (name.startsWith(`${family}-`) && /^[0-9a-f]{8}$/.test(name.slice(family.length + 1)));
  return names.find(isOurs) ?? `${family}-${randomBytes(4).toString("hex")}`;
}
