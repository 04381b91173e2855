/** Texts of the overview and the incident room. */
export const frRoom = {} as const;
