import { Database } from "bun:sqlite";
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { betterAuth } from "better-auth";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { getMigrations } from "better-auth/db/migration";
import { errorLine, Refusal } from "../kernel/refusal.ts";

/**
 * What people can sign in with, and who is signed in: better-auth's tables (user, account, session) and a few of ours, in
 * a file of their own, because the journal's file may be given to strangers. Nobody has any right by being in here: the
 * journal alone says who may what.
 */

/** How long a write waits for another program that holds the file, in ms. */
const BUSY_TIMEOUT_MS = 3_000;

/** better-auth wants a mail address of everybody. Nothing is ever sent to these (RFC 6761, section 6.4). */
const mailOf = (personId: string) => `${personId}@beffroi.invalid`;

/** Of an account: the password, or the identity at the town's provider. */
const PASSWORD = "credential";
const PROVIDER = "oidc";

const TABLES = [
  // Links that let somebody in once. Only the hash of the token is kept.
  `CREATE TABLE IF NOT EXISTS link (
     person TEXT PRIMARY KEY, kind TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, expires_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS passkey (
     id TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, host TEXT NOT NULL, public_key BLOB NOT NULL,
     counter INTEGER NOT NULL, transports TEXT NOT NULL, made_at INTEGER NOT NULL, used_at INTEGER
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS passkey_person ON passkey (person)`,
  // `secret` is sealed; `step` is the last time step that was accepted, so that no code counts twice.
  `CREATE TABLE IF NOT EXISTS second_factor (
     person TEXT PRIMARY KEY, secret TEXT NOT NULL, confirmed INTEGER NOT NULL, step INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS printed_code (
     hash TEXT PRIMARY KEY, person TEXT NOT NULL, made_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS printed_code_person ON printed_code (person)`,
  // Devices and networks from which a person signed in before.
  `CREATE TABLE IF NOT EXISTS known_place (
     person TEXT NOT NULL, place TEXT NOT NULL, used_at INTEGER NOT NULL, PRIMARY KEY (person, place)
   ) STRICT, WITHOUT ROWID`,
];

export type Accounts = Awaited<ReturnType<typeof openAccounts>>;

/** A session as it is kept. Times in ms since 1970. */
export type SessionRow = {
  id: string;
  token: string;
  person: string;
  position: number;
  createdAtMs: number;
  seenAtMs: number;
  address: string;
  userAgent: string;
};

/**
 * Opens the file, or makes it for this user only, and brings its tables up to date. No network is asked for anything.
 * Throws the Refusal "accounts-unusable", which says what a person can mend.
 */
export async function openAccounts(path: string, secret: string) {
  let db: Database | undefined;
  const isNew = !existsSync(path);
  try {
    db = openFile(path);
    const accounts = await openTables(db, secret);
    // With the tables in the main file, a file whose log is lost or that is cut is never taken for an empty one.
    if (isNew) db.run("PRAGMA wal_checkpoint(TRUNCATE)");
    return accounts;
  } catch (error) {
    db?.close();
    throw new Refusal(
      "accounts-unusable",
      `The accounts cannot be opened (${errorLine(error)}).`,
      path,
      'If the disk is full, make room. Otherwise keep the file aside and put a copy back; without one, start without it and let people in again with "beffroi people link".',
    );
  }
}

async function openTables(db: Database, secret: string) {
  const auth = betterAuth({
    appName: "Beffroi",
    // Nothing is asked over better-auth's own addresses; it wants to know one all the same.
    baseURL: "http://localhost",
    database: db,
    // Both are given so that no variable of the environment is looked for.
    secret,
    secrets: [{ version: 1, value: secret }],
    telemetry: { enabled: false },
    logger: { disabled: true },
    session: {
      additionalFields: {
        // Position of the journal's entry that let the person in: what ends sessions is an entry behind it.
        position: { type: "number", required: true, input: false },
      },
    },
  });
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  for (const statement of TABLES) db.run(statement);
  const { internalAdapter } = await auth.$context;
  const key = { keys: new Map([[1, secret]]), currentVersion: 1 };

  return {
    db,
    seal: (text: string): Promise<string> => symmetricEncrypt({ key, data: text }),
    /** Rejects when the text was sealed with another secret, or changed since. */
    unseal: (sealed: string): Promise<string> => symmetricDecrypt({ key, data: sealed }),
    ...credentialTables(db, internalAdapter),
    ...sessionTable(db, internalAdapter),
    close: () => db.close(),
  };
}

type InternalAdapter = Awaited<ReturnType<typeof betterAuth>["$context"]>["internalAdapter"];

