import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { Empty } from '../../parts/empty.tsx';
import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { ConfirmLine } from './confirm-line.tsx';
import { statementWords } from './statement-words.ts';
import { UploadStatement } from './upload-statement.tsx';

const route = getRouteApi('/$mode/money');
const PAGE = 50;
const STATES = ['open', 'waiting', 'confirmed', 'dismissed'] as const;
type Line = Schemas['ProposedBankLine'];

/** Entries of bank statements, each with the purchase that it may pay. */
export function Statements() {
  const words = useWords(statementWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const state = STATES.find((one) => one === search.state) ?? 'open';
  const found = usePages(['bank lines', state], ({ after, signal }) =>
    calls.GET('/operator/bank-lines', { params: { query: { limit: PAGE, after, state } }, signal }),
  );
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (was) => ({ ...was, ...change }), resetScroll: false });
  const opened = found.items.find(({ id }) => id === search.line);
  return (
    <>
      <div className="row">
        <ChoiceFilter
          name={words.stateFilter}
          value={state}
          choices={STATES.map((value) => ({ value, label: words.states[value] }))}
          onChange={(next) => set({ state: next })}
        />
        <AllowedButton
          className="end"
          calls="POST /operator/bank-statements"
          variant="filled"
          leftSection={<IconUpload size={16} stroke={1.5} />}
          onClick={() => set({ new: 'statement' })}
        >
          {words.upload}
        </AllowedButton>
      </div>
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        empty={<Empty title={words.noLines[state]}>{words.noLinesText}</Empty>}
      >
        <table className="tbl plain" aria-label={words.lines}>
          <thead>
            <tr>
              <th className="desk">{words.bookedOn}</th>
              <th>{words.payer}</th>
              <th className="r">{words.amount}</th>
              <th className="desk">{words.purchase}</th>
              <ActionsHead />
            </tr>
          </thead>
          <tbody>
            {found.items.map((line) => (
              <LineRow key={line.id} line={line} open={() => set({ line: line.id })} />
            ))}
          </tbody>
        </table>
      </FoundList>
      <UploadStatement isOpen={search.new === 'statement'} close={() => set({ new: undefined })} />
      {opened?.state === 'open' && (
        <ConfirmLine line={opened} close={() => set({ line: undefined })} />
      )}
    </>
  );
}

function LineRow({ line, open }: { line: Line; open: () => void }) {
  const words = useWords(statementWords);
  const format = useFormat();
  return (
    <tr>
      <td className="desk t2">{format.date(line.bookedOn)}</td>
      <td>
        <span className="strong">{line.payer ?? '–'}</span>
        <span className="t3 small"> {line.text}</span>
        <span className="phone-line t2 small">
          <Outcome line={line} />
        </span>
      </td>
      <td className="r num">
        {line.amount} {line.currency}
      </td>
      <td className="desk t2">
        <Outcome line={line} />
      </td>
      <td className="r">
        {line.state === 'open' && (
          <AllowedButton calls="POST /operator/bank-lines/{id}/confirm" size="xs" onClick={open}>
            {words.confirm}
            <span className="vh"> {line.text}</span>
          </AllowedButton>
        )}
        {line.state === 'dismissed' && <Reopen line={line} />}
      </td>
    </tr>
  );
}

/** The purchase that the entry may pay, or the outcome of the entry. */
function Outcome({ line: { state, note, proposals } }: { line: Line }) {
  const words = useWords(statementWords);
  const [first] = proposals;
  if (state !== 'open') return note ?? words.states[state];
  if (!first) return words.unmatched;
  return (
    <>
      {first.organizationName} <span className="code">{first.reference}</span>{' '}
      <span className="t3">{words.because[first.isExact ? 'exact' : first.because]}</span>
    </>
  );
}

function Reopen({ line }: { line: Line }) {
  const words = useWords(statementWords);
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const reopen = queries.useMutation('put', '/operator/bank-lines/{id}', {
    onSuccess: () => accept(words.reopened),
  });
  if (!may('PUT /operator/bank-lines/{id}')) return null;
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        loading={reopen.isPending}
        onClick={() =>
          reopen.mutate({
            params: { path: { id: line.id }, header: intention.headers() },
            body: { dismissed: false },
          })
        }
      >
        {words.reopen}
        <span className="vh"> {line.text}</span>
      </Button>
      <ErrorNotice error={reopen.error} />
    </>
  );
}
