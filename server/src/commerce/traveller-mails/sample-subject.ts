import type { Subject } from './compose-mail.ts';
import type { TravellerMail } from './traveller-mail.ts';

const GIGABYTE = 1_073_741_824n;
const MEGABYTE = 1_048_576n;
const DAY_MS = 86_400_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Returns what a mail is about that shows a reseller how its mails look. */
export function sampleSubject(
  kind: TravellerMail,
  { accountId, now }: { accountId: string; now: Date },
): Subject {
  const profile = {
    ...{ accountId, id: NOBODY, linkVersion: 0, profileDomainId: NOBODY },
    iccid: '8997212330099184896',
  };
  const item = {
    ...{ name: 'eSIM Europe 5 GB', state: 'ACTIVE' as const, profileDomainId: NOBODY },
    ...{ dataBytes: 5n * GIGABYTE, usedBytes: 0n, dataTerms: null },
    expiresAt: new Date(now.getTime() + DAY_MS),
  };
  switch (kind) {
    case 'installation':
      return { kind, profile, packages: [item] };
    case 'lowData':
      return { kind, item, leftBytes: 98n * MEGABYTE };
    case 'expiring':
      return { kind, item: { ...item, usedBytes: 4n * GIGABYTE } };
    case 'expired':
      return { kind, item: { ...item, expiresAt: now } };
    case 'replaced':
      return { kind, profile, replacedIccid: '8997212330099184888' };
  }
}
