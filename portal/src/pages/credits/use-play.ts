import { useChange } from '../../api/use-change.ts';

type Play = 'authenticate' | 'receive_transfer';

/** Plays the payer or the bank of a purchase in a sandbox. */
export function usePlay(id: string) {
  const { queries, intention, accept } = useChange();
  const play = queries.useMutation('post', '/gigastore/sandbox/purchases/{id}/play', {
    onSuccess: () => accept(),
  });
  return {
    ...play,
    run: (event: Play) =>
      play.mutate({ params: { path: { id }, header: intention.headers() }, body: { event } }),
  };
}
