/** A page of a list by name. `after` is the name and the ID of the last entry before the page. */
export type NamePage = { limit: number; after: { name: string; id: string } | undefined };

/** Comes before every entry of a list by name. */
export const FIRST_NAME = { name: '', id: '00000000-0000-0000-0000-000000000000' };
