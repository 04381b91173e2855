import { useSyncExternalStore } from "react";

/** Where the reader is: "#/incident/i-1/tasks" is ["incident", "i-1", "tasks"]. Bookmarks and the back button work. */
export function usePlace(): readonly string[] {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener("hashchange", changed);
      return () => window.removeEventListener("hashchange", changed);
    },
    () => window.location.hash,
  );
  return placeOf(hash);
}

export function placeOf(hash: string): readonly string[] {
  return hash
    .replace(/^#?\/?/, "")
    .split("/")
    .filter((step) => step !== "")
    .map(decoded);
}

export function addressOf(...steps: readonly string[]): string {
  return `#/${steps.map(encodeURIComponent).join("/")}`;
}

export function goTo(...steps: readonly string[]): void {
  window.location.hash = addressOf(...steps);
}

/** A hand-written address may hold a percent sign that begins no character. */
function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
