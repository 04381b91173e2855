import type { Protection } from "../codes.ts";
import type { Fields } from "./http-head.ts";

export type Protected = { readonly protection: Protection; readonly by?: string };

/** Who answered in the site's place, from status, fields and the page's own text. */
export function protectionOf(_status: number, _fields: Fields, _page: string): Protected {
  return { protection: "none" };
}

/** Whether a redirect leads to somebody's waiting room or challenge, which is not ours to enter. */
export function leadsToProtection(_answer: unknown, _to: URL): boolean {
  return false;
}
