import type { EsimProfile } from '../../src/app.ts';

/** An eSIM that no phone has. */
export function aProfile(): EsimProfile {
  return {
    id: '7555cab8-72bc-4e85-b56a-6cdf60e2d6e4',
    iccid: '8948010000000000019',
    imsi: null,
    eid: null,
    state: 'RELEASED',
    supportedCountries: ['AT'],
    activationCode: 'LPA:1$smdp.example$1234567890ABCDEF',
    smdpAddress: 'smdp.example',
    matchingId: '1234567890ABCDEF',
    confirmationCode: null,
    apn: null,
    appleUniversalLink: null,
    androidUniversalLink: null,
    installationUrl: null,
    installCount: 0,
    installLimit: 5,
  };
}
