import { notifications } from '@mantine/notifications';
import { useIntention } from './intention.ts';
import { useApi } from './use-api.tsx';

/** What a form or a dialog that changes something needs of the API. */
export function useChange() {
  const { queries, cache } = useApi();
  const intention = useIntention();
  /** Ends the intention, says so, and has everything read again. */
  const accept = (message?: string) => {
    intention.done();
    if (message !== undefined) notifications.show({ message });
    void cache.invalidateQueries();
  };
  /** Has everything read again, after a refusal because somebody else was faster. */
  const refresh = () => void cache.invalidateQueries();
  return { queries, intention, accept, refresh };
}
