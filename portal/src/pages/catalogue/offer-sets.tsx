import { ActionIcon, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useIntention } from '../../api/intention.ts';
import { useApi } from '../../api/use-api.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { catalogueWords } from './words.ts';

const CHOICES = ['starter', 'everything'] as const;
type Choice = (typeof CHOICES)[number];
const OFFER = 'POST /gigastore/products/inventory/offers';

function useOffering() {
  const { sets: words } = useWords(catalogueWords);
  const format = useFormat();
  const { queries, cache } = useApi();
  const intention = useIntention();
  const [choice, setChoice] = useState<Choice>('starter');
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const offer = queries.useMutation('post', '/gigastore/products/inventory/offers', {
    onSuccess: ({ added }) => {
      intention.done();
      notifications.show({ message: words.done(format.number(added)) });
      void cache.invalidateQueries();
      close();
    },
  });
  const ask = (next: Choice) => {
    setChoice(next);
    setAsking(true);
  };
  const dialog = (
    <Confirm
      isOpen={isAsking}
      close={close}
      title={choice === 'starter' ? words.starterTitle : words.everythingTitle}
      action={words[choice]}
      confirm={() => offer.mutate({ params: { header: intention.headers() }, body: { choice } })}
      isBusy={offer.isPending}
      error={offer.error}
    >
      {choice === 'starter' ? words.starterText : words.everythingText}
    </Confirm>
  );
  return { ask, dialog };
}

/** Adds a whole choice of packages, from a menu. */
export function OfferSetsMenu() {
  const words = useWords(catalogueWords);
  const may = useMay();
  const { ask, dialog } = useOffering();
  if (!may(OFFER)) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={words.more}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {CHOICES.map((choice) => (
            <Menu.Item key={choice} onClick={() => ask(choice)}>
              {words.sets[choice]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}

/** The same as buttons, where an inventory is empty. */
export function OfferSetsButtons() {
  const { sets: words } = useWords(catalogueWords);
  const may = useMay();
  const { ask, dialog } = useOffering();
  if (!may(OFFER)) return null;
  return (
    <span className="row">
      {CHOICES.map((choice) => (
        <Button key={choice} onClick={() => ask(choice)}>
          {words[choice]}
        </Button>
      ))}
      {dialog}
    </span>
  );
}
