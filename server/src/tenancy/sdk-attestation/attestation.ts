import type { Encryption } from '../../kernel/encryption.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { faultOfAppAttest } from './app-attest.ts';
import { APP_ATTEST_ROOT } from './app-attest-root.ts';
import { type Evidence, hashOfRequest } from './evidence.ts';
import { faultOfPlayIntegrity } from './play-integrity.ts';
import { openKey } from './settings.ts';
import { type AttestedApp, selectAttestedApp } from './settings-store.ts';

/**
 * Throws `app_not_attested` if the app requires an attestation, and none or a wrong one was sent.
 */
export type RefuseUnattested = (
  db: Queryable,
  asked: {
    accountId: string;
    appId: string;
    installToken: string;
    installationId: string;
    attestation?: string | undefined;
    realNow: Date;
  },
) => Promise<void>;

/** Returns the check of attestations. Tests give a root of their own in place of Apple's. */
export function createAttestation({
  encryption,
  appAttestRoot = APP_ATTEST_ROOT,
}: {
  encryption: Encryption;
  appAttestRoot?: string | undefined;
}): RefuseUnattested {
  return async (db, { attestation, ...asked }) => {
    const app = await selectAttestedApp(db, asked);
    if (!app) return;
    const { realNow } = asked;
    const requestHash = hashOfRequest(asked);
    const fault =
      attestation === undefined
        ? 'The app sent no attestation, and its settings require one.'
        : await faultOf(app, { attestation, requestHash, realNow });
    if (fault) throw new Refusal('app_not_attested', fault);
  };

  function faultOf(app: AttestedApp, evidence: Evidence): Promise<string | undefined> {
    const { decryptionKeyEncrypted: sealed, verificationKey } = app;
    if (sealed === null || verificationKey === null) {
      return faultOfAppAttest({ ...app, root: appAttestRoot }, evidence);
    }
    const decryptionKey = openKey(encryption, app, sealed);
    return faultOfPlayIntegrity({ ...app, decryptionKey, verificationKey }, evidence);
  }
}
