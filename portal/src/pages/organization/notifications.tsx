import { Switch } from '@mantine/core';
import { notifications as toasts } from '@mantine/notifications';
import { useApi } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useWords } from '../../words/language.tsx';
import { setupWords } from './setup-words.ts';

/** The company's emails that this person receives. */
export function Notifications() {
  const { notifications: words } = useWords(setupWords);
  const { queries, cache } = useApi();
  const { data, error, refetch } = queries.useQuery('get', '/auth/notifications');
  const change = queries.useMutation('put', '/auth/notifications', {
    onSuccess: () => {
      toasts.show({ message: words.saved });
      void cache.invalidateQueries();
    },
  });
  return (
    <div className="narrow-page">
      <Section title={words.title}>
        <p className="t2 s13 org-lead">{words.text}</p>
        <ErrorNotice
          error={error ?? change.error}
          retry={error ? () => void refetch() : undefined}
        />
        {!data && !error && <Skeleton rows={9} row={52} />}
        <ul className="lines">
          {data?.items.map(({ kind, enabled, canChange }) => {
            const [name, text] = words.kinds[kind] ?? [kind, ''];
            return (
              <li key={kind} className="org-step">
                <span className="grow">
                  <span className="strong">{name}</span>
                  <br />
                  <span className="t2 s13">{text}</span>
                </span>
                {canChange ? (
                  <Switch
                    aria-label={name}
                    checked={enabled}
                    disabled={change.isPending}
                    onChange={({ currentTarget }) =>
                      change.mutate({ body: { items: [{ kind, enabled: currentTarget.checked }] } })
                    }
                  />
                ) : (
                  <State shape="done">{words.fixed}</State>
                )}
              </li>
            );
          })}
        </ul>
      </Section>
    </div>
  );
}
