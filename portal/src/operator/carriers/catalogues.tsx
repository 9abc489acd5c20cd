import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { Ago } from '../../parts/time.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { CatalogueDrawer } from './catalogue-drawer.tsx';
import { catalogueWords } from './catalogue-words.ts';
import { ExchangeRates } from './exchange-rates.tsx';
import { ImportSchedules } from './import-schedules.tsx';
import { StartImport } from './start-import.tsx';
import { carrierWords } from './words.ts';

type Run = Schemas['CatalogueRun'];

const route = getRouteApi('/$mode/carriers');
const PAGE = 50;
const READ_EVERY_MS = 5_000;
const SHAPES: Record<Run['state'], Shape> = { QUEUED: 'waiting', READY: 'done', FAILED: 'failed' };

/** The imports of suppliers' catalogues; one opens with its lines. */
export function Catalogues() {
  const words = useWords(catalogueWords);
  const { tabs } = useWords(carrierWords);
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const [task, setTask] = useState<'start' | 'rates' | 'schedules'>();
  const found = usePages(
    ['catalogue runs'],
    ({ after, signal }) =>
      calls.GET('/operator/catalogue-runs', { params: { query: { limit: PAGE, after } }, signal }),
    { everyMs: READ_EVERY_MS, while: ({ state }) => state === 'QUEUED' },
  );
  const show = (next: string | undefined) =>
    void navigate({ search: { tab: 'catalogues', open: next }, replace: true, resetScroll: false });
  const close = () => setTask(undefined);
  return (
    <>
      <div className="chips tab-head">
        <p className="t2 s13">{words.text}</p>
        <span className="end">
          <Button size="xs" variant="subtle" onClick={() => setTask('rates')}>
            {words.rates}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setTask('schedules')}>
            {words.schedules}
          </Button>
          <AllowedButton
            calls="POST /operator/catalogue-runs"
            size="xs"
            onClick={() => setTask('start')}
          >
            {words.start}
          </AllowedButton>
        </span>
      </div>
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        empty={<Empty title={words.none}>{words.noneText}</Empty>}
      >
        <Runs runs={found.items} label={tabs.catalogues} show={show} />
      </FoundList>
      {task === 'start' && <StartImport close={close} />}
      {task === 'rates' && <ExchangeRates close={close} />}
      {task === 'schedules' && <ImportSchedules close={close} />}
      {open !== undefined && <CatalogueDrawer id={open} close={() => show(undefined)} />}
    </>
  );
}

type RunsProps = { runs: readonly Run[]; label: string; show: (id: string) => void };

function Runs({ runs, label, show }: RunsProps) {
  const words = useWords(catalogueWords);
  const { carrier } = useWords(carrierWords);
  return (
    <table className="tbl plain" aria-label={label}>
      <thead>
        <tr>
          <th>{carrier}</th>
          <th>{words.state}</th>
          <th className="desk">{words.readAt}</th>
          <th className="r">{words.open}</th>
          <ActionsHead />
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td className="strong">{run.carrier}</td>
            <td>
              <State shape={SHAPES[run.state]}>{words.states[run.state]}</State>
              {run.detail !== null && <div className="t2 s13">{run.detail}</div>}
            </td>
            <td className="desk t2">
              <Ago at={run.createdAt} />
            </td>
            <td className="r num">
              <OpenLines run={run} />
            </td>
            <td className="r">
              {run.state === 'READY' && (
                <Button size="xs" variant="subtle" onClick={() => show(run.id)}>
                  {words.show}
                  <span className="vh">
                    {' '}
                    {run.carrier} {run.id.slice(-6)}
                  </span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OpenLines({ run }: { run: Run }) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  if (run.state !== 'READY') return '–';
  return (
    <>
      {format.number(openLinesOf(run))}
      {run.belowCost > 0 && (
        <div>
          <State shape="warning">
            {words.belowCost(run.belowCost, format.number(run.belowCost))}
          </State>
        </div>
      )}
    </>
  );
}

function openLinesOf({ counts }: Run): number {
  return counts.reduce((sum, { state, lines }) => sum + (state === 'OPEN' ? lines : 0), 0);
}
