import { Button, Textarea } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { TicketState } from './tickets.tsx';
import { ticketWords } from './words.ts';

/** A ticket with its messages, and the next one. */
export function TicketPanel({ id, close }: { id: string; close: () => void }) {
  const words = useWords(ticketWords);
  const format = useFormat();
  const may = useMay();
  const { mode } = useParams({ from: '/$mode' });
  const { queries, cache } = useApi();
  const replying = useIntention();
  const updating = useIntention();
  const [text, setText] = useState('');
  const { data, error } = queries.useQuery('get', '/gigastore/tickets/{id}', {
    params: { path: { id } },
  });
  const reply = queries.useMutation('post', '/gigastore/tickets/{id}/replies', {
    onSuccess: () => {
      replying.done();
      setText('');
      void cache.invalidateQueries();
    },
  });
  const update = queries.useMutation('put', '/gigastore/tickets/{id}', {
    onSuccess: () => {
      updating.done();
      void cache.invalidateQueries();
    },
  });
  return (
    <Panel label={data?.subject ?? id} place={data?.number} close={close}>
      <PanelSection>
        <ErrorNotice error={error} />
        {!data && !error && <Skeleton rows={6} />}
        {data && (
          <>
            <h2 className="ticket-title">{data.subject}</h2>
            <p className="s13">
              <TicketState status={data.status} />
            </p>
            {(data.activatedItemUid || data.iccid) && (
              <Facts
                facts={[
                  ...(data.activatedItemUid
                    ? [
                        {
                          name: words.package,
                          value: (
                            <Link
                              className="link code cut"
                              to="/$mode/sales"
                              params={{ mode }}
                              search={{ open: data.activatedItemUid }}
                            >
                              {data.activatedItemUid}
                            </Link>
                          ),
                        },
                      ]
                    : []),
                  ...(data.iccid
                    ? [{ name: words.iccid, value: data.iccid, copy: data.iccid, isCode: true }]
                    : []),
                ]}
              />
            )}
          </>
        )}
      </PanelSection>
      {data?.messages.map((message) => (
        <PanelSection key={message.id}>
          <p className="message-head">
            <span className="strong">
              {message.from === 'operator' ? words.platform : message.author}
            </span>
            <time className="t3 small" dateTime={message.createdAt}>
              {format.exact(message.createdAt)}
            </time>
          </p>
          <p className="message s13">{message.text}</p>
        </PanelSection>
      ))}
      {data && may('POST /gigastore/tickets/{id}/replies') && (
        <PanelSection>
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              reply.mutate({
                params: { path: { id }, header: replying.headers() },
                body: { text },
              });
            }}
          >
            <Textarea
              label={words.replyLabel}
              autosize
              minRows={3}
              required
              withAsterisk={false}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            <ErrorNotice error={reply.error ?? update.error} />
            <div className="row">
              <AllowedButton
                calls="POST /gigastore/tickets/{id}/replies"
                type="submit"
                variant="filled"
                loading={reply.isPending}
                disabled={text.trim() === ''}
              >
                {words.reply}
              </AllowedButton>
              <Button
                variant="subtle"
                loading={update.isPending}
                onClick={() =>
                  update.mutate({
                    params: { path: { id }, header: updating.headers() },
                    body: { status: data.status === 'closed' ? 'open' : 'closed' },
                  })
                }
              >
                {data.status === 'closed' ? words.reopen : words.close}
              </Button>
            </div>
          </form>
        </PanelSection>
      )}
    </Panel>
  );
}
