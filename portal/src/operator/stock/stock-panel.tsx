import { NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { lazy, Suspense } from 'react';
import { fieldErrors } from '../../api/problem.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Facts } from '../../parts/facts.tsx';
import { Flag } from '../../parts/flag.tsx';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { DaysLeft, Level, type Stock } from './level.tsx';
import { stockWords } from './words.ts';

const DayChart = lazy(() => import('../../parts/chart/day-chart.tsx'));

/** One carrier: its free profiles, its low-stock threshold, and its networks. */
export function StockPanel({ stock, close }: { stock: Stock; close: () => void }) {
  const words = useWords(stockWords);
  const format = useFormat();
  const { usedPerDay } = stock;
  const usedText = usedPerDay === null ? words.unknown : format.number(usedPerDay);
  return (
    <Panel label={stock.carrier} close={close}>
      <PanelSection>
        <div className="pk-title">
          <h2>{stock.carrier}</h2>
        </div>
        <Facts
          facts={[
            { name: words.free, value: format.number(stock.free) },
            { name: words.state, value: <Level of={stock} /> },
            { name: words.usedPerDay, value: usedText },
            { name: words.daysLeft, value: <DaysLeft of={stock} /> },
          ]}
        />
        <Threshold stock={stock} />
      </PanelSection>
      {stock.days.length > 1 && (
        <PanelSection title={words.freeOverTime}>
          <Suspense>
            <DayChart
              label={words.free}
              before=""
              show={(value) => format.number(value)}
              points={stock.days.map(({ day, free }) => ({
                name: format.shortDay(day),
                value: free,
              }))}
            />
          </Suspense>
        </PanelSection>
      )}
      <PanelSection title={words.networks}>
        <Networks carrier={stock.carrier} />
      </PanelSection>
    </Panel>
  );
}

function Threshold({ stock }: { stock: Stock }) {
  const words = useWords(stockWords);
  const { queries, intention, accept } = useChange();
  const form = useForm({
    initialValues: {
      alertThreshold: stock.alertThreshold === null ? '' : String(stock.alertThreshold),
    },
  });
  const save = queries.useMutation('put', '/operator/profile-stock', {
    onSuccess: () => {
      accept(words.saved);
      form.resetDirty();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form
      className="form pad-top"
      onSubmit={form.onSubmit(({ alertThreshold }) =>
        save.mutate({
          params: { header: intention.headers() },
          body: { carrier: stock.carrier, alertThreshold: Number(alertThreshold) },
        }),
      )}
    >
      <NumberInput
        label={words.thresholdLabel}
        description={words.thresholdHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        min={0}
        allowDecimal={false}
        {...form.getInputProps('alertThreshold')}
      />
      <ErrorNotice error={save.error} />
      <div className="row">
        <AllowedButton
          calls="PUT /operator/profile-stock"
          type="submit"
          size="xs"
          loading={save.isPending}
          disabled={!form.isDirty() || form.values.alertThreshold === ''}
        >
          {words.save}
        </AllowedButton>
      </div>
    </form>
  );
}

function Networks({ carrier }: { carrier: string }) {
  const words = useWords(stockWords);
  const format = useFormat();
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/carrier-networks', {
    params: { query: { carrier } },
  });
  return (
    <>
      <p className="t3 small">{words.networksHelp}</p>
      <Reading data={data} error={error} refetch={refetch} rows={4} row={28} />
      {data?.networks.length === 0 && <p className="t2 s13 pad-top">{words.noNetworks}</p>}
      {data && data.networks.length > 0 && (
        <table className="tbl plain" aria-label={words.networks}>
          <thead>
            <tr>
              <th>{words.network}</th>
              <th>{words.country}</th>
              <th>{words.technologies}</th>
            </tr>
          </thead>
          <tbody>
            {data.networks.map(({ mcc, mnc, name, country, technologies }) => (
              <tr key={`${mcc} ${mnc}`}>
                <td>
                  {name}{' '}
                  <span className="code t3">
                    {mcc} {mnc}
                  </span>
                </td>
                <td>
                  <span className="pk">
                    <Flag of={country} />
                    <span>{format.country(country)}</span>
                  </span>
                </td>
                <td className="t2">{technologies.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
