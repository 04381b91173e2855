import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { mayAs, type Role } from "../../kernel/role.ts";
import { ask, Refused } from "./ask.ts";

/** Who looks at this page. */

export type SignedInPerson = { id: string; name: string; userName: string; role: Role };

/** What the console says of this browser: no administrator yet, nobody signed in, half way, or a person. */
export type SessionAnswer = {
  state: "setup" | "signed-out" | "second-factor" | "signed-in";
  person?: SignedInPerson;
  oidc: { label: string } | null;
  passkeys: boolean;
};

type Session = {
  /** Undefined until the console has answered once; "unreachable" when it did not. */
  answer: SessionAnswer | "unreachable" | undefined;
  /** Asks again: after signing in or out, and when the live stream was refused. */
  refresh(): Promise<void>;
};

const SessionContext = createContext<Session | undefined>(undefined);

/** How soon the console is asked again when it does not answer, in ms. */
const AGAIN_MS = 3_000;

export function SessionProvider({ children }: { children: ReactNode }) {
  const [answer, setAnswer] = useState<Session["answer"]>(undefined);
  const refresh = useCallback(async () => {
    try {
      setAnswer(await ask<SessionAnswer>("/api/session"));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Who is signed in stays so while the console is away: the room says that the connection is lost.
      setAnswer((before) => (typeof before === "object" ? before : "unreachable"));
    }
  }, []);
  useEffect(() => void refresh(), [refresh]);
  useEffect(() => {
    if (answer !== "unreachable") return;
    const timer = setInterval(() => void refresh(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [answer, refresh]);
  const session = useMemo(() => ({ answer, refresh }), [answer, refresh]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("outside SessionProvider");
  return session;
}

/** The person signed in; only below the frame, where there is one. */
export function useMe(): SignedInPerson {
  const { answer } = useSession();
  if (typeof answer !== "object" || answer.person === undefined) throw new Error("nobody is signed in");
  return answer.person;
}

/** Whether the person signed in may do what needs `needed`. What they may not is not offered; the server refuses it anyway. */
export function useMay(needed: Role): boolean {
  return mayAs(useMe().role, needed);
}
