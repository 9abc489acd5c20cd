import type { Schemas } from '../api/client.ts';
import { type Shape, State } from '../look/state.tsx';
import { useWords, type Words } from '../words/language.tsx';

type PackageState = Schemas['ActivatedItem']['state'];
type ProfileState = Schemas['EsimProfile']['state'];

const PACKAGE_SHAPES: Record<PackageState, Shape> = {
  PENDING: 'waiting',
  WAITING: 'waiting',
  ACTIVE: 'done',
  DEPLETED: 'over',
  EXPIRED: 'over',
  REFUNDED: 'back',
  FAILED: 'failed',
};
const PROFILE_SHAPES: Record<ProfileState, Shape> = {
  RELEASED: 'waiting',
  INSTALLED: 'done',
  DISABLED: 'warning',
  ERROR: 'failed',
};

const en = {
  package: {
    PENDING: 'Pending',
    WAITING: 'Waiting',
    ACTIVE: 'Active',
    DEPLETED: 'Depleted',
    EXPIRED: 'Expired',
    REFUNDED: 'Refunded',
    FAILED: 'Failed',
  } satisfies Record<PackageState, string> as Record<PackageState, string>,
  status: { PURCHASED: 'Purchased', ACTIVATED: 'Activated', REFUNDED: 'Refunded' },
  profile: {
    RELEASED: 'Released',
    INSTALLED: 'Installed',
    DISABLED: 'Disabled',
    ERROR: 'Error',
  } satisfies Record<ProfileState, string> as Record<ProfileState, string>,
};
const de: typeof en = {
  package: {
    PENDING: 'In Arbeit',
    WAITING: 'Wartet',
    ACTIVE: 'Aktiv',
    DEPLETED: 'Aufgebraucht',
    EXPIRED: 'Abgelaufen',
    REFUNDED: 'Erstattet',
    FAILED: 'Fehlgeschlagen',
  },
  status: { PURCHASED: 'Gekauft', ACTIVATED: 'Aktiviert', REFUNDED: 'Erstattet' },
  profile: {
    RELEASED: 'Bereit',
    INSTALLED: 'Installiert',
    DISABLED: 'Ausgeschaltet',
    ERROR: 'Fehler',
  },
};
export const stateWords: Words<typeof en> = { en, de };

export function PackageStateWord({ state }: { state: PackageState }) {
  return <State shape={PACKAGE_SHAPES[state]}>{useWords(stateWords).package[state]}</State>;
}

export function ProfileStateWord({ state }: { state: ProfileState }) {
  return <State shape={PROFILE_SHAPES[state]}>{useWords(stateWords).profile[state]}</State>;
}
