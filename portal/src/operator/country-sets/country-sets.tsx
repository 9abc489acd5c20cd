import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import { PackageName } from '../../parts/package-name.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { ImportButton } from '../plans/import-button.tsx';
import { ImportDrawer } from '../plans/import-drawer.tsx';
import { CountrySetPanel } from './country-set-panel.tsx';
import { NewCountrySet } from './set-form.tsx';
import { countrySetWords } from './words.ts';

const route = getRouteApi('/$mode/country-sets');
const PAGE = 200;
type CountrySet = Schemas['OperatorCountrySet'];
const idOf = ({ code }: CountrySet) => code;

/** The country sets in which data plans work. */
export function CountrySetsPage() {
  const words = useWords(countrySetWords);
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const set = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const { calls } = useApi();
  const found = usePages(['country sets'], ({ after, signal }) =>
    calls.GET('/operator/country-sets', { params: { query: { limit: PAGE, after } }, signal }),
  );
  return (
    <>
      <ListPage
        title={words.title}
        actions={
          <>
            <CsvButton
              name="country-sets"
              load={() =>
                calls.GET('/operator/country-sets', { params: { query: { bom: true } }, ...AS_CSV })
              }
            />
            <ImportButton onClick={() => set({ import: 'csv' }, false)} />
            <AllowedButton
              calls="POST /operator/country-sets"
              variant="filled"
              leftSection={<IconPlus size={16} stroke={1.5} />}
              onClick={() => set({ new: 'set' }, false)}
            >
              {words.create}
            </AllowedButton>
          </>
        }
        panel={
          search.open && (
            <CountrySetPanel
              key={search.open}
              code={search.open}
              close={() => set({ open: undefined })}
            />
          )
        }
      >
        <FoundTable
          found={found}
          label={words.title}
          rows={found.items}
          columns={columns}
          idOf={idOf}
          nameOf={({ name }) => name}
          phoneRow={({ code, name, countries }) => (
            <>
              <div className="l1">
                <PackageName name={name} countrySet={code} />
                <span className="code t3">{code}</span>
              </div>
              <div className="l2">
                <span>{words.count(countries.length, format.number(countries.length))}</span>
                <span />
              </div>
            </>
          )}
          openId={search.open}
          onOpen={(_, open) => set({ open }, Boolean(search.open))}
          onClose={() => set({ open: undefined })}
          empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
        />
      </ListPage>
      <NewCountrySet
        isOpen={Boolean(search.new)}
        close={() => set({ new: undefined })}
        onCreated={(open) => set({ new: undefined, open })}
      />
      <ImportDrawer isOpen={Boolean(search.import)} close={() => set({ import: undefined })} />
    </>
  );
}

function useColumns(): Column<CountrySet>[] {
  const words = useWords(countrySetWords);
  const format = useFormat();
  return useMemo(() => {
    return [
      {
        id: 'name',
        head: words.name,
        width: '60%',
        cell: ({ name, code }) => <PackageName name={name} countrySet={code} />,
      },
      {
        id: 'code',
        head: words.code,
        width: '112px',
        cell: ({ code }) => <span className="code t2">{code}</span>,
      },
      {
        id: 'kind',
        head: words.kind,
        width: '128px',
        isWide: true,
        cell: ({ kind }) => <span className="t2">{words.kinds[kind]}</span>,
      },
      {
        id: 'countries',
        head: words.countries,
        width: '104px',
        isRight: true,
        isWide: true,
        cell: ({ countries }) => format.number(countries.length),
      },
      {
        id: 'state',
        head: words.state,
        width: '128px',
        cell: ({ retiredAt }) => (
          <State shape={retiredAt ? 'over' : 'done'}>
            {retiredAt ? words.retired : words.inUse}
          </State>
        ),
      },
    ];
  }, [words, format]);
}
