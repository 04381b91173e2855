import type { ContentPrint } from "../measure.ts";

/** What a page is like. */
export function printOf(_page: string): ContentPrint {
  return {
    simhash: "0".repeat(16),
    shape: "0".repeat(8),
    title: "",
    lang: "",
    length: 0,
    script: "",
    noindex: false,
    markers: [],
    outbound: [],
  };
}
