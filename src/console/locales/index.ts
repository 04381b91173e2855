import { en } from "./en.ts";
import { fr } from "./fr.ts";

/** Both languages, and the type that keeps them alike. */

export type Plural = { readonly one: string; readonly other: string };
export type Key = keyof typeof fr;
export type Texts = { readonly [K in Key]: (typeof fr)[K] extends string ? string : Plural };

export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

export const texts: Readonly<Record<Language, Texts>> = { fr, en };
