import { Button, NumberInput, Slider } from '@mantine/core';
import { useState } from 'react';
import { hasUnlimited, termsWords } from '../../parts/data-terms.ts';
import { Section } from '../../parts/page.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Network } from './phone.tsx';
import type { Holder, Profile, Run } from './use-simulator.ts';
import { simulatorWords } from './words.ts';

const MEGABYTE = 1024 * 1024;
const LOW_DATA_BYTES = 100 * MEGABYTE;

type Props = { profile: Profile; holder: Holder; network: Network; run: Run; isBusy: boolean };

/** Uses data over the network that the phone is on. */
export function UseData({ profile, holder, network, run, isBusy }: Props) {
  const words = useWords(simulatorWords);
  const format = useFormat();
  const [megabytes, setMegabytes] = useState(250);
  const terms = useWords(termsWords);
  const left = holder.totalAvailableBytes;
  const isUnlimited = hasUnlimited(holder.activatedItems);
  const most = Math.max(1, Math.ceil(left / MEGABYTE));
  const isReady = network.isConnected && !isBusy;
  const use = (bytes: number) =>
    run('use', format.bytes(bytes), {
      call: (calls, header) =>
        calls.POST('/gigastore/sandbox/esims/{iccid}/use', {
          params: { path: { iccid: profile.iccid }, header },
          body: { bytes },
        }),
      noteOf: (data) => {
        const { uncoveredBytes } = data as { uncoveredBytes: number };
        return uncoveredBytes > 0 ? words.uncovered(format.bytes(uncoveredBytes)) : undefined;
      },
    });
  const toLow = left - LOW_DATA_BYTES + 1;
  return (
    <Section
      title={words.use}
      actions={
        <span className="t2 s13">
          {isUnlimited ? terms.unlimited : words.left(format.bytes(left))}
        </span>
      }
    >
      <div className="row use">
        <Slider
          className="grow"
          thumbLabel={words.amount}
          min={1}
          max={most}
          value={Math.min(megabytes, most)}
          onChange={setMegabytes}
          label={null}
          disabled={!isReady}
        />
        <NumberInput
          w={104}
          aria-label={words.amount}
          min={1}
          max={1_000_000}
          value={megabytes}
          onChange={(value) => setMegabytes(Number(value) || 1)}
          rightSection={<span className="t3 small">MB</span>}
          rightSectionWidth={36}
          disabled={!isReady}
          hideControls
        />
        <Button variant="filled" disabled={!isReady} onClick={() => use(megabytes * MEGABYTE)}>
          {words.useAmount(format.bytes(megabytes * MEGABYTE))}
        </Button>
      </div>
      <div className="chips quick">
        {[10, 1024].map((size) => (
          <button
            key={size}
            type="button"
            className="chip"
            disabled={!isReady}
            onClick={() => use(size * MEGABYTE)}
          >
            {format.bytes(size * MEGABYTE)}
          </button>
        ))}
        <button
          type="button"
          className="chip"
          disabled={!isReady || isUnlimited || toLow <= 0}
          onClick={() => use(toLow)}
        >
          {words.toLow}
        </button>
        <button
          type="button"
          className="chip"
          disabled={!isReady || isUnlimited || left <= 0}
          onClick={() => use(left)}
        >
          {words.all}
        </button>
      </div>
      {!network.isConnected && <p className="hint t2 s13">{words.attachFirst}</p>}
    </Section>
  );
}
