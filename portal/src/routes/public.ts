import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../search-params.ts';
import { rootRoute } from './base.ts';

const root = () => rootRoute;
const passwords = () => import('../pages/public/passwords.tsx');

/** The pages that require no session. */
export const publicRoutes = [
  createRoute({
    getParentRoute: root,
    path: 'sign-in',
    validateSearch: searchOf('next'),
    component: lazyRouteComponent(() => import('../pages/sign-in/sign-in.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: root,
    path: 'sign-up',
    component: lazyRouteComponent(() => import('../pages/public/sign-up.tsx'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: root,
    path: 'verify',
    validateSearch: searchOf('token'),
    component: lazyRouteComponent(() => import('../pages/public/verify.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: root,
    path: 'forgot-password',
    component: lazyRouteComponent(passwords, 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: root,
    path: 'set-password',
    validateSearch: searchOf('token'),
    component: lazyRouteComponent(passwords, 'SetPasswordPage'),
  }),
  createRoute({
    getParentRoute: root,
    path: 'invitation',
    validateSearch: searchOf('token'),
    component: lazyRouteComponent(() => import('../pages/public/invitation.tsx'), 'InvitationPage'),
  }),
] as const;
