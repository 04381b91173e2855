/** In the order in which pages load them: what comes last wins. */
export const STYLE_SHEETS = ["base", "frame", "home", "pages", "forms", "narrow"] as const;