function credentialTables(db: Database, internalAdapter: InternalAdapter) {
  const accountQuery = db.query<{ id: string; password: string | null; accountId: string }, [string, string]>(
    "SELECT id, password, accountId FROM account WHERE userId = ? AND providerId = ?",
  );
  const account = (person: string, providerId: string) => accountQuery.get(person, providerId) ?? undefined;

  async function requireUser(person: string): Promise<void> {
    if (db.query("SELECT 1 FROM user WHERE id = ?").get(person) !== null) return;
    const user = { id: person, name: "", email: mailOf(person), emailVerified: false };
    await internalAdapter.createUser(user, { method: "admin" });
  }

  return {
    passwordHash: (person: string): string | undefined => account(person, PASSWORD)?.password ?? undefined,
    async setPassword(person: string, hash: string): Promise<void> {
      await requireUser(person);
      if (account(person, PASSWORD) !== undefined) await internalAdapter.updatePassword(person, hash);
      else {
        const credential = { userId: person, providerId: PASSWORD, accountId: person, password: hash };
        await internalAdapter.linkAccount(credential);
      }
    },
    identity: (person: string): string | undefined => account(person, PROVIDER)?.accountId,
    /** Whom the provider's subject belongs to. */
    personOf: (subject: string): string | undefined =>
      db
        .query<{ userId: string }, [string, string]>(
          "SELECT userId FROM account WHERE providerId = ? AND accountId = ?",
        )
        .get(PROVIDER, subject)?.userId,
    async link(person: string, subject: string): Promise<void> {
      await requireUser(person);
      await internalAdapter.linkAccount({ userId: person, providerId: PROVIDER, accountId: subject });
    },
    async unlink(person: string): Promise<void> {
      const linked = account(person, PROVIDER);
      if (linked !== undefined) await internalAdapter.deleteAccount(linked.id);
    },
    /** Whether the person has anything to sign in with. */
    canSignIn: (person: string): boolean =>
      db
        .query(
          `SELECT 1 FROM account WHERE userId = ?1 UNION SELECT 1 FROM passkey WHERE person = ?1
           UNION SELECT 1 FROM printed_code WHERE person = ?1`,
        )
        .get(person) !== null,
    hasPasskeys: (person: string): boolean =>
      db.query("SELECT 1 FROM passkey WHERE person = ?").get(person) !== null,
    /** Takes all that the person can sign in with, and every session. */
    async dropCredentials(person: string): Promise<void> {
      await internalAdapter.deleteAccounts(person);
      await internalAdapter.deleteUserSessions(person);
      for (const table of ["passkey", "second_factor", "printed_code"]) {
        db.query(`DELETE FROM ${table} WHERE person = ?`).run(person);
      }
    },
  };
}

function sessionTable(db: Database, internalAdapter: InternalAdapter) {
  type Kept = Omit<SessionRow, "createdAtMs" | "seenAtMs"> & { createdAt: string; updatedAt: string };
  const columns = `id, token, userId AS person, position, createdAt, updatedAt,
    coalesce(ipAddress, '') AS address, coalesce(userAgent, '') AS userAgent`;
  const byToken = db.query<Kept, [string]>(`SELECT ${columns} FROM session WHERE token = ?`);
  const byPerson = db.query<Kept, [string]>(
    `SELECT ${columns} FROM session WHERE userId = ? ORDER BY updatedAt DESC`,
  );
  const rowOf = ({ createdAt, updatedAt, ...kept }: Kept): SessionRow => ({
    ...kept,
    createdAtMs: Date.parse(createdAt),
    seenAtMs: Date.parse(updatedAt),
  });
  return {
    session(token: string): SessionRow | undefined {
      const kept = byToken.get(token);
      return kept === null ? undefined : rowOf(kept);
    },
    sessionsOf: (person: string): SessionRow[] => byPerson.all(person).map(rowOf),
    async addSession(row: Omit<SessionRow, "id">, expiresAtMs: number): Promise<void> {
      const { token, position, address, userAgent, createdAtMs, seenAtMs } = row;
      const own = { token, position, ipAddress: address, userAgent };
      const times = {
        createdAt: new Date(createdAtMs),
        updatedAt: new Date(seenAtMs),
        expiresAt: new Date(expiresAtMs),
      };
      await internalAdapter.createSession(row.person, false, { ...own, ...times }, true);
    },
    /** The session was used: what is written here is when, so that it goes on. */
    async touchSession(token: string, seenAtMs: number, expiresAtMs: number): Promise<void> {
      const times = { updatedAt: new Date(seenAtMs), expiresAt: new Date(expiresAtMs) };
      await internalAdapter.updateSession(token, times);
    },
    endSession: (token: string): Promise<void> => internalAdapter.deleteSession(token),
    endSessions: (person: string): Promise<void> => internalAdapter.deleteUserSessions(person),
    /** Takes sessions away that began behind a position of the journal. */
    dropSessionsAfter(position: number): void {
      db.query("DELETE FROM session WHERE position > ?").run(position);
    },
    /** Takes sessions away whose time is over. */
    dropExpired(nowMs: number): void {
      db.query("DELETE FROM session WHERE expiresAt < ?").run(new Date(nowMs).toISOString());
    },
  };
}

function openFile(path: string): Database {
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  // Put back from a backup it may have other rights.
  chmodSync(path, 0o600);
  const db = new Database(path, { readwrite: true, create: true, strict: true });
  db.run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  db.run("PRAGMA journal_mode = WAL");
  // FULL: a printed code that was used, or a password that was changed, is so after a power cut, too.
  db.run("PRAGMA synchronous = FULL");
  db.run("PRAGMA secure_delete = ON");
  db.run("PRAGMA trusted_schema = OFF");
  return db;
}
