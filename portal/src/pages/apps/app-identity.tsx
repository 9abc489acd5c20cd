import './apps.css';
import type { Schemas } from '../../api/client.ts';
import type { Fact } from '../../parts/facts.tsx';
import { useWords } from '../../words/language.tsx';
import { appWords } from './words.ts';

type App = Schemas['SdkApp'];

/** Returns the bundle ID of an iOS app, or the package name of an Android app. */
export function identifierOf({ bundleId, packageName }: App): string {
  return bundleId ?? packageName ?? '';
}

/** Returns what the platform decides by: who signs the app. */
export function useIdentity(app: App): Fact[] {
  const words = useWords(appWords);
  const code = (name: string, value: string): Fact => ({ name, value, copy: value, isCode: true });
  return [
    { name: words.platform, value: words.platforms[app.platform] },
    ...(app.bundleId ? [code(words.bundleId, app.bundleId)] : []),
    ...(app.teamId ? [code(words.teamId, app.teamId)] : []),
    ...(app.packageName ? [code(words.packageName, app.packageName)] : []),
    ...app.certificateSha256.map((sha, index) => ({
      name: index === 0 ? 'SHA-256' : `SHA-256 (${index + 1})`,
      // Whole, because it is compared with another one.
      value: <span className="code fingerprint">{sha}</span>,
    })),
  ];
}
