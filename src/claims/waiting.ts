/** What waits for a person, as conditions on the register's tables: the queue, its count and an event's line use the same. */

/** Doubt from which an attack that nobody looked at is work for the queue. */
export const DOUBT_TO_REVIEW = 0.25;

/** Of claims_attacks AS a. */
export const ATTACK_WAITS = `a.state = 'read' AND a.doubt >= ${DOUBT_TO_REVIEW}`;

/** Of claims_names. */
export const NAME_WAITS = "state = 'open'";

/** Of claims_verdicts AS v: the measurement contradicts a statement at which nobody looked, about a body that is still accused. */
export const VERDICT_WAITS = `v.last = 1 AND EXISTS (
    SELECT 1 FROM json_each(v.given, '$.contradicted') AS against JOIN claims_statements AS s ON s.id = against.value
    WHERE s.state = 'read')
  AND EXISTS (SELECT 1 FROM claims_attacks AS told
    WHERE told.event = v.event AND told.body = v.body AND told.state <> 'rejected')`;
