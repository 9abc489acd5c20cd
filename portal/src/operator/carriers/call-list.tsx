import { useState } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { StateShape } from '../../look/state.tsx';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { CALL_SHAPES, Exchange } from './exchange.tsx';
import { orderWords } from './order-words.ts';
import { supplierWords } from './supplier-words.ts';

const PAGE = 50;
const SHOWS = ['withoutOrder', 'failed'] as const;
type Shown = (typeof SHOWS)[number];

/** The recorded calls to a supplier, the latest first; each opens with its request and answer. */
export function CallList({ carrier, close }: { carrier: string; close: () => void }) {
  const words = useWords(supplierWords);
  const { call: phrase } = useWords(orderWords);
  const format = useFormat();
  const { calls } = useApi();
  const [shown, setShown] = useState<Shown>();
  const asked = { carrier, ...(shown && { [shown]: true }) };
  const found = usePages(['carrier calls', asked], ({ after, signal }) =>
    calls.GET('/operator/carrier-calls', {
      params: { query: { limit: PAGE, after, ...asked } },
      signal,
    }),
  );
  return (
    <TaskDrawer isOpen close={close} title={words.callsTo(carrier)} size={520}>
      <div className="task-scroll form">
        <div className="chips">
          <ChoiceFilter
            name={words.callsShown}
            value={shown}
            choices={SHOWS.map((value) => ({ value, label: words.callShows[value] }))}
            onChange={(next) => setShown(SHOWS.find((one) => one === next))}
          />
        </div>
        <FoundList
          found={found}
          skeleton={{ rows: 8 }}
          empty={<p className="t2 s13">{words.noCalls}</p>}
        >
          <ul className="tl" aria-label={words.callsTo(carrier)}>
            {found.items.map((call) => (
              <li key={call.id}>
                <StateShape shape={CALL_SHAPES[call.outcome]} />
                {phrase(call.verb, format.number(call.durationMs))}
                <span className="w">
                  {format.exact(call.calledAt)} {call.detail}
                </span>
                <Exchange call={call} />
              </li>
            ))}
          </ul>
        </FoundList>
      </div>
    </TaskDrawer>
  );
}
