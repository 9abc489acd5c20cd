import { useChange } from '../../api/use-change.ts';
import { StateShape } from '../../look/state.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { DeliveryState } from './deliveries.tsx';
import { webhookWords } from './words.ts';

const PENDING_MS = 3_000;

/** One delivery with its attempts and its body. */
export function DeliveryPanel({ id, close }: { id: string; close: () => void }) {
  const words = useWords(webhookWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const { data, error } = queries.useQuery(
    'get',
    '/gigastore/webhooks/deliveries/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => (state.data?.status === 'pending' ? PENDING_MS : false) },
  );
  const replay = queries.useMutation('post', '/gigastore/webhooks/deliveries/{id}/replay', {
    onSuccess: () => accept(words.replayed),
  });
  return (
    <Panel label={data?.event ?? id} close={close}>
      <PanelSection>
        <ErrorNotice error={error ?? replay.error} />
        {!data && !error && <Skeleton rows={6} />}
        {data && (
          <>
            <h2 className="code">{data.event}</h2>
            <p className="s13">
              <DeliveryState status={data.status} />
            </p>
            <div className="row pad-top">
              <AllowedButton
                calls="POST /gigastore/webhooks/deliveries/{id}/replay"
                loading={replay.isPending}
                disabled={data.status === 'pending'}
                onClick={() =>
                  replay.mutate({ params: { path: { id }, header: intention.headers() } })
                }
              >
                {words.replay}
              </AllowedButton>
            </div>
            <Facts
              facts={[
                { name: words.url, value: data.url, copy: data.url },
                { name: words.at, value: format.exact(data.createdAt) },
                { name: words.id, value: data.id, copy: data.id, isCode: true },
                ...(data.nextAttemptAt
                  ? [{ name: words.next, value: format.exact(data.nextAttemptAt) }]
                  : []),
              ]}
            />
          </>
        )}
      </PanelSection>
      {data && (
        <>
          <PanelSection title={words.attempts}>
            <ul className="tl">
              {data.attempts.map((attempt) => (
                <li key={attempt.at}>
                  <StateShape
                    shape={attempt.httpStatus && attempt.httpStatus < 300 ? 'done' : 'failed'}
                  />
                  {words.attempt(
                    attempt.httpStatus ? String(attempt.httpStatus) : words.noAnswer,
                    format.number(attempt.durationMs),
                  )}
                  <span className="w">
                    {format.exact(attempt.at)} {attempt.error}
                  </span>
                </li>
              ))}
            </ul>
          </PanelSection>
          <PanelSection title={words.body}>
            <CodeBlock code={JSON.stringify(data.body, null, 2)} />
          </PanelSection>
        </>
      )}
    </Panel>
  );
}
