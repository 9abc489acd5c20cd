import type { Schemas } from '../../api/client.ts';
import { Flag } from '../../parts/flag.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { salesWords } from '../sales/words.ts';
import type { GROUPS } from './groups.ts';
import { reportWords } from './words.ts';

type Line = Schemas['AccountSalesLine'];
type Group = (typeof GROUPS)[number];

/** One row for each group of the whole period, highest revenue first. */
export function GroupTable({ lines, by }: { lines: Line[]; by: Group }) {
  const words = useWords(reportWords);
  const format = useFormat();
  const sorted = lines.toSorted((a, b) => b.retail.priceValue - a.retail.priceValue);
  return (
    <table className="tbl plain report-table" aria-label={words.groups[by]}>
      <thead>
        <tr>
          <th>{words.groups[by]}</th>
          <th className="r">{words.figures.sold}</th>
          <th className="r desk">{words.activated}</th>
          <th className="r desk">{words.figures.refunded}</th>
          <th className="r">{words.figures.retail}</th>
          <th className="r desk">{words.wholesale}</th>
          <th className="r">{words.figures.margin}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((line) => (
          <tr key={keyOf(line, by) ?? 'none'}>
            <td>
              <GroupName line={line} by={by} />
            </td>
            <td className="r">{format.number(line.sold)}</td>
            <td className="r desk t2">{format.number(line.activated)}</td>
            <td className="r desk t2">{format.number(line.refunded)}</td>
            <td className="r">{format.amount(line.retail)}</td>
            <td className="r desk t2">{format.amount(line.wholesale)}</td>
            <td className={line.margin.priceValue < 0 ? 'r neg' : 'r'}>
              {format.amount(line.margin)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function keyOf(line: Line, by: Group): string | null {
  const keys = {
    item: line.inventoryItemId,
    country_set: line.countrySet,
    sales_channel: line.salesChannel,
    api_key: line.clientId,
    metatag_prefix: line.metatagPrefix,
  };
  return keys[by];
}

function GroupName({ line, by }: { line: Line; by: Group }) {
  const words = useWords(reportWords);
  const { channels } = useWords(salesWords);
  const format = useFormat();
  const key = keyOf(line, by);
  if (key === null) return <span className="t3">{words.none}</span>;
  if (by === 'item') return line.itemName ?? key;
  if (by === 'sales_channel') return channels[key] ?? key;
  if (by !== 'country_set') return <span className={by === 'api_key' ? 'code' : ''}>{key}</span>;
  const isCountry = /^[A-Z]{2}$/.test(key) && key !== 'EU';
  return (
    <span className="pk">
      <Flag of={key} />
      <span>{isCountry ? format.country(key) : key}</span>
    </span>
  );
}
