import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/use-api.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { meWords } from './words.ts';

export function Passkeys() {
  const { passkeys: words } = useWords(meWords);
  const format = useFormat();
  const { queries, cache } = useApi();
  const { data, error } = queries.useQuery('get', '/auth/passkeys');
  const add = useAddPasskey();
  const remove = queries.useMutation('delete', '/auth/passkeys/{id}', {
    onSuccess: () => void cache.invalidateQueries(),
  });
  return (
    <Section
      title={words.title}
      actions={
        <Button size="xs" loading={add.isPending} onClick={() => add.mutate()}>
          {words.add}
        </Button>
      }
    >
      <p className="t2 s13 pad-top">{words.text}</p>
      <ErrorNotice error={error ?? add.error ?? remove.error} />
      {!data && !error && <Skeleton rows={1} />}
      {data?.items.length === 0 && <p className="t2 s13">{words.none}</p>}
      <ul className="lines">
        {data?.items.map(({ id, name, createdAt }) => (
          <li key={id}>
            <span className="grow cut">
              <span className="strong">{name ?? words.unnamed}</span>{' '}
              <span className="t3">{format.date(createdAt)}</span>
            </span>
            <Button
              size="xs"
              variant="subtle"
              onClick={() => remove.mutate({ params: { path: { id } } })}
            >
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function useAddPasskey() {
  const { passkeys: words } = useWords(meWords);
  const { calls, cache } = useApi();
  return useMutation({
    mutationFn: async () => {
      const begun = await calls.POST('/auth/passkeys/new-options');
      if (begun.error) throw begun.error;
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(begun.data as never);
      const credential = await navigator.credentials.create({ publicKey }).catch((error) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') return null;
        throw error;
      });
      if (!credential) return false;
      const response = (credential as PublicKeyCredential).toJSON() as never;
      const ended = await calls.POST('/auth/passkeys', { body: { name: words.name, response } });
      if (ended.error) throw ended.error;
      return true;
    },
    onSuccess: (isAdded) => {
      if (!isAdded) return;
      notifications.show({ message: words.added });
      void cache.invalidateQueries();
    },
  });
}
