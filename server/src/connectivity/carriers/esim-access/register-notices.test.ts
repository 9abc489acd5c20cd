import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../../platform/outgoing/outgoing.ts';
import { esimAccess } from './index.ts';

const URL_OF_STORE = 'https://store.example/carrier-notices/esim-access';
const failed = (errorCode: string) => ({ success: false, errorCode, errorMsg: 'no' });

/** How a supplier saves a URL: by which name, and what it does about any other. */
type Reading = {
  name: 'webhook' | 'webhookUrl';
  other: 'refuses' | 'ignores';
  isReachable?: boolean;
};

/** An API that answers as this reading of the documents has it. */
function answering({ name, other, isReachable = true }: Reading): Pick<Outgoing, 'call'> {
  let saved: unknown = null;
  return {
    async call({ url, body }) {
      const given = JSON.parse(body) as Record<string, unknown>;
      const isSave = url.endsWith('/save');
      const isNamed = name in given;
      if (isSave && isNamed && isReachable) saved = given[name];
      const refusal = isNamed ? failed('000001') : failed('000105');
      const isRefused = isSave && (isNamed ? !isReachable : other === 'refuses');
      const answer = { success: true, errorCode: '0', obj: isSave ? {} : { [name]: saved } };
      return {
        ...{ httpStatus: 200, error: null, maybeSent: true, headers: {}, durationMs: 1 },
        ...{ retryAfterMs: null, response: JSON.stringify(isRefused ? refusal : answer) },
      };
    },
  };
}

function register(reading: Reading) {
  const parts = { outgoing: answering(reading), record: () => undefined, now: () => new Date() };
  const carrier = esimAccess({ url: 'https://supplier.test', accessCode: 'a' }, parts);
  return carrier.registerNotices?.(URL_OF_STORE);
}

const READINGS = (['webhook', 'webhookUrl'] as const).flatMap((name) =>
  (['refuses', 'ignores'] as const).map((other) => ({ name, other })),
);

describe('the URL for notices of eSIM Access', () => {
  it.each(READINGS)('is saved whatever the field is named (%j)', async (reading) => {
    expect(await register(reading)).toEqual({ end: 'done', value: null });
  });

  it.each(READINGS)('says why it is not saved, whatever it is named (%j)', async (reading) => {
    expect(await register({ ...reading, isReachable: false })).toMatchObject({
      end: 'retry_later',
      detail: '000001 no',
    });
  });
});
