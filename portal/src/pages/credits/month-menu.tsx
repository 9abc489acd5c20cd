import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useApi } from '../../api/use-api.tsx';
import { saveBlob } from '../../parts/download.ts';
import { useNow } from '../../session/clock.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOf, useZone } from '../../words/zone.ts';
import { creditWords } from './words.ts';

const MONTHS = 12;

/** The statement of a month as PDF, for the last year. */
export function MonthMenu({ onError }: { onError: (error: unknown) => void }) {
  const words = useWords(creditWords);
  const format = useFormat();
  const { calls } = useApi();
  const zone = useZone();
  const [year = 0, month = 0] = dayOf(useNow(), zone).split('-').map(Number);
  const months = Array.from({ length: MONTHS }, (_, back) => {
    const first = new Date(Date.UTC(year, month - 1 - back, 1, 12));
    return first.toISOString().slice(0, 7);
  });
  async function save(chosen: string) {
    const { data, error } = await calls.GET('/gigastore/credits/statement.pdf', {
      params: { query: { month: chosen, time_zone: zone } },
      parseAs: 'blob',
    });
    onError(error);
    if (data) saveBlob(data, `statement-${chosen}.pdf`);
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button className="end" size="xs" leftSection={<IconDownload size={14} stroke={1.5} />}>
          {words.month}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {months.map((one) => (
          <Menu.Item key={one} onClick={() => void save(one)}>
            {format.month(`${one}-01`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
