import { openPlatform } from '../../commerce/onboarding/index.ts';
import { addMember, RESELLER_ROLES, type Role } from '../../identity/people/index.ts';
import type { Tx } from '../../platform/db/database.ts';

export const DEMO_PASSWORD = 'demo-password';
/** The hash of the password above, so that a start does not wait for hashing. */
const DEMO_PASSWORD_HASH =
  'cb7c2bdd5e420b454bb020518fa7a90b:d6071326d48ba13cd5a7a921ce4adb6ae7379aba12621523388b45815e4f5' +
  'fcf18ca748e78304a3320db07bd1013567a29438b5010a4dd886a2379802f6dadbb';

const PLATFORM_NAME = 'Gigastore platform';
const NAMES = {
  owner: 'Mara Lindholt',
  finance: 'Femi Adair',
  developer: 'Jonas Vellmark',
  support: 'Tomas Weyland',
  viewer: 'Noor Haddad',
  operator: 'Ines Korver',
} satisfies Partial<Record<Role, string>>;
type DemoRole = keyof typeof NAMES;
const DEMO_ROLES = Object.keys(NAMES) as DemoRole[];
export const DEMO_EMAILS = DEMO_ROLES.map(demoEmail);
export const DEMO_COMPANY = 'Demonstration';

export type DemoPerson = { email: string; name: string; role: DemoRole; company: string };

/** Returns the people of the demonstration, the owner first. */
export function demoPeople(): DemoPerson[] {
  return DEMO_ROLES.map((role) => ({
    email: demoEmail(role),
    name: NAMES[role],
    role,
    company: role === 'operator' ? PLATFORM_NAME : DEMO_COMPANY,
  }));
}

/** Adds the people of the demonstration; existing ones stay as they are. */
export async function addDemoPeople(
  tx: Tx,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<void> {
  const platform = { name: PLATFORM_NAME, email: demoEmail('operator'), now };
  const platformId = await openPlatform(tx, platform);
  const add = (role: DemoRole, home: string) =>
    addMember(tx, {
      organizationId: home,
      role,
      name: NAMES[role],
      email: demoEmail(role),
      passwordHash: DEMO_PASSWORD_HASH,
      now,
    });
  for (const role of RESELLER_ROLES) await add(role, organizationId);
  await add('operator', platformId);
}

function demoEmail(role: DemoRole): string {
  return `${role}@demo.test`;
}
