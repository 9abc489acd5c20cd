import { expect, it } from 'vitest';
import { readDownloadNotice } from './download-notice.ts';

const ICCID = '8988303000000000010';
const done = { status: 'Executed-Success' };
const standard = {
  header: { functionRequesterIdentifier: 'smdp', functionCallIdentifier: '1' },
  iccid: `${ICCID}F`,
  profileType: 'gold',
  timestamp: '2026-04-30T09:55:36Z',
  notificationPointId: 4,
  notificationPointStatus: done,
};
const at = new Date('2026-04-30T09:55:36Z');

it.each([
  ['as SGP.22 has it', {}],
  ['with the point as digits', { notificationPointId: '4' }],
  ['with a time of another zone', { timestamp: '2026-04-30T11:55:36+02:00' }],
  ['with a time without a zone', { timestamp: '2026-04-30T09:55:36' }],
  ['with epoch seconds, as CMI sends them', { timestamp: undefined, timeStamp: '1777542936' }],
  ['with epoch milliseconds', { timestamp: 1_777_542_936_000 }],
])('reads a notice %s', (_, over) => {
  const notice = readDownloadNotice({ ...standard, ...over });
  expect(notice).toMatchObject({ iccid: ICCID, point: '4', shows: 'installed', occurredAt: at });
  expect(notice?.id).toBe(readDownloadNotice(standard)?.id);
});

it.each([
  [1, done, null],
  [3, done, null],
  [4, done, 'installed'],
  ['5', done, 'removed'],
  ['101', { status: 'Executed-WithWarning' }, 'installed'],
  ['102', done, 'disabled'],
  [77, done, null],
  ['a word', done, null],
  [4, { status: 'Failed' }, null],
  [4, 'Failed', null],
  [undefined, undefined, null],
])('reads at point %s with %j that the profile is %s', (point, status, shows) => {
  const sent = { notificationPointId: point, notificationPointStatus: status };
  expect(readDownloadNotice({ ...standard, ...sent })?.shows).toBe(shows);
});

it('says in words why a step failed, and that the retries are used up', () => {
  const failed = (subjectCode: string, reasonCode: string) =>
    readDownloadNotice({
      ...standard,
      notificationPointStatus: { status: 'Failed', statusCodeData: { subjectCode, reasonCode } },
    });
  expect(failed('8.1', '4.8')).toMatchObject({
    shows: null,
    detail: '8.1/4.8 eUICC: not enough memory',
  });
  expect(failed('8.8.5', '6.4')?.shows).toBe('failed');
});

it.each([[undefined], [null], [[]], ['text'], [{}], [{ iccid: 5 }], [{ iccid: 'x' }]])(
  'takes %j for no notice',
  (json) => {
    expect(readDownloadNotice(json)).toBeUndefined();
  },
);

it.each(['yesterday', '', 1, '0001-01-01T00:00:00Z', '9999-01-01T00:00:00Z', {}])(
  'leaves out a time that is none: %j',
  (timestamp) => {
    expect(readDownloadNotice({ ...standard, timestamp })?.occurredAt).toBeNull();
  },
);

it('keeps a valid EID only', () => {
  const eid = '89049032123451234512345678901235';
  expect(readDownloadNotice({ ...standard, eid })?.eid).toBe(eid);
  expect(readDownloadNotice({ ...standard, eid: '123' })?.eid).toBeNull();
});
