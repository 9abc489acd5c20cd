import {
  type Attachment,
  type EsimProfile,
  INSTALL_LIMIT,
  isActiveProfile,
} from '../../connectivity/esims/index.ts';
import type { InstallationHint } from '../../connectivity/installations/index.ts';
import { INTERNATIONAL } from '../../connectivity/networks/index.ts';
import { allowanceAt, type Package } from '../activations/index.ts';
import { countryName } from '../catalog/index.ts';

/** The state of an eSIM, its connection and its packages at `now`. */
export type ConnectivityState = {
  now: Date;
  profile: EsimProfile;
  /** The eSIM that is in use in the place of a replaced one. */
  successor: EsimProfile | undefined;
  attachment: Attachment;
  /** What apps reported about its installation. */
  hint: InstallationHint | undefined;
  /** The packages of the profile's domain, in any state. */
  packages: readonly Package[];
  /** The countries that those packages cover. */
  countries: readonly string[];
};

/** One condition for data to work: whether it is met, and the advice for support. */
export type ConnectivityCheck = { code: CheckCode; passed: boolean; advice: string };
type CheckCode = (typeof CHECK_CODES)[number];
type Finding = Omit<ConnectivityCheck, 'code'>;

/** In the order in which a support agent checks. */
export const CHECK_CODES = [
  'installed_and_enabled',
  'attached',
  'in_coverage',
  'package_active',
  'data_left',
  'not_expired',
  'recently_seen',
  'installations_left',
] as const;

const CHECKS: Record<CheckCode, (state: ConnectivityState) => Finding> = {
  installed_and_enabled: isInstalledAndEnabled,
  attached: isAttached,
  in_coverage: isInCoverage,
  package_active: isPackageActive,
  data_left: isDataLeft,
  not_expired: isNotExpired,
  recently_seen: isRecentlySeen,
  installations_left: isInstallationLeft,
};

const RECENT_HOURS = 24;
const HOUR_MS = 3_600_000;
const LOCALE = 'en';

/** Returns every check with its result and a sentence for the support agent. */
export function checkConnectivity(state: ConnectivityState): ConnectivityCheck[] {
  return CHECK_CODES.map((code) => ({ code, ...CHECKS[code](state) }));
}

function passed(advice: string): Finding {
  return { passed: true, advice };
}

function failed(advice: string): Finding {
  return { passed: false, advice };
}

function isInstalledAndEnabled({ profile, successor, hint }: ConnectivityState): Finding {
  if (!isActiveProfile(profile)) {
    return failed(
      successor
        ? `This eSIM was replaced; install and use the eSIM ${successor.iccid} instead.`
        : 'This eSIM is retired and cannot be used again.',
    );
  }
  switch (profile.state) {
    case 'INSTALLED':
      return passed('The eSIM is installed and switched on.');
    case 'DISABLED':
      return failed("Switch the eSIM on in the device's settings.");
    case 'RELEASED':
      return failed(adviceToInstall(hint));
    case 'ERROR':
      return failed('This eSIM has failed; replace it and send the customer the new one.');
  }
}

/** The app knows what the carrier does not say yet, or never learns: a failure. */
function adviceToInstall(hint: InstallationHint | undefined): string {
  const usual = 'Install the eSIM on a device with its QR code or installation link.';
  if (hint?.isUnconfirmed) {
    return 'An app has reported the installation; wait until the carrier confirms it.';
  }
  switch (hint?.latest.outcome) {
    case 'failed': {
      const { platformCode } = hint.latest;
      const code = platformCode === null ? '' : ` (${platformCode})`;
      return `The installation failed in the app${code}. ${usual}`;
    }
    case 'cancelled':
      return `The customer cancelled the installation in the app. ${usual}`;
    case 'started':
      return `The installation was started in the app and has not ended. ${usual}`;
    default:
      return usual;
  }
}

function isAttached({ attachment, profile }: ConnectivityState): Finding {
  if (attachment.sessionsOpen > 0) return passed('The device is on a network.');
  if (profile.state !== 'INSTALLED') {
    return failed('The eSIM joins a network once it is installed and switched on.');
  }
  return failed(
    'Choose this eSIM for mobile data, switch data roaming on, and airplane mode on and off again.',
  );
}

