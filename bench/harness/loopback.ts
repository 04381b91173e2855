/** The one guard of everything that sends load is the drill's. */
export { loopbackHost, loopbackUrl, NotLoopback } from "../../src/drill/loopback.ts";
