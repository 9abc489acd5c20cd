import { isActiveProfile, readProfiles } from '../../connectivity/esims/index.ts';
import type { Event, EventType } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { availableBytes, type Package, packageAt, readPackagesOf } from '../activations/index.ts';
import { LOW_DATA_BYTES } from '../usage/index.ts';
import type { Subject } from './compose-mail.ts';
import type { TravellerMail } from './traveller-mail.ts';

const KINDS: Partial<Record<EventType, TravellerMail>> = {
  'package.purchased': 'installation',
  'package.delivered': 'installation',
  'balance.low': 'lowData',
  'package.expiring': 'expiring',
  'package.expired': 'expired',
  'esim.replaced': 'replaced',
};

/** The events that mails are about. */
export const MAILED_EVENTS = Object.keys(KINDS) as EventType[];

/** Returns the kind of the mail about an event. */
export function kindOf({ type }: Pick<Event, 'type'>): TravellerMail | undefined {
  return KINDS[type];
}

/** A mail, and what it is about: the same is not mailed about twice. */
export type Due = { about: string; subject: Subject };

type Place = Pick<Scope, 'db' | 'accountId' | 'now'>;

/** Returns the email about an event; undefined if it no longer applies or is of no use. */
export async function dueFor(place: Place, event: Event): Promise<Due | undefined> {
  const { body } = event;
  const customerId = String(body.uid);
  const items = await readPackagesOf(place.db, place.accountId, [customerId]);
  const packages = items.map((item) => packageAt(item, place.now));
  switch (kindOf(event)) {
    case 'installation':
      return aboutInstallation(place, { packages, event });
    case 'replaced':
      return aboutReplacement(place, event);
    case 'lowData':
      return aboutLowData(place, { packages, event });
    case 'expiring':
      return aboutEnd('expiring', { packages, event });
    case 'expired':
      return aboutEnd('expired', { packages, event });
    case undefined:
      return undefined;
  }
}

type Known = { packages: readonly Package[]; event: Event };

/** Top-ups bring no eSIM. One that waits for its carrier has a second event when it is there. */
async function aboutInstallation(place: Place, { packages, event }: Known) {
  const { body } = event;
  const item = packages.find(({ id }) => id === body.activatedItem);
  if (!item || item.state === 'PENDING' || !isUsable(item)) return undefined;
  const profile = await profileOf(place, event, body.iccid);
  if (profile?.state !== 'RELEASED') return undefined;
  const subject: Subject = { kind: 'installation', profile, packages };
  return { about: profile.iccid, subject };
}

async function aboutReplacement(place: Place, event: Event): Promise<Due | undefined> {
  const profile = await profileOf(place, event, event.body.replacedByIccid);
  if (!profile) return undefined;
  const replacedIccid = String(event.body.iccid);
  return { about: profile.iccid, subject: { kind: 'replaced', profile, replacedIccid } };
}

/** A top-up allows a new warning: the newest package identifies the data of the eSIM. */
async function aboutLowData(place: Place, { packages, event }: Known): Promise<Due | undefined> {
  const profile = await profileOf(place, event, event.body.iccid);
  if (!profile) return undefined;
  const shared = packages.filter(
    ({ profileDomainId }) => profileDomainId === profile.profileDomainId,
  );
  const leftBytes = shared.reduce((sum, one) => sum + availableBytes(one, place.now), 0n);
  const item = shared.findLast(({ state }) => isOver(state) || state === 'ACTIVE');
  if (!item || leftBytes >= LOW_DATA_BYTES) return undefined;
  return { about: item.id, subject: { kind: 'lowData', item, leftBytes } };
}

function aboutEnd(kind: 'expiring' | 'expired', { packages, event }: Known): Due | undefined {
  const item = packages.find(({ id }) => id === event.body.activatedItem);
  const state = kind === 'expiring' ? 'ACTIVE' : 'EXPIRED';
  return item?.state === state ? { about: item.id, subject: { kind, item } } : undefined;
}

async function profileOf({ db, accountId }: Place, { body }: Event, iccid: unknown) {
  const profiles = await readProfiles(db, { accountId, customerIds: [String(body.uid)] });
  return profiles.find((one) => one.iccid === iccid && isActiveProfile(one));
}

function isUsable({ state }: Package): boolean {
  return state === 'ACTIVE' || state === 'WAITING' || state === 'DEPLETED';
}

function isOver(state: Package['state']): boolean {
  return state === 'DEPLETED' || state === 'EXPIRED';
}
