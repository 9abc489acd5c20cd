import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi, useQueries } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { identifierOf } from '../../pages/apps/app-identity.tsx';
import { AppStateWord } from '../../pages/apps/app-state.tsx';
import { appWords } from '../../pages/apps/words.ts';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RegistrationPanel } from './registration-panel.tsx';
import { registrationWords } from './words.ts';

const route = getRouteApi('/$mode/app-registrations');
const PAGE = 50;
const STATES = ['requested', 'approved', 'rejected'] as const;
const MODES = ['live', 'sandbox'] as const;
type App = Schemas['OperatorSdkApp'];
const idOf = ({ id }: App) => id;

/** The apps of all resellers, about which the platform decides. */
export function RegistrationsPage() {
  const words = useWords(registrationWords);
  const app = useWords(appWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const set = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const { calls } = useApi();
  const state = STATES.find((one) => one === search.state);
  const mode = MODES.find((one) => one === search.account);
  const found = usePages(['app registrations', state, mode], ({ after, signal }) =>
    calls.GET('/operator/sdk-apps', {
      params: { query: { limit: PAGE, after, state, mode } },
      signal,
    }),
  );
  const listed = found.items.find(({ id }) => id === search.open);
  return (
    <ListPage
      title={words.title}
      sub={words.sub}
      filters={
        <>
          <ChoiceFilter
            name={app.state}
            value={state}
            choices={STATES.map((value) => ({ value, label: app.states[value] }))}
            onChange={(next) => set({ state: next, open: undefined })}
          />
          <ChoiceFilter
            name={words.account}
            value={mode}
            choices={MODES.map((value) => ({ value, label: words.modes[value] }))}
            onChange={(next) => set({ account: next, open: undefined })}
          />
          <CsvButton
            name="apps"
            load={() =>
              calls.GET('/operator/sdk-apps', {
                params: { query: { state, mode, bom: true } },
                ...AS_CSV,
              })
            }
          />
        </>
      }
      panel={
        search.open &&
        !found.isPending && (
          <OpenRegistration
            key={search.open}
            id={search.open}
            listed={listed}
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
        nameOf={({ name, organizationName }) => `${name}, ${organizationName}`}
        phoneRow={(one) => (
          <>
            <div className="l1">
              <span className="strong">{one.name}</span>
              <AppStateWord state={one.state} />
            </div>
            <div className="l2">
              <span>
                {one.organizationName}, {words.modes[one.mode]}
              </span>
              <span>{app.platforms[one.platform]}</span>
            </div>
          </>
        )}
        openId={search.open}
        onOpen={(_, id) => set({ open: id }, Boolean(search.open))}
        onClose={() => set({ open: undefined })}
        isFiltered={Boolean(state || mode)}
        clear={() => set({ state: undefined, account: undefined })}
        empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
      />
    </ListPage>
  );
}

type OpenProps = { id: string; listed: App | undefined; close: () => void };

/** An app, which the list has not loaded if a link names it. */
function OpenRegistration({ id, listed, close }: OpenProps) {
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/sdk-apps/{id}',
    { params: { path: { id } } },
    { enabled: !listed },
  );
  const app = listed ?? data;
  if (app) return <RegistrationPanel app={app} close={close} />;
  return (
    <Panel label={id} close={close}>
      <PanelSection>
        <Reading data={data} error={error} refetch={refetch} rows={8} row={28} />
      </PanelSection>
    </Panel>
  );
}

function useColumns(): Column<App>[] {
  const words = useWords(registrationWords);
  const app = useWords(appWords);
  const format = useFormat();
  return useMemo(() => {
    return [
      { id: 'app', head: words.app, width: '30%', cell: ({ name }) => name },
      {
        id: 'reseller',
        head: words.reseller,
        width: '30%',
        cell: ({ organizationName, mode }) => (
          <>
            {organizationName} <span className="t2">{words.modes[mode]}</span>
          </>
        ),
      },
      {
        id: 'platform',
        head: app.platform,
        width: '104px',
        isWide: true,
        cell: ({ platform }) => <span className="t2">{app.platforms[platform]}</span>,
      },
      {
        id: 'identifier',
        head: app.identifier,
        width: '40%',
        isWide: true,
        cell: (one) => <span className="code t2">{identifierOf(one)}</span>,
      },
      {
        id: 'state',
        head: app.state,
        width: '144px',
        cell: ({ state }) => <AppStateWord state={state} />,
      },
      {
        id: 'requested',
        head: app.requestedAt,
        width: '136px',
        isRight: true,
        isWide: true,
        cell: ({ requestedAt }) => <span className="t2">{format.date(requestedAt)}</span>,
      },
    ];
  }, [words, app, format]);
}
