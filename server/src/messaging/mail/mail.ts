import type { TravellerLanguage } from '../../kernel/traveller-language.ts';

/** The content of an email; the frame around it is the same for all. */
export type MailContent = {
  subject: string;
  /** Without it, the language's own. */
  greeting?: string;
  paragraphs: string[];
  /** Where the mail leads; `url` is absolute. */
  button?: { label: string; url: string };
  rows?: readonly (readonly [label: string, value: string])[];
  /** Without it, the language's own. */
  closing?: string;
  /** Why the recipient gets the email and how to unsubscribe; shown at its end. */
  reason?: string;
};

/** The reseller that a mail to a traveller comes from, in place of the platform. */
export type MailBrand = {
  /** The name at the head and at the end. */
  name: string;
  /** The name of the sender. */
  senderName: string;
  /** `#rrggbb`; null for the platform's. */
  accentColor: string | null;
  /** An absolute URL. */
  logoUrl: string | null;
  /** The reply-to address; null if replies are not read. */
  replyTo: string | null;
  supportPhone: string | null;
  supportUrl: string | null;
};

export type MailAttachment = { filename: string; contentType: string; content: Buffer };

export type MailDraft = {
  /** One word for all of its sort (`invitation`, `invoice`): 1 to 64 characters. */
  kind: string;
  to: string;
  locale: TravellerLanguage;
  content: MailContent;
  /** Null: it belongs to no company. */
  organizationId: string | null;
  /** For a mail to a traveller; without it the mail is the platform's own. */
  brand?: MailBrand;
  /** Where a click, or a mail program by itself (RFC 8058), ends such mails. */
  unsubscribeUrl?: string;
  attachments?: readonly MailAttachment[];
  /** Of a sandbox account: a mail server gets it only for an address that a member has proved. */
  isOfSandbox?: boolean;
  /** With it, a mail of the same kind and key is queued once for ever. */
  onceKey?: string;
};

const MAX_LINE_LENGTH = 255;

/**
 * Returns the text on one line, short, and without characters that a header or a database refuses.
 */
export function toLine(text: string): string {
  const line = toLines(text).replace(/\s+/g, ' ').trim();
  return [...line].slice(0, MAX_LINE_LENGTH).join('');
}

/** Returns the text without control characters except line ends. */
export function toLines(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r\n?|\p{Zl}|\p{Zp}/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ');
}
