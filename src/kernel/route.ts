import type { Actor } from "./actor.ts";
import type { Role } from "./role.ts";

/**
 * A route of the console's API as data. Rooms give lists of them; the console alone guards and mounts them, so that no
 * route can forget to ask who calls.
 */

/** Who calls, once that is known. */
export type Caller = {
  /** As the journal names the one who acts. */
  readonly actor: Actor;
  readonly role: Role;
  /** session: a person who signed in. token: whoever holds the data folder's token. */
  readonly via: "session" | "token";
  /**
   * Whether what let the caller in still counts, asked of what is kept now: for answers that go on after the call. Asking
   * does not prolong a session.
   */
  lasts(): boolean;
};

export type Call = {
  readonly request: Request;
  /** Address of the peer, or "" when it is not known. */
  readonly address: string;
  /** A part of the path, decoded; "" when the path has no such part. */
  param(name: string): string;
  query(name: string): string | undefined;
};

/** A call by somebody who may make it. */
export type GuardedCall = Call & { readonly caller: Caller };

export type Route = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With named parts: "/api/incidents/:incident". */
  readonly path: string;
} & (
  | {
      /** Anybody may call, signed in or not. */
      readonly needs: "nobody";
      answer(call: Call): Response | Promise<Response>;
    }
  | {
      /** The least role that may call. */
      readonly needs: Role;
      answer(call: GuardedCall): Response | Promise<Response>;
    }
);
