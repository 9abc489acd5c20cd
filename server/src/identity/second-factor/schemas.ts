import { Type } from 'typebox';
import { answer } from '../../platform/http/schemas.ts';

export const Code = Type.String({
  maxLength: 64,
  description: 'Six digits of the authenticator app; blanks and hyphens are ignored.',
  examples: ['123456'],
});
export const RecoveryCode = Type.String({
  maxLength: 64,
  description: 'One of your recovery codes, with or without hyphens. It is used up.',
  examples: ['abcd-efgh-jkmn'],
});
const codes = Type.Array(Type.String(), { description: 'Each signs in once; shown only here.' });

export const SecondFactor = answer('SecondFactor', {
  totpUri: Type.String({ description: 'For the authenticator app, mostly as a QR code.' }),
  recoveryCodes: codes,
});
export const RecoveryCodes = answer('RecoveryCodes', { recoveryCodes: codes });
export const aSecondFactor = {
  totpUri: 'otpauth://totp/Gigastore:ada%40acme.example?secret=JBSWY3DPEHPK3PXP&issuer=Gigastore',
  recoveryCodes: ['abcd-efgh-jkmn', 'pqrs-tuvw-xyz2'],
};
