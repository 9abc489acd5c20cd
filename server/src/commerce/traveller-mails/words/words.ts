type MailText = { subject: string; paragraphs: string[] };

/** The texts of the emails of this slice, in one language. `{name}` stands for a value. */
export type Words = {
  view: string;
  buy: string;
  expires: string;
  /** `{left}`. */
  lowData: MailText;
  /** `{plan}` and `{date}`. */
  expiring: MailText;
  /** `{plan}` and `{date}`. */
  expired: MailText;
  /** `{digits}` at the end of the ICCID. */
  replaced: MailText;
};
