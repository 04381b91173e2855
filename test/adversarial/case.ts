import type { WireRequest } from "./visitor.ts";

/** What the attacker does, then what an innocent visitor asks. Steps run in order; the requests of one step at once. */
export type AdversarialCase = {
  readonly name: string;
  readonly steps: ReadonlyArray<readonly AdversarialRequest[]>;
};

export type AdversarialRequest = WireRequest & {
  /** Text that only this visitor may see: everything else that looks like a secret belongs to somebody else. */
  readonly ownSecret?: string;
  /** An innocent visitor must see no secret of others and nothing of the attacker. */
  readonly innocent?: boolean;
  /** This page must come, whole, with status 200 (302 for a redirect), in this language. */
  readonly mustSee?: { page: string; language?: string };
};

/** Marks of which no innocent visitor may see any. */
export const ATTACKER = "ATTACKER";
export const ATTACKER_PORT = "6666";
export const secret = (index: number, visitor: number): string => `SECRET-${index}-${visitor}-z`;

const SECRETS = /SECRET-\d+-\d+-z/g;
const ATTACKERS = /ATTACKER|:6666/i;

/** What is wrong with the answer that an innocent visitor got; undefined when nothing is. */
export function judge(
  request: AdversarialRequest,
  answer: { status: number; text: string },
): string | undefined {
  if (request.innocent !== true) return undefined;
  const foreign = (answer.text.match(SECRETS) ?? []).find((one) => one !== request.ownSecret);
  if (foreign !== undefined) return `saw the secret ${foreign}`;
  if (ATTACKERS.test(answer.text)) return "saw the attacker's text";
  if (request.mustSee === undefined) return undefined;
  const { page, language } = request.mustSee;
  const redirect = page.startsWith("reflect-redirect-");
  if (answer.status !== (redirect ? 302 : 200)) return `got status ${answer.status} for ${page}`;
  const body = answer.text.slice(answer.text.indexOf("\r\n\r\n"));
  if (!body.includes(`PAGE ${page}\n`)) return `did not get ${page}`;
  if (!body.includes("\nEND\n")) return `got ${page} cut short`;
  if (language !== undefined && !body.includes(`lang=${language}`)) return `got ${page} in another language`;
  return undefined;
}
