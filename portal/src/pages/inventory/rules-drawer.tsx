import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { priceWords } from './price-words.ts';

type Rule = Schemas['PricingRule'];
const MOST = 200;
const REMOVE = 'DELETE /gigastore/pricing-rules/{id}';

/** The rules by which retail prices follow wholesale prices. */
export function RulesDrawer({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const words = useWords(priceWords);
  return (
    <TaskDrawer isOpen={isOpen} close={close} size={560} title={words.rules}>
      <div className="task-scroll form">
        <p className="t2 s13">{words.rulesText}</p>
        <Rules />
      </div>
    </TaskDrawer>
  );
}

function Rules() {
  const words = useWords(priceWords);
  const may = useMay();
  const [leaving, setLeaving] = useState<Rule>();
  const { queries } = useApi();
  const { data, error } = queries.useQuery('get', '/gigastore/pricing-rules', {
    params: { query: { limit: MOST } },
  });
  return (
    <>
      <ErrorNotice error={error} />
      {!data && !error && <Skeleton rows={3} row={56} />}
      {data?.items.length === 0 && <Empty title={words.noRules}>{words.noRulesText}</Empty>}
      <ul className="rules">
        {data?.items.map((rule) => (
          <li key={rule.id}>
            <span className="grow">
              <span className="strong">{rule.name}</span>
              <RuleText rule={rule} />
            </span>
            {may(REMOVE) && (
              <Button
                size="xs"
                variant="subtle"
                aria-label={`${words.remove}: ${rule.name}`}
                onClick={() => setLeaving(rule)}
              >
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leaving && <RemoveDialog rule={leaving} close={() => setLeaving(undefined)} />}
    </>
  );
}

function RuleText({ rule }: { rule: Rule }) {
  const words = useWords(priceWords);
  const format = useFormat();
  const { method, value, rounding, minimumMargin, createdAt } = rule;
  const parts = [
    words.how[method](format.decimal(value)),
    rounding !== 'none' && words.ruleRounding(words.roundings[rounding]),
    minimumMargin.priceValue > 0 && words.ruleFloor(format.money(minimumMargin)),
    words.made(format.date(createdAt)),
  ];
  return <span className="t2 rule-text">{parts.filter(Boolean).join(', ')}</span>;
}

function RemoveDialog({ rule, close }: { rule: Rule; close: () => void }) {
  const words = useWords(priceWords);
  const { queries, intention, accept } = useChange();
  const remove = queries.useMutation('delete', '/gigastore/pricing-rules/{id}', {
    onSuccess: () => {
      accept(words.removed);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.removeTitle(rule.name)}
      action={words.remove}
      confirm={() =>
        remove.mutate({ params: { path: { id: rule.id }, header: intention.headers() } })
      }
      isBusy={remove.isPending}
      error={remove.error}
      isLoss
    >
      {words.removeText}
    </Confirm>
  );
}
