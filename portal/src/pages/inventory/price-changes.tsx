import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { State } from '../../look/state.tsx';
import { partWords } from '../../parts/words.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { priceWords } from './price-words.ts';

export type PriceChange = Schemas['PriceChange'];
const SHOWN = 100;
const TABS = ['all', 'warnings', 'falling'] as const;
type Tab = (typeof TABS)[number];

const isFalling = ({ oldRetailPrice, newRetailPrice }: PriceChange) =>
  newRetailPrice.priceValue < oldRetailPrice.priceValue;
export const isBelowCost = ({ warnings }: PriceChange) => warnings.includes('below_cost');
const wasBelowCost = ({ oldRetailPrice, wholesalePrice }: PriceChange) =>
  oldRetailPrice.priceValue < wholesalePrice.priceValue;
const isWarned = (change: PriceChange) => change.warnings.length > 0 || wasBelowCost(change);

/** Old and new price of every changed item, the most critical first. */
export function PriceChanges({ changes }: { changes: readonly PriceChange[] }) {
  const words = useWords(priceWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const [tab, setTab] = useState<Tab>('all');
  const [isWhole, setWhole] = useState(false);
  const of: Record<Tab, readonly PriceChange[]> = {
    all: changes.toSorted((a, b) => rankOf(b) - rankOf(a)),
    warnings: changes.filter(isWarned).toSorted((a, b) => rankOf(b) - rankOf(a)),
    falling: changes.filter(isFalling),
  };
  const rows = isWhole ? of[tab] : of[tab].slice(0, SHOWN);
  const rest = of[tab].length - rows.length;
  return (
    <Tabs value={tab} onChange={(next) => setTab((next ?? 'all') as Tab)} keepMounted={false}>
      <Tabs.List>
        {TABS.map((one) => (
          <Tabs.Tab key={one} value={one} disabled={one !== 'all' && of[one].length === 0}>
            {words.tabs[one]} <span className="t3 num">{format.number(of[one].length)}</span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab}>
        <table className="tbl plain price-table" aria-label={words.tabs[tab]}>
          <thead>
            <tr>
              <th>{words.item}</th>
              <th className="r desk">{words.wholesale}</th>
              <th className="r">{words.now}</th>
              <th className="r">{words.next}</th>
              <th className="r">{words.margin}</th>
              <th className="desk">{words.warning}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((change) => (
              <ChangeRow key={change.inventoryItemId} change={change} />
            ))}
          </tbody>
        </table>
        {rest > 0 && (
          <Button size="xs" variant="subtle" mt={8} onClick={() => setWhole(true)}>
            {parts.showMore(format.number(rest))}
          </Button>
        )}
      </Tabs.Panel>
    </Tabs>
  );
}

/** Sorts losses first, then other warnings, then the largest changes. */
function rankOf(change: PriceChange): number {
  if (isBelowCost(change)) return 4_000;
  if (wasBelowCost(change)) return 3_000;
  const { oldRetailPrice, newRetailPrice, warnings } = change;
  const by = Math.abs(newRetailPrice.priceValue / (oldRetailPrice.priceValue || 1) - 1);
  return (warnings.length > 0 ? 1_000 : 0) + Math.min(by, 999);
}

function ChangeRow({ change }: { change: PriceChange }) {
  const format = useFormat();
  const { name, wholesalePrice, oldRetailPrice, newRetailPrice, marginPercent } = change;
  return (
    <tr>
      <td>
        {name}
        <span className="phone-line">
          <Warning change={change} />
        </span>
      </td>
      <td className="r t2 desk">{format.amount(wholesalePrice)}</td>
      <td className="r t2">{format.amount(oldRetailPrice)}</td>
      <td className="r strong">{format.amount(newRetailPrice)}</td>
      <td className={isBelowCost(change) ? 'r neg' : 'r t2'}>
        {marginPercent === null ? '' : format.percent(marginPercent / 100)}
      </td>
      <td className="desk">
        <Warning change={change} />
      </td>
    </tr>
  );
}

function Warning({ change }: { change: PriceChange }) {
  const { warnings: words } = useWords(priceWords);
  const format = useFormat();
  const { oldRetailPrice, newRetailPrice, warnings } = change;
  if (isBelowCost(change)) return <State shape="failed">{words.below_cost}</State>;
  if (wasBelowCost(change)) return <State shape="failed">{words.below_cost_now}</State>;
  if (warnings.includes('lower')) {
    const by = 1 - newRetailPrice.priceValue / oldRetailPrice.priceValue;
    return <State shape="warning">{words.lower(format.percent(by))}</State>;
  }
  if (warnings.length > 0) return <State shape="warning">{words.more_than_double}</State>;
  return null;
}
