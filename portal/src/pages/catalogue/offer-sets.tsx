import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { MoreMenu } from '../../parts/more-menu.tsx';
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
  const { queries, intention, accept } = useChange();
  const [choice, setChoice] = useState<Choice>('starter');
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const offer = queries.useMutation('post', '/gigastore/products/inventory/offers', {
    onSuccess: ({ added }) => {
      accept(words.done(format.number(added)));
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

/** A menu that adds a set of plans at once. */
export function OfferSetsMenu() {
  const words = useWords(catalogueWords);
  const may = useMay();
  const { ask, dialog } = useOffering();
  if (!may(OFFER)) return null;
  return (
    <>
      <MoreMenu variant="default" label={words.more}>
        {CHOICES.map((choice) => (
          <Menu.Item key={choice} onClick={() => ask(choice)}>
            {words.sets[choice]}
          </Menu.Item>
        ))}
      </MoreMenu>
      {dialog}
    </>
  );
}

/** The same choices as buttons, for an empty inventory. */
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
