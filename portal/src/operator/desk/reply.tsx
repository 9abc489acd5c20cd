import { Button, Menu, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { type Language, useWords } from '../../words/language.tsx';
import { textIn } from './canned-answer.ts';
import { deskWords } from './words.ts';

/** A reply to the reseller. Canned answers can be inserted and saved. */
export function ReplyForm({ ticketId, language }: { ticketId: string; language: Language }) {
  const words = useWords(deskWords);
  const may = useMay();
  const [text, setText] = useState('');
  const { queries, intention, accept } = useChange();
  const canned = queries.useQuery('get', '/operator/canned-answers');
  const reply = queries.useMutation('post', '/operator/tickets/{id}/replies', {
    onSuccess: () => {
      accept(words.replied);
      setText('');
    },
  });
  const insert = (given: string) => setText((was) => (was ? `${was}\n\n${given}` : given));
  const send = () => {
    if (text.trim() === '' || reply.isPending) return;
    reply.mutate({
      params: { path: { id: ticketId }, header: intention.headers() },
      body: { text },
    });
  };
  if (!may('POST /operator/tickets/{id}/replies')) return null;
  const answers = canned.data?.items ?? [];
  return (
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
          minRows={4}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={({ key, ctrlKey, metaKey }) => {
            if (key === 'Enter' && (ctrlKey || metaKey)) send();
          }}
        />
        <ErrorNotice error={reply.error} />
        <div className="row">
          <Button
            type="submit"
            variant="filled"
            loading={reply.isPending}
            disabled={text.trim() === ''}
          >
            {words.reply}
          </Button>
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="subtle">{words.canned}</Button>
            </Menu.Target>
            <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
              {answers.length === 0 && <Menu.Label>{words.noCanned}</Menu.Label>}
              {answers.map((answer) => (
                <Menu.Item key={answer.id} onClick={() => insert(textIn(language, answer))}>
                  {answer.title}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      </form>
      {text.trim() !== '' && <KeepAnswer text={text} language={language} />}
    </PanelSection>
  );
}

/** Keeps a reply; one in German needs its English text too, which other languages get. */
function KeepAnswer({ text, language }: { text: string; language: Language }) {
  const words = useWords(deskWords);
  const [title, setTitle] = useState<string>();
  const [english, setEnglish] = useState('');
  const isEnglish = language === 'en';
  const { queries, intention, accept } = useChange();
  const keep = queries.useMutation('post', '/operator/canned-answers', {
    onSuccess: () => {
      accept(words.cannedSaved);
      setTitle(undefined);
    },
  });
  if (title === undefined) {
    return (
      <div className="pad-top">
        <AllowedButton
          calls="POST /operator/canned-answers"
          size="xs"
          variant="subtle"
          onClick={() => setTitle('')}
        >
          {words.newCanned}
        </AllowedButton>
      </div>
    );
  }
  return (
    <form
      className="form pad-top"
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate({
          params: { header: intention.headers() },
          body: isEnglish
            ? { title, text }
            : { title, text: english, translations: { [language]: text } },
        });
      }}
    >
      <TextInput
        label={words.cannedTitle}
        maxLength={255}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        data-autofocus
      />
      {!isEnglish && (
        <Textarea
          label={words.englishText}
          autosize
          minRows={3}
          value={english}
          onChange={({ currentTarget }) => setEnglish(currentTarget.value)}
        />
      )}
      <ErrorNotice error={keep.error} />
      <div className="row">
        <Button
          type="submit"
          size="xs"
          loading={keep.isPending}
          disabled={title.trim() === '' || (!isEnglish && english.trim() === '')}
        >
          {words.newCanned}
        </Button>
      </div>
    </form>
  );
}

/** A note that resellers never see. */
export function NoteForm({ ticketId }: { ticketId: string }) {
  const words = useWords(deskWords);
  const [text, setText] = useState('');
  const { queries, intention, accept } = useChange();
  const add = queries.useMutation('post', '/operator/tickets/{id}/notes', {
    onSuccess: () => {
      accept();
      setText('');
    },
  });
  return (
    <form
      className="form pad-top"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({
          params: { path: { id: ticketId }, header: intention.headers() },
          body: { text },
        });
      }}
    >
      <Textarea
        aria-label={words.internal}
        autosize
        minRows={2}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <ErrorNotice error={add.error} />
      <div className="row">
        <AllowedButton
          calls="POST /operator/tickets/{id}/notes"
          type="submit"
          size="xs"
          loading={add.isPending}
          disabled={text.trim() === ''}
        >
          {words.addNote}
        </AllowedButton>
      </div>
    </form>
  );
}
