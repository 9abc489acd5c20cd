import type { Encryption } from '../../kernel/encryption.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from './access.ts';
import type { ApiKey } from './api-key.ts';

/** A key that was created, or got a new secret. */
export type KeyNews = {
  event: 'created' | 'rotated';
  key: Pick<ApiKey, 'clientId' | 'name' | 'scopes'>;
};

/** Notifies the owners of an organization of a key, in the transaction of the change. */
export type NotifyOfKey = (scope: Scope, news: KeyNews) => Promise<void>;

export type AccountParts = WriteParts & {
  access: Access;
  encryption: Encryption;
  notifyOfKey: NotifyOfKey;
};
