import { Type } from 'typebox';
import {
  answer,
  CountryCode,
  described,
  Id,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { USAGE_SOURCES } from './esim-profile.ts';

/** The EsimProfile of the API (docs/api-compatibility.md). */
export const EsimProfileSchema = answer('EsimProfile', {
  uid: described(Id, 'The ID of the eSIM profile.'),
  iccid: Type.String({
    pattern: '^89[0-9A-F]{16,18}$',
    description: '19 or 20 digits, unless the operator has imported another form.',
  }),
  imsi: nullable(
    Type.String({ pattern: '^[0-9]{15}$', description: 'Null if the carrier does not name it.' }),
  ),
  activationCode: Type.String({
    description:
      'LPA:1$<SM-DP+ address>$<matching ID>, sometimes with $<OID of the SM-DP+>, and with $1 if ' +
      'the device asks for a confirmation code.',
    examples: ['LPA:1$smdp.example$1234567890ABCDEF'],
  }),
  appleUniversalLink: Type.String({
    description: 'A link that installs the eSIM on an iPhone with iOS 17.4 or later.',
  }),
  androidUniversalLink: Type.String({
    description: 'A link that installs the eSIM on an Android phone.',
  }),
  installationUrl: Type.String({
    format: 'uri',
    description: 'A page for the traveller with a QR code and the steps of the installation.',
  }),
  qrCodeUrl: Type.String({ format: 'uri', description: 'A PNG; an SVG under `.svg`.' }),
  lastSeen: nullable(Timestamp),
  activatedAt: described(
    nullable(Timestamp),
    'When the eSIM was first installed; `null` until then.',
  ),
  state: oneOf(['RELEASED', 'INSTALLED', 'DISABLED', 'ERROR'], {
    description: 'The state of the eSIM profile.',
  }),
  active: Type.Boolean({ description: 'False once replaced or retired.' }),
  eid: nullable(
    Type.String({
      pattern: '^[0-9]{32}$',
      description: 'The EID of the device; `null` if unknown.',
    }),
  ),
  installCount: Type.Integer({ description: 'How often the eSIM has been installed.' }),
  installLimit: Type.Integer({ description: 'How often the eSIM can be installed.' }),
  currentCountry: described(
    nullable(CountryCode),
    'The country of the last connection; `null` before the first one.',
  ),
  usageAsOf: described(
    nullable(Timestamp),
    'Of which moment the data left is known; `null` before the carrier first reported use.',
  ),
  usageSource: described(
    nullable(oneOf(USAGE_SOURCES)),
    'Who reported it: `pushed` the carrier, by its API; `radius` its gateway; `file` a file; ' +
      '`supplier` the supplier, when it was asked. `null` before the first report.',
  ),
  replacedBy: described(
    nullable(Id),
    'The ID of the eSIM that replaced this one; `null` if it was not replaced.',
  ),
  suspendedAt: described(nullable(Timestamp), 'When the eSIM was suspended; `null` if it is not.'),
  confirmationCode: described(
    nullable(Type.String({ examples: ['4711'] })),
    'What the device asks for when it installs the eSIM; `null` if it does not.',
  ),
  apn: described(
    nullable(Type.String({ examples: ['internet'] })),
    'The access point to enter on the device; `null` if the eSIM brings its own.',
  ),
});

const code = 'LPA:1$smdp.example$1234567890ABCDEF';

export const anEsimProfile = {
  uid: '7555cab8-72bc-4e85-b56a-6cdf60e2d6e4',
  iccid: '8997212330099184896',
  imsi: '260060145143896',
  activationCode: code,
  appleUniversalLink: `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${code}`,
  androidUniversalLink: `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${code}`,
  installationUrl: 'https://store.example/install/token',
  qrCodeUrl: 'https://store.example/install/token/qr.png',
  lastSeen: null,
  activatedAt: null,
  state: 'RELEASED',
  active: true,
  eid: null,
  installCount: 0,
  installLimit: 5,
  currentCountry: null,
  usageAsOf: null,
  usageSource: null,
  replacedBy: null,
  suspendedAt: null,
  confirmationCode: null,
  apn: null,
};
