import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import { sendPage, toHtml, wantsPage } from '../../platform/http/page.ts';
import { PROBLEMS } from '../../platform/http/problems.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { ERROR_GUIDE } from './error-guide.ts';

type Entry = { code: RefusalCode; status: number; title: string; guide: string };

const ENTRIES: Entry[] = Object.entries(PROBLEMS).map(([name, kind]) => {
  const code = name as RefusalCode;
  return { code, ...kind, guide: ERROR_GUIDE[code] };
});

/** The pages that the `type` of a problem links to, as HTML or JSON. */
export function registerErrorPages(app: App): void {
  app.get('/docs/errors', { config: { public: true } }, (request, reply) =>
    wantsPage(request, reply) ? sendPage(reply, 'Error codes', table()) : { items: ENTRIES },
  );
  app.get('/docs/errors/:code', { config: { public: true } }, (request, reply) => {
    const { code } = request.params as { code: string };
    const entry = ENTRIES.find((each) => each.code === code);
    if (!entry) throw new Refusal('route_not_found', 'No error code has this name.');
    return wantsPage(request, reply) ? sendPage(reply, entry.title, article(entry)) : entry;
  });
}

function article({ code, status, title, guide }: Entry): string {
  return `<p><span class="tag">${status}</span> <span class="tag">${code}</span></p>
<h1>${toHtml(title)}</h1>
<p>${toHtml(guide)}</p>
<p class="soft"><a href="../errors">All error codes</a> ·
<a href="../api/">API reference</a></p>`;
}

function table(): string {
  const rows = ENTRIES.map(
    ({ code, status, guide }) =>
      `<tr><td>${status}</td><td><a href="errors/${code}"><code>${code}</code></a></td>` +
      `<td>${toHtml(guide)}</td></tr>`,
  );
  return `<h1>Error codes</h1>
<p class="soft">Errors are problem documents (RFC 9457). Use <code>code</code> in your programs; the
texts may change.</p>
<table><tr><th>Status</th><th>Code</th><th>What to do</th></tr>${rows.join('')}</table>
<p><a href="api/">API reference</a></p>`;
}
