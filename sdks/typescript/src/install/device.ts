/** The kind of device that shows a page. */
export type DeviceKind = 'iphone' | 'ipad' | 'android' | 'desktop';

export type InstallDevice = {
  kind: DeviceKind;
  /** Whether a link starts the installation on this device. */
  hasInstallLink: boolean;
  /**
   * Whether the device takes eSIMs, as far as a browser knows: iPhones that follow the link do
   * unless made for mainland China, computers do not, and of the others it depends on the model.
   */
  takesEsims: 'likely' | 'unknown' | 'no';
};

/** The part of `navigator` that is read. */
export type NavigatorLike = { userAgent: string; maxTouchPoints?: number };

type WithModel = { userAgentData?: { getHighEntropyValues?(names: string[]): Promise<unknown> } };

/** iOS follows Apple's link for eSIMs since this version. */
const LINK_VERSION = [17, 4] as const;

/** Returns the device of a page's `navigator`; a desktop if unknown. */
export function deviceOf(navigator: NavigatorLike): InstallDevice {
  const kind = kindOf(navigator);
  if (kind === 'desktop') return { kind, hasInstallLink: false, takesEsims: 'no' };
  const hasInstallLink = kind === 'android' || isRecentIos(navigator.userAgent);
  const takesEsims = kind === 'iphone' && hasInstallLink ? 'likely' : 'unknown';
  return { kind, hasInstallLink, takesEsims };
}

/** Returns the model if the browser names it, to ask the store about it; null otherwise. */
export async function modelOf(navigator: object): Promise<string | null> {
  const { userAgentData } = navigator as WithModel;
  try {
    const values = await userAgentData?.getHighEntropyValues?.(['model']);
    const model = (values as { model?: unknown } | undefined)?.model;
    return typeof model === 'string' && model !== '' ? model : null;
  } catch {
    // The browser may refuse to name it.
    return null;
  }
}

function kindOf({ userAgent, maxTouchPoints = 0 }: NavigatorLike): DeviceKind {
  // Windows Phone names both Android and iPhone.
  if (/Windows/.test(userAgent)) return 'desktop';
  if (/iPhone|iPod/.test(userAgent)) return 'iphone';
  // An iPad names itself a Mac, but no Mac has a touch screen.
  if (/iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ipad';
  return /Android/.test(userAgent) ? 'android' : 'desktop';
}

/** Safari 26 and later freeze the version of the system; its own version is in `Version/`. */
function isRecentIos(agent: string): boolean {
  const [needed, least] = LINK_VERSION;
  return [/ OS (\d+)[_.](\d+)/, /Version\/(\d+)\.(\d+)/].some((pattern) => {
    const [, major, minor] = pattern.exec(agent) ?? [];
    const version = Number(major ?? 0);
    return version > needed || (version === needed && Number(minor) >= least);
  });
}
