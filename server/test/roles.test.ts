import { describe, expect, it } from 'vitest';
import { RESELLER_ROLES, ROLES, type Role, SCOPES_OF_ROLE } from '../src/identity/people/index.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { type Kind, paramKinds } from './support/kinds.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { personOf, type TestPerson } from './support/people.ts';
import { grantedRequest, send } from './support/requests.ts';
import { openReseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';
import { credentialsOf } from './support/slice.ts';

const everything = await readOperations('all');
const operations = (await readOperations()).filter(({ scopeOfPeople }) => scopeOfPeople);
const cases = operations.map((operation) => [operation.name, operation] as const);

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);
const { organizationId } = await store.newAccount();
const people = new Map<Role, TestPerson>();
for (const role of ROLES) people.set(role, await personOf(store, organizationId, role));

function personIn(role: Role): TestPerson {
  const person = people.get(role);
  if (!person) throw new Error(`nobody is ${role}`);
  return person;
}

/** By the table of roles, and nothing else; every scope includes `read`. */
function mayAsk(role: Role, { scopesOfPeople }: Operation): boolean {
  const needed = [...scopesOfPeople];
  return needed.includes('read') || SCOPES_OF_ROLE[role].some((scope) => needed.includes(scope));
}

/** Asks with nothing right but the session: who is let in is refused for something else. */
function knock(operation: Operation, role: Role) {
  return knockWith(operation, personIn(role).token);
}

async function knockWith(operation: Operation, token: string | undefined) {
  const params = Object.fromEntries(operation.params.map((name) => [name, 'nothing']));
  // Left open, the stream of events would not answer before its heartbeat ends.
  const query: Record<string, string> = operation.path.endsWith('/stream') ? { timeout: '0' } : {};
  const wanted = { params, query, body: undefined, headers: {}, text: '{"x":1}' };
  const body = operation.body ? wanted : { ...wanted, text: undefined };
  const headers = token === undefined ? {} : credentialsOf(token);
  return send(operation, { ...body, headers }, { store, token });
}

describe('every role is let into every route as the table says', () => {
  it.each(cases)('roles have the documented access: %s', async (_, operation) => {
    for (const role of ROLES) {
      const answer = await knock(operation, role);
      const code = answer.statusCode < 400 ? 'none' : answer.json().code;
      const isRefused = code === 'insufficient_scope';
      expect({ role, isRefused, code }).toEqual({
        role,
        isRefused: !mayAsk(role, operation),
        code,
      });
      expect(answer.statusCode, `${role} ${answer.body}`).not.toBe(401);
      expect(answer.statusCode, `${role} ${answer.body}`).toBeLessThan(500);
    }
  });
});

/** A new person of this role, since some of these calls end the session. */
async function somebody(role: Role): Promise<string> {
  const { organizationId } = reseller;
  return (await personOf(store, organizationId, role)).token;
}

describe('what people do for themselves', () => {
  const own = everything.filter(({ path }) => path.startsWith('/auth/'));
  const names = (some: Operation[]) =>
    some.map((operation) => [operation.name, operation] as const);

  it.each(names(own.filter(({ isOfSession }) => isOfSession)))(
    'is open to every role with a session, and to nobody else: %s',
    async (_, operation) => {
      const isOfResellers = operation.path === '/auth/notifications';
      const roles: readonly Role[] = isOfResellers ? RESELLER_ROLES : ROLES;
      for (const role of roles) {
        const answer = await knockWith(operation, await somebody(role));
        expect([401, 403], `${role} ${answer.body}`).not.toContain(answer.statusCode);
        expect(answer.statusCode, `${role} ${answer.body}`).toBeLessThan(500);
      }
      for (const token of [undefined, reseller.token]) {
        expect((await knockWith(operation, token)).statusCode).toBe(401);
      }
    },
  );

  it.each(names(own.filter(({ isOfSession }) => !isOfSession)))(
    'before signing in asks for no session: %s',
    async (_, operation) => {
      const answer = await knockWith(operation, undefined);
      expect(answer.body).not.toMatch(/"code":"(missing_token|session_not_found|forbidden)"/);
      expect(answer.statusCode, answer.body).toBeLessThan(500);
    },
  );
});

describe('what carriers report', () => {
  const ofCarriers = everything.filter(({ path }) => path.startsWith('/carrier/'));

  it('every carrier operation is in the document', () => {
    expect(ofCarriers.map(({ name }) => name).sort()).toEqual([
      'GET /carrier/v1/usage-reports/{id}',
      'POST /carrier/v1/profile-events',
      'POST /carrier/v1/usage-records',
    ]);
  });

  it.each(ofCarriers.map((operation) => [operation.name, operation] as const))(
    'carrier operations are refused to every role and to every API key: %s',
    async (_, operation) => {
      const callers = [...ROLES.map((role) => personIn(role).token), reseller.token];
      for (const token of callers) {
        const answer = await knockWith(operation, token);
        expect(answer.statusCode, answer.body).toBe(401);
        expect(answer.json().code).toBe('invalid_credentials');
      }
    },
  );
});

describe('the table', () => {
  const mayDo = (scope: string) =>
    ROLES.filter((role) => SCOPES_OF_ROLE[role].some((each) => each === scope));

  it('the table of roles gives keys and money to the documented roles only', () => {
    expect(mayDo('manage')).toEqual(['owner', 'developer']);
    expect(mayDo('billing')).toEqual(['owner', 'finance']);
    expect(mayDo('sell')).toEqual(['owner', 'developer', 'support']);
    expect(mayDo('refund')).toEqual(['owner', 'developer', 'support']);
    expect(mayDo('team')).toEqual(['owner', 'operator']);
    expect(mayDo('assist')).toEqual(['operator', 'operator-support']);
    expect(mayDo('operate')).toEqual(['operator']);
    expect(mayDo('read')).toEqual([...ROLES]);
  });

  it('every route of the store is in the table of roles', async () => {
    const isOpen = ({ path }: Operation) =>
      path.startsWith('/auth/') || !/^\/(gigastore|activations|operator)\//.test(path);
    const unasked = everything.filter((each) => !each.scopeOfPeople && !isOpen(each));
    // These ask for nothing at all, of nobody.
    const names = unasked.map(({ name }) => name);
    expect(names.filter((name) => !/\/version$|\/carrier/.test(name))).toEqual([]);
  });
});

type Place = { operation: Operation; name: string; kind: Kind };
const places = operations.flatMap((operation): Place[] =>
  paramKinds(operation)
    .filter(([, { isOwned }]) => isOwned)
    .map(([name, kind]) => ({ operation, name, kind })),
);

describe('what belongs to one organization is not there for the people of another', () => {
  it.each(places.map((place) => [place.operation.name, place.name, place] as const))(
    'what belongs to one organization is not found by people of another: %s: %s',
    async (_, __, { operation, kind }) => {
      const wanted = await grantedRequest(operation, reseller);
      for (const role of ['owner', 'support', 'viewer'] as const) {
        const answer = await send(operation, wanted, { store, token: personIn(role).token });
        const code = mayAsk(role, operation) ? kind.missing : 'insufficient_scope';
        expect({ role, ...answer.json() }, answer.body).toMatchObject({ role, code });
      }
    },
  );
});
