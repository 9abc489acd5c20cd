import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import createCalls from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import { endSpentIntentions } from './intention.ts';
import { isSignedOut, mayRetry } from './problem.ts';
import type { components, paths } from './schema.gen.ts';
import { nameView } from './view.ts';

/** The account that a page belongs to; `operator` is the platform's own side. */
export type Mode = 'live' | 'sandbox' | 'operator';
export type Schemas = components['schemas'];

/** Makes the shell ask for the password again without leaving the page. */
export const SESSION_ENDED = 'gigastore:session-ended';

const FRESH_MS = 15_000;
const MOST_RETRIES = 2;

/** The API client of one side of the portal, with its query cache. */
export type Api = ReturnType<typeof openApi>;

function openApi(mode: Mode | undefined) {
  const headers = mode === 'live' || mode === 'sandbox' ? { 'X-Account': mode } : undefined;
  const calls = createCalls<paths>({ headers, credentials: 'same-origin' });
  calls.use(endSpentIntentions);
  // On their own side, the platform's people are themselves.
  if (mode !== 'operator') calls.use(nameView);
  const announceSignOut = (error: unknown) => {
    if (mode && isSignedOut(error)) dispatchEvent(new Event(SESSION_ENDED));
  };
  const cache = new QueryClient({
    queryCache: new QueryCache({ onError: announceSignOut }),
    mutationCache: new MutationCache({ onError: announceSignOut }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: FRESH_MS,
        retry: (count, error) => count < MOST_RETRIES && mayRetry(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return { mode, calls, cache, queries: createQueries(calls) };
}

const opened = new Map<Mode | undefined, Api>();

/** One client for each side, so that no data of one account appears in the other. */
export function apiOf(mode: Mode | undefined): Api {
  const api = opened.get(mode) ?? openApi(mode);
  opened.set(mode, api);
  return api;
}

/** Clears all cached data, so that the next person sees none of it. */
export function clearApis(): void {
  for (const { cache } of opened.values()) cache.clear();
}
