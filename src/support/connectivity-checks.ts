import type { ActivatedItem } from '../activations/index.ts';
import {
  type Attachment,
  type EsimProfile,
  INSTALL_LIMIT,
  isActiveProfile,
} from '../esims/index.ts';

/** All that is known of an eSIM's connection; packages as they stand at `now`. */
export type ConnectivityFacts = {
  now: Date;
  profile: EsimProfile;
  attachment: Attachment;
  /** The packages of the profile's domain, of any state. */
  packages: readonly ActivatedItem[];
  /** Where those packages work. */
  countries: readonly string[];
};

/** One thing that must be right for data to flow, and what to do when it is not. */
export type ConnectivityCheck = { code: string; passed: boolean; advice: string };

/** Undefined while nothing is known about it. */
type Check = (facts: ConnectivityFacts) => ConnectivityCheck | undefined;

const RECENT_HOURS = 24;
const HOUR_MS = 3_600_000;

/** In the order in which a person would look. */
const CHECKS: readonly Check[] = [
  installedAndEnabled,
  packageActive,
  notExpired,
  dataLeft,
  inCoverage,
  attached,
  recentlySeen,
  installationsLeft,
];

export const CHECK_CODES = [
  'installed_and_enabled',
  'package_active',
  'not_expired',
  'data_left',
  'in_coverage',
  'attached',
  'recently_seen',
  'installations_left',
] as const;

/** What can be said about the connection from what is known; the rest is left out. */
export function checkConnectivity(facts: ConnectivityFacts): ConnectivityCheck[] {
  return CHECKS.flatMap((check) => check(facts) ?? []);
}

function installedAndEnabled({ profile }: ConnectivityFacts): ConnectivityCheck {
  const code = 'installed_and_enabled';
  if (!isActiveProfile(profile)) {
    return { code, passed: false, advice: 'This eSIM is over; use the one that took its place.' };
  }
  return { code, passed: profile.state === 'INSTALLED', advice: STATE_ADVICE[profile.state] };
}

const STATE_ADVICE: Record<EsimProfile['state'], string> = {
  INSTALLED: 'The eSIM is on a device and switched on.',
  DISABLED: "Switch the eSIM on in the device's settings.",
  RELEASED: 'Install the eSIM on a device with its QR code or installation link.',
  ERROR: 'This eSIM has failed and must be replaced.',
};

function packageActive({ packages }: ConnectivityFacts): ConnectivityCheck {
  const code = 'package_active';
  if (packages.some(({ state }) => state === 'ACTIVE')) {
    return { code, passed: true, advice: 'A package is active.' };
  }
  if (packages.some(startsByUse)) {
    return { code, passed: true, advice: 'A package is waiting and starts when it is first used.' };
  }
  const isWaiting = packages.some(({ state }) => state === 'WAITING');
  const advice = isWaiting
    ? 'A package is waiting; activate it.'
    : 'No package can be used; top the customer up.';
  return { code, passed: false, advice };
}

function notExpired({ packages }: ConnectivityFacts): ConnectivityCheck {
  const delivered = packages.filter(({ state }) => state !== 'REFUNDED' && state !== 'FAILED');
  const passed = delivered.length === 0 || delivered.some(({ state }) => state !== 'EXPIRED');
  const advice = passed
    ? 'The validity has not run out.'
    : 'All packages have expired; top the customer up.';
  return { code: 'not_expired', passed, advice };
}

function dataLeft({ packages }: ConnectivityFacts): ConnectivityCheck {
  const passed = packages.some(
    (one) => (one.state === 'ACTIVE' || startsByUse(one)) && one.usedBytes < one.dataBytes,
  );
  const advice = passed
    ? 'There is data to use.'
    : 'There is no data left to use; top the customer up or activate a waiting package.';
  return { code: 'data_left', passed, advice };
}

function inCoverage({ attachment, countries }: ConnectivityFacts): ConnectivityCheck | undefined {
  const { country } = attachment;
  if (country === null) return undefined;
  const passed = countries.includes(country);
  const advice = passed
    ? `The packages work in ${country}, where the eSIM was seen last.`
    : `The packages do not work in ${country}, where the eSIM was seen last.`;
  return { code: 'in_coverage', passed, advice };
}

function attached({ attachment }: ConnectivityFacts): ConnectivityCheck {
  const passed = attachment.sessionsOpen > 0;
  const advice = passed
    ? 'The device is on a network.'
    : 'Switch data roaming on for this eSIM and airplane mode off, and choose it for data.';
  return { code: 'attached', passed, advice };
}

function recentlySeen({ profile, now }: ConnectivityFacts): ConnectivityCheck {
  const { lastSeenAt } = profile;
  const code = 'recently_seen';
  if (lastSeenAt === null) {
    return { code, passed: false, advice: 'No network has seen this eSIM yet.' };
  }
  const passed = now.getTime() - lastSeenAt.getTime() <= RECENT_HOURS * HOUR_MS;
  const advice = passed
    ? `A network has seen this eSIM within ${RECENT_HOURS} hours.`
    : `No network has seen this eSIM for more than ${RECENT_HOURS} hours; restart the device.`;
  return { code, passed, advice };
}

function installationsLeft({ profile }: ConnectivityFacts): ConnectivityCheck {
  const left = INSTALL_LIMIT - profile.installCount;
  const advice =
    left > 0
      ? `The eSIM can be installed ${left} more times.`
      : 'The eSIM cannot be installed again; replace it before it is removed from its device.';
  return { code: 'installations_left', passed: left > 0, advice };
}

function startsByUse({ state, activationMode }: ActivatedItem): boolean {
  return state === 'WAITING' && activationMode === 'FIRST_USE';
}