function isInCoverage({ attachment, countries }: ConnectivityState): Finding {
  const { country } = attachment;
  if (country === null) {
    return failed(
      `No network has seen this eSIM yet; its packages work in ${placesOf(countries)}.`,
    );
  }
  const name = countryName(country, LOCALE);
  const place = country === INTERNATIONAL ? name : `in ${name}`;
  return countries.includes(country)
    ? passed(`The eSIM was seen last ${place}, where its packages work.`)
    : failed(
        `The eSIM was seen last ${place}, where its packages do not work; ` +
          `they work in ${placesOf(countries)}.`,
      );
}

function placesOf(countries: readonly string[]): string {
  const [only] = countries;
  return countries.length === 1 && only
    ? countryName(only, LOCALE)
    : `${countries.length} countries`;
}

function isPackageActive({ packages }: ConnectivityState): Finding {
  const isThere = (state: Package['state']) => packages.some((one) => one.state === state);
  if (isThere('ACTIVE')) return passed('A package is active.');
  if (packages.some(startsByUse)) {
    return passed('A package waits and starts when it is first used where it works.');
  }
  if (isThere('WAITING')) return failed('A package waits for its activation; activate it.');
  if (isThere('PENDING'))
    return failed('A package is being delivered by the supplier; wait for it.');
  return failed('There is no package to use; top the customer up.');
}

function isDataLeft({ packages, now }: ConnectivityState): Finding {
  const usable = packages.filter((one) => one.state === 'ACTIVE' || startsByUse(one));
  const allowances = usable.map((one) => allowanceAt(one, now));
  if (allowances.some(({ bytes, isThrottled }) => bytes > 0n && !isThrottled)) {
    return passed('There is data to use.');
  }
  if (allowances.some(({ bytes }) => bytes > 0n)) {
    return passed('There is data to use; it is slower, because the fair-use limit is reached.');
  }
  if (usable.some((one) => one.usedBytes < one.dataBytes)) {
    return failed('The data of today is used up; wait for the next day, or top the customer up.');
  }
  const isWaiting = packages.some(({ state }) => state === 'WAITING');
  return failed(
    isWaiting
      ? 'There is no data to use before a waiting package is activated.'
      : 'There is no data left to use; top the customer up.',
  );
}

function isNotExpired({ packages }: ConnectivityState): Finding {
  const delivered = packages.filter(({ state }) => state !== 'REFUNDED' && state !== 'FAILED');
  const isOver = delivered.length > 0 && delivered.every(({ state }) => state === 'EXPIRED');
  return isOver
    ? failed('All packages have expired; top the customer up.')
    : passed('The validity has not run out.');
}

function isRecentlySeen({ profile, attachment, now }: ConnectivityState): Finding {
  const { lastSeenAt } = profile;
  if (lastSeenAt === null) return failed('No network has seen this eSIM yet.');
  const isRecent = now.getTime() - lastSeenAt.getTime() <= RECENT_HOURS * HOUR_MS;
  if (isRecent) return passed(`A network has seen this eSIM within ${RECENT_HOURS} hours.`);
  if (attachment.sessionsOpen > 0) return passed('The eSIM has been on its network ever since.');
  return failed(`No network has seen this eSIM for ${RECENT_HOURS} hours; restart the device.`);
}

function isInstallationLeft({ profile: { installCount, state } }: ConnectivityState): Finding {
  const left = INSTALL_LIMIT - installCount;
  if (left === 1) return passed('The eSIM can be installed once more; keep it on its device.');
  if (left > 1) return passed(`The eSIM can be installed ${left} more times.`);
  return failed(
    state === 'RELEASED'
      ? 'The eSIM cannot be installed again; replace it and send the customer the new one.'
      : 'The eSIM cannot be installed again; keep it on its device, or replace it.',
  );
}

function startsByUse({ state, activationMode }: Package): boolean {
  return state === 'WAITING' && activationMode === 'FIRST_USE';
}
