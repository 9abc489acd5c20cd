import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { offerWords } from './offer-words.ts';
import { PlanChoice, ResellerChoice } from './several.tsx';

type Props = { isOpen: boolean; close: () => void };

/** Offers many plans to many resellers: what changes is shown first, and then saved. */
export function OfferPlans({ isOpen, close }: Props) {
  const words = useWords(offerWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} size={664} title={words.title}>
      <OfferForm close={close} />
    </TaskDrawer>
  );
}

function OfferForm({ close }: Pick<Props, 'close'>) {
  const words = useWords(offerWords);
  const { queries, intention, accept } = useChange();
  const [resellers, setResellers] = useState<string[]>([]);
  const [plans, setPlans] = useState<string[]>([]);
  const [isComplete, setComplete] = useState(false);
  const preview = queries.useMutation('post', '/operator/offers/preview');
  const save = queries.useMutation('post', '/operator/offers', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
  });
  const found = preview.data;
  const body = {
    organizationIds: resellers,
    plans: plans.map((dataPlanId) => ({ dataPlanId })),
    isComplete,
  };
  const changed = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      preview.reset();
      set(value);
    };
  };
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (!found) preview.mutate({ body });
        else
          save.mutate({
            params: { header: intention.headers() },
            body: { ...body, token: found.token },
          });
      }}
      foot={
        <TaskFoot
          close={close}
          action={found ? words.save : words.preview}
          isBusy={preview.isPending || save.isPending}
          isDisabled={resellers.length === 0 || found?.items.length === 0}
        />
      }
    >
      <ResellerChoice label={words.resellers} chosen={resellers} choose={changed(setResellers)} />
      <PlanChoice label={words.plans} chosen={plans} choose={changed(setPlans)} />
      <Checkbox
        size="xs"
        label={words.complete}
        checked={isComplete}
        onChange={({ currentTarget }) => changed(setComplete)(currentTarget.checked)}
      />
      {found && <Changes items={found.items} />}
      <ErrorNotice error={preview.error ?? save.error} />
    </TaskForm>
  );
}

function Changes({ items }: { items: Schemas['OfferChange'][] }) {
  const words = useWords(offerWords);
  const format = useFormat();
  if (items.length === 0) return <p className="t2 s13">{words.nothing}</p>;
  return (
    <div className="scroll-x">
      <table className="tbl plain" aria-label={words.title}>
        <thead>
          <tr>
            {[words.reseller, words.plan, words.change, words.price].map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.organizationId} ${item.mode} ${item.dataPlanId}`}>
              <td>
                {item.organizationName}
                {item.mode === 'sandbox' && <span className="t2"> · {words.sandbox}</span>}
              </td>
              <td>{item.name}</td>
              <td>{words.changes[item.change]}</td>
              <td>{item.newRetailPrice ? format.money(item.newRetailPrice) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
