import type { Schemas } from '../../api/client.ts';
import {
  hasUnlimited,
  isUsable,
  termsWords,
  useTodayFacts,
  wholeOf,
} from '../../parts/data-terms.ts';
import { Section } from '../../parts/page.tsx';
import { PackageStateWord } from '../../parts/states.tsx';
import { UsageFigure } from '../../parts/usage-figure.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { customerWords } from './words.ts';

type Item = Schemas['ActivatedItem'];
const sizeOf = ({ balance }: Item) => wholeOf(balance);

/** Remaining data as bars: the width is the package's size, the fill its remaining data. */
export function DataLeft({ entry }: { entry: Schemas['CustomerEntry'] }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const items = entry.activatedItems.filter(isUsable);
  const total = items.reduce((sum, item) => sum + sizeOf(item), 0);
  const terms = useWords(termsWords);
  const isUnlimited = hasUnlimited(items);
  return (
    <Section title={words.dataLeft}>
      {items.length === 0 ? (
        <p className="t2 s13 pad-top">{words.nothingLeft}</p>
      ) : (
        <>
          <p className="lt">
            <span className="big">
              {isUnlimited ? terms.unlimited : format.bytes(entry.totalAvailableBytes)}
            </span>
            {!isUnlimited && (
              <span className="t2">
                {items.length === 1
                  ? words.leftOfOne(format.bytes(total))
                  : words.leftOf(format.bytes(total), format.number(items.length))}
              </span>
            )}
          </p>
          <UsageFigure of={entry.relatedEsims} />
          <div className="tank" aria-hidden="true">
            {items.map((item) => (
              <span
                key={item.uid}
                className={item.state === 'WAITING' ? 'w' : undefined}
                style={{ flexGrow: sizeOf(item) }}
              >
                <i style={{ width: `${(item.balance.availableBytes / sizeOf(item)) * 100}%` }} />
              </span>
            ))}
          </div>
          <ul className="tank-names">
            {items.map((item) => (
              <li key={item.uid}>
                <span className="strong s13">{item.balance.name}</span>
                <span className="s13 t2">
                  <PackageStateWord state={item.state} /> · <Left item={item} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Left({ item: { state, balance } }: { item: Item }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const terms = useWords(termsWords);
  const todayFacts = useTodayFacts();
  const [today] = todayFacts(balance);
  if (today) return <>{today.value}</>;
  const isUnlimited = balance.dataType === 'unlimited';
  const left = isUnlimited ? terms.unlimited : format.bytes(balance.availableBytes);
  if (state === 'WAITING') return words.leftWaiting(left);
  return balance.expiresAt
    ? words.leftUntil(left, format.date(balance.expiresAt))
    : words.leftNoEnd(left);
}
