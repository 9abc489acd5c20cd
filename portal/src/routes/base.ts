import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { apiOf, clearApis, type Mode } from '../api/client.ts';
import { isSignedOut } from '../api/problem.ts';
import { keepView, viewInUse } from '../api/view.ts';
import { KNOWN_FOR_MS } from '../session/session.ts';
import { firstSide } from '../session/side.ts';
import { Failed, Missing, Waiting } from '../shell/fallbacks.tsx';
import { hasPage } from './sides.ts';

const SIDES: readonly string[] = ['live', 'sandbox', 'operator'];

export const rootRoute = createRootRoute({ notFoundComponent: Missing, errorComponent: Failed });

export const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: '/$mode', params: { mode: await firstSide() } });
  },
});

/** The view has ended, or belongs to somebody else: the person is on their own side again. */
function leaveView(): never {
  keepView(undefined);
  clearApis();
  throw redirect({ to: '/$mode', params: { mode: 'operator' } });
}

/** The pages that require a session. Their path begins with the side. */
export const sideRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '$mode',
  params: {
    parse: ({ mode }) => {
      if (!SIDES.includes(mode)) throw new Error('no such side');
      return { mode: mode as Mode };
    },
    stringify: ({ mode }) => ({ mode }),
  },
  beforeLoad: async ({ params: { mode }, location }) => {
    const { cache, queries } = apiOf(mode);
    const asked = queries.queryOptions('get', '/auth/session', {}, { staleTime: KNOWN_FOR_MS });
    const session = await cache.ensureQueryData(asked).catch((error: unknown) => {
      if (viewInUse() !== undefined) leaveView();
      if (!isSignedOut(error)) throw error;
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    });
    const isOperator = session.organization?.isPlatform ?? false;
    if (isOperator !== (mode === 'operator')) {
      const home = isOperator ? 'operator' : await firstSide();
      throw redirect({ to: '/$mode', params: { mode: home } });
    }
    // The API refuses all other calls until then.
    if (session.session.secondFactorNeeded && !location.pathname.endsWith('/me')) {
      throw redirect({ to: '/$mode/me', params: { mode } });
    }
    if (!hasPage(mode, location.pathname.split('/')[2] ?? '')) {
      throw redirect({ to: '/$mode', params: { mode } });
    }
    return { session };
  },
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
  pendingComponent: Waiting,
  errorComponent: Failed,
});
