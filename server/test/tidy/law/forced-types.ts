/** The files in which a type is forced upon a value, and why nothing better is possible. */
export const FORCED_TYPES: Record<string, string> = {};
