/** The kind of device that opens a page, by its `User-Agent`. */
export type DeviceKind = 'iphone' | 'ipad' | 'android' | 'desktop';

export type Device = {
  kind: DeviceKind;
  /** Whether a link on the page starts the installation on this device. */
  hasInstallLink: boolean;
  /** The app whose built-in browser shows the page, in which such links often do nothing. */
  insideApp?: string;
};

/** iOS follows Apple's universal link for eSIMs since this version. */
const LINK_VERSION = [17, 4] as const;

const APPS: readonly [RegExp, string][] = [
  [/FBA[NV]|FB_IAB/, 'Facebook'],
  [/Instagram/, 'Instagram'],
  [/MicroMessenger/, 'WeChat'],
  [/\bLine\//, 'LINE'],
  [/Snapchat/, 'Snapchat'],
  [/TikTok|musical_ly|BytedanceWebview/, 'TikTok'],
  [/LinkedInApp/, 'LinkedIn'],
  [/Twitter/, 'X'],
  [/Telegram/, 'Telegram'],
  [/WhatsApp/, 'WhatsApp'],
  [/\bGSA\//, 'Google'],
];

/** Returns the device of a `User-Agent` header; a desktop if unknown. */
export function deviceOf(userAgent: string | undefined): Device {
  const agent = userAgent ?? '';
  const kind = kindOf(agent);
  if (kind === 'desktop') return { kind, hasInstallLink: false };
  const app = appOf(agent);
  const hasInstallLink = kind === 'android' || isRecentIos(agent);
  return { kind, hasInstallLink, ...(app && { insideApp: app }) };
}

function kindOf(agent: string): DeviceKind {
  // Windows Phone names both Android and iPhone.
  if (/Windows/.test(agent)) return 'desktop';
  if (/iPhone|iPod/.test(agent)) return 'iphone';
  if (/iPad/.test(agent)) return 'ipad';
  return /Android/.test(agent) ? 'android' : 'desktop';
}

function appOf(agent: string): string | undefined {
  const known = APPS.find(([pattern]) => pattern.test(agent));
  if (known) return known[1];
  // Android names its web view, and every browser of an iPhone but those in apps names itself.
  return /; wv\)/.test(agent) ? 'Android WebView' : undefined;
}

/**
 * Returns whether the iOS version is at least 17.4. Safari 26 and later freeze the version of the
 * system at 18; its own version is in `Version/`.
 */
function isRecentIos(agent: string): boolean {
  const versions = [/OS (\d+)[_.](\d+)/, /Version\/(\d+)\.(\d+)/].map((pattern) => {
    const [, major, minor] = pattern.exec(agent) ?? [];
    return [Number(major ?? 0), Number(minor ?? 0)] as const;
  });
  const [needed, minor] = LINK_VERSION;
  return versions.some(([has, part]) => has > needed || (has === needed && part >= minor));
}
