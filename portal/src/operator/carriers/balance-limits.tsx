import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { supplierWords } from './supplier-words.ts';

type Props = { supplier: Schemas['Carrier']; close: () => void };

const BELOW = ['label', 'input', 'description', 'error'] as const;

/** Sets below which balance operators are warned, and below which nothing is ordered. */
export function BalanceLimits({ supplier: { carrier, account }, close }: Props) {
  const words = useWords(supplierWords);
  const { queries, intention, accept } = useChange();
  const { warnBelow, stopBelow, currency } = account;
  const form = useForm({
    initialValues: {
      warnBelow: warnBelow === null ? '' : toField({ priceValue: warnBelow }),
      stopBelow: toField({ priceValue: stopBelow }),
    },
  });
  const save = queries.useMutation('put', '/operator/carriers', {
    onSuccess: () => {
      accept(words.saved);
      close();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskDrawer isOpen close={close} title={words.limitsOf(carrier)}>
      <TaskForm
        onSubmit={form.onSubmit((limits) =>
          save.mutate({
            params: { header: intention.headers() },
            body: {
              carrier,
              ...(limits.warnBelow !== '' && { warnBelow: Number(limits.warnBelow) }),
              stopBelow: Number(limits.stopBelow),
            },
          }),
        )}
        foot={
          <TaskFoot
            close={close}
            action={words.save}
            isBusy={save.isPending}
            isDisabled={!form.isDirty()}
          />
        }
      >
        <MoneyInput
          label={words.warnBelow}
          description={words.warnHelp}
          inputWrapperOrder={[...BELOW]}
          unit={currency}
          data-autofocus
          {...form.getInputProps('warnBelow')}
        />
        <MoneyInput
          label={words.stopBelow}
          description={words.stopHelp}
          inputWrapperOrder={[...BELOW]}
          unit={currency}
          {...form.getInputProps('stopBelow')}
        />
        <ErrorNotice error={save.error} />
      </TaskForm>
    </TaskDrawer>
  );
}
