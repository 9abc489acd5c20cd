import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { FormFoot } from '../../parts/form-foot.tsx';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { useWords } from '../../words/language.tsx';
import { Setting } from './setting.tsx';
import { creditWords } from './words.ts';

export function AlertSettings() {
  const { alert: words } = useWords(creditWords);
  const { data, error } = useApi().queries.useQuery('get', '/gigastore/credits/alert');
  return (
    <Setting title={words.title} text={words.text} error={error}>
      {data && <AlertForm alert={data} />}
    </Setting>
  );
}

function AlertForm({ alert }: { alert: Schemas['CreditAlert'] }) {
  const { alert: words } = useWords(creditWords);
  const { queries, intention, accept } = useChange();
  const [isOn, setOn] = useState(alert.enabled);
  const [threshold, setThreshold] = useState<number | string>(
    alert.threshold ? toField(alert.threshold) : '50.00',
  );
  const save = queries.useMutation('put', '/gigastore/credits/alert', {
    onSuccess: () => accept(words.saved),
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
      <FormFoot
        calls="PUT /gigastore/credits/alert"
        error={save.error}
        isBusy={save.isPending}
        action={words.save}
      />
    </form>
  );
}
