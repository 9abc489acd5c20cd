import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQueries } from '../../api/use-api.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { stockWords } from './words.ts';

/** One profile by its ICCID: in stock, or sold to a reseller. */
export function ProfilePanel({ iccid, close }: { iccid: string; close: () => void }) {
  const words = useWords(stockWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/operator/profiles/{iccid}',
    { params: { path: { iccid } } },
    { retry: false },
  );
  const reseller = {
    to: '/operator/resellers',
    search: { open: data?.organizationId, found: data?.iccid },
  } as object;
  return (
    <Panel label={iccid} close={close}>
      <PanelSection>
        <Reading data={data} error={error} refetch={refetch} rows={6} row={28} />
        {data && (
          <>
            <div className="pk-title">
              <h2 className="code">{data.iccid}</h2>
            </div>
            <Facts
              facts={[
                { name: words.carrier, value: data.carrier },
                { name: words.state, value: words.statuses[data.status] },
                { name: words.esimState, value: data.state ?? '–' },
                { name: 'IMSI', value: data.imsi ?? '–' },
                { name: words.added, value: format.exact(data.addedAt) },
                { name: words.soldTo, value: data.organizationName ?? '–' },
              ]}
            />
            {data.organizationId && (
              <div className="row pk-acts">
                <Button size="xs" component={Link} {...reseller}>
                  {words.openReseller}
                </Button>
              </div>
            )}
          </>
        )}
      </PanelSection>
    </Panel>
  );
}
