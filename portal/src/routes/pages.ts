import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../search-params.ts';
import { sideRoute } from './base.ts';

const side = () => sideRoute;

/** What is behind the door, each loaded when it is first opened. */
export const pageRoutes = [
  createRoute({
    getParentRoute: side,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/home/home.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'simulator',
    validateSearch: searchOf('iccid'),
    component: lazyRouteComponent(
      () => import('../pages/simulator/simulator.tsx'),
      'SimulatorPage',
    ),
  }),
] as const;
