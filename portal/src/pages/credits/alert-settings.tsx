import { Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Section } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { creditWords } from './words.ts';

export function AlertSettings() {
  const { alert: words } = useWords(creditWords);
  const { data, error } = useApi().queries.useQuery('get', '/gigastore/credits/alert');
  return (
    <Section title={words.title}>
      <p className="t2 s13 pad-top">{words.text}</p>
      <ErrorNotice error={error} />
      {data && <AlertForm alert={data} />}
    </Section>
  );
}

function AlertForm({ alert }: { alert: Schemas['CreditAlert'] }) {
  const { alert: words } = useWords(creditWords);
  const { queries, cache } = useApi();
  const intention = useIntention();
  const [isOn, setOn] = useState(alert.enabled);
  const [threshold, setThreshold] = useState<number | string>(
    alert.threshold ? toField(alert.threshold) : '50.00',
  );
  const save = queries.useMutation('put', '/gigastore/credits/alert', {
    onSuccess: () => {
      intention.done();
      notifications.show({ message: words.saved });
      void cache.invalidateQueries();
    },
  });
  return (
    <form
      className="form pad-top"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          params: { header: intention.headers() },
          body: {
            enabled: isOn,
            threshold: { priceValue: Number(threshold), currencyCode: 'USD' },
          },
        });
      }}
    >
      <Switch
        label={words.enable}
        checked={isOn}
        onChange={({ currentTarget }) => setOn(currentTarget.checked)}
      />
      <MoneyInput label={words.threshold} value={threshold} onChange={setThreshold} />
      <ErrorNotice error={save.error} />
      <div>
        <AllowedButton calls="PUT /gigastore/credits/alert" type="submit" loading={save.isPending}>
          {words.save}
        </AllowedButton>
      </div>
    </form>
  );
}
