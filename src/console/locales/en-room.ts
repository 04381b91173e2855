/** Texts of the overview and the incident room. */
export const enRoom = {} as const;
