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
import { Assignee } from './assignee.tsx';
import { Attachments } from './attachments.tsx';
import { Priority, TicketState } from './ticket-state.tsx';
import { useMarkRead } from './unread.ts';
import { ticketWords } from './words.ts';

type Props = { id: string; waiting?: readonly File[]; close: () => void };

/** A ticket with its messages, files and reply form. */
export function TicketPanel({ id, waiting, close }: Props) {
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
  useMarkRead(data);
  const reply = queries.useMutation('post', '/gigastore/tickets/{id}/replies', {
    onSuccess: () => {
      replying.done();
      setText('');
      void cache.invalidateQueries();
    },
  });
  const send = () => {
    if (text.trim() === '' || reply.isPending) return;
    reply.mutate({ params: { path: { id }, header: replying.headers() }, body: { text } });
  };
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
            {
              <Facts
                facts={[
                  { name: words.priority, value: <Priority of={data.priority} /> },
                  { name: words.assignee, value: <Assignee ticket={data} /> },
                  { name: words.opened, value: format.exact(data.createdAt) },
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
            }
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
      {data && <Attachments ticketId={id} attachments={data.attachments} waiting={waiting} />}
      {data && may('POST /gigastore/tickets/{id}/replies') && (
        <PanelSection>
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              send();
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
              onKeyDown={({ key, ctrlKey, metaKey }) => {
                if (key === 'Enter' && (ctrlKey || metaKey)) send();
              }}
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
