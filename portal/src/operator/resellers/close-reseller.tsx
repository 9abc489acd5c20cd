import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { EffectRows } from '../../parts/drawer.tsx';
import { Reading } from '../../parts/loading.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { editWords } from './edit-words.ts';

type Reseller = { id: string; name: string };
type Concern = Schemas['ResellerClosing']['concerns'][number];

/** Closes a reseller for good, after showing in numbers what ends. */
export function CloseReseller(reseller: Reseller) {
  const words = useWords(editWords);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <AllowedButton
        calls="POST /operator/organizations/{id}/close"
        size="xs"
        onClick={() => setAsking(true)}
      >
        {words.close}
      </AllowedButton>
      {isAsking && <Question {...reseller} close={() => setAsking(false)} />}
    </>
  );
}

function Question({ id, name, close }: Reseller & { close: () => void }) {
  const words = useWords(editWords);
  const [reason, setReason] = useState('');
  const [accepted, setAccepted] = useState<Concern[]>([]);
  const { queries, intention, accept } = useChange();
  const path = { id };
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/organizations/{id}/closing',
    { params: { path } },
  );
  const change = queries.useMutation('post', '/operator/organizations/{id}/close', {
    onSuccess: () => {
      accept(words.closed(name));
      close();
    },
    onError: () => void refetch(),
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.closeTitle(name)}
      action={words.close}
      isLoss
      isBusy={change.isPending}
      error={change.error}
      confirm={() =>
        change.mutate({
          params: { path, header: intention.headers() },
          body: { reason, accepted },
        })
      }
    >
      <p>{words.closeText}</p>
      <Reading data={data} error={error} refetch={refetch} rows={4} row={28} />
      {data && <Ending closing={data} />}
      {data && <Concerns of={data.concerns} accepted={accepted} change={setAccepted} />}
      <TextInput
        className="pad-top"
        label={words.reason}
        maxLength={255}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        data-autofocus
      />
    </Confirm>
  );
}

function Ending({ closing }: { closing: Schemas['ResellerClosing'] }) {
  const words = useWords(editWords);
  const format = useFormat();
  return (
    <div className="effect s13">
      <EffectRows
        rows={[
          [words.keys, format.number(closing.apiKeys)],
          [words.members, format.number(closing.members)],
          [words.packages, format.number(closing.usablePackages)],
          [words.credits, format.money(closing.availableCredits)],
          [words.held, format.money(closing.heldCredits)],
          [words.units, format.number(closing.prepaidUnits)],
          [words.purchases, format.number(closing.runningPurchases)],
        ]}
      />
    </div>
  );
}

type ConcernsProps = { of: Concern[]; accepted: Concern[]; change: (next: Concern[]) => void };

function Concerns({ of, accepted, change }: ConcernsProps) {
  const { concerns } = useWords(editWords);
  return of.map((concern) => (
    <Checkbox
      key={concern}
      className="pad-top"
      size="xs"
      label={concerns[concern]}
      checked={accepted.includes(concern)}
      onChange={({ currentTarget: { checked } }) =>
        change(checked ? [...accepted, concern] : accepted.filter((one) => one !== concern))
      }
    />
  ));
}
