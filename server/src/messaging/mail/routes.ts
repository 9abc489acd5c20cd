import { Type } from '@fastify/type-provider-typebox';
import { isUuid } from '../../kernel/ids.ts';
import { isLoopback, isLoopbackName } from '../../kernel/outgoing-address.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { attachmentNamed } from '../../platform/http/attachment-answer.ts';
import { pageHeaders, wantsPage } from '../../platform/http/page.ts';
import { readPage, sendTotalCount } from '../../platform/http/paging.ts';
import { pageQuery } from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { noSuchRoute } from '../../platform/http/unknown-routes.ts';
import { listPage, type MailList, mailPage } from './mailbox-pages.ts';
import { STYLE_HASH } from './mailbox-style.ts';
import {
  countMails,
  type StoredMail,
  selectAttachment,
  selectMail,
  selectMails,
} from './reading-store.ts';

export type MailboxParts = {
  db: Queryable;
  config: Pick<Config, 'mode' | 'publicUrl'>;
};

const PRIVATE = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex, nofollow' };
const PAGE_HEADERS = {
  ...pageHeaders(`style-src 'sha256-${STYLE_HASH}'; frame-src 'self'; form-action 'self'`),
  ...PRIVATE,
};
/** Strangers' words perhaps: no scripts, nothing from elsewhere, an origin of its own. */
const LETTER_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "frame-ancestors 'self'",
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  ...PRIVATE,
};

const listQuery = Type.Object({ to: Type.Optional(Type.String()), ...pageQuery });

/** The mails of a store in sandbox mode, shown on its own machine only. */
export function registerMailbox(app: App, { db, config }: MailboxParts): void {
  if (config.mode !== 'sandbox') return;
  const route = { config: { public: true as const } };
  const onRequest = async (request: Request) => {
    if (!isAtHome(request, config.publicUrl)) throw noSuchRoute();
  };

  app.get(
    '/sandbox/mail',
    { ...route, onRequest, schema: { querystring: listQuery } },
    async (request, reply) => {
      const { limit, offset, ...page } = readPage(request.query);
      const to = request.query.to?.trim() || null;
      const mails = await selectMails(db, { to, limit, offset });
      return sendList(request, reply, { mails, to, totalCount: await countMails(db, to), ...page });
    },
  );
  app.get('/sandbox/mail/:id', { ...route, onRequest }, async (request, reply) => {
    const mail = await findMail(db, request);
    reply.headers(PRIVATE);
    return wantsPage(request, reply)
      ? reply.headers(PAGE_HEADERS).send(mailPage(mail))
      : { ...showMail(mail), html: mail.html };
  });
  app.get('/sandbox/mail/:id/html', { ...route, onRequest }, async (request, reply) => {
    const { html } = await findMail(db, request);
    return reply.headers(LETTER_HEADERS).send(html);
  });
  app.get('/sandbox/mail/:id/attachments/:number', { ...route, onRequest }, (request, reply) =>
    sendAttachment(db, request, reply),
  );
}

/**
 * Returns whether a program on this machine asks. A forwarded request does not count, unless a
 * trusted proxy names the client; nor does that of a browser that came by another host name.
 */
function isAtHome({ ip, ips = [], hostname, headers, raw }: Request, publicUrl: string): boolean {
  // A proxy with default settings sends HTTP/1.0 with our host name and no forwarding headers.
  if (raw.httpVersion === '1.0') return false;
  const isPassedOn = PASSED_ON.some((name) => headers[name] !== undefined);
  // More than one address: a proxy that is trusted has named the others.
  if (isPassedOn && ips.length < 2) return false;
  const host = hostname.replace(/^\[|\]$/g, '');
  const isOurName = isLoopbackName(host) || isLoopback(host) || host === nameOf(publicUrl);
  return isOurName && isLoopback(ip.replace(/^::ffff:/i, ''));
}

const PASSED_ON = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
  'x-real-ip',
  'via',
];

function nameOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

function sendList(request: Request, reply: Reply, list: MailList): Reply | object {
  sendTotalCount(reply.headers(PRIVATE), list.totalCount);
  return wantsPage(request, reply)
    ? reply.headers(PAGE_HEADERS).send(listPage(list))
    : { items: list.mails.map(showMail) };
}

async function findMail(db: Queryable, request: Request): Promise<StoredMail> {
  const { id } = request.params as { id: string };
  const mail = isUuid(id) ? await selectMail(db, id) : undefined;
  if (!mail) throw noSuchRoute();
  return mail;
}

function showMail({ html: _html, filenames, ...mail }: StoredMail) {
  return {
    ...mail,
    links: mail.text.match(/https?:\/\/\S+/g) ?? [],
    attachments: filenames.map((filename, index) => ({
      filename,
      url: `/sandbox/mail/${mail.id}/attachments/${index + 1}`,
    })),
  };
}

async function sendAttachment(db: Queryable, request: Request, reply: Reply): Promise<Reply> {
  const { id, number } = request.params as { id: string; number: string };
  const isNamed = isUuid(id) && /^[1-9]\d{0,5}$/.test(number);
  const found = isNamed && (await selectAttachment(db, { mailId: id, number: Number(number) }));
  if (!found) throw noSuchRoute();
  return reply
    .headers(PRIVATE)
    .header('Content-Disposition', attachmentNamed(found.filename))
    .type(found.contentType)
    .send(found.content);
}
