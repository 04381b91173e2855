import { createContext, useContext, useEffect, useState } from "react";
import type { ClaimsMessage, ClaimsSummary } from "../../../claims/events.ts";
import { type Asked, useAsked } from "../asked.ts";
import { useReading } from "../reading.tsx";

/** What the register answers, kept up to date by the live stream. */

/** The latest message of the stream about the register. */
export function useClaimsMessage(): ClaimsMessage | undefined {
  const { store } = useReading();
  const [message, setMessage] = useState<ClaimsMessage | undefined>(undefined);
  useEffect(() => store.onClaims(setMessage), [store]);
  return message;
}

/** What the register answers at `path`, asked again when something in it changed; `concerns` narrows that. */
export function useClaims<T>(path: string, concerns?: (message: ClaimsMessage) => boolean): Asked<T> {
  const asked = useAsked<T>(path);
  const { store } = useReading();
  const { reload } = asked;
  useEffect(
    () =>
      store.onClaims((message) => {
        if (concerns === undefined || concerns(message)) void reload();
      }),
    [store, reload, concerns],
  );
  return asked;
}

/** The whole register in figures. */
export function useSummary(): Asked<ClaimsSummary> {
  return useClaims<ClaimsSummary>("/api/claims/summary");
}

/** Asks the page that stands above again, after an act on it. */
const ReloadContext = createContext<() => Promise<void>>(async () => {});
export const Reloading = ReloadContext.Provider;
export function useReload(): () => Promise<void> {
  return useContext(ReloadContext);
}
