import type { AppInstallation, AppProgress, EsimProfile, GigastoreApp } from './app.ts';
import { GigastoreAppError, nativeErrorOf } from './errors.ts';

type Install = (
  profile: Pick<EsimProfile, 'id'>,
  say: (progress: AppProgress) => void,
) => Promise<AppInstallation>;

/** Returns `installProfile`, of which one runs at a time and each says how it starts and ends. */
export function oneAtATime(install: Install): GigastoreApp['installProfile'] {
  let isRunning = false;
  return async (profile, { onProgress = () => {} } = {}) => {
    if (isRunning)
      throw new GigastoreAppError('unknown', 'Another installation is running.', 'BUSY');
    isRunning = true;
    try {
      onProgress({ step: 'starting' });
      const installation = await install(profile, onProgress);
      onProgress({ step: 'finished', installation });
      return installation;
    } catch (reason) {
      const error = nativeErrorOf(reason);
      onProgress({ step: 'failed', error });
      throw error;
    } finally {
      isRunning = false;
    }
  };
}
