import { z } from "zod";
import { sha256Hex } from "../../kernel/canonical.ts";
import { OldestFirst } from "./oldest-first.ts";

/**
 * Which query parameters change the page, learned for each route by comparing bodies with and without them.
 * The caller observes in calm only: during a siege the origin's answers are errors and half-pages, and the values come
 * from the attacker.
 */

export const ROUTES_MAX = 2_000;
export const PARAMETERS_MAX = 32;
/** Longer names are never learned: they stay unknown. */
export const NAME_CHARACTERS_MAX = 100;
/** Distinct values with the same body as without the parameter that prove it ignored. */
export const PROOFS_NEEDED = 3;
/**
 * The same for names that usually mean something: three wrong page numbers that all show the first page prove little.
 */
export const PROOFS_NEEDED_FOR_TELLING_NAMES = 12;

const TELLING_NAME =
  /^(p|q|s|id|page|paged?|pg|offset|start|limit|from|to|n|num|nb|year|annee|month|mois|day|jour|date|lang|langue|locale|hl|cat|categor.*|rubrique|id_.*|article|tag|type|sort|tri|order|ordre|filter|filtre|view|vue|format|feed|author|search|recherche|query|term|keys|search_.*|action|op|m|mode|tab|onglet|debut_.*|preview|token|key|code)(\[.*)?$/i;

export type ParameterVerdict = "matters" | "ignored" | "unknown";

type Parameter = { verdict: ParameterVerdict; values: string[] };
type Route = Map<string, Parameter>;

const savedSchema = z.array(
  z.tuple([
    z.string().max(8_192),
    z
      .array(z.tuple([z.string(), z.enum(["matters", "ignored", "unknown"]), z.array(z.string())]))
      .max(PARAMETERS_MAX),
  ]),
);

export class ParameterRules {
  private readonly routes = new OldestFirst<string, Route>(ROUTES_MAX);

  verdict(route: string, name: string): ParameterVerdict {
    return this.routes.get(route)?.get(name)?.verdict ?? "unknown";
  }

  /** True if at least one parameter of the route is known to matter or not to. */
  isKnown(route: string): boolean {
    const parameters = this.routes.get(route);
    if (parameters === undefined) return false;
    for (const { verdict } of parameters.values()) if (verdict !== "unknown") return true;
    return false;
  }

  /**
   * One comparison of the page with the parameter and without it, all else equal. Call it in calm only.
   * @param value as it stands in the query, still encoded.
   * @param baseStable true if the page without the parameter gave the same body twice. Otherwise the page changes by
   *   itself and the comparison proves nothing.
   */
  observe(
    route: string,
    name: string,
    value: string,
    bodyHash: string,
    bodyHashWithout: string,
    baseStable: boolean,
  ): void {
    if (!baseStable || name.length > NAME_CHARACTERS_MAX) return;
    const parameter = this.parameterFor(route, name);
    if (parameter === undefined || parameter.verdict === "matters") return;
    if (bodyHash !== bodyHashWithout) {
      parameter.verdict = "matters";
      parameter.values = [];
      return;
    }
    if (parameter.verdict === "ignored") return;
    const digest = sha256Hex(value).slice(0, 16);
    if (!parameter.values.includes(digest)) parameter.values.push(digest);
    const needed = TELLING_NAME.test(name) ? PROOFS_NEEDED_FOR_TELLING_NAMES : PROOFS_NEEDED;
    if (parameter.values.length < needed) return;
    parameter.verdict = "ignored";
    parameter.values = [];
  }

  get size(): number {
    return this.routes.size;
  }

  /** For `fromJSON`: plain values, oldest route first. */
  toJSON(): unknown {
    return [...this.routes].map(([route, parameters]) => [
      route,
      [...parameters].map(([name, { verdict, values }]) => [name, verdict, values]),
    ]);
  }

  /** What `toJSON` gave; anything else gives rules that know nothing. */
  static fromJSON(saved: unknown): ParameterRules {
    const rules = new ParameterRules();
    const parsed = savedSchema.safeParse(saved);
    if (!parsed.success) return rules;
    for (const [route, parameters] of parsed.data) {
      rules.routes.set(
        route,
        new Map(parameters.map(([name, verdict, values]) => [name, { verdict, values }])),
      );
    }
    return rules;
  }

  private parameterFor(route: string, name: string): Parameter | undefined {
    const parameters = this.routes.get(route) ?? new Map<string, Parameter>();
    this.routes.set(route, parameters);
    const known = parameters.get(name);
    if (known !== undefined) return known;
    if (parameters.size >= PARAMETERS_MAX && !dropLeastTelling(parameters)) return undefined;
    const fresh: Parameter = { verdict: "unknown", values: [] };
    parameters.set(name, fresh);
    return fresh;
  }
}

/** Makes room: first what is still unknown, then what is ignored; what matters stays. */
function dropLeastTelling(parameters: Route): boolean {
  for (const least of ["unknown", "ignored"] as const) {
    for (const [name, { verdict }] of parameters) {
      if (verdict !== least) continue;
      parameters.delete(name);
      return true;
    }
  }
  return false;
}
