export { keepChallenge, readChallenge, useChallenge } from './challenges.ts';
export { openSession } from './open-session.ts';
export { createPeople, olderSecretsOf, type People } from './people.ts';
export { registerSessionRoutes } from './routes.ts';
export { aSession, aSignIn, SignedIn } from './schemas.ts';
export { SESSION_IDLE_MS, type Session } from './session-cache.ts';
export {
  deleteOldSessions,
  deleteSessions,
  eraseSessionAddresses,
  selectSessions,
  updateStrong,
} from './session-store.ts';
export { startSession } from './start-session.ts';
export { endViews, insertView, type RunningView, selectRunningViews } from './view-store.ts';
