import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { Effect, TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { Flag } from '../../parts/flag.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { sellWords } from './words.ts';

type Kind = 'register' | 'top-up' | 'top-up-with-profile';
type Item = Schemas['InventoryItem'];
type Mode = Item['activationModes'][number];

type Props = {
  isOpen: boolean;
  close: () => void;
  /** A sale that is pending has no eSIM yet. */
  onSold: (activatedItemUid: string, iccid?: string) => void;
  /** The customer to top up; without one, a customer is created. */
  customer?: { uid: string; countrySet: string };
  kind?: Kind;
};

/** Sells one package by hand. The cost and the remaining credits are above the button. */
export function SellDrawer({ isOpen, close, kind = 'register', ...props }: Props) {
  const words = useWords(sellWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} title={words.titles[kind]}>
      <SellForm kind={kind} close={close} {...props} />
    </TaskDrawer>
  );
}

function SellForm({ kind, customer, close, onSold }: Omit<Props, 'isOpen'> & { kind: Kind }) {
  const words = useWords(sellWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const inventory = queries.useQuery('get', '/gigastore/products/inventory', {
    params: { query: { active: true, sort_by: 'NAME' } },
  });
  const { data: credits } = queries.useQuery('get', '/gigastore/credits');
  const form = useForm({
    initialValues: { inventoryItemId: '', customerEmail: '', metatag: '', activationMode: '' },
  });
  const items = inventory.data?.items ?? [];
  const item = items.find(({ id }) => id === form.values.inventoryItemId);
  const finish = ({ status, activatedItem, esimProfile }: Schemas['Activation']) => {
    const messageFor = status === 'pending' ? words.pending : words.done;
    accept(messageFor(activatedItem.balance.name));
    onSold(activatedItem.uid, esimProfile?.iccid);
  };
  const options = { onSuccess: finish, onError: (e: unknown) => form.setErrors(fieldErrors(e)) };
  const register = queries.useMutation('post', '/gigastore/activations/register', options);
  const topUp = queries.useMutation('post', '/gigastore/activations/top-up', options);
  const further = queries.useMutation(
    'post',
    '/gigastore/activations/top-up-with-profile',
    options,
  );
  const selling = { register, 'top-up': topUp, 'top-up-with-profile': further }[kind];
  const submit = form.onSubmit(({ inventoryItemId, customerEmail, metatag, activationMode }) => {
    if (!item) return;
    const params = { header: intention.headers() };
    const body = {
      inventoryItemId,
      metatag: metatag || undefined,
      activationMode: (activationMode || undefined) as Mode | undefined,
      expectedPrice: item.retailPrices[0] && toInput(item.retailPrices[0]),
    };
    if (!customer) {
      register.mutate({ params, body: { ...body, customerEmail: customerEmail || undefined } });
    } else if (kind === 'top-up') {
      topUp.mutate({ params, body: { ...body, customerUid: customer.uid } });
    } else {
      further.mutate({ params, body: { ...body, customerUid: customer.uid } });
    }
  });
  return (
    <TaskForm
      onSubmit={submit}
      foot={
        <TaskFoot
          close={close}
          action={
            item?.retailPrices[0] ? words.sell(format.money(item.retailPrices[0])) : words.sellPlain
          }
          isBusy={selling.isPending}
          isDisabled={!item}
        />
      }
    >
      <ErrorNotice error={inventory.error} />
      <Select
        label={words.item}
        placeholder={words.itemHint}
        nothingFoundMessage={words.nothing}
        searchable
        limit={60}
        required
        withAsterisk={false}
        data-autofocus
        data={items.map(({ id, name }) => ({ value: id, label: name }))}
        leftSection={item && <Flag of={item.countrySet} />}
        renderOption={({ option }) => (
          <ItemOption item={items.find(({ id }) => id === option.value)} />
        )}
        comboboxProps={{ shadow: 'md' }}
        {...form.getInputProps('inventoryItemId')}
      />
      {!customer && (
        <TextInput
          label={words.email}
          description={words.emailHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="email"
          {...form.getInputProps('customerEmail')}
        />
      )}
      {item && item.activationModes.length > 1 && (
        <Select
          label={words.mode}
          data={item.activationModes.map((value) => ({ value, label: words.modes[value] }))}
          placeholder={words.modes[item.activationModes[0] ?? 'FIRST_USE']}
          {...form.getInputProps('activationMode')}
        />
      )}
      <TextInput
        label={words.reference}
        description={words.referenceHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={255}
        {...form.getInputProps('metatag')}
      />
      <ErrorNotice error={selling.error} />
      {item && <SaleEffect item={item} available={credits?.available} />}
    </TaskForm>
  );
}

function ItemOption({ item }: { item?: Item }) {
  const format = useFormat();
  if (!item) return null;
  return (
    <span className="pk option">
      <Flag of={item.countrySet} />
      <span className="grow cut">{item.name}</span>
      <span className="num t2">{item.retailPrices[0] && format.amount(item.retailPrices[0])}</span>
    </span>
  );
}

function SaleEffect({ item, available }: { item: Item; available?: Schemas['Price'] }) {
  const words = useWords(sellWords);
  const format = useFormat();
  const [retail, wholesale] = [item.retailPrices[0], item.prices[0]];
  if (!retail || !wholesale) return null;
  const after = available && { priceValue: available.priceValue - wholesale.priceValue };
  return (
    <Effect>
      <dl>
        <div>
          <dt>{words.customerPays}</dt>
          <dd>{format.money(retail)}</dd>
        </div>
        {item.amount > 0 ? (
          <>
            <div>
              <dt>{words.fromStock}</dt>
              <dd>{words.oneUnit}</dd>
            </div>
            <div className="sum">
              <dt>{words.unitsAfter}</dt>
              <dd>{format.number(item.amount - 1)}</dd>
            </div>
          </>
        ) : (
          <>
            <div>
              <dt>{words.youPay}</dt>
              <dd>{format.money(wholesale)}</dd>
            </div>
            <div className="sum">
              <dt>{words.after}</dt>
              <dd className={after && after.priceValue < 0 ? 'neg' : undefined}>
                {after ? format.money(after) : '…'}
              </dd>
            </div>
          </>
        )}
      </dl>
      {after && after.priceValue < 0 && item.amount === 0 && (
        <p className="neg">{words.tooLittle}</p>
      )}
    </Effect>
  );
}

function toInput({ priceValue, currencyCode }: Schemas['Price']): Schemas['PriceInput'] {
  return { priceValue, currencyCode };
}
