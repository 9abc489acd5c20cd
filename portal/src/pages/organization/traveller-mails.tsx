import { Select, Switch } from '@mantine/core';
import { notifications as toasts } from '@mantine/notifications';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { useWhyNot } from '../../session/allowed.tsx';
import { useLanguage, useWords } from '../../words/language.tsx';
import { travellerMailWords } from './traveller-mail-words.ts';

type Kind = keyof Schemas['TravellerMails'];
type Language = Schemas['TravellerMailPreview']['language'];
const KINDS: readonly Kind[] = ['installation', 'lowData', 'expiring', 'expired', 'replaced'];

type Props = { languages: { value: string; label: string }[] };

/** The emails that travellers get from this company, each with a preview. */
export function TravellerMails({ languages }: Props) {
  const words = useWords(travellerMailWords);
  const { queries, cache } = useApi();
  const locked = useWhyNot('PUT /gigastore/traveller-mails');
  const { data, error, refetch } = queries.useQuery('get', '/gigastore/traveller-mails');
  const change = queries.useMutation('put', '/gigastore/traveller-mails', {
    onSuccess: () => {
      toasts.show({ message: words.saved });
      void cache.invalidateQueries();
    },
  });
  return (
    <>
      <Section title={words.title}>
        <p className="t2 s13 org-lead">{words.text}</p>
        <ErrorNotice
          error={error ?? change.error}
          retry={error ? () => void refetch() : undefined}
        />
        {!data && !error && <Skeleton rows={5} row={52} />}
        <ul className="lines">
          {data &&
            KINDS.map((kind) => (
              <li key={kind} className="org-step">
                <span className="grow">
                  <span className="strong">{words.kinds[kind][0]}</span>
                  <br />
                  <span className="t2 s13">{words.kinds[kind][1]}</span>
                </span>
                <Switch
                  aria-label={words.kinds[kind][0]}
                  checked={data[kind]}
                  disabled={change.isPending || locked !== undefined}
                  title={locked}
                  aria-description={locked}
                  onChange={({ currentTarget }) =>
                    change.mutate({ body: { [kind]: currentTarget.checked } })
                  }
                />
              </li>
            ))}
        </ul>
      </Section>
      <Preview languages={languages} />
    </>
  );
}

function Preview({ languages }: Props) {
  const words = useWords(travellerMailWords);
  const { language: own } = useLanguage();
  const [kind, setKind] = useState<Kind>('installation');
  const [language, setLanguage] = useState<Language>(own);
  const { data, error, refetch } = useApi().queries.useQuery(
    'get',
    '/gigastore/traveller-mails/preview',
    { params: { query: { kind, language } } },
  );
  return (
    <Section title={words.preview}>
      <div className="org-pair even">
        <Select
          label={words.mail}
          allowDeselect={false}
          data={KINDS.map((value) => ({ value, label: words.kinds[value][0] }))}
          value={kind}
          onChange={(value) => setKind((value as Kind | null) ?? kind)}
        />
        <Select
          label={words.language}
          allowDeselect={false}
          data={languages}
          value={language}
          onChange={(value) => setLanguage((value as Language | null) ?? language)}
        />
      </div>
      <ErrorNotice error={error} retry={error ? () => void refetch() : undefined} />
      {data && (
        <article className="brand-card" lang={language} dir="auto">
          <p className="strong">{data.subject}</p>
          <p className="mail-text">{data.text}</p>
        </article>
      )}
    </Section>
  );
}
