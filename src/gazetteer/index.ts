/** The room's only door: who is a French public body, and what it is called. Importing it does nothing. */
export { BODY_ID_PATTERN, BODY_KINDS, type Body, type BodyKind } from "./body.ts";
export { fold } from "./fold.ts";
export {
  type Gazetteer,
  openGazetteer,
  openGazetteerInTurns,
  QUERY_CHARACTERS_MAX,
  SEARCH_LIMIT_MAX,
} from "./gazetteer.ts";
export { type Area, departementNames } from "./territories.ts";
export { HOST_SIGNS, type HostMatch, type HostSign, type Sureness, SURENESSES } from "./host/host-match.ts";
export { matchHost, readyHosts } from "./host/match-host.ts";
