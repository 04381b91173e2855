import type { Content } from "../codes.ts";
import type { ContentPrint } from "../measure.ts";
import type { Baseline } from "./baseline.ts";

/** What a page is beside what the site usually says. */
export function compare(_baseline: Baseline | undefined, _print: ContentPrint): Content {
  return "not_comparable";
}
