import { describe, expect, it } from 'vitest';
import type { EsimProfile } from '../../connectivity/esims/index.ts';
import type { InstallationEvent } from '../../connectivity/installations/index.ts';
import type { Package } from '../activations/index.ts';
import { CHECK_CODES, type ConnectivityState, checkConnectivity } from './connectivity-checks.ts';

const NOW = new Date('2026-04-30T12:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const aProfile = {
  state: 'INSTALLED',
  installCount: 1,
  lastSeenAt: hoursAgo(1),
  replacedBy: null,
  retiredAt: null,
} as EsimProfile;
const aPackage = {
  state: 'ACTIVE',
  activationMode: 'NOW',
  dataBytes: 100n,
  usedBytes: 40n,
  dataTerms: null,
} as Package;
const waiting = { ...aPackage, state: 'WAITING', usedBytes: 0n } as const;

const onDemand = { ...waiting, activationMode: 'ON_DEMAND' } as const;
const firstUse = { ...waiting, activationMode: 'FIRST_USE' } as const;
const expired = { ...aPackage, state: 'EXPIRED' } as const;
const depleted = { ...aPackage, state: 'DEPLETED', usedBytes: 100n } as const;
const pending = { ...waiting, state: 'PENDING', activationMode: 'NOW' } as const;
const dayPass = {
  ...aPackage,
  usedBytes: 50n,
  dataTerms: { dataType: 'daily', dailyBytes: 50, dayZone: 'UTC', fairUse: null },
  dataDays: [{ startsAt: '2026-04-30T00:00:00.000Z', bytes: 50, throttledBytes: 0 }],
  activatedAt: hoursAgo(2),
  expiresAt: hoursAgo(-48),
} as Package;
const fairUse = { bytes: 50, period: 'day' as const, speedKbps: 512 };
const slow: Package = {
  ...dayPass,
  dataTerms: { dataType: 'unlimited', dailyBytes: null, dayZone: 'UTC', fairUse },
};
const refunded = { ...aPackage, state: 'REFUNDED', usedBytes: 0n } as const;

/** An eSIM in Vienna with which all is well, but for what is given. */
function factsWith(over: Partial<ConnectivityState>): ConnectivityState {
  return {
    now: NOW,
    profile: aProfile,
    successor: undefined,
    attachment: { country: 'AT', mcc: '232', mnc: '01', sessionsOpen: 1 },
    hint: undefined,
    packages: [aPackage],
    countries: ['AT', 'DE'],
    ...over,
  };
}

function check(code: (typeof CHECK_CODES)[number], over: Partial<ConnectivityState>) {
  return checkConnectivity(factsWith(over)).find((one) => one.code === code);
}

const profile = (over: Partial<EsimProfile>) => ({ profile: { ...aProfile, ...over } });
const seen = (country: string | null, sessionsOpen = 0) => ({
  attachment: { country, mcc: null, mnc: null, sessionsOpen },
});

const released = profile({ state: 'RELEASED' });
const reported = (outcome: InstallationEvent['outcome'], isUnconfirmed = false) => ({
  hint: { latest: { outcome, platformCode: 'NO_MEMORY' } as InstallationEvent, isUnconfirmed },
});

it('all is well when nothing is wrong', () => {
  const checks = checkConnectivity(factsWith({}));
  expect(checks.map(({ code }) => code)).toEqual(CHECK_CODES);
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
});

