export { numberAttribute, TGPP, TYPES, textAttribute, tgppAttribute } from './attributes.ts';
export { encodeAnswer, encodeRequest, isAnswerAuthentic } from './authenticators.ts';
export {
  createRadiusClient,
  deleteRadiusClient,
  reencryptRadiusSecrets,
  rotateRadiusSecret,
} from './change-clients.ts';
export type { RadiusClient } from './client.ts';
export { listRadiusClients } from './client-store.ts';
export { requestDisconnects } from './disconnect-store.ts';
export {
  claimHappenings,
  deleteHappenings,
  type KeptHappening,
  readWaitingHappenings,
} from './happening-store.ts';
export { findUnreadableClients } from './known-clients.ts';
export { type Attribute, CODES, parsePacket } from './packet.ts';
export { pruneRadiusSessions } from './prune-sessions.ts';
export { registerRadiusClientRoutes } from './routes.ts';
export { startRadius } from './start-radius.ts';
