import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { ErrorNotice } from '../../parts/notice.tsx';
import { partWords } from '../../parts/words.ts';
import { useWords } from '../../words/language.tsx';
import { appWords } from './words.ts';

const DAY_MS = 86_400_000;
const OVERLAPS = ['30', '90', '365'] as const;
type Overlap = (typeof OVERLAPS)[number];

/** Creates the key for the next version of the app. The current one works for a while. */
export function RotateKey({
  sdkKey: { id },
  close,
}: {
  sdkKey: Schemas['SdkKey'];
  close: () => void;
}) {
  const words = useWords(appWords);
  const parts = useWords(partWords);
  const { queries, intention, accept } = useChange();
  const [days, setDays] = useState<Overlap>('90');
  // Computed once, so that a repeated request is identical and creates no second key.
  const [openedAt] = useState(() => Date.now());
  const rotate = queries.useMutation('post', '/gigastore/sdk/keys/{id}/rotate', {
    onSuccess: () => {
      accept(words.rotated);
      close();
    },
  });
  const send = () =>
    rotate.mutate({
      params: { path: { id }, header: intention.headers() },
      body: { previousKeyExpiresAt: new Date(openedAt + Number(days) * DAY_MS).toISOString() },
    });
  return (
    <Modal opened onClose={close} title={words.rotateTitle} withCloseButton={false}>
      <p className="t2 s13">{words.rotateText}</p>
      <Radio.Group
        label={words.overlap}
        value={days}
        onChange={(value) => setDays(value as Overlap)}
      >
        <div className="choices">
          {OVERLAPS.map((value) => (
            <Radio key={value} value={value} label={words.overlaps[value]} />
          ))}
        </div>
      </Radio.Group>
      <ErrorNotice error={rotate.error} />
      <div className="dialog-foot">
        <Button onClick={close}>{parts.cancel}</Button>
        <Button variant="filled" loading={rotate.isPending} onClick={send}>
          {words.rotate}
        </Button>
      </div>
    </Modal>
  );
}
