import './tickets.css';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { fieldErrors } from '../../api/problem.ts';
import { useApi } from '../../api/use-api.tsx';
import { type Shape, State } from '../../look/state.tsx';
import { TaskDrawer, TaskForm } from '../../parts/drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page.tsx';
import { type Column, DataTable } from '../../parts/table/data-table.tsx';
import { NoMatches } from '../../parts/table/no-matches.tsx';
import { Ago } from '../../parts/time.tsx';
import { useTitle } from '../../parts/title.ts';
import { partWords } from '../../parts/words.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { TicketPanel } from './ticket-panel.tsx';
import { ticketWords } from './words.ts';

const route = getRouteApi('/$mode/tickets');
type Ticket = Schemas['TicketSummary'];
type Status = Ticket['status'];
const SHAPES: Record<Status, Shape> = { open: 'waiting', waiting: 'news', closed: 'over' };
const STATUSES: Status[] = ['open', 'waiting', 'closed'];
const PAGE = 50;
const idOf = ({ id }: Ticket) => id;

export function TicketState({ status }: { status: Status }) {
  return <State shape={SHAPES[status]}>{useWords(ticketWords).statuses[status]}</State>;
}

export function TicketsPage() {
  const words = useWords(ticketWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const columns = useColumns();
  useTitle(words.title);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const status = STATUSES.find((one) => one === search.status);
  const found = useInfiniteQuery({
    queryKey: ['tickets', status],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const { data, error } = await calls.GET('/gigastore/tickets', {
        params: { query: { limit: PAGE, after, status } },
        signal,
      });
      if (error) throw error;
      return data;
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  const tickets = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={search.open ? 'split is-open' : 'split'}>
      <div className="list">
        <div className="list-head">
          <PageHead
            title={words.title}
            actions={
              <AllowedButton
                calls="POST /gigastore/tickets"
                variant="filled"
                leftSection={<IconPlus size={16} stroke={1.5} />}
                onClick={() => set({ new: 'ticket' })}
              >
                {words.open}
              </AllowedButton>
            }
          />
          <div className="chips">
            <ChoiceFilter
              name={words.status}
              value={status}
              choices={STATUSES.map((value) => ({ value, label: words.statuses[value] }))}
              onChange={(next) => set({ status: next })}
            />
          </div>
        </div>
        <div className="list-pad">
          <ErrorNotice error={found.error} retry={() => void found.refetch()} />
          {found.isPending && <Skeleton rows={6} />}
        </div>
        {tickets.length > 0 && (
          <DataTable
            label={words.title}
            rows={tickets}
            columns={columns}
            idOf={idOf}
            nameOf={({ subject }) => subject}
            phoneRow={(ticket) => (
              <>
                <div className="l1">
                  <span>{ticket.subject}</span>
                  <span className="t3">{ticket.number}</span>
                </div>
                <div className="l2">
                  <TicketState status={ticket.status} />
                  <Ago at={ticket.updatedAt} />
                </div>
              </>
            )}
            openId={search.open}
            onOpen={(_, open) => set({ open })}
            onClose={() => set({ open: undefined })}
            hasMore={found.hasNextPage && !found.isFetchingNextPage}
            loadMore={() => void found.fetchNextPage()}
          />
        )}
        {found.isSuccess && tickets.length === 0 && (
          <div className="list-pad">
            {status ? (
              <NoMatches clear={() => set({ status: undefined })} />
            ) : (
              <Empty title={words.empty}>{words.emptyText}</Empty>
            )}
          </div>
        )}
      </div>
      {search.open && <TicketPanel id={search.open} close={() => set({ open: undefined })} />}
      <TaskDrawer
        isOpen={Boolean(search.new)}
        close={() =>
          set({ new: undefined, subject: undefined, text: undefined, package: undefined })
        }
        title={words.open}
      >
        <TicketForm />
      </TaskDrawer>
    </div>
  );
}

function useColumns(): Column<Ticket>[] {
  const words = useWords(ticketWords);
  return useMemo(
    () => [
      {
        id: 'number',
        head: words.number,
        width: '120px',
        cell: ({ number }) => <span className="t2 num">{number}</span>,
      },
      {
        id: 'subject',
        head: words.subject,
        width: '60%',
        cell: ({ subject }) => <span className="strong">{subject}</span>,
      },
      {
        id: 'status',
        head: words.status,
        width: '140px',
        cell: ({ status }) => <TicketState status={status} />,
      },
      {
        id: 'updated',
        head: words.updated,
        width: '160px',
        isRight: true,
        cell: ({ updatedAt }) => (
          <span className="t2">
            <Ago at={updatedAt} />
          </span>
        ),
      },
    ],
    [words],
  );
}

function TicketForm() {
  const words = useWords(ticketWords);
  const parts = useWords(partWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { queries, cache } = useApi();
  const intention = useIntention();
  const close = (open?: string) => void navigate({ search: { open } });
  const form = useForm({
    initialValues: {
      subject: search.subject ?? '',
      text: search.text ?? '',
      activatedItemUid: search.package ?? '',
      iccid: search.iccid ?? '',
    },
  });
  const send = queries.useMutation('post', '/gigastore/tickets', {
    onSuccess: ({ id }) => {
      intention.done();
      notifications.show({ message: words.sent });
      void cache.invalidateQueries();
      close(id);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <TaskForm
      onSubmit={form.onSubmit(({ subject, text, activatedItemUid, iccid }) =>
        send.mutate({
          params: { header: intention.headers() },
          body: {
            subject,
            text,
            ...(activatedItemUid && { activatedItemUid }),
            ...(iccid && { iccid }),
          },
        }),
      )}
      foot={
        <>
          <Button variant="subtle" onClick={() => close()}>
            {parts.cancel}
          </Button>
          <Button type="submit" variant="filled" loading={send.isPending}>
            {words.send}
          </Button>
        </>
      }
    >
      <TextInput
        label={words.subject}
        required
        withAsterisk={false}
        maxLength={255}
        data-autofocus
        {...form.getInputProps('subject')}
      />
      <TextInput label={words.about} {...form.getInputProps('activatedItemUid')} />
      <TextInput label={words.iccid} inputMode="numeric" {...form.getInputProps('iccid')} />
      <Textarea
        label={words.text}
        description={words.textHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        withAsterisk={false}
        autosize
        minRows={6}
        {...form.getInputProps('text')}
      />
      <ErrorNotice error={send.error} />
    </TaskForm>
  );
}
