import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { saveJson } from '../../parts/download.ts';
import { Facts } from '../../parts/facts.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { partWords } from '../../parts/words.ts';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { customerWords } from './words.ts';

type Entry = Schemas['CustomerEntry'];
const ERASE = 'DELETE /gigastore/activations/customers/{uid}';
const CHANGE = 'PUT /gigastore/activations/customers/{uid}';
const EXPORT = 'GET /gigastore/activations/customers/{uid}/personal-data';
const SELL = 'POST /gigastore/activations/top-up-with-profile';

type Props = { entry: Entry; sell: (kind: string) => void; onError: (error: unknown) => void };

/** Rare actions on a customer. Actions that the API would refuse this person are hidden. */
export function CustomerMenu({ entry, sell, onError }: Props) {
  const words = useWords(customerWords);
  const may = useMay();
  const [isErasing, erase] = useDisclosure(false);
  const [isChanging, change] = useDisclosure(false);
  const { calls } = useApi();
  const { uid } = entry.customer;
  async function exportData() {
    const { data, error } = await calls.GET(
      '/gigastore/activations/customers/{uid}/personal-data',
      { params: { path: { uid } } },
    );
    onError(error);
    if (data) saveJson(data, `customer-${uid}.json`);
  }
  if (!may(SELL) && !may(CHANGE) && !may(EXPORT) && !may(ERASE)) return null;
  return (
    <>
      <MoreMenu variant="default" label={words.more}>
        {may(SELL) && (
          <Menu.Item onClick={() => sell('top-up-with-profile')}>{words.furtherEsim}</Menu.Item>
        )}
        {may(CHANGE) && <Menu.Item onClick={change.open}>{words.changeEmail}</Menu.Item>}
        {may(EXPORT) && <Menu.Item onClick={() => void exportData()}>{words.exportData}</Menu.Item>}
        {may(ERASE) && (
          <>
            <Menu.Divider />
            <Menu.Item color="var(--bad-text)" onClick={erase.open}>
              {words.erase}
            </Menu.Item>
          </>
        )}
      </MoreMenu>
      <EraseDialog entry={entry} isOpen={isErasing} close={erase.close} />
      <EmailDialog entry={entry} isOpen={isChanging} close={change.close} />
    </>
  );
}

type DialogProps = { entry: Entry; isOpen: boolean; close: () => void };

function EraseDialog({ entry, isOpen, close }: DialogProps) {
  const words = useWords(customerWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const usable = entry.activatedItems.filter(
    ({ state }) => state === 'ACTIVE' || state === 'WAITING',
  );
  const erase = queries.useMutation('delete', '/gigastore/activations/customers/{uid}', {
    onSuccess: () => {
      accept(words.erased2);
      close();
    },
  });
  return (
    <Confirm
      isOpen={isOpen}
      close={close}
      title={words.eraseTitle}
      action={words.erase}
      confirm={() =>
        erase.mutate({
          params: { path: { uid: entry.customer.uid }, header: intention.headers() },
        })
      }
      isBusy={erase.isPending}
      error={erase.error}
      isLoss
    >
      <p>{words.eraseText}</p>
      <Facts
        facts={[
          { name: words.eraseLoses, value: format.bytes(entry.totalAvailableBytes) },
          { name: words.erasePackages, value: format.number(usable.length) },
        ]}
      />
    </Confirm>
  );
}

function EmailDialog({ entry, isOpen, close }: DialogProps) {
  const words = useWords(customerWords);
  const parts = useWords(partWords);
  const { queries, intention, accept } = useChange();
  const [email, setEmail] = useState(entry.customer.email ?? '');
  const change = queries.useMutation('put', '/gigastore/activations/customers/{uid}', {
    onSuccess: () => {
      accept(words.changed);
      close();
    },
  });
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={words.changeEmail}
      size={460}
      withCloseButton={false}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({
            params: { path: { uid: entry.customer.uid }, header: intention.headers() },
            body: { customerEmail: email },
          });
        }}
      >
        <TextInput
          label={words.newEmail}
          type="email"
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          data-autofocus
          required
          withAsterisk={false}
        />
        <ErrorNotice error={change.error} />
        <div className="dialog-foot">
          <Button onClick={close}>{parts.cancel}</Button>
          <Button type="submit" variant="filled" loading={change.isPending}>
            {words.changeEmail}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
