import {
  type ActivationCodeParts,
  deviceOf,
  type InstallWay,
  installationOf,
  type NavigatorLike,
  qrSvg,
} from 'gigastore/install';
import type { EsimProfile } from '../app.ts';
import { GigastoreAppError } from '../errors.ts';
import type { ScreenWords } from './words.ts';

/** What a page shows to install an eSIM. */
export type InstallScreen = {
  profile: EsimProfile;
  /** The ways to offer, the best one first. */
  ways: InstallWay[];
  /** The link that opens the system's installer; null if this device follows none. */
  link: string | null;
  codes: ActivationCodeParts;
  /** The QR code as SVG. */
  qrCode: string;
};

/** Shows the screen. Returns which way the person took; null if they closed it. */
export type ShowScreen = (screen: InstallScreen) => Promise<'link' | 'codes' | null>;

/** Returns what to show for an eSIM on this device. Throws `unknown` without activation code. */
export function screenOf(
  profile: EsimProfile,
  navigator: NavigatorLike,
  words: ScreenWords,
): InstallScreen {
  try {
    const installation = installationOf(profile, deviceOf(navigator));
    const qrCode = qrSvg(profile.activationCode, { label: words.scan });
    return { profile, ...installation, qrCode };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new GigastoreAppError('unknown', error.message, 'invalid_profile');
  }
}

/** Returns the parts of the dialog as HTML. */
export function dialogHtml(screen: InstallScreen, words: ScreenWords): string {
  const { ways, link, codes, qrCode, profile } = screen;
  const details = [
    [words.address, codes.smdpAddress],
    [words.code, codes.matchingId],
    [words.confirmation, profile.confirmationCode],
  ].filter(([, value]) => value !== null);
  const rows = details.map(([name, value]) => `<dt>${plain(name)}</dt><dd>${plain(value)}</dd>`);
  const shown: Record<InstallWay, string> = {
    link: `<p><a href="${plain(link)}" data-way="link">${plain(words.install)}</a></p>`,
    codes: `<dl>${rows.join('')}</dl>`,
    qr: `<p>${plain(words.scan)}</p>${qrCode}`,
  };
  const buttons = `<button value="codes">${plain(words.done)}</button>
<button value="">${plain(words.cancel)}</button>`;
  return `<form method="dialog"><h2>${plain(words.title)}</h2>
${ways.map((way) => shown[way]).join('\n')}
<p>${buttons}</p></form>`;
}

/** Shows the screen as a dialog over the page. */
export function showDialog(screen: InstallScreen, words: ScreenWords): ReturnType<ShowScreen> {
  const dialog = document.createElement('dialog');
  dialog.className = 'gigastore-install';
  dialog.setAttribute('aria-label', words.title);
  dialog.innerHTML = dialogHtml(screen, words);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.querySelector('[data-way=link]')?.addEventListener('click', () => dialog.close('link'));
    dialog.addEventListener('close', () => {
      const { returnValue } = dialog;
      dialog.remove();
      resolve(returnValue === 'link' || returnValue === 'codes' ? returnValue : null);
    });
    dialog.showModal();
  });
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function plain(text: string | null | undefined): string {
  return (text ?? '').replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}
