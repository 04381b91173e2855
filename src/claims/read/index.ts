/** What may be read, and into what. Importing it does nothing. */
export { DOCUMENT_KINDS, type DocumentInput, type DocumentKind, type NamedHost } from "./document-input.ts";
