export const SEARCH_KEYS = ['ANY', 'EMAIL', 'UID', 'ICCID', 'IMSI', 'METATAG'] as const;
export type SearchKey = (typeof SEARCH_KEYS)[number];

export const SEARCH_MODES = ['isExact', 'startsWith', 'contains'] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

/** The text to search for, and the fields to search in. Letter case does not matter. */
export type CustomerSearch = { key: SearchKey; query: string; mode: SearchMode };
