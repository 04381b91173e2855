/** Bytes become documents here, and nothing but documents: the part's only door. Importing it does nothing. */
export { DOCUMENT_BYTES_MAX } from "./decode.ts";
export { DOCUMENT_KINDS, type DocumentInput, type DocumentKind, type NamedHost } from "./document-input.ts";
export { OWN_TARGETS_MAX, type OwnTarget, readOwnTargets } from "./own-targets.ts";
export { type ByteSource, readBytes, readFeedBytes } from "./read-bytes.ts";
