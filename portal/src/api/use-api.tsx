import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { type Api, apiOf, type Mode } from './client.ts';

const ApiContext = createContext<Api>(apiOf(undefined));

export function ApiProvider({ mode, children }: { mode?: Mode; children: ReactNode }) {
  const api = apiOf(mode);
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={api.cache}>{children}</QueryClientProvider>
    </ApiContext>
  );
}

export function useApi(): Api {
  return useContext(ApiContext);
}

/** `useQuery`, `useInfiniteQuery` and `useMutation` over the API's paths. */
export function useQueries(): Api['queries'] {
  return useContext(ApiContext).queries;
}
