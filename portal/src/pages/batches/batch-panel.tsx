import { Link, useParams } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { BatchLines } from './batch-lines.tsx';
import { type Batch, BatchState } from './batch-state.tsx';
import { Downloads } from './downloads.tsx';
import { batchWords } from './words.ts';

const POLL_MS = 1_000;

type Props = {
  id: string;
  state?: string;
  onState: (state: string | undefined) => void;
  previous?: () => void;
  next?: () => void;
  close: () => void;
};

/** One batch: its progress, the outcome of each line, and the results. */
export function BatchPanel({ id, state, onState, ...moves }: Props) {
  const words = useWords(batchWords);
  const format = useFormat();
  const { data, error, refetch } = useApi().queries.useQuery(
    'get',
    '/gigastore/activations/batches/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state: known }) => (isRunning(known.data) ? POLL_MS : false) },
  );
  return (
    <Panel label={data ? words.label(format.number(data.packages)) : words.title} {...moves}>
      {!data && (
        <PanelSection>
          <ErrorNotice error={error} retry={() => void refetch()} />
          {!error && <Skeleton rows={6} row={28} />}
        </PanelSection>
      )}
      {data && (
        <>
          <BatchHead batch={data} />
          <PanelSection>
            <BatchFacts batch={data} />
          </PanelSection>
          {data.sold > 0 && (
            <PanelSection title={words.results}>
              <Downloads batch={data} />
            </PanelSection>
          )}
          <PanelSection title={words.lines}>
            <BatchLines batch={data} state={state} onState={onState} />
          </PanelSection>
        </>
      )}
    </Panel>
  );
}

function isRunning(batch: Schemas['SaleBatch'] | undefined): boolean {
  return batch?.state === 'running';
}

function BatchHead({ batch }: { batch: Batch }) {
  const words = useWords(batchWords);
  const format = useFormat();
  const { packages, sold, failed } = batch;
  const done = ((sold + failed) / packages) * 100;
  return (
    <PanelSection>
      <div className="pk-title">
        <h2>{words.label(format.number(packages))}</h2>
      </div>
      <p className="s13">
        <BatchState batch={batch} />
      </p>
      <div className="batch-progress">
        <div
          className="meter"
          role="progressbar"
          aria-label={words.title}
          aria-valuemin={0}
          aria-valuemax={packages}
          aria-valuenow={sold + failed}
        >
          <i style={{ width: `${done}%` }} />
        </div>
        <p className="s13 t2 num" role="status">
          {words.progress(format.number(sold), format.number(packages))}
        </p>
      </div>
      <Acts batch={batch} />
    </PanelSection>
  );
}

function Acts({ batch: { id, state, stoppedBy, failed } }: { batch: Batch }) {
  const words = useWords(batchWords);
  const { mode } = useParams({ from: '/$mode' });
  const { queries, intention, accept } = useChange();
  const done = {
    onSuccess: () => accept(),
  };
  const stop = queries.useMutation('post', '/gigastore/activations/batches/{id}/stop', done);
  const resume = queries.useMutation('post', '/gigastore/activations/batches/{id}/resume', done);
  const params = () => ({ path: { id }, header: intention.headers() });
  const retries = state === 'done' && failed > 0;
  return (
    <>
      {state === 'stopped' && (
        <Notice tone="wait">
          <p>{stoppedBy ? (words.stoppedBy[stoppedBy] ?? stoppedBy) : words.stoppedText}</p>
          {stoppedBy === 'insufficient_credits' && (
            <Link className="link" to="/$mode/credits" params={{ mode }} search={{ buy: 'new' }}>
              {words.buyCredits}
            </Link>
          )}
        </Notice>
      )}
      <div className="row pk-acts">
        {state === 'running' && (
          <AllowedButton
            calls="POST /gigastore/activations/batches/{id}/stop"
            loading={stop.isPending}
            onClick={() => stop.mutate({ params: params() })}
          >
            {words.stop}
          </AllowedButton>
        )}
        {(state === 'stopped' || retries) && (
          <AllowedButton
            calls="POST /gigastore/activations/batches/{id}/resume"
            variant={retries ? 'default' : 'filled'}
            loading={resume.isPending}
            onClick={() => resume.mutate({ params: params(), body: { retryFailed: retries } })}
          >
            {retries ? words.retry : words.resume}
          </AllowedButton>
        )}
      </div>
      <ErrorNotice error={stop.error ?? resume.error} />
    </>
  );
}

function BatchFacts({ batch }: { batch: Batch }) {
  const words = useWords(batchWords);
  const format = useFormat();
  return (
    <Facts
      facts={[
        { name: words.created, value: format.exact(batch.createdAt), copy: batch.createdAt },
        { name: words.linesRead, value: format.number(batch.lines) },
        { name: words.waiting, value: format.number(batch.waiting) },
        { name: words.failed, value: format.number(batch.failed) },
        { name: words.youPay, value: format.money(batch.totalPrice) },
        { name: words.mode, value: words.modes[batch.activationMode] },
        { name: 'ID', value: batch.id, copy: batch.id, isCode: true },
      ]}
    />
  );
}
