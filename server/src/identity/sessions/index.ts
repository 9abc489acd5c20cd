export { type ChallengeKind, keepChallenge, readChallenge, useChallenge } from './challenges.ts';
export { type NewSession, openSession } from './open-session.ts';
export { createPeople, olderSecretsOf, type People, type PeopleParts } from './people.ts';
export { registerSessionRoutes } from './routes.ts';
export { aSession, aSignIn, SessionEntry, SignedIn } from './schemas.ts';
export { SESSION_IDLE_MS, type Session } from './session-cache.ts';
export {
  deleteOldSessions,
  deleteSessions,
  eraseSessionAddresses,
  selectSessions,
  updateStrong,
} from './session-store.ts';
export { type SignInMethod, startSession } from './start-session.ts';
