import type { Attack, Statement } from "../answers.ts";
import { attacksOfDocument, documentRow, type Reading, statementsOfDocument } from "../look-documents.ts";

/**
 * What people confirmed or corrected, as cases for the extractor's tests: one document a line, in the scheme of the gold
 * files ("claims-gold/1"). The text stays in the data folder under the name that `text` gives.
 */

export const CORRECTED_DOCUMENTS_MAX = 2_000;

export function* correctionLines(journal: Reading): Generator<string> {
  const documents = journal.query<{ document: string; sha256: string }>(
    `SELECT document, sha256 FROM claims_documents WHERE
       document IN (SELECT document FROM claims_attacks WHERE state <> 'read')
       OR document IN (SELECT document FROM claims_statements WHERE state <> 'read')
     ORDER BY position LIMIT ${CORRECTED_DOCUMENTS_MAX}`,
  );
  for (const { document, sha256 } of documents) {
    const row = documentRow(journal, document);
    if (row === undefined) continue;
    const attacks = attacksOfDocument(journal, document);
    const statements = statementsOfDocument(journal, document).filter(
      ({ review }) => review?.decision !== "rejected",
    );
    const [rejected, stands] = [
      attacks.filter(({ review }) => review?.decision === "rejected"),
      attacks.filter(({ review }) => review?.decision !== "rejected"),
    ];
    const line = {
      id: document,
      lang: row.lang,
      publisher: row.publisher,
      agency: row.agency,
      published_at: row.publishedAt?.slice(0, 10) ?? null,
      text: `${sha256}.txt`,
      event: row.event,
      dispatch: row.dispatch,
      attacks: stands.map((attack) => goldAttack(attack, row.event, statements)),
      background: rejected.map(({ body }) => ({ body: goldBody(body) })),
      note: reasonsOf([...attacks, ...statements]),
    };
    yield `${JSON.stringify(line)}\n`;
  }
}

const goldBody = ({ name, kind, code, departement }: Attack["body"]) => ({
  name,
  kind,
  code,
  siren: kind === "epci" ? code : null,
  departement,
});

function goldAttack(attack: Attack, mainEvent: string, statements: readonly Statement[]) {
  const { body, type, actor, when, event, services } = attack;
  return {
    body: goldBody(body),
    type,
    actor,
    when: when === null ? null : { from: when.from, to: when.to, precision: when.precision },
    ...(event === mainEvent ? {} : { event }),
    statements: statements
      .filter(({ bodies }) => bodies.includes(body.id))
      .map(({ speaker, stance, modality, quote }) => ({
        speaker_role: speaker,
        stance,
        modality,
        quote,
      })),
    services_hit: services,
    reviewed: attack.review?.decision ?? null,
  };
}

function reasonsOf(items: readonly Pick<Attack, "review">[]): string {
  const reasons = items.flatMap(({ review }) =>
    review === null || review.reason === "" ? [] : [review.reason],
  );
  return [...new Set(reasons)].join(" · ");
}
