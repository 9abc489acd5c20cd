import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { type Shape, State } from '../../look/state.tsx';
import { useTermsText } from '../../parts/data-terms.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { partWords } from '../../parts/words.ts';
import { useWhyNot } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useValidity } from '../plans/columns.tsx';
import { catalogueWords } from './catalogue-words.ts';
import { ItemNetworks } from './item-networks.tsx';
import { NewPlanPolicy, type Policy } from './new-plan-policy.tsx';

type Line = Schemas['CatalogueLine'];
type Run = Schemas['CatalogueRun'];

const PAGE = 100;
const SHAPES: Record<Line['kind'], Shape> = {
  new: 'news',
  changed: 'warning',
  price_up: 'warning',
  price_down: 'done',
  gone: 'failed',
  back: 'done',
  refused: 'over',
};

/** One import: its lines, of which some or all are applied or dismissed. */
export function CatalogueDrawer({ id, close }: { id: string; close: () => void }) {
  const words = useWords(catalogueWords);
  const { queries } = useApi();
  const { data, error, refetch } = queries.useQuery('get', '/operator/catalogue-runs/{id}', {
    params: { path: { id } },
  });
  const title = data ? words.importOf(data.carrier) : words.start;
  return (
    <TaskDrawer isOpen close={close} title={title} size={760}>
      <Reading data={data} error={error} refetch={refetch} rows={8} />
      {data && <Lines run={data} close={close} />}
    </TaskDrawer>
  );
}

function Lines({ run, close }: { run: Run; close: () => void }) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const { calls } = useApi();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [policy, setPolicy] = useState<Policy>('cheapest');
  const whyNot = useWhyNot('POST /operator/catalogue-runs/{id}/decide');
  const { decide, isBusy, error } = useDecision(run.id, () => setChosen(new Set()));
  const found = usePages(['catalogue lines', run.id], ({ after, signal }) =>
    calls.GET('/operator/catalogue-runs/{id}/lines', {
      params: { path: { id: run.id }, query: { limit: PAGE, after } },
      signal,
    }),
  );
  const lines = [...chosen];
  const shown = format.number(lines.length);
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        decide('apply', lines, policy);
      }}
      foot={
        <TaskFoot
          close={close}
          action={lines.length === 0 ? words.applyAll : words.apply(shown)}
          isBusy={isBusy}
          isDisabled={whyNot !== undefined}
          isOver={!isOpenIn(run)}
        >
          {lines.length > 0 && (
            <Button
              variant="subtle"
              disabled={whyNot !== undefined || isBusy}
              onClick={() => decide('dismiss', lines)}
            >
              {words.dismiss(shown)}
            </Button>
          )}
        </TaskFoot>
      }
    >
      <Warnings run={run} />
      {isOpenIn(run, ['new', 'changed']) && (
        <NewPlanPolicy carrier={run.carrier} value={policy} onChange={setPolicy} />
      )}
      <ErrorNotice error={error} />
      <FoundList
        found={found}
        skeleton={{ rows: 8 }}
        empty={<Empty title={words.nothing}>{words.nothingText}</Empty>}
      >
        <LineTable
          label={words.importOf(run.carrier)}
          lines={found.items}
          chosen={chosen}
          choose={(line) => setChosen(toggled(chosen, line))}
        />
      </FoundList>
    </TaskForm>
  );
}

/** Whether lines are open, of these kinds if any are named. */
function isOpenIn({ counts }: Run, kinds?: readonly Line['kind'][]): boolean {
  return counts.some(({ kind, state }) => state === 'OPEN' && (kinds?.includes(kind) ?? true));
}

function Warnings({ run }: { run: Run }) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  return (
    <>
      {run.hasManyGone && (
        <Notice tone="wait" title={words.manyGone}>
          <p>{words.manyGoneText}</p>
        </Notice>
      )}
      {run.belowCost > 0 && (
        <Notice tone="wait" title={words.belowCost(run.belowCost, format.number(run.belowCost))}>
          <p>{words.belowCostText}</p>
        </Notice>
      )}
    </>
  );
}

type TableProps = {
  label: string;
  lines: readonly Line[];
  chosen: ReadonlySet<number>;
  choose: (line: number) => void;
};

