type Told = { subject: string; paragraphs: string[] };

/** The texts of the emails of this slice, in one language. `{name}` stands for a value. */
export type Words = {
  view: string;
  buy: string;
  expires: string;
  /** `{left}`. */
  lowData: Told;
  /** `{plan}` and `{date}`. */
  expiring: Told;
  /** `{plan}` and `{date}`. */
  expired: Told;
  /** `{digits}` at the end of the ICCID. */
  replaced: Told;
};
