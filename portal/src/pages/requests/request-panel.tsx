import { useQueries } from '../../api/use-api.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RequestStatus } from './request-status.tsx';
import { requestWords } from './words.ts';

/** One request: its key, request and answer, with secrets redacted. */
export function RequestPanel({ id, close }: { id: string; close: () => void }) {
  const words = useWords(requestWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery('get', '/gigastore/requests/{id}', {
    params: { path: { id } },
  });
  const facts: Fact[] = data
    ? [
        { name: words.at, value: format.exact(data.at), copy: data.at },
        { name: words.requestId, value: data.requestId, copy: data.requestId, isCode: true },
        { name: words.actor, value: data.actor.name ?? data.actor.id, copy: data.actor.id },
        { name: words.duration, value: words.ms(format.number(data.durationMs)) },
        ...optional(words.code, data.code),
        ...optional(words.key, data.idempotencyKey),
        ...optional(words.address, data.remoteAddress),
        ...optional(words.agent, data.userAgent),
      ]
    : [];
  return (
    <Panel label={data ? `${data.method} ${data.path}` : id} close={close}>
      <PanelSection>
        <Reading data={data} error={error} refetch={refetch} rows={8} row={28} />
        {data && (
          <>
            <h2 className="code request-path">
              {data.method} {data.path}
            </h2>
            <p className="s13">
              <RequestStatus status={data.status} />{' '}
              {data.isReplay && <span className="t2">{words.replay}</span>}
            </p>
            <Facts facts={facts} />
            <p className="t3 small pad-top">{words.redacted}</p>
          </>
        )}
      </PanelSection>
      {data && (
        <>
          <Body title={words.query} value={data.query} />
          <Body title={words.body} value={data.requestBody} />
          <Body title={words.answer} value={data.responseBody} />
        </>
      )}
    </Panel>
  );
}

function optional(name: string, value: string | null): Fact[] {
  return value ? [{ name, value, copy: value, isCode: true }] : [];
}

function Body({ title, value }: { title: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <PanelSection title={title}>
      <CodeBlock code={JSON.stringify(value, null, 2)} label={title} />
    </PanelSection>
  );
}
