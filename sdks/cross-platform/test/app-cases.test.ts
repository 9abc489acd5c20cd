import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../src/errors.ts';
import { profileOf } from '../src/profile.ts';
import { nextOf } from '../src/web/reports.ts';
import { screenOf } from '../src/web/screen.ts';
import { ENGLISH } from '../src/web/words.ts';
import { aProfile } from './support/profile.ts';

type Cases = {
  states: { text: string; state: string }[];
  devices: { name: string; userAgent: string; touchPoints?: number; hasInstallLink: boolean }[];
  errors: { when: string; status: number; code: string | null; kind: string }[];
  reports: {
    answers: { when: string; status: number | null; body: object | null; next: string }[];
  };
};
const cases: Cases = JSON.parse(
  readFileSync(new URL('../../cases/app.json', import.meta.url), 'utf8'),
);

describe('the plug-in agrees with the shared cases of apps', () => {
  it.each(cases.states)('about the state “$text”', ({ text, state }) => {
    expect(profileOf({ ...aProfile(), state: text }).state).toBe(state);
  });

  it.each(cases.devices)('about the link on $name', (one) => {
    const navigator = { userAgent: one.userAgent, maxTouchPoints: one.touchPoints ?? 0 };
    const { link } = screenOf(aProfile(), navigator, ENGLISH);
    expect(link !== null).toBe(one.hasInstallLink);
  });

  it.each(cases.errors)('about the error when $when', ({ status, code, kind }) => {
    const error = refusalOf(status, code === null ? null : { code: code.toUpperCase() });
    expect([error.kind, error.platformCode]).toEqual([kind, code ?? `${status}`]);
  });

  it.each(cases.reports.answers)('about a report when $when', ({ status, body, next }) => {
    expect(nextOf(status === null ? undefined : { status, body })).toBe(next);
  });
});

describe('an eSIM', () => {
  it.each(['id', 'iccid', 'activationCode', 'smdpAddress', 'matchingId'])(
    'needs its %s',
    (name) => {
      const error = expect.objectContaining({ kind: 'unknown', platformCode: 'unexpected_answer' });
      expect(() => profileOf({ ...aProfile(), [name]: null })).toThrow(error);
    },
  );

  it('has its countries in upper case', () => {
    const { supportedCountries } = profileOf({ ...aProfile(), supportedCountries: ['at', 'De'] });
    expect(supportedCountries).toEqual(['AT', 'DE']);
  });
});
