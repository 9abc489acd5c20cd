import { Button, Menu, TagsInput, Textarea } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { type FormEvent, useRef, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Reading } from '../../parts/loading.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { partWords } from '../../parts/words.ts';
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { customerWords } from './words.ts';

const WRITE = 'POST /gigastore/customers/{uid}/notes';
const MOST_TAGS = 20;
type Note = Schemas['CustomerNote'];

/** Tags and notes for the team, and a form for the next note. */
export function NotesAndTags({ uid }: { uid: string }) {
  const { notes: words } = useWords(customerWords);
  const may = useMay();
  const { data, error, refetch } = useApi().queries.useQuery(
    'get',
    '/gigastore/customers/{uid}/notes',
    { params: { path: { uid } } },
  );
  return (
    <Section title={words.title}>
      <Tags uid={uid} />
      <Reading data={data} error={error} refetch={refetch} rows={2} row={48} />
      {data?.items.length === 0 && <p className="t2 s13 pad-top">{words.none}</p>}
      <ul className="notes">
        {data?.items.map((note) => (
          <NoteLine key={note.id} note={note} />
        ))}
      </ul>
      {may(WRITE) && <NewNote uid={uid} />}
    </Section>
  );
}

function Tags({ uid }: { uid: string }) {
  const { notes: words } = useWords(customerWords);
  const may = useMay();
  const { queries, cache } = useApi();
  const intention = useIntention();
  const { data } = queries.useQuery('get', '/gigastore/customers/{uid}/tags', {
    params: { path: { uid } },
  });
  const [tags, setTags] = useState<string[]>();
  const save = queries.useMutation('put', '/gigastore/customers/{uid}/tags', {
    onSuccess: async () => {
      intention.done();
      await cache.invalidateQueries();
      setTags(undefined);
    },
  });
  const send = (wanted: string[]) =>
    save.mutate({
      params: { path: { uid }, header: intention.headers() },
      body: { tags: wanted },
    });
  const shown = tags ?? data?.tags ?? [];
  if (!may('PUT /gigastore/customers/{uid}/tags')) {
    return shown.length > 0 ? (
      <ul className="chips pad-top" aria-label={words.tags}>
        {shown.map((tag) => (
          <li key={tag} className="chip">
            {tag}
          </li>
        ))}
      </ul>
    ) : null;
  }
  return (
    <div className="pad-top">
      <TagsInput
        aria-label={words.tags}
        placeholder={shown.length === 0 ? words.tagsHint : undefined}
        value={shown}
        maxTags={MOST_TAGS}
        // What is saved replaces the tags that the customer has, so these must be there first.
        readOnly={data === undefined}
        onChange={(next) => {
          const wanted = [...new Set(next.map((tag) => tag.trim().toLowerCase()))];
          setTags(wanted);
          intention.done();
          send(wanted);
        }}
      />
      <ErrorNotice error={save.error} retry={() => send(shown)} />
    </div>
  );
}

function NewNote({ uid }: { uid: string }) {
  const { notes: words } = useWords(customerWords);
  const input = useRef<HTMLTextAreaElement>(null);
  const { queries, intention, accept } = useChange();
  const [text, setText] = useState('');
  const add = queries.useMutation('post', '/gigastore/customers/{uid}/notes', {
    onSuccess: () => {
      setText('');
      accept();
    },
  });
  useHotkeys([['n', () => input.current?.focus()]]);
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === '' || add.isPending) return;
    add.mutate({ params: { path: { uid }, header: intention.headers() }, body: { text } });
  };
  return (
    <form className="form note-new" onSubmit={send}>
      <Textarea
        ref={input}
        aria-label={words.add}
        placeholder={words.add}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={4000}
        value={text}
        rightSection={text === '' ? <kbd className="kbd desk">N</kbd> : undefined}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={({ key, ctrlKey, metaKey, currentTarget }) => {
          if (key === 'Enter' && (ctrlKey || metaKey)) send();
          if (key === 'Escape') currentTarget.blur();
        }}
      />
      <ErrorNotice error={add.error} />
      {text !== '' && (
        <div>
          <Button type="submit" loading={add.isPending}>
            {words.save}
          </Button>
        </div>
      )}
    </form>
  );
}

function NoteLine({ note }: { note: Note }) {
  const { notes: words } = useWords(customerWords);
  const parts = useWords(partWords);
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const [edited, setEdited] = useState<string>();
  const settle = () => {
    setEdited(undefined);
    accept();
  };
  const path = { uid: note.customerUid, id: note.id };
  const params = () => ({ path, header: intention.headers() });
  const change = queries.useMutation('put', '/gigastore/customers/{uid}/notes/{id}', {
    onSuccess: settle,
  });
  const remove = queries.useMutation('delete', '/gigastore/customers/{uid}/notes/{id}', {
    onSuccess: settle,
  });
  return (
    <li>
      <div className="note-head s13">
        <span className="strong">{note.author.name ?? words.authors[note.author.kind]}</span>{' '}
        <span className="t3">
          <Ago at={note.createdAt} />
          {note.updatedAt !== note.createdAt && `, ${words.changed}`}
        </span>
        {may(WRITE) && (
          <MoreMenu size={28} label={words.actions} loading={remove.isPending}>
            <Menu.Item onClick={() => setEdited(note.text)}>{words.edit}</Menu.Item>
            <Menu.Item color="var(--bad-text)" onClick={() => remove.mutate({ params: params() })}>
              {words.remove}
            </Menu.Item>
          </MoreMenu>
        )}
      </div>
      {edited === undefined ? (
        <p className="note-text s13">{note.text}</p>
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ params: params(), body: { text: edited } });
          }}
        >
          <Textarea
            aria-label={words.edit}
            autosize
            maxRows={8}
            autoFocus
            value={edited}
            onChange={({ currentTarget }) => setEdited(currentTarget.value)}
          />
          <div className="row">
            <Button type="submit" size="xs" loading={change.isPending}>
              {parts.save}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setEdited(undefined)}>
              {parts.cancel}
            </Button>
          </div>
        </form>
      )}
      <ErrorNotice error={change.error ?? remove.error} />
    </li>
  );
}
