import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { I18nProvider } from "react-aria-components";
import { type Language, languages } from "../locales/index.ts";
import type { Live, LiveStore } from "./live-store.ts";
import { makeSpeech, type Speech } from "./speech.ts";

/** What every component may ask for: the live figures, and the reader's language. */

const LANGUAGE_KEY = "beffroi.language";

type Reading = { store: LiveStore; speech: Speech; setLanguage: (language: Language) => void };

const ReadingContext = createContext<Reading | undefined>(undefined);

export function ReadingProvider({ store, children }: { store: LiveStore; children: ReactNode }) {
  const [language, choose] = useState<Language>(storedLanguage);
  const speech = useMemo(() => makeSpeech(language), [language]);
  const setLanguage = useCallback((chosen: Language) => {
    keepLanguage(chosen);
    choose(chosen);
  }, []);
  const reading = useMemo(() => ({ store, speech, setLanguage }), [store, speech, setLanguage]);
  document.documentElement.lang = language;
  return (
    <I18nProvider locale={language === "fr" ? "fr-FR" : "en-US"}>
      <ReadingContext value={reading}>{children}</ReadingContext>
    </I18nProvider>
  );
}

export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (reading === undefined) throw new Error("outside ReadingProvider");
  return reading;
}

export function useSpeech(): Speech {
  return useReading().speech;
}

export function useLive(): Live {
  const { store } = useReading();
  return useSyncExternalStore(store.subscribe, store.read);
}

/** The keeper's time in whole steps of `stepMs`: what shows minutes need not be drawn each second. */
export function useNow(stepMs = 60_000): number {
  const { store } = useReading();
  return useSyncExternalStore(store.subscribe, () => Math.floor(store.read().nowMs / stepMs) * stepMs);
}

/** Whether the stream speaks: acts made while it does not may fail, and are said to. */
export function useIsConnected(): boolean {
  const { store } = useReading();
  return useSyncExternalStore(store.subscribe, () => store.read().connection.kind !== "lost");
}

/** French first. A browser that forbids storage only forgets the choice. */
function storedLanguage(): Language {
  try {
    const stored = localStorage.getItem(LANGUAGE_KEY);
    return languages.find((language) => language === stored) ?? "fr";
  } catch {
    return "fr";
  }
}

function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // Nothing depends on it being kept.
  }
}
