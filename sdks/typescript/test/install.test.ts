import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSvgCode } from '../../../server/test/support/pictures.ts';
import {
  type ActivationCodeParts,
  type DeviceKind,
  deviceOf,
  installationOf,
  modelOf,
  qrSvg,
  readActivationCode,
  stateOf,
} from '../src/install/index.ts';

type Device = { kind: DeviceKind; hasInstallLink: boolean };
type Cases = {
  states: { text: string; state: string }[];
  activationCodes: { text: string; parts: ActivationCodeParts | null }[];
  devices: (Device & { name: string; userAgent: string; touchPoints?: number })[];
  ways: (Device & { activationCode: string; ways: string[]; link: string | null })[];
};
const cases: Cases = JSON.parse(
  readFileSync(new URL('../../cases/app.json', import.meta.url), 'utf8'),
);
const CODE = 'LPA:1$smdp.example$1234567890ABCDEF';

describe('the shared cases', () => {
  it.each(cases.states)('“$text” is $state', ({ text, state }) => {
    expect(stateOf(text)).toBe(state);
  });
  it.each(cases.activationCodes)('the activation code “$text” has its parts', (one) => {
    expect(readActivationCode(one.text)).toEqual(one.parts);
  });
  it.each(cases.devices)('$name is recognized', ({ userAgent, touchPoints, ...expected }) => {
    const given = { userAgent, ...(touchPoints && { maxTouchPoints: touchPoints }) };
    const { kind, hasInstallLink } = deviceOf(given);
    expect({ kind, hasInstallLink }).toEqual({
      kind: expected.kind,
      hasInstallLink: expected.hasInstallLink,
    });
  });
  it.each(cases.ways)('$kind with a link: $hasInstallLink is offered $ways', (one) => {
    const { ways, link } = installationOf({ activationCode: one.activationCode }, one);
    expect({ ways, link }).toEqual({ ways: one.ways, link: one.link });
  });
});

describe('a device', () => {
  it('takes eSIMs as far as a browser knows', () => {
    const known = cases.devices.map((one) => deviceOf(one)).map((one) => one.takesEsims);
    expect(known.slice(0, 2)).toEqual(['likely', 'unknown']);
    expect(known.at(-1)).toBe('no');
  });

  it('names its model if its browser does', async () => {
    const naming = (getHighEntropyValues: () => Promise<unknown>) =>
      modelOf({ userAgentData: { getHighEntropyValues } });
    expect(await naming(async () => ({ model: 'Pixel 9' }))).toBe('Pixel 9');
    expect(await naming(async () => ({ model: '' }))).toBeNull();
    expect(await naming(() => Promise.reject(new Error('Not allowed')))).toBeNull();
    expect(await modelOf({})).toBeNull();
  });
});

describe('an installation', () => {
  it('prefers the links of the profile', () => {
    const links = { appleUniversalLink: 'https://a.example', androidUniversalLink: '' };
    const profile = { activationCode: CODE, ...links };
    const linkFor = (kind: DeviceKind) =>
      installationOf(profile, { kind, hasInstallLink: true }).link;
    expect(linkFor('ipad')).toBe('https://a.example');
    expect(linkFor('android')).toMatch(/^https:\/\/esimsetup\.android\.com\//);
  });

  it('needs an activation code', () => {
    const device = { kind: 'desktop', hasInstallLink: false } as const;
    expect(() => installationOf({ activationCode: 'none' }, device)).toThrow(RangeError);
  });
});

describe('a QR code', () => {
  it.each([1, 20, 62, 63, 107, 152, 213, 287, 331, 412, 500, 590, 666])(
    'of %i bytes is read back',
    (length) => {
      const text = `${CODE}$${'Ü€z9'.repeat(length)}`.slice(0, length);
      const bytes = new TextEncoder().encode(text);
      const plain = new TextDecoder().decode(bytes.slice(0, length)).replaceAll('\uFFFD', '');
      expect(readSvgCode(qrSvg(plain, { label: 'Code' }))).toBe(plain);
    },
  );

  it('has a name for screen readers', () => {
    expect(qrSvg(CODE, { label: 'A "code" <for> you & me' })).toContain(
      'role="img" aria-label="A &quot;code&quot; &lt;for> you &amp; me"',
    );
  });

  it('does not fill the page by itself', () => {
    expect(qrSvg(CODE, { label: '' })).toMatch(/^<svg [^>]*width="240"/);
  });

  it('of a text that is too long is refused', () => {
    expect(() => qrSvg('x'.repeat(667), { label: '' })).toThrow(RangeError);
  });
});
