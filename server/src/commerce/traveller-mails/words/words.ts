type Told = { subject: string; paragraphs: string[] };

/** What the mails of this slice say, in one language. `{name}` stands for a value. */
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
