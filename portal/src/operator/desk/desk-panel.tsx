import { Select } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { useApi, useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { ticketWords } from '../../pages/tickets/words.ts';
import { saveBlob } from '../../parts/download.ts';
import { Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton, useWhyNot } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { DeskState } from './desk-state.tsx';
import { NoteForm, ReplyForm } from './reply.tsx';
import { deskWords } from './words.ts';

type Thread = Schemas['DeskThread'];
const UPDATE = 'PUT /operator/tickets/{id}';
const NOBODY = 'none';

/** One ticket of a reseller: its assignee, its messages, and the reply form. */
export function DeskPanel({ id, close }: { id: string; close: () => void }) {
  const words = useWords(deskWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/tickets/{id}', {
    params: { path: { id } },
  });
  return (
    <Panel label={data?.subject ?? id} place={data?.number} close={close}>
      <PanelSection>
        <Reading data={data} error={error} refetch={refetch} rows={8} row={28} />
        {data && (
          <>
            <h2 className="ticket-title">{data.subject}</h2>
            <p className="s13">
              <DeskState status={data.status} />
            </p>
            <Facts
              facts={[
                { name: words.opened, value: format.exact(data.createdAt) },
                {
                  name: words.firstAnswer,
                  value:
                    data.firstAnswerSeconds === null
                      ? words.notAnswered
                      : words.answeredAfter(format.span(data.firstAnswerSeconds)),
                },
                { name: words.language, value: words.languages[data.language] },
                ...copied(words.package, data.activatedItemUid),
                ...copied(words.iccid, data.iccid),
              ]}
            />
            <Handling ticket={data} />
          </>
        )}
      </PanelSection>
      {data?.messages.map((message) => (
        <PanelSection key={message.id}>
          <p className="message-head">
            <span className="strong">{message.author}</span>
            <time className="t3 small" dateTime={message.createdAt}>
              {format.exact(message.createdAt)}
            </time>
          </p>
          <p className="message s13">{message.text}</p>
        </PanelSection>
      ))}
      {data && data.attachments.length > 0 && <Files ticket={data} />}
      {data && <ReplyForm ticketId={id} language={data.language} />}
      {data && (
        <PanelSection title={words.internal}>
          <p className="t3 small">{words.notesHelp}</p>
          {data.notes.map((note) => (
            <div key={note.id} className="pad-top">
              <p className="message-head">
                <span className="strong">{note.author}</span>
                <time className="t3 small" dateTime={note.createdAt}>
                  {format.exact(note.createdAt)}
                </time>
              </p>
              <p className="message s13">{note.text}</p>
            </div>
          ))}
          <NoteForm ticketId={id} />
        </PanelSection>
      )}
    </Panel>
  );
}

function copied(name: string, value: string | null) {
  return value ? [{ name, value, copy: value, isCode: true }] : [];
}

/** Assignee, priority and status. Each change is saved immediately. */
function Handling({ ticket }: { ticket: Thread }) {
  const words = useWords(deskWords);
  const { priorities } = useWords(ticketWords);
  const why = useWhyNot(UPDATE);
  const { queries, intention, accept, refresh } = useChange();
  const team = queries.useQuery('get', '/gigastore/team');
  const update = queries.useMutation('put', '/operator/tickets/{id}', {
    onSuccess: () => accept(),
    onError: refresh,
  });
  const change = (body: Parameters<typeof update.mutate>[0]['body']) =>
    update.mutate({ params: { path: { id: ticket.id }, header: intention.headers() }, body });
  const people = (team.data?.members ?? []).map(({ personId, name }) => ({
    value: personId,
    label: name,
  }));
  const assignee = ticket.assignee;
  const isListed = people.some(({ value }) => value === assignee?.personId);
  const isClosed = ticket.status === 'closed';
  return (
    <div className="form pad-top">
      <Select
        label={words.assignee}
        disabled={why !== undefined || update.isPending}
        allowDeselect={false}
        data={[
          { value: NOBODY, label: words.nobody },
          ...people,
          ...(assignee && !isListed ? [{ value: assignee.personId, label: assignee.name }] : []),
        ]}
        value={assignee?.personId ?? NOBODY}
        onChange={(next) =>
          next && change({ assigneeId: next, expectedAssigneeId: assignee?.personId ?? NOBODY })
        }
      />
      <Select
        label={words.priority}
        disabled={why !== undefined || update.isPending}
        allowDeselect={false}
        data={Object.entries(priorities).map(([value, label]) => ({ value, label }))}
        value={ticket.priority}
        onChange={(next) => next && change({ priority: next as Thread['priority'] })}
      />
      <ErrorNotice error={update.error} />
      <div className="row">
        <AllowedButton
          calls={UPDATE}
          size="xs"
          loading={update.isPending}
          onClick={() =>
            change({ status: isClosed ? 'open' : 'closed', expectedStatus: ticket.status })
          }
        >
          {isClosed ? words.reopen : words.closeTicket}
        </AllowedButton>
      </div>
    </div>
  );
}

function Files({ ticket }: { ticket: Thread }) {
  const words = useWords(deskWords);
  const format = useFormat();
  const { calls } = useApi();
  async function download({ id, filename }: Thread['attachments'][number]) {
    const { data } = await calls.GET('/operator/tickets/attachments/{id}', {
      params: { path: { id } },
      parseAs: 'blob',
    });
    if (data) saveBlob(data, filename);
  }
  return (
    <PanelSection title={words.files}>
      <ul className="files s13">
        {ticket.attachments.map((file) => (
          <li key={file.id}>
            <button type="button" className="link cut" onClick={() => void download(file)}>
              {file.filename}
            </button>
            <span className="t3 small files-by">
              {format.bytes(file.sizeBytes)}, {file.author}
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
