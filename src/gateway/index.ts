/** The gateway's only door. Importing it does nothing. */
export { Gateway, type GatewayOptions, startGateway } from "./gateway.ts";
export { KeeperEnd } from "./link/keeper-end.ts";
export { linkPath } from "./link/path.ts";
export { refuseTaken } from "./listener.ts";
