import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useWords } from '../../words/language.tsx';
import { cardWords } from './card-words.ts';
import type { CardForm } from './stripe.ts';
import { creditWords } from './words.ts';

const SETUP = 'POST /gigastore/payment-methods/setup';
type Methods = Schemas['PaymentMethods'];
type Secrets = { publishableKey: string; clientSecret: string };
/** `saved` is called once the provider has the card; the store lists it a moment later. */
type Props = { saved: () => void };

/** Adds a card: Stripe's own form, a test card, or the reason why no card can be used. */
export function AddCard({ provider, saved }: Pick<Methods, 'provider'> & Props) {
  const words = useWords(cardWords);
  if (provider === 'test') return <AddTestCard />;
  if (provider === 'stripe') return <AddStripeCard saved={saved} />;
  return <Notice tone="info" title={words.unavailable} />;
}

function AddTestCard() {
  const words = useWords(cardWords);
  const { buying } = useWords(creditWords);
  const { queries, intention, accept } = useChange();
  const [number, setNumber] = useState('4242 4242 4242 4242');
  const add = queries.useMutation('post', '/gigastore/payment-methods/setup', {
    onSuccess: () => accept(),
  });
  return (
    <form
      className="form add-card"
      onSubmit={(event) => {
        event.preventDefault();
        const params = { header: intention.headers() };
        add.mutate({ params, body: { testCard: number.replaceAll(' ', '') } });
      }}
    >
      <TextInput
        label={words.testCard}
        description={words.testCardHelp}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={number}
        onChange={({ currentTarget }) => setNumber(currentTarget.value)}
      />
      <ErrorNotice error={add.error} />
      <div>
        <AllowedButton calls={SETUP} type="submit" loading={add.isPending}>
          {buying.addCard}
        </AllowedButton>
      </div>
    </form>
  );
}

function AddStripeCard({ saved }: Props) {
  const { buying } = useWords(creditWords);
  const { queries, intention } = useChange();
  const [secrets, setSecrets] = useState<Secrets>();
  const open = queries.useMutation('post', '/gigastore/payment-methods/setup', {
    onSuccess: ({ publishableKey, clientSecret }) => {
      intention.done();
      if (publishableKey && clientSecret) setSecrets({ publishableKey, clientSecret });
    },
  });
  const close = () => setSecrets(undefined);
  if (secrets) {
    const done = () => {
      close();
      saved();
    };
    return <StripeForm secrets={secrets} close={close} done={done} />;
  }
  return (
    <div className="form add-card">
      <ErrorNotice error={open.error} />
      <div>
        <AllowedButton
          calls={SETUP}
          loading={open.isPending}
          onClick={() => open.mutate({ params: { header: intention.headers() }, body: {} })}
        >
          {buying.addCard}
        </AllowedButton>
      </div>
    </div>
  );
}

type FormProps = { secrets: Secrets; close: () => void; done: () => void };

function StripeForm({ secrets, close, done }: FormProps) {
  const words = useWords(cardWords);
  const { buying } = useWords(creditWords);
  const { place, form, isFailed } = useCardForm(secrets);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const submit = async (shown: CardForm) => {
    setBusy(true);
    const { saveCard } = await import('./stripe.ts');
    const reason = await saveCard(shown).catch(() => words.notLoaded);
    setBusy(false);
    setRefused(reason);
    if (reason === undefined) done();
  };
  return (
    <form
      className="form add-card"
      aria-label={buying.addCard}
      onSubmit={(event) => {
        event.preventDefault();
        if (form) void submit(form);
      }}
    >
      {!form && !isFailed && <Skeleton rows={3} />}
      <div ref={place} />
      {isFailed && <Notice tone="bad" title={words.notLoaded} />}
      {refused && (
        <Notice tone="bad" title={words.refused}>
          {refused}
        </Notice>
      )}
      <div className="row">
        <Button type="submit" variant="filled" loading={isBusy} disabled={!form}>
          {words.save}
        </Button>
        <Button variant="subtle" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Shows Stripe's form in the element of `place` for as long as the component is there. */
function useCardForm(secrets: Secrets) {
  const place = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<CardForm>();
  const [isFailed, setFailed] = useState(false);
  useEffect(() => {
    let isGone = false;
    let shown: CardForm | undefined;
    const show = async () => {
      const { showCardForm } = await import('./stripe.ts');
      if (isGone || !place.current) return;
      shown = await showCardForm(place.current, secrets);
      if (isGone) shown.remove();
      else setForm(shown);
    };
    show().catch(() => setFailed(true));
    return () => {
      isGone = true;
      shown?.remove();
    };
  }, [secrets]);
  return { place, form, isFailed };
}
