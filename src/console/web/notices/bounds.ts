/** Bounds of notices, written again: their schemas would bring their library into the page (`bounds.test.ts`). */
export const SUBJECT_CHARACTERS_MAX = 200;
export const TEXT_CHARACTERS_MAX = 4_000;
export const REASON_CHARACTERS_MAX = 500;
export const GROUP_CONTACTS_MAX = 400;
export const GROUP_NAME_CHARACTERS_MAX = 128;
export const TOLD_HOW = ["phone", "in-person", "answered", "other"] as const;
