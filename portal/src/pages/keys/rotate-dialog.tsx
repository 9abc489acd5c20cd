import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { Facts } from '../../parts/facts.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { SecretDone } from '../../parts/secret-done.tsx';
import { partWords } from '../../parts/words.ts';
import { useWords } from '../../words/language.tsx';
import { keyWords } from './words.ts';

const HOUR_MS = 3_600_000;
const OVERLAPS = ['0', '24', '168'] as const;
type Overlap = (typeof OVERLAPS)[number];

/** Rotates a secret. The current one stays valid for the selected time. */
export function RotateDialog({
  apiKey: { clientId, name },
  close,
}: {
  apiKey: Schemas['ApiKey'];
  close: () => void;
}) {
  const words = useWords(keyWords);
  const parts = useWords(partWords);
  const { queries, intention, accept } = useChange();
  const [hours, setHours] = useState<Overlap>('24');
  // Computed once, so that a repeated request is identical and creates no second secret.
  const [openedAt] = useState(() => Date.now());
  const rotate = queries.useMutation('post', '/gigastore/api-keys/{clientId}/rotate-secret', {
    onSuccess: () => accept(),
  });
  if (rotate.data) {
    const secret = rotate.data.clientSecret ?? '';
    return (
      <Modal
        opened
        onClose={close}
        title={words.rotateTitle(name)}
        withCloseButton={false}
        closeOnClickOutside={false}
      >
        <Notice tone="wait" title={words.secretTitle}>
          <p>{words.secretText}</p>
        </Notice>
        <Facts
          facts={[
            { name: words.clientId, value: clientId, copy: clientId, isCode: true },
            { name: words.secret, value: secret, copy: secret, isCode: true },
          ]}
        />
        <div className="dialog-foot">
          <SecretDone close={close}>{words.done}</SecretDone>
        </div>
      </Modal>
    );
  }
  const send = () => {
    const previousSecretExpiresAt = new Date(openedAt + Number(hours) * HOUR_MS).toISOString();
    rotate.mutate({
      params: { path: { clientId }, header: intention.headers() },
      body: { previousSecretExpiresAt },
    });
  };
  return (
    <Modal opened onClose={close} title={words.rotateTitle(name)} withCloseButton={false}>
      <p className="t2 s13">{words.rotateText}</p>
      <Radio.Group
        label={words.overlap}
        value={hours}
        onChange={(value) => setHours(value as Overlap)}
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
