import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deviceOf } from './device.ts';

const APPLE = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const iphone = (version: string, rest = 'Mobile/15E148 Safari/604.1') =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) ${APPLE} ${rest}`;
const android = (rest: string) =>
  `Mozilla/5.0 (Linux; Android 14; Pixel 8${rest}) Chrome/128.0 Mobile Safari/537.36`;

describe('deviceOf', () => {
  it.each([
    ['an iPhone with iOS 17.4', iphone('17_4'), { kind: 'iphone', hasInstallLink: true }],
    ['an iPhone with iOS 18', iphone('18_0'), { kind: 'iphone', hasInstallLink: true }],
    ['an iPhone with iOS 17.3', iphone('17_3_1'), { kind: 'iphone', hasInstallLink: false }],
    ['an iPhone with iOS 9', iphone('9_3_5'), { kind: 'iphone', hasInstallLink: false }],
    [
      'a Safari that freezes the version of the system',
      iphone('17_0', 'Version/26.0 Mobile/15E148 Safari/604.1'),
      { kind: 'iphone', hasInstallLink: true },
    ],
    [
      'an iPad',
      `Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) ${APPLE}`,
      { kind: 'ipad', hasInstallLink: true },
    ],
    ['an Android phone', android(''), { kind: 'android', hasInstallLink: true }],
    [
      'the browser inside Instagram',
      iphone('18_1', 'Mobile/15E148 Instagram 300.0'),
      { kind: 'iphone', hasInstallLink: true, insideApp: 'Instagram' },
    ],
    [
      'the browser inside Facebook',
      `${android('')} [FBAN/FB4A;FBAV/450]`,
      { kind: 'android', hasInstallLink: true, insideApp: 'Facebook' },
    ],
    [
      'the browser inside another Android app',
      android('; wv'),
      { kind: 'android', hasInstallLink: true, insideApp: 'Android WebView' },
    ],
    [
      'Windows Phone, which names Android and iPhone',
      'Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1) like iPhone',
      { kind: 'desktop', hasInstallLink: false },
    ],
    [
      'a Mac',
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${APPLE} Version/17.5 Safari/605.1.15`,
      { kind: 'desktop', hasInstallLink: false },
    ],
    ['a client without a name', undefined, { kind: 'desktop', hasInstallLink: false }],
  ])('recognizes %s', (_, userAgent, device) => {
    expect(deviceOf(userAgent)).toEqual(device);
  });
});

type Case = { name: string; userAgent: string; touchPoints?: number } & ReturnType<typeof deviceOf>;
const { devices }: { devices: Case[] } = JSON.parse(
  readFileSync(new URL('../../../../sdks/cases/app.json', import.meta.url), 'utf8'),
);

describe('the pages agree with the shared cases of apps', () => {
  // Only the page itself knows a touch screen.
  const seen = devices.filter(({ touchPoints }) => touchPoints === undefined);
  it.each(seen)('about $name', ({ userAgent, kind, hasInstallLink }) => {
    expect(deviceOf(userAgent)).toEqual({ kind, hasInstallLink });
  });
});
