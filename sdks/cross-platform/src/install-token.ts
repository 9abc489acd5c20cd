import type { InstallTokenSource } from './app.ts';
import { GigastoreAppError, messageOf } from './errors.ts';

/** Returns the install token for a user. Throws `unauthorised`, and says why there is none. */
export async function installTokenFrom(
  source: InstallTokenSource | undefined,
  userToken: string | null,
): Promise<string> {
  const missing = (why: string) => new GigastoreAppError('unauthorised', why, 'no_install_token');
  if (!source) throw missing('Set a source of install tokens first.');
  try {
    return await source(userToken);
  } catch (reason) {
    throw missing(messageOf(reason));
  }
}
