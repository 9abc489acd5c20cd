import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { Moment } from './columns.tsx';
import { RetryList } from './retry-list.tsx';
import { Whose } from './whose.tsx';
import { operationsWords } from './words.ts';
import { useWorkFilters } from './work-filters.tsx';

type Endpoint = Schemas['TroubledEndpoint'];
const PAGE = 50;
const STATES = ['failing', 'disabled'] as const;
const keyOf = ({ accountId, event }: Endpoint) => `${accountId} ${event}`;

/** Webhook endpoints of all resellers that receive nothing. */
export function Endpoints() {
  const words = useWords(operationsWords);
  const format = useFormat();
  const { calls } = useApi();
  const { asked, shown } = useWorkFilters(STATES);
  const found = usePages(['troubled endpoints', asked], ({ after, signal }) =>
    calls.GET('/operator/webhook-endpoints', {
      params: { query: { limit: PAGE, after, ...asked } },
      signal,
    }),
  );
  return (
    <RetryList
      label={words.tabs.endpoints}
      found={found}
      keyOf={keyOf}
      nameOf={({ organizationName, url }) => `${organizationName}, ${url}`}
      calls="POST /operator/webhook-endpoints/retry"
      retry={(items, header) =>
        calls.POST('/operator/webhook-endpoints/retry', {
          params: { header },
          body: { endpoints: items.map(({ accountId, event }) => ({ accountId, event })) },
        })
      }
      {...shown}
      columns={[
        { head: words.reseller, cell: (one) => <Whose {...one} /> },
        { head: words.address, isWide: true, cell: ({ url }) => <span className="t2">{url}</span> },
        {
          head: words.state,
          cell: ({ state: now, since }) => (
            <>
              <State shape={now === 'failing' ? 'warning' : 'failed'}>{words.states[now]}</State>{' '}
              <Moment at={since} />
            </>
          ),
        },
        {
          head: words.lastError,
          isWide: true,
          cell: ({ lastError, disabledReason }) => (
            <span className="t2 s13">{lastError ?? disabledReason ?? words.none}</span>
          ),
        },
        {
          head: words.undelivered,
          isWide: true,
          cell: ({ undelivered }) => <span className="num">{format.number(undelivered)}</span>,
        },
      ]}
    />
  );
}
