import { createRouter } from '@tanstack/react-router';
import { rootRoute, sideRoute, startRoute } from './routes/base.ts';
import { operatorRoutes } from './routes/operator.ts';
import { pageRoutes } from './routes/pages.ts';
import { publicRoutes } from './routes/public.ts';
import { parseSearch, stringifySearch } from './search-params.ts';
import { Waiting } from './shell/fallbacks.tsx';

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    startRoute,
    ...publicRoutes,
    sideRoute.addChildren([...pageRoutes, ...operatorRoutes]),
  ]),
  basepath: '/portal',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: Waiting,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
