import type { Schemas } from '../../api/client.ts';
import { useTermsFacts, useTodayFacts, useVolume } from '../../parts/data-terms.ts';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { stateWords } from '../../parts/states.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { salesWords } from './words.ts';

/** What was sold, when, and how it may be used. */
export function SaleFacts({ item }: { item: Schemas['ActivatedItem'] }) {
  const words = useWords(salesWords);
  const states = useWords(stateWords);
  const format = useFormat();
  const { balance } = item;
  const [termsFacts, todayFacts] = [useTermsFacts(), useTodayFacts()];
  const volume = useVolume()({ ...balance.size, dataType: balance.dataType });
  const validity =
    balance.validitySize === null
      ? words.noExpiry
      : balance.activationMode === 'NOW'
        ? words.daysNow(format.number(balance.validitySize))
        : words.days(format.number(balance.validitySize));
  const facts: Fact[] = [
    { name: words.purchased, value: format.exact(item.salesDate), copy: item.salesDate },
    { name: words.name, value: balance.name, copy: balance.name },
    { name: words.volume, value: volume, copy: volume },
    ...termsFacts(balance),
    ...todayFacts(balance),
    { name: words.validity, value: validity, copy: validity },
    { name: words.id, value: item.uid, copy: item.uid, isCode: true },
    { name: words.packageStatus, value: states.status[item.status], copy: item.status },
    { name: words.channel, value: words.channels[item.channel] },
  ];
  if (item.metatag) {
    facts.push({ name: words.metatag, value: item.metatag, copy: item.metatag });
  }
  return <Facts facts={facts} />;
}
