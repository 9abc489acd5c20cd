import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sideRoute } from './base.ts';

const side = () => sideRoute;

/** What is behind the door, each loaded when it is first opened. */
export const pageRoutes = [
  createRoute({
    getParentRoute: side,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/home/home.tsx'), 'HomePage'),
  }),
] as const;
