import { getRouteApi, Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { termsWords, wholeOf } from '../../parts/data-terms.ts';
import { PackageName } from '../../parts/package-name.tsx';
import { Section } from '../../parts/page.tsx';
import { PackageStateWord } from '../../parts/states.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { customerWords } from './words.ts';

const route = getRouteApi('/$mode/customers/$uid');
type Item = Schemas['ActivatedItem'];

/** The packages of a customer, each with its remaining data. */
export function CustomerPackages({ items }: { items: Item[] }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const { mode } = route.useParams();
  return (
    <Section title={words.packages} count={format.number(items.length)}>
      {items.length === 0 && <p className="t2 s13 pad-top">{words.noPackages}</p>}
      {items.length > 0 && (
        <table className="tbl plain" aria-label={words.packages}>
          <thead>
            <tr>
              <th>{words.package}</th>
              <th>{words.status}</th>
              <th className="desk">{words.leftHead}</th>
              <th className="desk">{words.expires}</th>
              <th className="r">{words.retail}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.uid}>
                <td>
                  <Link to="/$mode/sales" params={{ mode }} search={{ open: item.uid }}>
                    <PackageName name={item.balance.name} countrySet={item.countrySet} />
                  </Link>
                </td>
                <td>
                  <PackageStateWord state={item.state} />
                </td>
                <td className="desk">
                  <Meter item={item} />
                </td>
                <td className="desk t2">
                  {item.balance.activatedAt && item.balance.expiresAt
                    ? format.date(item.balance.expiresAt)
                    : words.notStarted}
                </td>
                <td className="r">{format.amount(item.retailPrice)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Meter({ item: { balance, state } }: { item: Item }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const terms = useWords(termsWords);
  const all = wholeOf(balance);
  const share = all > 0 ? balance.availableBytes / all : 0;
  const isOver = state === 'EXPIRED' || state === 'REFUNDED' || state === 'DEPLETED';
  return (
    <span className={isOver ? 'lf t3' : 'lf'}>
      <span className={isOver ? 'meter over' : share < 0.2 ? 'meter low' : 'meter'}>
        <i style={{ width: `${share * 100}%` }} />
      </span>
      {balance.dataType === 'unlimited'
        ? terms.noLimit
        : words.ofSize(format.bytes(balance.availableBytes), format.size(balance.size))}
    </span>
  );
}
