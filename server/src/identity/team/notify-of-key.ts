import { queueMail } from '../../messaging/mail/index.ts';
import type { NotifyOfKey } from '../../tenancy/accounts/index.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { leadingRole, selectToNotify } from '../people/index.ts';
import { KEY_MAILS } from './mails.ts';

const HOUR_MS = 3_600_000;

/**
 * Returns the function that notifies the owners of an organization, and the person who made the
 * change, of a new API key or secret. Each is notified about one key at most once an hour.
 */
export function createKeyNotices({ publicUrl }: { publicUrl: string }): NotifyOfKey {
  return async (scope, { event, key }) => {
    const { db, organizationId, mode, actor, now } = scope;
    const { isPlatform } = await readOrganization(db, organizationId);
    const personId = actor.kind === 'person' ? actor.personId : null;
    const role = leadingRole(isPlatform);
    const hour = Math.floor(now.getTime() / HOUR_MS);
    const url = `${publicUrl}/portal/${mode}/keys`;
    for (const person of await selectToNotify(db, { organizationId, role, personId })) {
      const of = { event, mode, key, by: actor.name ?? '', person: person.name, url };
      await queueMail(db, {
        kind: 'api-key',
        to: person.email,
        locale: person.locale,
        content: KEY_MAILS[person.locale](of),
        organizationId,
        isOfSandbox: mode === 'sandbox',
        onceKey: `${key.clientId}/${event}/${hour}/${person.id}`,
      });
    }
  };
}