describe.each<[(typeof CHECK_CODES)[number], [boolean, string, Partial<ConnectivityState>][]]>([
  [
    'installed_and_enabled',
    [
      [true, 'is installed', {}],
      [false, 'Switch the eSIM on', profile({ state: 'DISABLED' })],
      [false, 'Install the eSIM', profile({ state: 'RELEASED' })],
      [false, 'wait until the carrier', { ...reported('succeeded', true), ...released }],
      [false, 'Install the eSIM', { ...reported('succeeded'), ...released }],
      [false, 'failed in the app (NO_MEMORY). Install', { ...reported('failed'), ...released }],
      [false, 'cancelled the installation', { ...reported('cancelled'), ...released }],
      [false, 'has not ended. Install', { ...reported('started'), ...released }],
      [true, 'is installed', reported('failed')],
      [false, 'replace it', profile({ state: 'ERROR' })],
      [false, 'is retired', profile({ retiredAt: NOW })],
      [
        false,
        'eSIM 8999 instead',
        { ...profile({ replacedBy: 'x' }), successor: { ...aProfile, iccid: '8999' } },
      ],
    ],
  ],
  [
    'attached',
    [
      [true, 'on a network', {}],
      [false, 'data roaming', seen('AT')],
      [false, 'once it is installed', { ...seen('AT'), ...profile({ state: 'DISABLED' }) }],
    ],
  ],
  [
    'in_coverage',
    [
      [true, 'in Austria, where its packages work', {}],
      [true, 'in Austria', seen('AT')],
      [false, 'in Japan, where its packages do not work; they work in 2 countries', seen('JP', 1)],
      [false, 'work in Austria', { ...seen('JP'), countries: ['AT'] }],
      [false, 'No network has seen this eSIM yet', seen(null)],
    ],
  ],
  [
    'package_active',
    [
      [true, 'is active', {}],
      [true, 'first used', { packages: [depleted, firstUse] }],
      [false, 'activate it', { packages: [onDemand, expired] }],
      [false, 'being delivered', { packages: [pending] }],
      [false, 'top the customer up', { packages: [depleted, expired, refunded] }],
      [false, 'top the customer up', { packages: [] }],
    ],
  ],
  [
    'data_left',
    [
      [true, 'data to use', { packages: [depleted, aPackage] }],
      [true, 'data to use', { packages: [firstUse] }],
      [true, 'data to use', { packages: [dayPass, aPackage] }],
      [true, 'slower', { packages: [dayPass, slow] }],
      [false, 'data of today is used up', { packages: [dayPass] }],
      [false, 'before a waiting package is activated', { packages: [onDemand, depleted] }],
      [false, 'top the customer up', { packages: [depleted] }],
      [false, 'top the customer up', { packages: [expired] }],
      [false, 'top the customer up', { packages: [] }],
    ],
  ],
  [
    'not_expired',
    [
      [true, 'has not run out', { packages: [expired, aPackage] }],
      [true, 'has not run out', { packages: [expired, depleted] }],
      [true, 'has not run out', { packages: [refunded] }],
      [false, 'All packages have expired', { packages: [expired, refunded] }],
    ],
  ],
  [
    'recently_seen',
    [
      [true, 'within 24 hours', {}],
      [true, 'within 24 hours', { ...profile({ lastSeenAt: hoursAgo(24) }), ...seen('AT') }],
      [false, 'restart the device', { ...profile({ lastSeenAt: hoursAgo(24.1) }), ...seen('AT') }],
      [true, 'ever since', profile({ lastSeenAt: hoursAgo(48) })],
      [false, 'No network has seen', profile({ lastSeenAt: null })],
    ],
  ],
  [
    'installations_left',
    [
      [true, '4 more times', {}],
      [true, 'once more', profile({ installCount: 4 })],
      [false, 'keep it on its device', profile({ installCount: 5 })],
      [false, 'replace it', profile({ installCount: 5, state: 'RELEASED' })],
    ],
  ],
])('the check %s', (code, cases) => {
  it.each(cases)('is %s: %s', (passed, words, over) => {
    const found = check(code, over);
    expect(found).toMatchObject({ passed, advice: expect.stringContaining(words) });
    expect(found?.advice).toMatch(/^[A-Z].*[^.]\.$/);
  });

  it('has another advice when it passes', () => {
    const advice = (wanted: boolean) =>
      cases.filter(([passed]) => passed === wanted).map(([, , over]) => check(code, over)?.advice);
    expect(advice(true).filter((one) => advice(false).includes(one))).toEqual([]);
  });
});
