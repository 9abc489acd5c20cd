import { Select } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { useWhyNot } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { ticketWords } from './words.ts';

/** The API's value for no assignee. */
export const NOBODY = 'none';
const UPDATE = 'PUT /gigastore/tickets/{id}';

/** The team member who handles a ticket and receives the emails about it. */
export function Assignee({ ticket: { id, assignee } }: { ticket: Schemas['Ticket'] }) {
  const words = useWords(ticketWords);
  const { queries, cache } = useApi();
  const intention = useIntention();
  const whyNot = useWhyNot(UPDATE);
  const { data: team } = queries.useQuery('get', '/gigastore/team');
  const assign = queries.useMutation('put', '/gigastore/tickets/{id}', {
    onSuccess: () => {
      intention.done();
      void cache.invalidateQueries();
    },
  });
  if (whyNot !== undefined) return assignee?.name ?? words.nobody;
  const members = team?.members ?? [];
  const hasLeft = assignee && !members.some(({ personId }) => personId === assignee.personId);
  const choices = [
    { value: NOBODY, label: words.nobody },
    ...members.map(({ personId: value, name: label }) => ({ value, label })),
    ...(hasLeft ? [{ value: assignee.personId, label: assignee.name ?? '' }] : []),
  ];
  return (
    <>
      <Select
        size="xs"
        aria-label={words.assignee}
        title={words.assigneeHelp}
        allowDeselect={false}
        disabled={assign.isPending}
        value={assignee?.personId ?? NOBODY}
        data={choices}
        onChange={(assigneeId) =>
          assigneeId &&
          assign.mutate({
            params: { path: { id }, header: intention.headers() },
            body: { assigneeId },
          })
        }
      />
      <ErrorNotice error={assign.error} />
    </>
  );
}
