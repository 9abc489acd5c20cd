import type { Middleware } from 'openapi-fetch';

const KEPT_AS = 'gigastore-view';

/** The view of a reseller's portal that this tab reads by; undefined outside of a view. */
export function viewInUse(): string | undefined {
  return sessionStorage.getItem(KEPT_AS) ?? undefined;
}

/** Reads as a reseller from now on in this tab, or as oneself again. */
export function keepView(id: string | undefined): void {
  if (id === undefined) sessionStorage.removeItem(KEPT_AS);
  else sessionStorage.setItem(KEPT_AS, id);
}

/** What is about the person who signed in stays about that person. */
function isViewed(url: string): boolean {
  const { pathname } = new URL(url);
  return pathname === '/auth/session' || !pathname.startsWith('/auth/');
}

/** Names the view in every request of the reseller's side. */
export const nameView: Middleware = {
  onRequest({ request }) {
    const id = viewInUse();
    if (id !== undefined && isViewed(request.url)) request.headers.set('X-View-As', id);
    return request;
  },
};
