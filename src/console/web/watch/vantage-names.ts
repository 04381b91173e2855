import type { Vantage } from "../../../watch/events.ts";
import { useAsked } from "../asked.ts";
import { useSpeech } from "../reading.tsx";

/** The point of measurement of the house itself; its name is ours to say. */
export const LOCAL = "local";

export type VantageName = (id: string) => string;

/** What people call a point of measurement, by its id; one that was removed is called by its id. */
export function useVantageNames(): VantageName {
  const { say } = useSpeech();
  const { value } = useAsked<{ vantages: Vantage[] }>("/api/watch/vantages", ["watch.vantage"]);
  const names = new Map(value?.vantages.map(({ id, name }) => [id, name]));
  return (id) => (id === LOCAL ? say("watch.vantage.local.named") : (names.get(id) ?? id));
}
