import './tickets.css';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { PageHead } from '../../parts/page.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { Ago } from '../../parts/time.tsx';
import { useTitle } from '../../parts/title.ts';
import { AllowedButton } from '../../session/allowed.tsx';
import { useSession } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { NOBODY } from './assignee.tsx';
import { TicketForm } from './ticket-form.tsx';
import { TicketPanel } from './ticket-panel.tsx';
import { Priority, TicketState } from './ticket-state.tsx';
import { useIsUnread } from './unread.ts';
import { ticketWords } from './words.ts';

const route = getRouteApi('/$mode/tickets');
type Ticket = Schemas['TicketSummary'];
type Status = Ticket['status'];
const STATUSES: Status[] = ['open', 'waiting', 'closed'];
const PAGE = 50;
/** The query parameters of a closed and empty form. */
const NO_FORM = {
  new: undefined,
  subject: undefined,
  text: undefined,
  package: undefined,
  iccid: undefined,
};
const idOf = ({ id }: Ticket) => id;

export function TicketsPage() {
  const words = useWords(ticketWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const isUnread = useIsUnread();
  const columns = useColumns(Boolean(search.open));
  const [waiting, setWaiting] = useState<{ id: string; files: readonly File[] }>();
  useTitle(words.title);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const status = STATUSES.find((one) => one === search.status);
  const { person } = useSession();
  const assignees = { me: person.id, none: NOBODY };
  const assignee = (['me', 'none'] as const).find((one) => one === search.assignee);
  const isFiltered = status !== undefined || assignee !== undefined;
  const found = usePages(['tickets', status, assignee], ({ after, signal }) =>
    calls.GET('/gigastore/tickets', {
      params: {
        query: { limit: PAGE, after, status, assignee_id: assignee && assignees[assignee] },
      },
      signal,
    }),
  );
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
            <ChoiceFilter
              name={words.assignee}
              value={assignee}
              choices={[
                { value: 'me', label: words.mine },
                { value: 'none', label: words.unassigned },
              ]}
              onChange={(next) => set({ assignee: next })}
            />
          </div>
        </div>
        <FoundTable
          found={found}
          skeleton={6}
          label={words.title}
          rows={found.items}
          columns={columns}
          idOf={idOf}
          nameOf={({ subject }) => subject}
          phoneRow={(ticket) => (
            <>
              <div className="l1">
                <span className={isUnread(ticket) ? 'strong' : undefined}>{ticket.subject}</span>
                <span className="t3">{ticket.number}</span>
              </div>
              <div className="l2">
                <span>
                  {isUnread(ticket) ? (
                    <State shape="news">{words.unread}</State>
                  ) : (
                    <TicketState status={ticket.status} />
                  )}
                </span>
                <Ago at={ticket.updatedAt} />
              </div>
            </>
          )}
          openId={search.open}
          onOpen={(_, open) => set({ open })}
          onClose={() => set({ open: undefined })}
          isFiltered={isFiltered}
          clear={() => set({ status: undefined, assignee: undefined })}
          empty={
            <Empty
              title={words.empty}
              action={
                <AllowedButton
                  calls="POST /gigastore/tickets"
                  onClick={() => set({ new: 'ticket' })}
                >
                  {words.open}
                </AllowedButton>
              }
            >
              {words.emptyText}
            </Empty>
          }
        />
      </div>
      {search.open && (
        <TicketPanel
          key={search.open}
          id={search.open}
          waiting={waiting?.id === search.open ? waiting.files : undefined}
          close={() => set({ open: undefined })}
        />
      )}
      <TaskDrawer isOpen={Boolean(search.new)} close={() => set(NO_FORM)} title={words.open}>
        <TicketForm
          given={search}
          close={() => set(NO_FORM)}
          onSent={(id, files) => {
            setWaiting({ id, files });
            set({ ...NO_FORM, open: id });
          }}
        />
      </TaskDrawer>
    </div>
  );
}

/** The columns; fewer while a ticket is open beside the list. */
function useColumns(isNarrow: boolean): Column<Ticket>[] {
  const words = useWords(ticketWords);
  const isUnread = useIsUnread();
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
        cell: (ticket) => (
          <span className={isUnread(ticket) ? 'strong' : undefined}>{ticket.subject}</span>
        ),
      },
      {
        id: 'status',
        head: words.status,
        width: '140px',
        cell: (ticket) =>
          isUnread(ticket) ? (
            <State shape="news">{words.unread}</State>
          ) : (
            <TicketState status={ticket.status} />
          ),
      },
      ...(isNarrow
        ? []
        : [
            {
              id: 'priority',
              head: words.priority,
              width: '120px',
              cell: ({ priority }: Ticket) => <Priority of={priority} />,
            },
            {
              id: 'assignee',
              head: words.assignee,
              width: '150px',
              cell: ({ assignee }: Ticket) =>
                assignee?.name ?? <span className="t3">{words.nobody}</span>,
            },
          ]),
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
    [words, isUnread, isNarrow],
  );
}
