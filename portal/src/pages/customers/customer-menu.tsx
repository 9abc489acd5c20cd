import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { saveJson } from '../../parts/download.ts';
import { Facts } from '../../parts/facts.tsx';
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
const REPLACE = 'POST /gigastore/esim/{iccid}/replace';

/** The rarer operations on a customer. Each is absent when the API would refuse it. */
export function CustomerMenu({ entry }: { entry: Entry }) {
  const words = useWords(customerWords);
  const may = useMay();
  const [isErasing, erase] = useDisclosure(false);
  const [isChanging, change] = useDisclosure(false);
  const [isReplacing, replace] = useDisclosure(false);
  const { calls } = useApi();
  const esim = entry.relatedEsims.find(({ active }) => active);
  const { uid } = entry.customer;
  async function exportData() {
    const { data } = await calls.GET('/gigastore/activations/customers/{uid}/personal-data', {
      params: { path: { uid } },
    });
    if (data) saveJson(data, `customer-${uid}.json`);
  }
  if (![ERASE, CHANGE, EXPORT, REPLACE].some((one) => may(one as typeof ERASE))) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={words.more}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may(CHANGE) && <Menu.Item onClick={change.open}>{words.changeEmail}</Menu.Item>}
          {may(REPLACE) && esim && <Menu.Item onClick={replace.open}>{words.replace}</Menu.Item>}
          {may(EXPORT) && (
            <Menu.Item onClick={() => void exportData()}>{words.exportData}</Menu.Item>
          )}
          {may(ERASE) && (
            <Menu.Item color="var(--bad-text)" onClick={erase.open}>
              {words.erase}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <EraseDialog entry={entry} isOpen={isErasing} close={erase.close} />
      <EmailDialog entry={entry} isOpen={isChanging} close={change.close} />
      {esim && <ReplaceDialog iccid={esim.iccid} isOpen={isReplacing} close={replace.close} />}
    </>
  );
}

type DialogProps = { entry: Entry; isOpen: boolean; close: () => void };

function EraseDialog({ entry, isOpen, close }: DialogProps) {
  const words = useWords(customerWords);
  const parts = useWords(partWords);
  const format = useFormat();
  const { queries, cache } = useApi();
  const intention = useIntention();
  const usable = entry.activatedItems.filter(
    ({ state }) => state === 'ACTIVE' || state === 'WAITING',
  );
  const erase = queries.useMutation('delete', '/gigastore/activations/customers/{uid}', {
    onSuccess: () => {
      intention.done();
      notifications.show({ message: words.erased2 });
      void cache.invalidateQueries();
      close();
    },
  });
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={words.eraseTitle}
      size={480}
      withCloseButton={false}
    >
      <p className="t2 s13">{words.eraseText}</p>
      <Facts
        facts={[
          { name: words.eraseLoses, value: format.bytes(entry.totalAvailableBytes) },
          { name: words.erasePackages, value: format.number(usable.length) },
        ]}
      />
      <ErrorNotice error={erase.error} />
      <div className="dialog-foot">
        <Button onClick={close}>{parts.cancel}</Button>
        <Button
          variant="filled"
          color="bad"
          loading={erase.isPending}
          onClick={() =>
            erase.mutate({
              params: { path: { uid: entry.customer.uid }, header: intention.headers() },
            })
          }
        >
          {words.erase}
        </Button>
      </div>
    </Modal>
  );
}

function EmailDialog({ entry, isOpen, close }: DialogProps) {
  const words = useWords(customerWords);
  const parts = useWords(partWords);
  const { queries, cache } = useApi();
  const intention = useIntention();
  const [email, setEmail] = useState(entry.customer.email ?? '');
  const change = queries.useMutation('put', '/gigastore/activations/customers/{uid}', {
    onSuccess: () => {
      intention.done();
      notifications.show({ message: words.changed });
      void cache.invalidateQueries();
      close();
    },
  });
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={words.changeEmail}
      size={420}
      withCloseButton={false}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({
            params: { path: { uid: entry.customer.uid }, header: intention.headers() },
            body: { email } as never,
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

function ReplaceDialog({
  iccid,
  isOpen,
  close,
}: {
  iccid: string;
  isOpen: boolean;
  close: () => void;
}) {
  const words = useWords(customerWords);
  const parts = useWords(partWords);
  const { queries, cache } = useApi();
  const intention = useIntention();
  const replace = queries.useMutation('post', '/gigastore/esim/{iccid}/replace', {
    onSuccess: () => {
      intention.done();
      notifications.show({ message: words.replaced });
      void cache.invalidateQueries();
      close();
    },
  });
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={words.replaceTitle(iccid.slice(-4))}
      size={460}
      withCloseButton={false}
    >
      <p className="t2 s13">{words.replaceText}</p>
      <ErrorNotice error={replace.error} />
      <div className="dialog-foot">
        <Button onClick={close}>{parts.cancel}</Button>
        <Button
          variant="filled"
          color="bad"
          loading={replace.isPending}
          onClick={() =>
            replace.mutate({ params: { path: { iccid }, header: intention.headers() } })
          }
        >
          {words.replace}
        </Button>
      </div>
    </Modal>
  );
}
