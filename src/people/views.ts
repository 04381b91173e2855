import type { Journal, StoredEntry, View } from "../journal/index.ts";
import type { Role } from "../kernel/role.ts";
import type { Contact, ContactFields, Person, PersonState } from "./events.ts";

/** Who is in the house, who may what, and the address book: folds of the journal. Nobody who is not here has any right. */

const persons: View = {
  name: "people",
  version: 1,
  tables: [
    // `ended`: sessions that began before this position are over.
    `CREATE TABLE people_persons (
       id TEXT PRIMARY KEY, name TEXT NOT NULL, user_name TEXT, role TEXT NOT NULL, state TEXT NOT NULL,
       since TEXT NOT NULL, last_sign_in TEXT, ended INTEGER NOT NULL DEFAULT 0
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX people_persons_user_name ON people_persons (user_name)`,
  ],
  project(db, { entry, position }) {
    if (!entry.kind.startsWith("people.")) return;
    const { subject, at, kind } = entry;
    const body = entry.body as Record<string, string>;
    switch (kind) {
      case "people.invited":
        db.query(
          `INSERT INTO people_persons (id, name, role, state, since) VALUES (?, ?, ?, 'invited', ?)
           ON CONFLICT (id) DO NOTHING`,
        ).run(subject, body.name as string, body.role as string, at);
        break;
      case "people.invitation-withdrawn":
        db.query("DELETE FROM people_persons WHERE id = ? AND state = 'invited'").run(subject);
        break;
      case "people.joined":
        db.query(
          `INSERT INTO people_persons (id, name, user_name, role, state, since) VALUES (?, ?, ?, ?, 'active', ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, user_name = excluded.user_name,
             role = excluded.role, state = 'active', since = excluded.since`,
        ).run(
          subject,
          body.name as string,
          userNameKey(body.userName as string) || null,
          body.role as string,
          at,
        );
        break;
      case "people.role-changed":
        db.query("UPDATE people_persons SET role = ?, ended = ? WHERE id = ?").run(
          body.new as string,
          position,
          subject,
        );
        break;
      case "people.renamed":
        db.query("UPDATE people_persons SET name = ? WHERE id = ?").run(body.new as string, subject);
        break;
      case "people.disabled":
        db.query("UPDATE people_persons SET state = 'disabled', ended = ? WHERE id = ?").run(
          position,
          subject,
        );
        break;
      case "people.enabled":
        db.query("UPDATE people_persons SET state = 'active' WHERE id = ? AND state = 'disabled'").run(
          subject,
        );
        break;
      case "people.sessions-ended":
        db.query("UPDATE people_persons SET ended = ? WHERE id = ?").run(position, subject);
        break;
      case "people.signed-in":
        db.query("UPDATE people_persons SET last_sign_in = ? WHERE id = ?").run(at, subject);
        break;
    }
  },
};

const contacts: View = {
  name: "people-contacts",
  version: 1,
  tables: [
    `CREATE TABLE people_contacts (
       id TEXT PRIMARY KEY, name TEXT NOT NULL, fields TEXT NOT NULL, changed_at TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
  ],
  project(db, { entry }: StoredEntry) {
    if (entry.kind !== "people.contact-changed") return;
    const fields = (entry.body as { new: ContactFields | null }).new;
    if (fields === null) db.query("DELETE FROM people_contacts WHERE id = ?").run(entry.subject);
    else {
      db.query(
        "INSERT OR REPLACE INTO people_contacts (id, name, fields, changed_at) VALUES (?, ?, ?, ?)",
      ).run(entry.subject, fields.name, JSON.stringify(fields), entry.at);
    }
  },
};

/** The views of this room, for the journal to keep. */
export const peopleViews: readonly View[] = [persons, contacts];

/** User names are the same whatever their case. */
export const userNameKey = (userName: string): string => userName.normalize("NFKC").toLowerCase();

/** A person with what decides whether a session still counts. */
export type KnownPerson = Person & { ended: number };

type Row = {
  id: string;
  name: string;
  user_name: string | null;
  role: string;
  state: string;
  since: string;
  last_sign_in: string | null;
  ended: number;
};

export type Directory = ReturnType<typeof makeDirectory>;

/** Reads the views. Every answer is as of the last entry. */
export function makeDirectory(journal: Pick<Journal, "query">) {
  const find = (where: string, value: string): KnownPerson | undefined => {
    const [row] = journal.query<Row>(`SELECT * FROM people_persons WHERE ${where}`, value);
    return row === undefined ? undefined : personOf(row);
  };
  return {
    person: (id: string): KnownPerson | undefined => find("id = ?", id),
    byUserName: (userName: string): KnownPerson | undefined => find("user_name = ?", userNameKey(userName)),
    people: (): KnownPerson[] =>
      journal.query<Row>("SELECT * FROM people_persons ORDER BY name, id").map(personOf),
    activeAdmins: (): string[] =>
      journal
        .query<Row>("SELECT * FROM people_persons WHERE role = 'admin' AND state = 'active'")
        .map(({ id }) => id),
    contacts: (): Contact[] =>
      journal.query<ContactRow>("SELECT * FROM people_contacts ORDER BY name, id").map(contactOf),
    contact(id: string): Contact | undefined {
      const [row] = journal.query<ContactRow>("SELECT * FROM people_contacts WHERE id = ?", id);
      return row === undefined ? undefined : contactOf(row);
    },
    contactCount: (): number =>
      journal.query<{ count: number }>("SELECT count(*) AS count FROM people_contacts")[0]?.count ?? 0,
    personCount: (): number =>
      journal.query<{ count: number }>("SELECT count(*) AS count FROM people_persons")[0]?.count ?? 0,
  };
}

/** As the console shows one. */
export function shown({ ended: _, ...person }: KnownPerson): Person {
  return person;
}

function personOf(row: Row): KnownPerson {
  const { id, name, since, ended } = row;
  return {
    id,
    name,
    since,
    ended,
    userName: row.user_name,
    role: row.role as Role,
    state: row.state as PersonState,
    lastSignIn: row.last_sign_in,
  };
}

type ContactRow = { id: string; fields: string; changed_at: string };

const contactOf = ({ id, fields, changed_at }: ContactRow): Contact => ({
  id,
  ...(JSON.parse(fields) as ContactFields),
  changedAt: changed_at,
});
