/**
 * What of the supplier's an item of ours names: the code or slug of a package, and for how many
 * days a package that is sold by the day is ordered.
 */
export type EsimAccessItem = {
  code: string;
  field: 'slug' | 'packageCode';
  /** Null: the package as it is in the catalogue. */
  days: number | null;
};

/** The supplier sells 1 to 365 days. */
const WITH_DAYS = /^(?<code>.+):(?<days>[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-5])d$/;

/** Reads `AT1D7`, `AT_1_7`, or `AT_1_Daily:7d` for seven days of a package of one day. */
export function readItem(item: string): EsimAccessItem {
  const { code = item, days } = WITH_DAYS.exec(item)?.groups ?? {};
  // Slugs are written with underscores; the codes of top-ups begin with `TOPUP_`.
  const isSlug = code.includes('_') && !code.startsWith('TOPUP_');
  return {
    code,
    field: isSlug ? 'slug' : 'packageCode',
    days: days === undefined ? null : Number(days),
  };
}
