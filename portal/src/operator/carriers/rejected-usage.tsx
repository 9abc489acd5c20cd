import { Button } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ActionsHead } from '../../parts/table/actions-head.tsx';
import { Ago } from '../../parts/time.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useWords } from '../../words/language.tsx';
import { CorrectRecord } from './correct-record.tsx';
import { type Rejected, recordName } from './record.ts';
import { carrierWords } from './words.ts';

const PAGE = 50;

/** Usage records that could not be charged, with the reason. */
export function RejectedUsage() {
  const words = useWords(carrierWords);
  const may = useMay();
  const { calls } = useApi();
  const [correcting, setCorrecting] = useState<Rejected>();
  const [discarding, setDiscarding] = useState<Rejected>();
  const found = usePages(['rejected usage'], ({ after, signal }) =>
    calls.GET('/operator/rejected-usage', { params: { query: { limit: PAGE, after } }, signal }),
  );
  return (
    <>
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        empty={<Empty title={words.noRejected}>{words.noRejectedText}</Empty>}
      >
        <table className="tbl plain" aria-label={words.tabs.rejected}>
          <thead>
            <tr>
              <th>{words.carrier}</th>
              <th>{words.reason}</th>
              <th className="desk">{words.rejectedAt}</th>
              <ActionsHead />
            </tr>
          </thead>
          <tbody>
            {found.items.map((one) => (
              <tr key={one.id}>
                <td>
                  <span className="strong">{one.carrier}</span>
                  <span className="t3 small"> {recordName(one)}</span>
                </td>
                <td className="t2">{one.reason}</td>
                <td className="desk t2">
                  <Ago at={one.rejectedAt} />
                </td>
                <td className="r">
                  <AllowedButton
                    calls="POST /operator/rejected-usage/{id}/resend"
                    size="xs"
                    onClick={() => setCorrecting(one)}
                  >
                    {words.correct}
                    <span className="vh"> {recordName(one)}</span>
                  </AllowedButton>
                  {may('DELETE /operator/rejected-usage/{id}') && (
                    <Button size="xs" variant="subtle" onClick={() => setDiscarding(one)}>
                      {words.discard}
                      <span className="vh"> {recordName(one)}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
      {correcting && <CorrectRecord rejected={correcting} close={() => setCorrecting(undefined)} />}
      {discarding && <Discard rejected={discarding} close={() => setDiscarding(undefined)} />}
    </>
  );
}

function Discard({ rejected, close }: { rejected: Rejected; close: () => void }) {
  const words = useWords(carrierWords);
  const { queries, intention, accept } = useChange();
  const discard = queries.useMutation('delete', '/operator/rejected-usage/{id}', {
    onSuccess: () => {
      accept(words.discarded);
      close();
    },
  });
  return (
    <Confirm
      isOpen
      close={close}
      title={words.discardTitle}
      action={words.discard}
      isLoss
      isBusy={discard.isPending}
      error={discard.error}
      confirm={() =>
        discard.mutate({
          params: { path: { id: rejected.id }, header: intention.headers() },
        })
      }
    >
      {words.discardText}
    </Confirm>
  );
}
