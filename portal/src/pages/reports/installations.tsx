import { SegmentedControl } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { notCsv } from '../../api/not-csv.ts';
import { useApi } from '../../api/use-api.tsx';
import { AS_CSV, CsvButton } from '../../parts/csv-button.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { appWords } from '../apps/words.ts';
import { installationWords } from './installation-words.ts';

type Report = Schemas['InstallationsReport'];
type Line = Report['items'][number];
const toReport = (answer: Report | string) => notCsv(answer);
const BY = ['model', 'system_version'] as const;

type Props = {
  /** The first and the last date, and their time zone. */
  dates: { from: string; to: string; time_zone: string };
  /** What the lines are grouped by. */
  by: string | undefined;
  onBy: (by: string) => void;
};

/** How often installations in apps succeed, by model or by system version. */
export function Installations({ dates, by: wanted, onBy }: Props) {
  const words = useWords(installationWords);
  const { mode } = useParams({ from: '/$mode' });
  const { queries, calls } = useApi();
  const by = BY.find((one) => one === wanted) ?? 'model';
  const query = { ...dates, group_by: by };
  const { data, error, refetch } = queries.useQuery(
    'get',
    '/gigastore/reports/installations',
    { params: { query } },
    { placeholderData: keepPreviousData, select: toReport },
  );
  const isEmpty = data?.items.length === 0;
  return (
    <Section
      title={words.title}
      actions={
        data &&
        !isEmpty && (
          <>
            <SegmentedControl
              size="xs"
              aria-label={words.by}
              data={BY.map((value) => ({ value, label: words.groups[value] }))}
              value={by}
              onChange={onBy}
            />
            <CsvButton
              name="installations"
              load={() =>
                calls.GET('/gigastore/reports/installations', {
                  params: { query: { ...dates, group_by: BY.join(), bom: true } },
                  ...AS_CSV,
                })
              }
            />
          </>
        )
      }
    >
      <Reading data={data} error={error} refetch={refetch} rows={3} />
      {isEmpty && (
        <p className="t2 s13 pad-top">
          {words.empty}{' '}
          <Link className="link" to="/$mode/apps" params={{ mode }}>
            {words.apps}
          </Link>
        </p>
      )}
      {data && !isEmpty && <Outcomes report={data} by={by} />}
    </Section>
  );
}

function Outcomes({ report: { items, totals }, by }: { report: Report; by: (typeof BY)[number] }) {
  const words = useWords(installationWords);
  const { platforms } = useWords(appWords);
  const nameOf = ({ model, systemVersion }: Line) => (by === 'model' ? model : systemVersion);
  return (
    <table className="tbl plain report-table" aria-label={words.title}>
      <thead>
        <tr>
          <th>{words.groups[by]}</th>
          <th className="r">{words.rate}</th>
          <th className="r desk">{words.started}</th>
          <th className="r">{words.succeeded}</th>
          <th className="r">{words.failed}</th>
          <th className="r desk">{words.cancelled}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((line) => (
          <tr key={`${line.platform} ${nameOf(line)}`}>
            <td>
              {nameOf(line) ?? <span className="t3">{words.unknown}</span>}{' '}
              <span className="t3 small">{platforms[line.platform]}</span>
            </td>
            <Counts of={line} />
          </tr>
        ))}
        {items.length > 1 && (
          <tr>
            <td className="strong">{words.all}</td>
            <Counts of={totals} />
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Counts({ of }: { of: Report['totals'] }) {
  const format = useFormat();
  return (
    <>
      <td className="r">{of.successRate === null ? '–' : format.percent(of.successRate)}</td>
      <td className="r desk t2">{format.number(of.started)}</td>
      <td className="r">{format.number(of.succeeded)}</td>
      <td className={of.failed > 0 ? 'r neg' : 'r'}>{format.number(of.failed)}</td>
      <td className="r desk t2">{format.number(of.cancelled)}</td>
    </>
  );
}
