import '../../pages/tickets/tickets.css';
import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { usePages } from '../../api/use-pages.ts';
import { Priority } from '../../pages/tickets/ticket-state.tsx';
import { ticketWords } from '../../pages/tickets/words.ts';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { SearchFilter } from '../../parts/filters/search-filter.tsx';
import { ListPage } from '../../parts/list-page.tsx';
import type { Column } from '../../parts/table/column.ts';
import { FoundTable } from '../../parts/table/found-table.tsx';
import { Ago } from '../../parts/time.tsx';
import { useSession } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useResellers } from '../use-choices.ts';
import { CannedAnswers } from './canned-answers.tsx';
import { DeskPanel } from './desk-panel.tsx';
import { DeskState } from './desk-state.tsx';
import { deskWords } from './words.ts';

const route = getRouteApi('/$mode/desk');
const PAGE = 50;
const STATUSES = ['open', 'waiting', 'closed'] as const;
const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
type Ticket = Schemas['DeskTicket'];
const idOf = ({ id }: Ticket) => id;

/** The tickets of all resellers. */
export function DeskPage() {
  const words = useWords(deskWords);
  const { priorities } = useWords(ticketWords);
  const { person } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns();
  const set = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace, resetScroll: false });
  const { calls } = useApi();
  const status = STATUSES.find((one) => one === search.status);
  const priority = PRIORITIES.find((one) => one === search.priority);
  const { assignee, reseller } = search;
  const found = usePages(['desk', status, priority, assignee, reseller], ({ after, signal }) =>
    calls.GET('/operator/tickets', {
      params: {
        query: {
          limit: PAGE,
          after,
          status,
          priority,
          assignee_id: assignee,
          organization_id: reseller,
        },
      },
      signal,
    }),
  );
  return (
    <ListPage
      title={words.title}
      actions={
        <>
          <Link
            className="link s13"
            to="/$mode/sales-report"
            params={{ mode: 'operator' }}
            search={{ tab: 'tickets' }}
          >
            {words.report}
          </Link>
          <Button variant="subtle" onClick={() => set({ answers: 'open' })}>
            {words.cannedAnswers}
          </Button>
          {search.answers && <CannedAnswers close={() => set({ answers: undefined })} />}
        </>
      }
      filters={
        <>
          <ChoiceFilter
            name={words.status}
            value={status}
            choices={STATUSES.map((value) => ({ value, label: words.statuses[value] }))}
            onChange={(next) => set({ status: next })}
          />
          <ChoiceFilter
            name={words.priority}
            value={priority}
            choices={PRIORITIES.map((value) => ({ value, label: priorities[value] }))}
            onChange={(next) => set({ priority: next })}
          />
          <ChoiceFilter
            name={words.assignee}
            value={assignee}
            choices={[
              { value: person.id, label: words.me },
              { value: 'none', label: words.nobody },
            ]}
            onChange={(next) => set({ assignee: next })}
          />
          <SearchFilter
            name={words.reseller}
            value={reseller}
            choices={useResellers()}
            onChange={(next) => set({ reseller: next })}
          />
        </>
      }
      panel={
        search.open && (
          <DeskPanel key={search.open} id={search.open} close={() => set({ open: undefined })} />
        )
      }
    >
      <FoundTable
        found={found}
        label={words.title}
        rows={found.items}
        columns={columns}
        idOf={idOf}
        nameOf={({ subject }) => subject}
        phoneRow={(ticket) => (
          <>
            <div className="l1">
              <span className="strong">{ticket.subject}</span>
              <DeskState status={ticket.status} />
            </div>
            <div className="l2">
              <span>{ticket.organizationName}</span>
              <Ago at={ticket.updatedAt} />
            </div>
          </>
        )}
        openId={search.open}
        onOpen={(_, open) => set({ open }, Boolean(search.open))}
        onClose={() => set({ open: undefined })}
        isFiltered={Boolean(status || priority || assignee || reseller)}
        clear={() =>
          set({
            status: undefined,
            priority: undefined,
            assignee: undefined,
            reseller: undefined,
          })
        }
        empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
      />
    </ListPage>
  );
}

function useColumns(): Column<Ticket>[] {
  const words = useWords(deskWords);
  const format = useFormat();
  return useMemo(() => {
    return [
      {
        id: 'number',
        head: words.number,
        width: '112px',
        isWide: true,
        cell: ({ number }) => <span className="t2 num">{number}</span>,
      },
      {
        id: 'subject',
        head: words.subject,
        width: '50%',
        cell: ({ subject, status }) => (
          <span className={status === 'open' ? 'strong' : undefined}>{subject}</span>
        ),
      },
      {
        id: 'reseller',
        head: words.reseller,
        width: '25%',
        isWide: true,
        cell: ({ organizationName, mode }) => (
          <>
            {organizationName} <span className="t3">{words.modes[mode]}</span>
          </>
        ),
      },
      {
        id: 'status',
        head: words.status,
        width: '144px',
        cell: ({ status }) => <DeskState status={status} />,
      },
      {
        id: 'priority',
        head: words.priority,
        width: '112px',
        isWide: true,
        cell: ({ priority }) => <Priority of={priority} />,
      },
      {
        id: 'assignee',
        head: words.assignee,
        width: '25%',
        isWide: true,
        cell: ({ assignee }) => <span className="t2">{assignee?.name ?? words.nobody}</span>,
      },
      {
        id: 'answered',
        head: words.firstAnswer,
        width: '128px',
        isWide: true,
        isRight: true,
        cell: ({ firstAnswerSeconds: seconds }) =>
          seconds === null ? (
            <span className="t3">{words.notAnswered}</span>
          ) : (
            <span className="t2 num">{format.span(seconds)}</span>
          ),
      },
      {
        id: 'updated',
        head: words.updated,
        width: '128px',
        isRight: true,
        cell: ({ updatedAt }) => (
          <span className="t2">
            <Ago at={updatedAt} />
          </span>
        ),
      },
    ];
  }, [words, format]);
}
