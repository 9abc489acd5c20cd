import { Input, SegmentedControl, Select, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useIntention } from '../../api/intention.ts';
import { problemOf } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { MoneyInput } from '../../parts/money-input.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { PriceChanges } from './price-changes.tsx';
import { PriceEffect } from './price-effect.tsx';
import { priceWords } from './price-words.ts';
import {
  METHODS,
  type Method,
  type Pricing,
  ROUNDINGS,
  type Rounding,
  toBody,
  usePricePreview,
} from './use-pricing.ts';

export type PriceScope = {
  /** The selected rows. Rules cannot refer to single rows. */
  ids: readonly string[];
  /** The country set or tag that filters the list. */
  countrySet?: { code: string; name: string };
  tag?: string;
};
type Props = { isOpen: boolean; close: () => void; scope: PriceScope; onSaved: () => void };
type ScopeName = 'selected' | 'filtered' | 'all';

/** Prices many items by one formula: a preview, then one save. */
export function PriceDrawer({ isOpen, close, scope, onSaved }: Props) {
  const words = useWords(priceWords);
  const format = useFormat();
  const count = scope.ids.length;
  return (
    <TaskDrawer
      isOpen={isOpen}
      close={close}
      size={664}
      title={count > 0 ? words.title(count, format.number(count)) : words.titlePlain}
    >
      <PriceForm {...{ close, scope, onSaved }} />
    </TaskDrawer>
  );
}

function usePricing(scope: PriceScope) {
  const first: ScopeName =
    scope.ids.length > 0 ? 'selected' : scope.countrySet || scope.tag ? 'filtered' : 'all';
  const [which, setWhich] = useState<ScopeName>(first);
  const [formula, setFormula] = useState<Pricing>({
    method: 'margin',
    value: '40',
    rounding: 'to_99',
    floor: '1.00',
  });
  const pricing: Pricing = {
    ...formula,
    ...(which === 'selected' && { ids: [...scope.ids] }),
    ...(which === 'filtered' && { countrySet: scope.countrySet?.code, tag: scope.tag }),
  };
  const change = (by: Partial<Pricing>) => setFormula((now) => ({ ...now, ...by }));
  return { which, setWhich, pricing, change };
}

function PriceForm({ close, scope, onSaved }: Omit<Props, 'isOpen'>) {
  const words = useWords(priceWords);
  const format = useFormat();
  const { which, setWhich, pricing, change } = usePricing(scope);
  const [isKept, setKept] = useState(false);
  const preview = usePricePreview(pricing);
  const { save, isSaving, error, isMoved } = useSaving(() => void preview.refetch());
  const changes = preview.data?.changes ?? [];
  const canKeep = which !== 'selected';
  const isRule = isKept && canKeep;
  const hasEffect = changes.length > 0 || isRule;
  const isReady = preview.isCurrent && !preview.isFetching && hasEffect;
  const submit = () =>
    save(
      { pricing, changes: changes.length, token: preview.data?.token ?? '', isKept: isRule, scope },
      (count, hasRule) => {
        const told = hasRule ? words.savedRule : words.saved;
        notifications.show({ message: told(count, format.number(count)) });
        onSaved();
      },
    );
  return (
    <TaskForm
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isSaving) submit();
      }}
      foot={
        <TaskFoot
          close={close}
          action={
            isRule && changes.length === 0
              ? words.keepAlone
              : words.save(changes.length, format.number(changes.length))
          }
          isBusy={isSaving}
          isDisabled={!isReady}
        >
          <Switch
            className="grow"
            label={words.keep}
            description={canKeep ? words.keepText : words.keepNot}
            disabled={!canKeep}
            checked={isRule}
            onChange={({ currentTarget }) => setKept(currentTarget.checked)}
          />
        </TaskFoot>
      }
    >
      <ScopeChoice {...{ scope, which, setWhich }} />
      <FormulaFields pricing={pricing} change={change} />
      {isMoved && (
        <Notice tone="wait" title={words.moved}>
          <p>{words.movedText}</p>
        </Notice>
      )}
      <ErrorNotice error={isMoved ? preview.error : (error ?? preview.error)} />
      {!preview.data && !preview.error && <Skeleton rows={8} />}
      {preview.data && <PriceEffect changes={changes} unchanged={preview.data.unchanged} />}
      {preview.data && changes.length === 0 && <p className="t2 s13">{words.nothing}</p>}
      {changes.length > 0 && <PriceChanges changes={changes} />}
    </TaskForm>
  );
}

