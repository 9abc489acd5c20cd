import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { registerInvitationRoutes } from './invitation-routes.ts';
import { registerPageRoutes } from './page-routes.ts';
import { registerPasskeyRoutes } from './passkey-routes.ts';
import type { People } from './people.ts';
import { registerMemberDataRoute } from './personal-data-routes.ts';
import { registerSecondFactorRoutes } from './second-factor-routes.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';
import { registerSignUpRoutes } from './sign-up-routes.ts';
import { registerTeamRoutes } from './team-routes.ts';

export type PeopleRouteParts = WriteParts & { people: People };

/** Signing in, and the company with its team. */
export function registerPeopleRoutes(app: App, parts: PeopleRouteParts): void {
  registerSignUpRoutes(app, parts);
  registerInvitationRoutes(app, parts);
  registerSignInRoutes(app, parts);
  registerSecondFactorRoutes(app, parts);
  registerPasskeyRoutes(app, parts);
  registerPageRoutes(app, parts);
  registerTeamRoutes(app, parts);
  registerMemberDataRoute(app, parts);
}
