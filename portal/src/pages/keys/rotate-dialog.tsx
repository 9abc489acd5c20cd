import { Modal } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { RotateConfirm } from '../../parts/rotate-confirm.tsx';
import { SecretDone } from '../../parts/secret-done.tsx';
import { useWords } from '../../words/language.tsx';
import { keyWords } from './words.ts';

/** Rotates a secret. The current one stays valid for the selected time. */
export function RotateDialog({
  apiKey: { clientId, name },
  close,
}: {
  apiKey: Schemas['ApiKey'];
  close: () => void;
}) {
  const words = useWords(keyWords);
  const { queries, intention, accept } = useChange();
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
  return (
    <RotateConfirm
      close={close}
      title={words.rotateTitle(name)}
      text={words.rotateText}
      label={words.overlap}
      choices={words.overlaps}
      usual="1"
      action={words.rotate}
      rotate={(previousSecretExpiresAt) =>
        rotate.mutate({
          params: { path: { clientId }, header: intention.headers() },
          body: { previousSecretExpiresAt },
        })
      }
      isBusy={rotate.isPending}
      error={rotate.error}
    />
  );
}
