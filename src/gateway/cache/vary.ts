import { sha256Hex } from "../../kernel/canonical.ts";

/** What sets the variants of one page apart (RFC 9111 §4.1). */

/** More names than this, and the variants would outnumber the visitors: such an answer is not stored. */
export const VARY_NAMES_MAX = 8;
/** Longer values of a header take part in the key by their digest. */
export const VARIANT_VALUE_CHARACTERS_MAX = 200;

/** The encodings that a client understands: br with gzip, gzip alone, or none. */
export type AcceptEncodingClass = "br" | "gzip" | "identity";

/**
 * Names in Vary: lower case, each once, sorted; "*" when it stands among them. Cookie and Authorization are left out:
 * a request that carries either never meets the memory, so all stored answers have the same: none.
 */
export function varyNames(headers: ReadonlyArray<readonly [string, string]>): string[] | "*" {
  const names = new Set<string>();
  for (const [field, value] of headers) {
    if (field !== "vary") continue;
    for (const element of value.toLowerCase().split(",")) names.add(element.trim());
  }
  if (names.has("*")) return "*";
  for (const absent of ["", "cookie", "authorization"]) names.delete(absent);
  return [...names].sort();
}

/**
 * Key of the variant that a request gets: the values of the headers that `vary` names, in its order, "" for no names.
 * White space round commas does not count; Accept-Encoding counts by its class, Accept-Language by its set of weighted
 * languages. An absent header differs from an empty one.
 */
export function variantKey(vary: readonly string[], headers: { get(name: string): string | null }): string {
  let key = "";
  for (const name of vary) {
    const value = normalised(name, headers.get(name));
    // Values cannot hold a line feed or a NUL, so no two lists of values give the same key.
    key += `${key === "" ? "" : "\n"}${value ?? "\0"}`;
  }
  return key;
}

function normalised(name: string, value: string | null): string | null {
  if (name === "accept-encoding") return acceptEncodingClass(value);
  if (value === null) return null;
  const elements = value.split(",").map((element) => element.trim());
  const text = name === "accept-language" ? languages(elements) : elements.join(",");
  return text.length <= VARIANT_VALUE_CHARACTERS_MAX ? text : `sha256:${sha256Hex(text)}`;
}

/** RFC 9110 §12.5.4: weight, not order, tells what is preferred. */
function languages(elements: string[]): string {
  const plain = elements.map((element) =>
    element
      .toLowerCase()
      .replace(/\s+/g, "")
      .replace(/;q=1(\.0*)?$/, ""),
  );
  return plain.sort().join(",");
}

/**
 * Class of an Accept-Encoding header (RFC 9110 §12.5.3). A client that understands br but not gzip is "identity": the
 * origin is asked for "br, gzip" and may choose either.
 */
export function acceptEncodingClass(header: string | null): AcceptEncodingClass {
  if (header === null || header === "") return "identity";
  const wanted = new Map<string, boolean>();
  for (const element of header.toLowerCase().split(",")) {
    const [coding = "", ...parameters] = element.split(";").map((part) => part.trim());
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter.replace(/\s+/g, "")));
    const name = coding === "x-gzip" ? "gzip" : coding;
    if (!wanted.has(name)) wanted.set(name, !refused);
  }
  const any = wanted.get("*") ?? false;
  const gzip = wanted.get("gzip") ?? any;
  const br = wanted.get("br") ?? any;
  if (!gzip) return "identity";
  return br ? "br" : "gzip";
}
