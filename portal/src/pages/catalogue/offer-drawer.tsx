import { ActionIcon, Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useIntentions } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { LossNotice } from '../../parts/loss-notice.tsx';
import { MoneyInput, toField } from '../../parts/money-input.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Plan } from './use-catalogue.ts';
import { catalogueWords } from './words.ts';

type Props = { plans: readonly Plan[]; isOpen: boolean; close: () => void; onDone: () => void };
type Line = { plan: Plan; name: string; retail: string; error?: unknown };

/** Adds packages to the inventory, each with a name and a retail price. */
export function OfferDrawer({ plans, isOpen, close, onDone }: Props) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  return (
    <TaskDrawer
      isOpen={isOpen}
      close={close}
      size={664}
      title={words.offerTitle(plans.length, format.number(plans.length))}
    >
      {plans.length > 0 && <OfferForm {...{ plans, close, onDone }} />}
    </TaskDrawer>
  );
}

function OfferForm({ plans, close, onDone }: Omit<Props, 'isOpen'>) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const [isActive, setActive] = useState(true);
  const [isLossMeant, setLossMeant] = useState(false);
  const { lines, change, leaveOut, add, added } = useLines(plans);
  const losing = lines.filter(isBelowCost).length;
  const failed = lines.filter(({ error }) => error).length;
  const isReady =
    lines.length > 0 &&
    lines.every(({ name, retail }) => name.trim() && retail !== '') &&
    (losing === 0 || isLossMeant);
  async function submit() {
    const left = await add({ active: isActive, confirmBelowCost: isLossMeant });
    if (left > 0) return;
    notifications.show({ message: words.saved(lines.length, format.number(lines.length)) });
    onDone();
  }
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && added === undefined) void submit();
      }}
      foot={
        <TaskFoot
          close={close}
          action={words.save(lines.length, format.number(lines.length))}
          isBusy={added !== undefined}
          isDisabled={!isReady}
        >
          <Switch
            className="grow"
            label={words.atOnce}
            checked={isActive}
            onChange={({ currentTarget }) => setActive(currentTarget.checked)}
          />
        </TaskFoot>
      }
    >
      {failed > 0 && <Notice tone="bad" title={words.failed(failed, format.number(failed))} />}
      <OfferLines lines={lines} change={change} leaveOut={leaveOut} />
      {losing > 0 && (
        <LossNotice
          title={words.belowCost(losing, format.number(losing))}
          label={words.confirmLoss}
          isMeant={isLossMeant}
          setMeant={setLossMeant}
        />
      )}
      {added !== undefined && (
        <p className="t2 s13" role="status">
          {words.adding(format.number(added), format.number(plans.length))}
        </p>
      )}
    </TaskForm>
  );
}

function isBelowCost({ plan, retail }: Line): boolean {
  return retail !== '' && Number(retail) < plan.wholesalePrice.priceValue;
}

/** Adds each plan by its own request with its own idempotency key. */
function useLines(plans: readonly Plan[]) {
  const { calls, cache } = useApi();
  const intentions = useIntentions();
  const [added, setAdded] = useState<number>();
  const [lines, setLines] = useState<Line[]>(() =>
    plans.map((plan) => ({ plan, name: plan.name, retail: toField(plan.suggestedRetailPrice) })),
  );
  const change = (id: string, by: Partial<Line>) =>
    setLines((all) => all.map((one) => (one.plan.productId === id ? { ...one, ...by } : one)));
  const leaveOut = (id: string) =>
    setLines((all) => all.filter(({ plan }) => plan.productId !== id));
  /** Returns how many could not be added. */
  async function add(how: { active: boolean; confirmBelowCost: boolean }): Promise<number> {
    const left: Line[] = [];
    setAdded(0);
    for (const [index, line] of lines.entries()) {
      const { productId, wholesalePrice } = line.plan;
      const { error } = await calls
        .POST('/gigastore/products/inventory', {
          params: { header: intentions.headers(productId) },
          body: {
            productId,
            name: line.name.trim(),
            retailPrice: {
              priceValue: Number(line.retail),
              currencyCode: wholesalePrice.currencyCode,
            },
            ...how,
          },
        })
        .catch((lost: unknown) => ({ error: lost ?? {} }));
      if (error) left.push({ ...line, error });
      else intentions.done(productId);
      setAdded(index + 1);
    }
    setAdded(undefined);
    if (left.length > 0) setLines(left);
    await cache.invalidateQueries();
    return left.length;
  }
  return { lines, change, leaveOut, add, added };
}

type LinesProps = {
  lines: Line[];
  change: (id: string, by: Partial<Line>) => void;
  leaveOut: (id: string) => void;
};

function OfferLines({ lines, change, leaveOut }: LinesProps) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  return (
    <ul className="offer-lines">
      <li className="offer-head" aria-hidden="true">
        <span>{words.name}</span>
        <span className="r">{words.cost}</span>
        <span>{words.retail}</span>
        <span className="r">{words.margin}</span>
      </li>
      {lines.map((line) => {
        const { plan, name, retail, error } = line;
        const cost = plan.wholesalePrice.priceValue;
        const price = Number(retail);
        return (
          <li key={plan.productId}>
            <TextInput
              className="offer-name"
              aria-label={words.nameOf(plan.name)}
              value={name}
              maxLength={255}
              onChange={({ currentTarget }) =>
                change(plan.productId, { name: currentTarget.value, error: undefined })
              }
            />
            <span className="r num t2 offer-cost">
              <span className="phone-label">{words.cost} </span>
              {format.amount(plan.wholesalePrice)}
            </span>
            <MoneyInput
              aria-label={words.retailOf(plan.name)}
              value={retail}
              error={isBelowCost(line)}
              onChange={(next) => change(plan.productId, { retail: next, error: undefined })}
            />
            <span className={price < cost ? 'r num neg offer-margin' : 'r num t2 offer-margin'}>
              {price > 0 ? format.percent((price - cost) / price) : ''}
            </span>
            {lines.length > 1 && (
              <ActionIcon
                className="offer-out"
                size={28}
                aria-label={words.leaveOut(plan.name)}
                onClick={() => leaveOut(plan.productId)}
              >
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            )}
            {Boolean(error) && (
              <div className="offer-error">
                <ErrorNotice error={error} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
