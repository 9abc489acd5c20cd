import { openPlatform } from '../../src/commerce/onboarding/index.ts';
import {
  addMember,
  PLATFORM_ROLES,
  ROLES,
  type Role,
  SCOPES_OF_ROLE,
} from '../../src/identity/people/index.ts';
import { openSession } from '../../src/identity/sessions/index.ts';
import type { AccountMode } from '../../src/kernel/context.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { ApiScope } from '../../src/kernel/scopes.ts';
import { sql } from '../../src/platform/db/database.ts';
import type { TestStore } from './app.ts';
import { asToken, type Call, callerOf } from './slice.ts';

export const PASSWORD = 'correct horse battery';
/** Of `PASSWORD`, by `quickPasswords`. */
export const PASSWORD_HASH =
  '7d79b0a5a5f228a9f2b41e9b34c68b36:478cb1cf1f9ad4e30e3b4f84a48167a10d90036c8c0977932891762' +
  '1e2140de85a6d5a3d401d07c322dd53c1a1324cea50b06c37295f00687b9105ae746b2810';

/** A person who has signed in. */
export type TestPerson = {
  personId: string;
  email: string;
  organizationId: string;
  /** For every call: the session, and where it comes from. */
  headers: Record<string, string>;
  /** The same in place of an access token, for `send`, `callerOf` and the like. */
  token: string;
  call: Call;
};

type Store = Pick<TestStore, 'app' | 'db' | 'parts'>;

/** A new person of this role, of this organization; the platform's roles belong to its own. */
export async function personOf(
  store: Store,
  organizationId: string,
  role: Role,
): Promise<TestPerson> {
  const now = new Date();
  // Approvals are for those who have had their role for some days.
  const joinedAt = new Date(now.getTime() - 30 * 24 * 3_600_000);
  const email = `${role}-${newId()}@people.test`;
  const isOfPlatform = (PLATFORM_ROLES as readonly Role[]).includes(role);
  const home = isOfPlatform ? await platformOf(store) : organizationId;
  const { personId, token } = await store.db.transaction(async (tx) => {
    const draft = { organizationId: home, role, name: `Test ${role}`, email, now: joinedAt };
    const id = (await addMember(tx, { ...draft, passwordHash: PASSWORD_HASH })) ?? '';
    return { personId: id, token: await openSession(tx, { personId: id, now }) };
  });
  return { personId, email, organizationId: home, ...signedIn(store, token) };
}

/** What a session's token lets one do. */
export function signedIn({ app, parts }: Store, sessionToken: string) {
  const { cookies } = parts.people;
  const headers = {
    cookie: `${cookies.name}=${cookies.write(sessionToken)}`,
    origin: new URL(parts.config.publicUrl).origin,
  };
  const token = asToken(headers);
  return { headers, token, call: callerOf(app, token) };
}

const platforms = new WeakMap<TestStore['db'], Promise<string>>();

/** The operator's own organization of this store, made once however many ask for it at once. */
export function platformOf({ db }: Pick<TestStore, 'db'>): Promise<string> {
  const platform = { name: 'Platform', email: 'operator@platform.test', now: new Date() };
  const made = platforms.get(db) ?? db.transaction((tx) => openPlatform(tx, platform));
  platforms.set(db, made);
  return made;
}

/** The account on which an operation of these people happens: the platform's own, or this one. */
export async function accountFor(
  store: Pick<TestStore, 'db'>,
  account: { id: string },
  scope: ApiScope | undefined,
): Promise<string> {
  if (scope !== 'assist' && scope !== 'operate') return account.id;
  const organizationId = await platformOf(store);
  const row = await store.db.row<{ id: string }>(sql`
    select id
    from accounts
    where organization_id = ${organizationId}
      and mode = 'sandbox'`);
  return row?.id ?? '';
}

/** A token with which a person of the first role that has the scope asks on this account. */
export async function personalToken(
  store: Store,
  account: { organizationId: string; mode?: AccountMode },
  scope: ApiScope,
): Promise<string> {
  const role = ROLES.find((each) => SCOPES_OF_ROLE[each].includes(scope)) ?? 'owner';
  const { headers } = await personOf(store, account.organizationId, role);
  return asToken({ ...headers, 'x-account': account.mode ?? 'sandbox' });
}
