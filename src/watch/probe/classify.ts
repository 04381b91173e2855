import type { Failure } from "../codes.ts";

/** The code of an answer's status, for a page that is watched; "ok" for what shows a page. */
export function statusFailure(status: number): Failure {
  if (status >= 200 && status < 300) return "ok";
  if (status === 404 || status === 410) return "http.gone";
  if (status >= 400 && status < 500) return "http.4xx";
  if (status >= 520 && status <= 530) return "http.edge_origin_down";
  const own = OF_STATUS[status];
  if (own !== undefined) return own;
  return status >= 500 ? "http.5xx" : "http.protocol";
}
const OF_STATUS: Record<number, Failure> = {
  500: "http.500",
  502: "http.502",
  503: "http.503",
  504: "http.504",
};
