import { useMutation } from '@tanstack/react-query';
import { apiOf } from '../../api/client.ts';

/** Signs in with a passkey that the device offers; the person may also dismiss what it shows. */
export function usePasskeySignIn(onSignedIn: () => void) {
  const { calls, cache } = apiOf(undefined);
  return useMutation(
    {
      mutationFn: async () => {
        const begun = await calls.POST('/auth/passkeys/sign-in-options');
        if (begun.error) throw begun.error;
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(begun.data as never);
        const credential = await navigator.credentials
          .get({ publicKey })
          .catch((error: unknown) => {
            if (error instanceof DOMException && error.name === 'NotAllowedError') return null;
            throw error;
          });
        if (!credential) return false;
        const response = (credential as PublicKeyCredential).toJSON() as never;
        const ended = await calls.POST('/auth/passkeys/sign-in', { body: { response } });
        if (ended.error) throw ended.error;
        return true;
      },
      onSuccess: (isSignedIn) => {
        if (isSignedIn) onSignedIn();
      },
    },
    cache,
  );
}
