import { reencryptSmdpKeys } from '../commerce/stock-orders/index.ts';
import { reencryptRadiusSecrets } from '../connectivity/radius/index.ts';
import { reencryptSecondFactors } from '../identity/second-factor/index.ts';
import { olderSecretsOf } from '../identity/sessions/index.ts';
import { createEncryption, type Encryption } from '../kernel/encryption.ts';
import { reencryptWebhookSecrets } from '../messaging/webhooks/index.ts';
import { readSecretKey } from '../platform/config/secret-key.ts';
import type { Database } from '../platform/db/database.ts';
import { type Reencrypted, reencryptSigningKeys } from '../tenancy/accounts/index.ts';
import { reencryptAttestationKeys } from '../tenancy/sdk-attestation/index.ts';
import type { Command } from './command.ts';
import { withStore } from './open-store.ts';

type Secrets = { encryption: Encryption; olderSecrets: ReadonlyMap<number, string> };

/** The kinds of encrypted secrets that are kept longer than the answers to idempotency keys. */
const KINDS: Readonly<Record<string, (db: Database, secrets: Secrets) => Promise<Reencrypted>>> = {
  'signing keys': (db, { encryption }) => reencryptSigningKeys(db, encryption),
  'webhook secrets': (db, { encryption }) => reencryptWebhookSecrets(db, encryption),
  'RADIUS secrets': (db, { encryption }) => reencryptRadiusSecrets(db, encryption),
  'keys for SM-DP+': (db, { encryption }) => reencryptSmdpKeys(db, encryption),
  'second factors': reencryptSecondFactors,
  'attestation keys': (db, { encryption }) => reencryptAttestationKeys(db, encryption),
};

const AFTERWARDS = `No stored secret needs an older key any more. Before you remove the older keys
from GIGASTORE_SECRET_KEY: for 30 days they still decrypt the answers to repeated requests that
created a secret, and links to traveller pages that were made with them stop working.`;

/** `gigastore reencrypt` */
export const reencrypt: Command = {
  about: `Encrypts every secret in the database again with the first key of GIGASTORE_SECRET_KEY.
To replace a key: put the new key first and the old one after it, separated by a comma, restart
every process, and run this command. It can run while the store is in use, and more than once.
Exits with 1 if a secret is encrypted with a key that is not configured.`,
  options: {},
  run: ({ config }) =>
    withStore(config, async ({ db }) => {
      const secretKey = await readSecretKey(config, { mayCreate: false });
      const secretKeys = [secretKey, ...config.olderSecretKeys] as const;
      const encryption = createEncryption([...secretKeys]);
      const secrets = { encryption, olderSecrets: olderSecretsOf(secretKeys) };
      const json: Record<string, Reencrypted> = {};
      for (const [kind, run] of Object.entries(KINDS)) json[kind] = await run(db, secrets);
      const unreadable = Object.values(json).reduce((sum, kind) => sum + kind.unreadable, 0);
      const lines = Object.entries(json).map(([kind, count]) => toLine(kind, count));
      const last =
        unreadable === 0
          ? AFTERWARDS
          : 'Add the missing key to GIGASTORE_SECRET_KEY and run this command again.';
      return { text: [...lines, last].join('\n'), json, isFailure: unreadable > 0 };
    }),
};

function toLine(kind: string, { reencrypted, unreadable }: Reencrypted): string {
  const failed = unreadable > 0 ? `, ${unreadable} cannot be decrypted` : '';
  return `${kind}: ${reencrypted} encrypted again${failed}`;
}
