/** Reads a text: who is attacked, who says what of it. Importing it does nothing. */
export { type Extraction, openExtraction, readText } from "./extraction.ts";
