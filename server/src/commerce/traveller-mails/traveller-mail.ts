/** The mails to travellers that a reseller can switch on. */
export const TRAVELLER_MAILS = [
  'installation',
  'lowData',
  'expiring',
  'expired',
  'replaced',
] as const;
export type TravellerMail = (typeof TRAVELLER_MAILS)[number];

/** Which mails an organization sends. */
export type TravellerMailChoices = Record<TravellerMail, boolean>;

/** The prefix of their kind among all mails (`traveller_lowData`). */
export const MAIL_KIND = 'traveller_';

/** Travellers need the others to use what they bought; from these they can unsubscribe. */
export function isReminder(kind: TravellerMail): boolean {
  return kind === 'lowData' || kind === 'expiring' || kind === 'expired';
}
