import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { personOf } from './people.ts';
import { RECENT } from './recent-usage.ts';
import type { Reseller } from './resellers.ts';

export const HEADING = 'ICCID,Bytes,Start,Country,ID';

type Line = { iccid: string; bytes?: number; country?: string; id?: string };

/** A line of such a file, of a record that no other line has. */
export function usageLine({ iccid, bytes = 1000, country = 'AT', id = newId() }: Line): string {
  return [iccid, bytes, RECENT.startedAt, country, id].join(',');
}

/** How the files of these tests are read, with `HEADING`. */
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

/** The ID of a usage file with a line. */
export async function newUsageFile(place: Parameters<typeof newUsageFormat>[0]): Promise<string> {
  const carrier = await newUsageFormat(place);
  const { call } = await personOf(place.store, place.organizationId, 'operator');
  const path = `/operator/usage-files?carrier=${carrier}&fileName=a.csv`;
  const body = Buffer.from(aUsageFile());
  const sent = await call('POST', path, { body });
  expect(sent.statusCode, sent.body).toBe(202);
  return sent.json().id;
}

/** A file with a line about an eSIM that nobody has. */
export function aUsageFile(): string {
  return `${HEADING}\n${usageLine({ iccid: '8944500101180012348' })}\n`;
}
