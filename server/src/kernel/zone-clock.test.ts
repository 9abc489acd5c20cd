import { expect, it } from 'vitest';
import { createZoneClock } from './time-zone.ts';

const vienna = createZoneClock('Europe/Vienna');
const at = (local: string) => vienna(Date.parse(`${local}Z`)).toISOString();

it.each([
  ['in winter', '2026-01-15T12:00:00', '2026-01-15T11:00:00.000Z'],
  ['in summer', '2026-07-15T12:00:00', '2026-07-15T10:00:00.000Z'],
  ['just before summer time', '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
  ['in the hour that is skipped', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
  ['just after it', '2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
  ['in the hour that comes twice, the first', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
  ['after it', '2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
])('a clock of a time zone tells the moment %s', (_, local, moment) => {
  expect(at(local)).toBe(moment);
});

it('a clock of a zone with quarters of an hour is right, and UTC changes nothing', () => {
  const local = Date.parse('2026-07-15T12:00:00.123Z');
  expect(createZoneClock('Asia/Kathmandu')(local).toISOString()).toBe('2026-07-15T06:15:00.123Z');
  expect(createZoneClock('UTC')(local).getTime()).toBe(local);
});
