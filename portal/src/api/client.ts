import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import createCalls from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import { endSpentIntentions } from './intention.ts';
import { isSignedOut, mayRetry } from './problem.ts';
import type { components, paths } from './schema.gen.ts';

/** Which of a company's two accounts a page is about; `operator` is the platform's own side. */
export type Mode = 'live' | 'sandbox' | 'operator';
export type Schemas = components['schemas'];

/** The event upon which the shell asks for the password again without leaving the page. */
export const SESSION_ENDED = 'gigastore:session-ended';

const FRESH_MS = 15_000;
const MOST_RETRIES = 2;

/** The API as one side of the portal sees it: calls, queries, and what they have answered. */
export type Api = ReturnType<typeof openApi>;

function openApi(mode: Mode | undefined) {
  const headers = mode === 'live' || mode === 'sandbox' ? { 'X-Account': mode } : undefined;
  const calls = createCalls<paths>({ headers, credentials: 'same-origin' });
  calls.use(endSpentIntentions);
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

/** One for each side, so that nothing of one account is ever shown in the other. */
export function apiOf(mode: Mode | undefined): Api {
  const api = opened.get(mode) ?? openApi(mode);
  opened.set(mode, api);
  return api;
}

/** Nothing that the person saw stays when another person signs in. */
export function clearApis(): void {
  for (const { cache } of opened.values()) cache.clear();
}