type Saving = {
  pricing: Pricing;
  changes: number;
  token: string;
  isKept: boolean;
  scope: PriceScope;
};

/** Saves the preview in one transaction, and keeps the rule if requested. */
function useSaving(previewAgain: () => void) {
  const words = useWords(priceWords);
  const { queries, cache } = useApi();
  const intention = useIntention();
  const ruleIntention = useIntention();
  const [isMoved, setMoved] = useState(false);
  const rule = queries.useMutation('post', '/gigastore/pricing-rules');
  const prices = queries.useMutation('put', '/gigastore/products/inventory/prices', {
    onError: (refusal) => {
      if (problemOf(refusal)?.code !== 'price_mismatch') return;
      intention.done();
      setMoved(true);
      previewAgain();
    },
  });
  async function save(
    { pricing, changes, token, isKept, scope }: Saving,
    onSaved: (count: number, hasRule: boolean) => void,
  ) {
    setMoved(false);
    const body = { ...toBody(pricing), token };
    // Without changes, the prices are right already, or were saved before the rule failed.
    if (changes > 0) {
      await prices.mutateAsync({ params: { header: intention.headers() }, body });
    }
    if (isKept) {
      const { inventoryItemIds: _, ...formula } = toBody(pricing);
      const of = pricing.countrySet ? scope.countrySet?.name : pricing.tag;
      const how = words.how[pricing.method](pricing.value);
      const name = of ? words.ruleName.some(of, how) : words.ruleName.all(how);
      const header = ruleIntention.headers();
      await rule.mutateAsync({ params: { header }, body: { name, ...formula } });
      ruleIntention.done();
    }
    intention.done();
    await cache.invalidateQueries();
    onSaved(changes, isKept);
  }
  return {
    save: (...given: Parameters<typeof save>) => void save(...given).catch(() => undefined),
    isSaving: prices.isPending || rule.isPending,
    error: prices.error ?? rule.error,
    isMoved,
  };
}

type ScopeProps = {
  scope: PriceScope;
  which: ScopeName;
  setWhich: (which: ScopeName) => void;
};

function ScopeChoice({ scope, which, setWhich }: ScopeProps) {
  const words = useWords(priceWords);
  const format = useFormat();
  const filtered = scope.countrySet?.name ?? scope.tag;
  const data = [
    ...(scope.ids.length > 0
      ? [{ value: 'selected', label: words.scopes.selected(format.number(scope.ids.length)) }]
      : []),
    ...(filtered ? [{ value: 'filtered', label: words.scopes.filtered(filtered) }] : []),
    { value: 'all', label: words.scopes.all },
  ];
  if (data.length === 1) return null;
  return (
    <Select
      label={words.scope}
      data={data}
      value={which}
      allowDeselect={false}
      onChange={(next) => next && setWhich(next as ScopeName)}
    />
  );
}

type FieldsProps = { pricing: Pricing; change: (by: Partial<Pricing>) => void };

function FormulaFields({ pricing, change }: FieldsProps) {
  const words = useWords(priceWords);
  const { method, value, rounding, floor } = pricing;
  const firsts: Record<Method, string> = { margin: '40', factor: '1.8', amount: '3.00' };
  return (
    <div className="formula">
      <Input.Wrapper label={words.method} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={words.method}
          value={method}
          onChange={(next) => change({ method: next as Method, value: firsts[next as Method] })}
          data={METHODS.map((one) => ({ value: one, label: words.methods[one] }))}
        />
      </Input.Wrapper>
      <MoneyInput
        key={method}
        label={words.values[method]}
        unit={words.units[method]}
        rightSectionWidth={96}
        value={value}
        onChange={(next) => change({ value: next })}
        data-autofocus
      />
      <Input.Wrapper label={words.rounding} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={words.rounding}
          value={rounding}
          onChange={(next) => change({ rounding: next as Rounding })}
          data={ROUNDINGS.map((one) => ({ value: one, label: words.roundings[one] }))}
        />
      </Input.Wrapper>
      <MoneyInput label={words.floor} value={floor} onChange={(next) => change({ floor: next })} />
    </div>
  );
}
