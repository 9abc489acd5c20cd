import { isLoopback, isLoopbackName } from '../../kernel/outgoing-address.ts';
import { type MailAttachment, toLine } from './mail.ts';

/** How an attempt ended: `delayed` may succeed later, `refused` never will. */
export type Delivery = { state: 'sent' } | { state: 'delayed' | 'refused'; reason: string };

type Letter = {
  id: string;
  createdAt: Date;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  /** In place of the name of the usual sender; null for that. */
  senderName: string | null;
  /** The reply-to address; null if there is none. */
  replyTo: string | null;
  /** Where mail programs unsubscribe with one click; null for mails that have no choice. */
  unsubscribeUrl: string | null;
  attachments: readonly MailAttachment[];
};

/** Hands mails to a mail server. */
export type Post = { send(letter: Letter): Promise<Delivery> };

export type PostOptions = { url: string; from: string };

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** Shorter than the lease, so that no other worker begins during an attempt. */
const SEND_WITHIN_MS = 60_000;

/** Returns the mail server at `url` (`smtp://user:password@host:port`, or `smtps://`). */
export function createPost({ url, from }: PostOptions): Post {
  let opening: ReturnType<typeof openTransport> | undefined;
  return {
    async send(letter) {
      opening ??= openTransport(url);
      const transport = await opening;
      try {
        const signal = AbortSignal.timeout(SEND_WITHIN_MS);
        await transport.sendMail({ ...toMessage(letter, from), signal });
        return { state: 'sent' };
      } catch (error) {
        return toDelivery(error as MailError);
      }
    },
  };
}

/** The library is loaded with the first mail, not with the store. */
async function openTransport(url: string) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    requireTLS: hasSecretToHide(new URL(url)),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // A mail carries what is in it, whatever its words look like.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A password is sent over TLS or not at all. */
function hasSecretToHide({ username, hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return username !== '' && !isLoopback(host) && !isLoopbackName(host);
}

function toMessage({ id, createdAt, recipient, ...letter }: Letter, from: string) {
  const address = /([^<\s]+)>?$/.exec(from)?.[1] ?? from;
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    from: letter.senderName === null ? from : { name: letter.senderName, address },
    ...(letter.replyTo !== null && { replyTo: letter.replyTo }),
    to: { name: '', address: recipient },
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    attachments: [...letter.attachments],
    // The same at every attempt, so that a server that already has the email drops it.
    messageId: `<${id}@${domain}>`,
    date: createdAt,
    // Prevents automatic replies such as absence notes (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribing(letter.unsubscribeUrl) },
  };
}

/** Returns the headers of RFC 8058. */
function unsubscribing(url: string | null): Record<string, string> {
  if (url === null) return {};
  return {
    'List-Unsubscribe': `<${url}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

type MailError = Error & { code?: string; responseCode?: number; permanent?: boolean };

/** A server that refuses the sign-in may accept it later; one that refuses this mail will not. */
function toDelivery({ code, responseCode, permanent, message }: MailError): Delivery {
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isFinal = isAboutMail && (permanent ?? responseCode === undefined);
  return { state: isFinal ? 'refused' : 'delayed', reason: toLine(message) };
}
