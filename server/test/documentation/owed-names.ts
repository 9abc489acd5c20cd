/** Operations from before these rules, to be named by their owners; none may be added. */
export const OWED_NAMES = new Set(
  `
  `.match(/\S+/g),
);
