import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import { personOf } from './people.ts';
import type { Reseller } from './resellers.ts';

/** How the files of these tests are read: `ICCID,Bytes,Start,Country,ID`. */
export function aUsageFormat(more: object = {}) {
  return {
    carrier: 'alpine',
    format: {
      iccidColumn: 'ICCID',
      usageColumns: ['Bytes'],
      startColumns: ['Start'],
      countryColumn: 'Country',
      recordIdColumn: 'ID',
      ...more,
    },
  };
}

/** The name of a carrier whose usage files have a format. */
export async function newUsageFormat({
  store,
  organizationId,
}: Pick<Reseller, 'store' | 'organizationId'>): Promise<string> {
  const { call } = await personOf(store, organizationId, 'operator');
  const body = { ...aUsageFormat(), carrier: `glacier-${randomInt(10 ** 9)}` };
  const set = await call('PUT', '/operator/usage-file-formats', { body });
  expect(set.statusCode, set.body).toBe(200);
  return body.carrier;
}
