import { stateOf } from 'gigastore/install';
import type { AppActivation, EsimProfile } from './app.ts';
import { fieldsOf, GigastoreAppError } from './errors.ts';

/** Returns the eSIM that the store or a native SDK gave. Throws `unknown` if it is none. */
export function profileOf(value: unknown): EsimProfile {
  const fields = fieldsOf(value);
  const text = (name: string) => textOf(fields, name);
  const textOrNull = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null);
  const number = (name: string) => (typeof fields[name] === 'number' ? fields[name] : 0);
  const countries = Array.isArray(fields.supportedCountries) ? fields.supportedCountries : [];
  return {
    id: text('id'),
    iccid: text('iccid'),
    imsi: textOrNull('imsi'),
    eid: textOrNull('eid'),
    state: stateOf(textOrNull('state') ?? ''),
    supportedCountries: countries.map((one) => String(one).toUpperCase()),
    activationCode: text('activationCode'),
    smdpAddress: text('smdpAddress'),
    matchingId: text('matchingId'),
    confirmationCode: textOrNull('confirmationCode'),
    apn: textOrNull('apn'),
    appleUniversalLink: textOrNull('appleUniversalLink'),
    androidUniversalLink: textOrNull('androidUniversalLink'),
    installationUrl: textOrNull('installationUrl'),
    installCount: number('installCount'),
    installLimit: number('installLimit'),
  };
}

/** Returns the package that a native SDK has bought. Throws `unknown` if it is none. */
export function activationOf(value: unknown): AppActivation {
  const fields = fieldsOf(value);
  return {
    activationId: textOf(fields, 'activationId'),
    activatedItemUid: textOf(fields, 'activatedItemUid'),
    customerUid: typeof fields.customerUid === 'string' ? fields.customerUid : null,
    profiles: profilesOf(fields.profiles),
  };
}

/** Returns the eSIMs in a list. */
export function profilesOf(value: unknown): EsimProfile[] {
  if (Array.isArray(value)) return value.map(profileOf);
  throw new GigastoreAppError('unknown', 'The answer has no list of eSIMs.', 'unexpected_answer');
}

function textOf(fields: Record<string, unknown>, name: string): string {
  const given = fields[name];
  if (typeof given === 'string' && given !== '') return given;
  throw new GigastoreAppError('unknown', `The answer has no ${name}.`, 'unexpected_answer');
}
