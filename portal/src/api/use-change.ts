import { notifications } from '@mantine/notifications';
import { useIntention } from './intention.ts';
import { useApi } from './use-api.tsx';

/** What a form or dialog needs in order to change something through the API. */
export function useChange() {
  const { queries, cache } = useApi();
  const intention = useIntention();
  /** Ends the intention, shows a message, and refetches all queries. */
  const accept = (message?: string) => {
    intention.done();
    if (message !== undefined) notifications.show({ message });
    void cache.invalidateQueries();
  };
  /** Refetches all queries after a refusal because somebody else was faster. */
  const refresh = () => void cache.invalidateQueries();
  return { queries, intention, accept, refresh };
}
