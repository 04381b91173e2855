/** Texts of the entrance, people, settings, journal and status page. */
export const frPeople = {} as const;
