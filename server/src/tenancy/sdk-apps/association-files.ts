import { tokenPrefixOf } from '../../kernel/public-token.ts';
import type { SdkApp } from './app.ts';

/**
 * Returns the `apple-app-site-association` for these apps: links to the installation pages of its
 * account open in each, and no links of other accounts.
 */
export function appleAssociation(apps: readonly SdkApp[]) {
  const details = apps.flatMap(({ platform, accountId, teamId, identifier }) =>
    platform === 'ios'
      ? [
          {
            appIDs: [`${teamId}.${identifier}`],
            components: [{ '/': `/install/${tokenPrefixOf(accountId)}*` }],
          },
        ]
      : [],
  );
  return { applinks: { details } };
}

/** Returns the `assetlinks.json` for these apps; Android vouches for all links of a host. */
export function androidAssociation(apps: readonly SdkApp[]) {
  return apps.flatMap(({ platform, identifier, certificates }) =>
    platform === 'android'
      ? [
          {
            relation: ['delegate_permission/common.handle_all_urls'],
            target: {
              namespace: 'android_app',
              package_name: identifier,
              sha256_cert_fingerprints: certificates,
            },
          },
        ]
      : [],
  );
}
