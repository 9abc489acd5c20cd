import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { type Api, apiOf } from '../../api/client.ts';

/** A challenge lasts five minutes; the offer is made anew before. */
const OFFER_MS = 4 * 60_000;

/**
 * Signs in with a passkey: one that the person chooses among the suggestions of the email field,
 * or one that the device asks for after a click. The person may also dismiss what it shows.
 */
export function usePasskeySignIn(onSignedIn: () => void) {
  const { calls, cache } = apiOf(undefined);
  const enter = useEffectEvent(onSignedIn);
  // A browser takes one request at a time, so each click ends the offer, and a new one follows.
  const [isAsked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  useEffect(() => {
    if (isAsked) return;
    const ending = new AbortController();
    offer(calls, ending.signal).then((isSignedIn) => isSignedIn && enter(), setRefusal);
    return () => ending.abort();
  }, [calls, isAsked]);
  const asked = useMutation(
    {
      mutationFn: () => signIn(calls, {}),
      onMutate: () => {
        setRefusal(undefined);
        setAsked(true);
      },
      onSuccess: (isSignedIn) => {
        if (isSignedIn) onSignedIn();
      },
      onSettled: () => setAsked(false),
    },
    cache,
  );
  return { ask: () => asked.mutate(), isPending: asked.isPending, error: asked.error ?? refusal };
}

/** Suggests the passkeys of the device in the email field until the signal; throws a refusal. */
async function offer(calls: Api['calls'], signal: AbortSignal): Promise<boolean> {
  const { PublicKeyCredential: passkeys } = window;
  if (!(await passkeys?.isConditionalMediationAvailable?.())) return false;
  while (!signal.aborted) {
    const until = AbortSignal.any([signal, AbortSignal.timeout(OFFER_MS)]);
    try {
      if (await signIn(calls, { mediation: 'conditional', signal: until })) return true;
      if (!until.aborted) return false;
    } catch (error) {
      // Nobody asked for a passkey yet: that this device or address has none is no error here.
      if (error instanceof DOMException) return false;
      throw error;
    }
  }
  return false;
}

type How = Pick<CredentialRequestOptions, 'mediation' | 'signal'>;

/** Returns false if the person dismissed the request or the signal ended it. */
async function signIn(calls: Api['calls'], how: How): Promise<boolean> {
  const begun = await calls.POST('/auth/passkeys/sign-in-options');
  if (begun.error) throw begun.error;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(begun.data as never);
  const credential = await navigator.credentials
    .get({ publicKey, ...how })
    .catch((error: unknown) => {
      const isDismissed = error instanceof DOMException && error.name === 'NotAllowedError';
      if (isDismissed || how.signal?.aborted) return null;
      throw error;
    });
  if (!credential) return false;
  const response = (credential as PublicKeyCredential).toJSON() as never;
  const ended = await calls.POST('/auth/passkeys/sign-in', { body: { response } });
  if (ended.error) throw ended.error;
  return true;
}
