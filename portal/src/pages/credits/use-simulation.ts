import { useChange } from '../../api/use-change.ts';

type Event = 'authenticate' | 'receive_transfer';

/** Simulates the payer or the bank of a purchase in a sandbox. */
export function useSimulation(id: string) {
  const { queries, intention, accept } = useChange();
  const simulation = queries.useMutation('post', '/gigastore/sandbox/purchases/{id}/simulate', {
    onSuccess: () => accept(),
  });
  return {
    ...simulation,
    run: (event: Event) =>
      simulation.mutate({ params: { path: { id }, header: intention.headers() }, body: { event } }),
  };
}
