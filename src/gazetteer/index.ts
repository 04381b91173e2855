/** The room's only door: who is a French public body, and what it is called. Importing it does nothing. */
export { BODY_ID_PATTERN, BODY_KINDS, type Body, type BodyKind } from "./body.ts";
