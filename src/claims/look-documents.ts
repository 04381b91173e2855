import type { Journal } from "../journal/index.ts";
import type { Attack, DocumentRow, EarlierFinding, Statement } from "./answers.ts";
import type { ClaimsBody, TargetListing, UnresolvedName } from "./events.ts";
import type { KeptAttack, KeptStatement } from "./fold-reading.ts";
import type { FindingKind } from "./fold-reread.ts";

/** Questions to the register's tables about documents and what stands in them. Each answer is bounded. */

export type Reading = Pick<Journal, "query">;

type DocumentLine = {
  facts: string;
  event: string;
  at: string;
  exercise: number;
  position: number;
};
export type DocumentFacts = ClaimsBody<"claims.document-read">;
const LINE = "facts, event, at, exercise, position";

function rowOf({ facts, event, at, exercise }: DocumentLine): DocumentRow {
  const { document, kind, title, publisher, agency, lang, url, publishedAt, dispatch, extractor, ...counts } =
    JSON.parse(facts) as DocumentFacts;
  const { attacks, statements, targets, unresolved } = counts;
  return {
    document,
    kind,
    title,
    publisher,
    agency,
    lang,
    url,
    publishedAt,
    readAt: at,
    dispatch,
    event,
    extractor,
    attacks,
    statements,
    targets,
    unresolved,
    exercise: exercise === 1,
  };
}

export function documentRow(journal: Reading, document: string): DocumentRow | undefined {
  const [line] = journal.query<DocumentLine>(
    `SELECT ${LINE} FROM claims_documents WHERE document = ?`,
    document,
  );
  return line === undefined ? undefined : rowOf(line);
}

export function documentFacts(journal: Reading, document: string): DocumentFacts | undefined {
  const [line] = journal.query<{ facts: string }>(
    "SELECT facts FROM claims_documents WHERE document = ?",
    document,
  );
  return line === undefined ? undefined : (JSON.parse(line.facts) as DocumentFacts);
}

/** Documents that tell of an event, also those whose main story is another: oldest first. */
export function documentsOf(journal: Reading, event: string, limit: number): DocumentRow[] {
  return journal
    .query<DocumentLine>(
      `SELECT ${LINE} FROM claims_documents WHERE event = ?1
         OR document IN (SELECT document FROM claims_attacks WHERE event = ?1)
       ORDER BY coalesce(published_at, at), position LIMIT ?2`,
      event,
      limit,
    )
    .map(rowOf);
}

export function documentList(
  journal: Reading,
  { words, offset, limit }: { words: string; offset: number; limit: number },
): { total: number; offset: number; documents: DocumentRow[] } {
  const like = `%${words.toLowerCase().replace(/[%_\\]/g, "\\$&")}%`;
  const [total] = journal.query<{ count: number }>(
    "SELECT count(*) AS count FROM claims_documents WHERE words LIKE ? ESCAPE '\\'",
    like,
  );
  const documents = journal
    .query<DocumentLine>(
      `SELECT ${LINE} FROM claims_documents WHERE words LIKE ? ESCAPE '\\'
       ORDER BY position DESC LIMIT ? OFFSET ?`,
      like,
      limit,
      offset,
    )
    .map(rowOf);
  return { total: total?.count ?? 0, offset, documents };
}

export function documentCount(journal: Reading): number {
  return journal.query<{ count: number }>("SELECT count(*) AS count FROM claims_documents")[0]?.count ?? 0;
}

type AttackLine = { document: string; event: string; attack: string };

const attackOf = ({ document, event, attack }: AttackLine): Attack => ({
  document,
  event,
  ...(JSON.parse(attack) as KeptAttack),
});

/** All of them, also what a person took out: the review shows it. */
export function attacksOfDocument(journal: Reading, document: string): Attack[] {
  return journal
    .query<AttackLine>(
      "SELECT document, event, attack FROM claims_attacks WHERE document = ? ORDER BY name, body",
      document,
    )
    .map(attackOf);
}

export function findAttack(journal: Reading, document: string, body: string): Attack | undefined {
  const [line] = journal.query<AttackLine>(
    "SELECT document, event, attack FROM claims_attacks WHERE document = ? AND body = ?",
    document,
    body,
  );
  return line === undefined ? undefined : attackOf(line);
}

