import { type Html, html } from '../../kernel/html.ts';
import { STYLE } from './mailbox-style.ts';
import type { MailState, StoredMail } from './reading-store.ts';

const STATES: Record<MailState, string> = {
  waiting: 'waiting',
  kept: 'kept, not sent',
  sent: 'sent',
  failed: 'failed',
};

export type MailList = {
  mails: StoredMail[];
  to: string | null;
  totalCount: number;
  pageIndex: number;
  pageSize: number;
};

/** Returns the page that lists mails, newest first. */
export function listPage(list: MailList): string {
  const { mails, to, totalCount } = list;
  const count = totalCount === 1 ? '1 mail' : `${totalCount} mails`;
  const content = html`<h1>Mails</h1>
<p class="lead">What this store has written to people. Only this machine sees this page, and only in
sandbox mode.</p>
<form action="/sandbox/mail">
<input type="email" name="to" value="${to ?? ''}" placeholder="Only those to this address"
 aria-label="Recipient">
<button>Show</button>${to === null ? undefined : html`<a href="/sandbox/mail">Show all</a>`}
</form>
${mails.length === 0 ? emptyCard(list) : html`<ul class="card">${mails.map(lineOf)}</ul>`}
<nav>${turn(list, -1, '← Newer')}<span class="soft">${count}</span>
${turn(list, 1, 'Older →')}</nav>`;
  return page('Mails', content);
}

function emptyCard({ to, totalCount }: MailList): Html {
  if (totalCount > 0) return html`<div class="card empty"><h2>There are no more mails</h2></div>`;
  return to === null
    ? html`<div class="card empty"><h2>No mail yet</h2>
<p class="soft">Invitations, confirmations of addresses, new passwords, invoices and warnings appear
here as soon as the store writes them, with the links that are in them.</p></div>`
    : html`<div class="card empty"><h2>No mail to ${to}</h2>
<p class="soft">What the store writes to this address appears here.</p></div>`;
}

function lineOf({ id, subject, to, createdAt, state }: StoredMail): Html {
  return html`<li><a class="mail" href="/sandbox/mail/${id}">
<span class="line"><b>${subject}</b>${tag(state)}</span>
<span class="line soft"><span>${to}</span>${moment(createdAt)}</span></a></li>`;
}

function turn(list: MailList, step: -1 | 1, label: string): Html {
  const { to, totalCount, pageSize } = list;
  const pageIndex = list.pageIndex + step;
  if (pageIndex < 0 || pageIndex * pageSize >= totalCount) return html`<span></span>`;
  const query = new URLSearchParams({
    ...(to !== null && { to }),
    page_size: `${pageSize}`,
    page_index: `${pageIndex}`,
  });
  return html`<a href="/sandbox/mail?${query.toString()}">${label}</a>`;
}

/** Returns the page of one mail: as its reader sees it, as text, and its attachments. */
export function mailPage(mail: StoredMail): string {
  const { id, subject, to, text, filenames, lastError } = mail;
  const files = filenames.map(
    (filename, index) =>
      html`<li><a href="/sandbox/mail/${id}/attachments/${index + 1}"
 download>${filename}</a></li>`,
  );
  const content = html`<p><a href="/sandbox/mail">← All mails</a></p>
<h1>${subject}</h1>
<dl>
<dt>To</dt><dd><a href="/sandbox/mail?${new URLSearchParams({ to }).toString()}">${to}</a></dd>
<dt>Written</dt><dd>${moment(mail.createdAt)}</dd>
<dt>Kind</dt><dd>${mail.kind} · ${mail.locale}</dd>
<dt>State</dt><dd>${tag(mail.state)}</dd>
${lastError === null ? undefined : html`<dt>Last error</dt><dd>${lastError}</dd>`}
</dl>
${files.length === 0 ? undefined : html`<h2>Attached</h2><ul class="card files">${files}</ul>`}
<h2>As HTML</h2>
<iframe class="card" title="The mail as its reader sees it" src="/sandbox/mail/${id}/html"
 sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<h2>As text</h2>
<pre class="card">${text}</pre>`;
  return page(subject, content);
}

function tag(state: MailState): Html {
  return html`<span class="tag ${state}">${STATES[state]}</span>`;
}

function moment(at: Date): Html {
  const iso = at.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

function page(title: string, content: Html): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${html`${title}`.html}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body><main>${content.html}</main></body>
</html>
`;
}
