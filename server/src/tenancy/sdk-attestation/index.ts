export { createAttestation, type RefuseUnattested } from './attestation.ts';
export { hashOfRequest } from './evidence.ts';
export { reencryptAttestationKeys } from './reencrypt-keys.ts';
export { registerAttestationRoutes } from './routes.ts';
