import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RegisterApp } from './app-form.tsx';
import { identifierOf } from './app-identity.tsx';
import { AppPanel } from './app-panel.tsx';
import { AppStateWord } from './app-state.tsx';
import { attestationWords } from './attestation-words.ts';
import { appWords } from './words.ts';

const route = getRouteApi('/$mode/apps');
const GUIDES = '/docs/sdk/';
type App = Schemas['SdkApp'];
const idOf = ({ id }: App) => id;

/** The apps in which eSIMs of the account are installed. */
export function AppsPage() {
  const words = useWords(appWords);
  const { attested } = useWords(attestationWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const found = useQueries().useQuery('get', '/gigastore/sdk/apps');
  const set = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const register = (
    <AllowedButton
      calls="POST /gigastore/sdk/apps"
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.5} />}
      onClick={() => set({ new: 'app' }, false)}
    >
      {words.register}
    </AllowedButton>
  );
  const rows = found.data?.items ?? [];
  const open = rows.find(({ id }) => id === search.open);
  return (
    <>
      <ListPage
        title={words.title}
        sub={words.sub}
        actions={
          <>
            <a className="link s13" href={`${GUIDES}apps`}>
              {words.guide}
            </a>
            {register}
          </>
        }
        panel={open && <AppPanel key={open.id} app={open} close={() => set({ open: undefined })} />}
      >
        <FoundTable
          found={found}
          skeleton={4}
          label={words.title}
          rows={rows}
          columns={columns}
          idOf={idOf}
          nameOf={({ name }) => name}
          phoneRow={(app) => (
            <>
              <div className="l1">
                <span className="strong">{app.name}</span>
                <AppStateWord state={app.state} />
              </div>
              <div className="l2">
                <span className="code cut">{identifierOf(app)}</span>
                <span>
                  {words.platforms[app.platform]}
                  {app.requiresAttestation && `, ${attested}`}
                </span>
              </div>
            </>
          )}
          openId={open?.id}
          onOpen={(_, id) => set({ open: id }, Boolean(search.open))}
          onClose={() => set({ open: undefined })}
          empty={
            <Empty title={words.empty} action={<Guides />}>
              {words.emptyText}
            </Empty>
          }
        />
      </ListPage>
      <RegisterApp
        isOpen={Boolean(search.new)}
        close={() => set({ new: undefined })}
        onRegistered={(id) => set({ new: undefined, open: id })}
      />
    </>
  );
}

/** The guides by which an app is built. */
function Guides() {
  const { guides } = useWords(appWords);
  return (
    <span className="row">
      {Object.entries(guides).map(([page, name]) => (
        <a key={page} className="link s13" href={GUIDES + page}>
          {name}
        </a>
      ))}
    </span>
  );
}

function useColumns(): Column<App>[] {
  const words = useWords(appWords);
  const attestation = useWords(attestationWords);
  const format = useFormat();
  return useMemo(() => {
    return [
      { id: 'name', head: words.name, width: '35%', cell: ({ name }) => name },
      {
        id: 'platform',
        head: words.platform,
        width: '112px',
        cell: ({ platform }) => <span className="t2">{words.platforms[platform]}</span>,
      },
      {
        id: 'identifier',
        head: words.identifier,
        width: '65%',
        isWide: true,
        cell: (app) => <span className="code t2">{identifierOf(app)}</span>,
      },
      {
        id: 'attestation',
        head: attestation.title,
        width: '120px',
        isWide: true,
        cell: ({ requiresAttestation }) => (
          <span className="t2">{attestation.states[requiresAttestation ? 'on' : 'off']}</span>
        ),
      },
      {
        id: 'state',
        head: words.state,
        width: '144px',
        cell: ({ state }) => <AppStateWord state={state} />,
      },
      {
        id: 'requested',
        head: words.requestedAt,
        width: '136px',
        isWide: true,
        isRight: true,
        cell: ({ requestedAt }) => <span className="t2">{format.date(requestedAt)}</span>,
      },
    ];
  }, [words, attestation, format]);
}
