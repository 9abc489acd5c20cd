import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import { type AppPlatform, type SdkApp, showApp } from './app.ts';

/** The certificates of an app: that of the developer, of the app shop, and old and new ones. */
export const MAX_CERTIFICATES = 5;
const MAX_IDENTIFIER = 155;

/** An app as a request describes it. */
export type AppDraft = {
  platform: AppPlatform;
  name: string;
  bundleId?: string | undefined;
  teamId?: string | undefined;
  packageName?: string | undefined;
  certificateSha256?: readonly string[] | undefined;
  activatesItems?: boolean | undefined;
};

export type AppIdentity = Pick<
  SdkApp,
  'platform' | 'name' | 'identifier' | 'teamId' | 'certificates'
>;

/** Returns what identifies an app. Throws `invalid_request` for the first part that is wrong. */
export function identityOf(draft: AppDraft): AppIdentity {
  const { platform, name } = draft;
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  const known = { platform, name: name.trim() };
  return platform === 'ios' ? { ...known, ...iosOf(draft) } : { ...known, ...androidOf(draft) };
}

/** What a request changes of an app; an undefined field stays as it is. */
export type AppChange = Partial<Omit<AppDraft, 'platform'>>;

/** Returns what identifies an app after a change. Throws `invalid_request`. */
export function changedIdentity(app: SdkApp, change: AppChange): AppIdentity {
  const { bundleId, teamId, packageName } = showApp(app);
  return identityOf({
    platform: app.platform,
    name: change.name ?? app.name,
    bundleId: change.bundleId ?? bundleId ?? undefined,
    teamId: change.teamId ?? teamId ?? undefined,
    packageName: change.packageName ?? packageName ?? undefined,
    certificateSha256: change.certificateSha256 ?? app.certificates,
  });
}

type Own = Pick<AppIdentity, 'identifier' | 'teamId' | 'certificates'>;

const BUNDLE_ID = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const TEAM_ID = /^[A-Z0-9]{10}$/;
const PACKAGE_NAME = /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/;
const SHA_256 = /^[0-9A-F]{64}$/;

function iosOf({ bundleId = '', teamId = '', packageName, certificateSha256 = [] }: AppDraft): Own {
  if (!isIdentifier(bundleId, BUNDLE_ID)) {
    throw invalid('/bundleId', 'must be the bundle ID of an iOS app, such as com.acme.travel');
  }
  if (!TEAM_ID.test(teamId)) {
    throw invalid('/teamId', 'must be the team ID of Apple: 10 capital letters and digits');
  }
  refuseForeign({ packageName }, 'must be left out for an iOS app');
  if (certificateSha256.length > 0) {
    throw invalid('/certificateSha256', 'must be left out for an iOS app');
  }
  return { identifier: bundleId, teamId, certificates: [] };
}

function androidOf({ packageName = '', certificateSha256 = [], ...other }: AppDraft): Own {
  if (!isIdentifier(packageName, PACKAGE_NAME)) {
    throw invalid('/packageName', 'must be the package name of an Android app');
  }
  const { bundleId, teamId } = other;
  refuseForeign({ bundleId, teamId }, 'must be left out for an Android app');
  if (certificateSha256.length === 0) {
    throw invalid('/certificateSha256', 'must have the fingerprint of a signing certificate');
  }
  const certificates = certificateSha256.map(toFingerprint);
  return { identifier: packageName, teamId: null, certificates: [...new Set(certificates)] };
}

function isIdentifier(text: string, form: RegExp): boolean {
  return text.length <= MAX_IDENTIFIER && form.test(text);
}

function refuseForeign(fields: Record<string, string | undefined>, rule: string): void {
  const [name] = Object.keys(fields).filter((field) => fields[field] !== undefined);
  if (name) throw invalid(`/${name}`, rule);
}

/** Returns the one spelling of a fingerprint, which tools print with colons or without. */
function toFingerprint(text: string, index: number): string {
  const digits = text.replaceAll(/[:\s]/g, '').toUpperCase();
  if (!SHA_256.test(digits)) {
    const rule = 'must be a SHA-256 fingerprint: 64 hexadecimal digits, with colons or without';
    throw invalid(`/certificateSha256/${index}`, rule);
  }
  return digits.replaceAll(/..(?=.)/g, '$&:');
}