function LineTable({ label, lines, chosen, choose }: TableProps) {
  const words = useWords(catalogueWords);
  return (
    <table className="tbl plain catalogue-lines" aria-label={label}>
      <thead>
        <tr>
          <th className="col-box" />
          <th>{words.item}</th>
          <th className="desk">{words.change}</th>
          <th className="r">{words.cost}</th>
          <th className="desk">{words.plan}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <LineRow
            key={line.line}
            line={line}
            isChosen={chosen.has(line.line)}
            choose={() => choose(line.line)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Applies or dismisses lines; none are all that are open. */
function useDecision(id: string, done: () => void) {
  const words = useWords(catalogueWords);
  const { queries, intention, accept } = useChange();
  const { mutate, isPending, error } = queries.useMutation(
    'post',
    '/operator/catalogue-runs/{id}/decide',
  );
  const decide = (decision: 'apply' | 'dismiss', lines: number[], policy?: Policy) =>
    mutate(
      {
        params: { path: { id }, header: intention.headers() },
        body: { decision, ...(lines.length > 0 && { lines }), ...(policy && { policy }) },
      },
      {
        onSuccess: () => {
          accept(decision === 'apply' ? words.applied : words.dismissed);
          done();
        },
      },
    );
  return { decide, isBusy: isPending, error };
}

type RowProps = { line: Line; isChosen: boolean; choose: () => void };

function LineRow({ line, isChosen, choose }: RowProps) {
  const words = useWords(catalogueWords);
  const { select } = useWords(partWords);
  const { name, item, kind, state, dataPlanName } = line;
  const isDecided = state === 'APPLIED' || state === 'DISMISSED';
  return (
    <tr>
      <td>
        {!isDecided && (
          <Checkbox
            size="xs"
            aria-label={`${select}: ${item}`}
            checked={isChosen}
            onChange={choose}
          />
        )}
      </td>
      <td>
        {name ?? item}
        {name !== null && <div className="t2 s13 code">{item}</div>}
        <Terms line={line} />
        <ItemNetworks networks={line.networks} />
        <div className="phone-line">
          <Change line={line} />
        </div>
      </td>
      <td className="desk">
        <Change line={line} />
      </td>
      <td className="r num">
        <Cost line={line} />
      </td>
      <td className="desk">{dataPlanName ?? (kind === 'new' ? words.newPlan : '–')}</td>
    </tr>
  );
}

function Change({ line: { kind, state, reason } }: { line: Line }) {
  const words = useWords(catalogueWords);
  const isDecided = state === 'APPLIED' || state === 'DISMISSED';
  return (
    <>
      <State shape={SHAPES[kind]}>{words.kinds[kind]}</State>
      {isDecided && <div className="t2 s13">{words.lineStates[state]}</div>}
      {reason !== null && <div className="t2 s13">{words.reasons[reason]}</div>}
    </>
  );
}

/** Data by the day or without a limit, and its days: a single amount is in the name. */
function Terms({ line }: { line: Line }) {
  const validity = useValidity();
  const terms = useTermsText()(line);
  if (terms === null) return null;
  const days = validity(line.validityDays);
  return <div className="t2 s13">{`${terms}, ${days}`}</div>;
}

function Cost({ line }: { line: Line }) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const { cost, costBefore, lowestPrice, isBelowCost } = line;
  const after = cost && format.money(cost.cost);
  const before = costBefore && format.money(costBefore);
  const own = cost && { priceValue: cost.amount, currencyCode: cost.currency };
  return (
    <>
      {before !== null && after !== null && before !== after ? `${before} → ${after}` : after}
      {own && own.currencyCode !== 'USD' && (
        <div className="t2 s13">
          {format.money(own)} × {cost.usdPerUnit}
        </div>
      )}
      {isBelowCost && lowestPrice && (
        <div>
          <State shape="warning">{words.isBelowCost(format.money(lowestPrice))}</State>
        </div>
      )}
    </>
  );
}

function toggled(chosen: ReadonlySet<number>, line: number): ReadonlySet<number> {
  const next = new Set(chosen);
  if (!next.delete(line)) next.add(line);
  return next;
}
