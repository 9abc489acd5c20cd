import { builtSite } from '../../platform/http/built-site.ts';
import { pageHeaders, sendPage } from '../../platform/http/page.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { noSuchRoute } from '../../platform/http/unknown-routes.ts';
import { registerSignInOptions } from './sign-in-options.ts';

export type PortalParts = {
  mode: 'live' | 'sandbox';
  /** Cards are charged by Stripe, whose form is the one thing that comes from elsewhere. */
  hasStripe: boolean;
};

const config = { public: true } as const;
const RETRY_AFTER_S = 2;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
// The sources that Stripe names for its script and its forms.
const STRIPE = 'https://js.stripe.com https://*.js.stripe.com';
const SITE = builtSite('portal');

/** Serves `/portal/`: the portal as it was built. A path that is no file is one of its pages. */
export function registerPortal(app: App, parts: PortalParts): void {
  const headers = { ...pageHeaders(policyOf(parts)), 'Referrer-Policy': 'same-origin' };
  registerSignInOptions(app, parts);
  app.get('/portal/assets/*', { config }, (request, reply) => {
    const name = `assets/${nameOf(request)}`;
    if (!SITE.has(name)) throw noSuchRoute();
    // The names of these change with what is in them.
    return SITE.send(reply, name, { immutable: true, maxAge: YEAR_MS });
  });
  app.get('/portal', { config }, (_, reply) => sendPortal(reply, headers));
  app.get('/portal/*', { config }, (request, reply) => {
    const name = nameOf(request);
    if (name !== 'index.html' && SITE.has(name)) return SITE.send(reply, name, { maxAge: 0 });
    return sendPortal(reply, headers);
  });
}

function nameOf({ params }: Request): string {
  return (params as { '*': string })['*'];
}

function sendPortal(reply: Reply, headers: Record<string, string>): Reply {
  if (SITE.has('index.html')) return SITE.send(reply.headers(headers), 'index.html', { maxAge: 0 });
  reply.code(503).headers({ 'Retry-After': RETRY_AFTER_S, Refresh: RETRY_AFTER_S });
  return sendPage(reply, 'Gigastore', BUILDING);
}

const BUILDING = `<h1>The portal is being built</h1>
<p class="soft">This takes a few seconds and happens once. The page opens by itself; the
<a href="/docs/api/">API</a> answers already.</p>`;

/**
 * Returns the policy: scripts from own files only. Styles may also be inline, because floating
 * components set them.
 */
function policyOf({ hasStripe }: PortalParts): string {
  const stripe = hasStripe ? ` ${STRIPE}` : '';
  return [
    `script-src 'self'${stripe}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${hasStripe ? ' https://api.stripe.com' : ''}`,
    "form-action 'self'",
    ...(hasStripe ? [`frame-src ${STRIPE} https://hooks.stripe.com`] : []),
  ].join('; ');
}