export function attacksOfEvent(journal: Reading, event: string, limit: number): Attack[] {
  return journal
    .query<AttackLine>(
      `SELECT document, event, attack FROM claims_attacks WHERE event = ? ORDER BY name, body, position LIMIT ?`,
      event,
      limit,
    )
    .map(attackOf);
}

type StatementLine = {
  document: string;
  statement: string;
  publishedAt: string | null;
  readAt: string;
  publisher: string | null;
};
const STATEMENT = `s.document AS document, s.statement AS statement, d.published_at AS publishedAt, d.at AS readAt,
  d.facts ->> '$.publisher' AS publisher`;

function statementOf({ document, statement, publishedAt, readAt, publisher }: StatementLine): Statement {
  const kept = JSON.parse(statement) as KeptStatement;
  const atOfDocument = kept.at === null;
  return { ...kept, document, publisher, at: kept.at ?? publishedAt ?? readAt, atOfDocument };
}

export function statementsOfDocument(journal: Reading, document: string): Statement[] {
  return journal
    .query<StatementLine>(
      `SELECT ${STATEMENT} FROM claims_statements AS s JOIN claims_documents AS d ON d.document = s.document
       WHERE s.document = ? ORDER BY s.position, s.id`,
      document,
    )
    .map(statementOf);
}

export function findStatement(journal: Reading, id: string): Statement | undefined {
  const [line] = journal.query<StatementLine>(
    `SELECT ${STATEMENT} FROM claims_statements AS s JOIN claims_documents AS d ON d.document = s.document
     WHERE s.id = ?`,
    id,
  );
  return line === undefined ? undefined : statementOf(line);
}

/** What was said about the bodies of an event in the documents that tell of it: in the order of time. */
export function statementsOfEvent(journal: Reading, event: string, limit: number): Statement[] {
  const bodies = new Set(
    journal
      .query<{ body: string }>("SELECT DISTINCT body FROM claims_attacks WHERE event = ?", event)
      .map(({ body }) => body),
  );
  return journal
    .query<StatementLine>(
      `SELECT ${STATEMENT} FROM claims_statements AS s JOIN claims_documents AS d ON d.document = s.document
       WHERE s.document IN (SELECT document FROM claims_attacks WHERE event = ?1) LIMIT ?2`,
      event,
      limit,
    )
    .map(statementOf)
    .filter((statement) => statement.bodies.some((body) => bodies.has(body)))
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
}

/** The highest number that a statement of this document ever had: none is given twice. */
export function lastStatementNumber(journal: Reading, document: string): number {
  const rows = journal.query<{ id: string }>(
    `SELECT id FROM claims_statements WHERE document = ?1
     UNION ALL SELECT id FROM claims_earlier WHERE document = ?1 AND kind = 'statements'`,
    document,
  );
  return Math.max(0, ...rows.map(({ id }) => Number(id.split("-")[2])));
}

type EarlierLine = { kind: FindingKind; at: string; extractor: string; finding: string };

/** What newer rules withdrew of a document, the latest first. */
export function earlierFindings(journal: Reading, document: string, limit: number): EarlierFinding[] {
  return journal
    .query<EarlierLine>(
      `SELECT kind, at, extractor, finding FROM claims_earlier WHERE document = ?
       ORDER BY position DESC, kind, id LIMIT ?`,
      document,
      limit,
    )
    .map(({ kind, at, extractor: by, finding }): EarlierFinding => {
      if (kind === "attacks") {
        const { body, type, actor } = JSON.parse(finding) as KeptAttack;
        return { kind: "attack", by, at, body, type, actor };
      }
      if (kind === "names")
        return { kind: "name", by, at, name: (JSON.parse(finding) as UnresolvedName).name };
      const { speaker, stance, modality, quote } = JSON.parse(finding) as KeptStatement;
      return { kind: "statement", by, at, speaker, stance, modality, quote };
    });
}

export function targetsOf(journal: Reading, document: string, limit: number): TargetListing[] {
  return journal.query<TargetListing>(
    "SELECT host, at, body FROM claims_targets WHERE document = ? ORDER BY host LIMIT ?",
    document,
    limit,
  );
}

export function openNames(journal: Reading, document: string): UnresolvedName[] {
  return journal
    .query<{ unresolved: string }>(
      "SELECT unresolved FROM claims_names WHERE document = ? AND state = 'open' ORDER BY name",
      document,
    )
    .map(({ unresolved }) => JSON.parse(unresolved) as UnresolvedName);
}
