import { ActionIcon, Button } from '@mantine/core';
import { IconUpload, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { priceListWords } from './words.ts';

type List = Schemas['PriceList'];
const SHOWN = 100;

/** Saves the data plans with the prices of the list as CSV, which the import reads again. */
export function PriceFiles({ list }: { list: Pick<List, 'id' | 'name'> }) {
  const words = useWords(priceListWords);
  const may = useMay();
  const { calls } = useApi();
  return (
    <>
      {may('POST /operator/catalogue/import') && (
        <Button
          size="xs"
          component={Link}
          leftSection={<IconUpload size={14} stroke={1.5} />}
          {...({ to: '/operator/plans', search: { import: list.id } } as object)}
        >
          {words.importCsv}
        </Button>
      )}
      <CsvButton
        name={`prices-${list.name}`}
        load={() =>
          calls.GET('/operator/data-plans', {
            params: { query: { price_list_id: list.id, bom: true } },
            ...AS_CSV,
          })
        }
      />
    </>
  );
}

/** The prices of a list whose plan has the text in its name. */
export function Prices({ list, q = '' }: { list: List; q?: string }) {
  const words = useWords(priceListWords);
  const format = useFormat();
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const remove = queries.useMutation('delete', '/operator/price-lists/{id}/prices/{dataPlanId}', {
    onSuccess: () => accept(words.priceRemoved),
  });
  const wanted = q.trim().toLowerCase();
  const found = list.prices.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (found.length === 0) return <p className="t2 s13 pad-top">{words.noPrices}</p>;
  return (
    <>
      <ErrorNotice error={remove.error} />
      <table className="tbl plain" aria-label={words.prices}>
        <thead>
          <tr>
            <th>{words.plan}</th>
            <th className="r">{words.price}</th>
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {found.slice(0, SHOWN).map(({ dataPlanId, name, wholesalePrice }) => (
            <tr key={dataPlanId}>
              <td>{name}</td>
              <td className="r num">{format.amount(wholesalePrice)}</td>
              <td className="r">
                {may('DELETE /operator/price-lists/{id}/prices/{dataPlanId}') && (
                  <ActionIcon
                    size={28}
                    aria-label={words.removePrice(name)}
                    loading={remove.isPending}
                    onClick={() =>
                      remove.mutate({
                        params: { path: { id: list.id, dataPlanId }, header: intention.headers() },
                      })
                    }
                  >
                    <IconX size={14} stroke={1.5} />
                  </ActionIcon>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > SHOWN && (
        <p className="t3 small pad-top">{words.more(format.number(found.length - SHOWN))}</p>
      )}
    </>
  );
}
