import { Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import type { CannedAnswer } from './canned-answer.ts';
import { deskWords } from './words.ts';

/** The canned answers, each with its texts by language. */
export function CannedAnswers({ close }: { close: () => void }) {
  const words = useWords(deskWords);
  const { queries } = useChange();
  const [edited, setEdited] = useState<CannedAnswer | 'new'>();
  const { data, error, refetch } = queries.useQuery('get', '/operator/canned-answers');
  return (
    <TaskDrawer isOpen close={close} title={words.cannedAnswers}>
      <div className="task-scroll stack">
        <p className="t2 s13">{words.cannedText}</p>
        <Reading data={data} error={error} refetch={refetch} rows={5} />
        {data?.items.length === 0 && <p className="t2 s13">{words.noCanned}</p>}
        {edited === undefined && (
          <>
            <ul className="lines" aria-label={words.cannedAnswers}>
              {data?.items.map((answer) => (
                <Line key={answer.id} answer={answer} edit={() => setEdited(answer)} />
              ))}
            </ul>
            <AllowedButton
              calls="POST /operator/canned-answers"
              leftSection={<IconPlus size={16} stroke={1.5} />}
              onClick={() => setEdited('new')}
            >
              {words.newAnswer}
            </AllowedButton>
          </>
        )}
        {edited !== undefined && (
          <AnswerForm
            answer={edited === 'new' ? undefined : edited}
            done={() => setEdited(undefined)}
          />
        )}
      </div>
    </TaskDrawer>
  );
}

function Line({ answer, edit }: { answer: CannedAnswer; edit: () => void }) {
  const words = useWords(deskWords);
  const [isDeleting, setDeleting] = useState(false);
  const { queries, intention, accept } = useChange();
  const remove = queries.useMutation('delete', '/operator/canned-answers/{id}', {
    onSuccess: () => accept(words.answerDeleted),
  });
  const languages = [words.languages.en, ...(answer.translations.de ? [words.languages.de] : [])];
  return (
    <li>
      <span className="grow">
        <button
          type="button"
          className="link"
          aria-label={words.editAnswer(answer.title)}
          onClick={edit}
        >
          {answer.title}
        </button>
        <br />
        <span className="t3 small">{languages.join(', ')}</span>
      </span>
      <AllowedButton
        calls="DELETE /operator/canned-answers/{id}"
        size="xs"
        variant="subtle"
        onClick={() => setDeleting(true)}
      >
        {words.deleteAnswer}
        <span className="vh"> {answer.title}</span>
      </AllowedButton>
      <Confirm
        isOpen={isDeleting}
        close={() => setDeleting(false)}
        title={words.deleteTitle(answer.title)}
        action={words.deleteAnswer}
        isLoss
        isBusy={remove.isPending}
        error={remove.error}
        confirm={() =>
          remove.mutate({ params: { path: { id: answer.id }, header: intention.headers() } })
        }
      >
        {words.deleteText}
      </Confirm>
    </li>
  );
}

/** A title and the texts; without an answer, a new one. */
function AnswerForm({ answer, done }: { answer?: CannedAnswer; done: () => void }) {
  const words = useWords(deskWords);
  const [title, setTitle] = useState(answer?.title ?? '');
  const [text, setText] = useState(answer?.text ?? '');
  const [de, setDe] = useState(answer?.translations.de ?? '');
  const { queries, intention, accept } = useChange();
  const onSuccess = () => {
    accept(words.cannedSaved);
    done();
  };
  const create = queries.useMutation('post', '/operator/canned-answers', { onSuccess });
  const update = queries.useMutation('put', '/operator/canned-answers/{id}', { onSuccess });
  const save = () => {
    const body = { title, text, translations: { de: de.trim() === '' ? null : de } };
    const header = intention.headers();
    if (answer) update.mutate({ params: { path: { id: answer.id }, header }, body });
    else create.mutate({ params: { header }, body });
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        label={words.cannedTitle}
        maxLength={255}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label={words.englishText}
        autosize
        minRows={4}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Textarea
        label={words.germanText}
        description={words.germanHelp}
        autosize
        minRows={4}
        value={de}
        onChange={({ currentTarget }) => setDe(currentTarget.value)}
      />
      <ErrorNotice error={create.error ?? update.error} />
      <div className="row">
        <Button
          type="submit"
          variant="filled"
          loading={create.isPending || update.isPending}
          disabled={title.trim() === '' || text.trim() === ''}
        >
          {words.saveAnswer}
        </Button>
        <Button variant="subtle" onClick={done}>
          {words.back}
        </Button>
      </div>
    </form>
  );
}
