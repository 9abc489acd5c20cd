import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { TaskDrawer, TaskFoot, TaskForm } from '../../parts/drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { PriceListPanel } from './price-list-panel.tsx';
import { priceListWords } from './words.ts';

const route = getRouteApi('/$mode/price-lists');
const PAGE = 100;
type List = Schemas['PriceListSummary'];
const idOf = ({ id }: List) => id;

/** Wholesale price lists: the default one, and those of single resellers. */
export function PriceListsPage() {
  const words = useWords(priceListWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const set = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const { calls } = useApi();
  const found = usePages(['price lists'], ({ after, signal }) =>
    calls.GET('/operator/price-lists', { params: { query: { limit: PAGE, after } }, signal }),
  );
  // A link that sets the price of a plan opens the default list.
  const byDefault = search.q ? found.items.find(({ isDefault }) => isDefault)?.id : undefined;
  const open = search.open ?? byDefault;
  return (
    <>
      <ListPage
        title={words.title}
        actions={
          <AllowedButton
            calls="POST /operator/price-lists"
            variant="filled"
            leftSection={<IconPlus size={16} stroke={1.5} />}
            onClick={() => set({ new: 'list' }, false)}
          >
            {words.create}
          </AllowedButton>
        }
        panel={
          open && (
            <PriceListPanel
              key={open}
              id={open}
              q={search.q}
              onSearch={(q) => set({ q })}
              close={() => set({ open: undefined, q: undefined })}
            />
          )
        }
      >
        <FoundTable
          found={found}
          skeleton={4}
          label={words.title}
          rows={found.items}
          columns={columns}
          idOf={idOf}
          nameOf={({ name }) => name}
          phoneRow={({ name, isDefault }) => (
            <>
              <div className="l1">
                <span className="strong">{name}</span>
              </div>
              <div className="l2">
                <span>{isDefault ? words.default : words.own}</span>
                <span />
              </div>
            </>
          )}
          openId={open}
          onOpen={(_, next) => set({ open: next }, Boolean(open))}
          onClose={() => set({ open: undefined, q: undefined })}
          empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
        />
      </ListPage>
      <TaskDrawer
        isOpen={Boolean(search.new)}
        close={() => set({ new: undefined })}
        title={words.create}
      >
        <NewList
          close={() => set({ new: undefined })}
          onCreated={(id) => set({ new: undefined, open: id })}
        />
      </TaskDrawer>
    </>
  );
}

function NewList({ close, onCreated }: { close: () => void; onCreated: (id: string) => void }) {
  const words = useWords(priceListWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({ initialValues: { name: '' } });
  const create = queries.useMutation('post', '/operator/price-lists', {
    onSuccess: ({ id }) => {
      accept(words.created);
      onCreated(id);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit((body) =>
        create.mutate({ params: { header: intention.headers() }, body }),
      )}
      foot={<TaskFoot close={close} action={words.create} isBusy={create.isPending} />}
    >
      <TextInput
        label={words.name}
        required
        withAsterisk={false}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <ErrorNotice error={create.error} />
    </TaskForm>
  );
}

function useColumns(): Column<List>[] {
  const words = useWords(priceListWords);
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'name',
        head: words.name,
        width: '40%',
        cell: ({ name }) => <span className="strong">{name}</span>,
      },
      {
        id: 'kind',
        head: words.kind,
        width: '60%',
        cell: ({ isDefault }) => (
          <span className="t2">{isDefault ? words.default : words.own}</span>
        ),
      },
      {
        id: 'created',
        head: words.createdAt,
        width: '140px',
        isRight: true,
        cell: ({ createdAt }) => <span className="t2">{format.date(createdAt)}</span>,
      },
    ],
    [words, format],
  );
}
