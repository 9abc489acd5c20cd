import { escapeHtml } from '../../kernel/html.ts';
import { sendPage, wantsPage } from '../../platform/http/page.ts';
import type { App } from '../../platform/http/typed-app.ts';

export type Welcome = { version: string; mode: 'sandbox' | 'live'; publicUrl: string };

const LINKS = [
  ['portal/', 'Portal', 'Sign in and manage your account'],
  ['docs/', 'Guides', 'From the first call to a live store'],
  ['docs/api/', 'API reference', 'All operations, with examples to try'],
  ['openapi.json', 'OpenAPI 3.1', 'OpenAPI specification'],
  ['postman.json', 'Postman collection', 'A collection that is ready to run'],
  ['docs/errors', 'Error codes', 'Their meaning and what to do'],
  ['health/ready', 'Readiness', 'Health check'],
  ['metrics', 'Metrics', 'For Prometheus'],
];
const SANDBOX_LINKS = [['sandbox/mail', 'Emails', 'Emails sent (local only)']];

/**
 * Registers `/`, which redirects browsers to the portal and describes the server to other clients.
 */
export function registerWelcomeRoute(app: App, welcome: Welcome): void {
  const page = content(welcome);
  app.get('/', { config: { public: true } }, (request, reply) =>
    wantsPage(request, reply) ? reply.redirect('portal/', 302) : sendPage(reply, 'Gigastore', page),
  );
}

function content({ version, mode, publicUrl }: Welcome): string {
  const isSandbox = mode === 'sandbox';
  const links = [...LINKS, ...(isSandbox ? SANDBOX_LINKS : [])].map(
    ([href, name, about]) => `<a href="${href}"><b>${name}</b><span>${about}</span></a>`,
  );
  return `<p><span class="tag">${mode}</span>
<span class="tag">version ${escapeHtml(version)}</span></p>
<h1>Gigastore</h1>
<p class="soft">Sell mobile data to your own customers: prepaid credits, packages, eSIMs, top-ups
and refunds behind one API.</p>
<nav>${links.join('')}</nav>
${isSandbox ? firstCall(publicUrl) : ''}`;
}

function firstCall(publicUrl: string): string {
  return `<p>This is a sandbox, so nothing costs money. Make the first call with the demonstration
key:</p>
<pre><code>curl -X POST -u demo-client:demo-secret \\
  ${escapeHtml(publicUrl)}/reseller/authenticate</code></pre>`;
}
