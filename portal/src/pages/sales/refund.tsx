import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useIntention } from '../../api/intention.ts';
import { useApi, useQueries } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { GuideButton } from '../guides/guide.tsx';
import { salesWords } from './words.ts';

type Reason = keyof typeof salesWords.en.refund.reasons;
type Refused = keyof typeof salesWords.en.refund.refused;

/** Shows whether a package can be refunded, the effect, and this month's remaining allowance. */
export function RefundSection({ item }: { item: Schemas['ActivatedItem'] }) {
  const { refund: words } = useWords(salesWords);
  const format = useFormat();
  const { cache, queries } = useApi();
  const intention = useIntention();
  const { mode } = useParams({ from: '/$mode' });
  const mayAsk = useMay()('POST /gigastore/tickets');
  const [reason, setReason] = useState<Reason>('mistake');
  const path = { uid: item.uid };
  const preview = queries.useQuery('get', '/gigastore/activations/activated-items/{uid}/refund', {
    params: { path },
  });
  const { data: credits } = useQueries().useQuery('get', '/gigastore/credits');
  const refund = queries.useMutation(
    'post',
    '/gigastore/activations/activated-items/{uid}/refund',
    {
      onSuccess: ({ activatedItem }) => {
        intention.done();
        notifications.show({ message: words.done(format.money(activatedItem.purchasePrice)) });
        void cache.invalidateQueries();
      },
    },
  );
  const whyNot = (code: string | null) =>
    words.refused[code as Refused] ?? words.refused.invalid_state;
  if (item.state === 'REFUNDED') return null;
  const { data } = preview;
  if (!data) {
    return (
      <PanelSection title={words.title}>
        {preview.error ? <ErrorNotice error={preview.error} /> : <Skeleton rows={2} />}
      </PanelSection>
    );
  }
  const ticket = {
    new: 'ticket',
    subject: words.ticketSubject(item.balance.name),
    text: words.ticketText(item.uid),
    package: item.uid,
  };
  const amount = format.money(data.amount);
  const after = credits && {
    priceValue: credits.available.priceValue + data.amount.priceValue,
  };
  return (
    <PanelSection
      title={
        <span className="rh">
          {words.title}
          <span className="t2 small">{words.left(format.number(data.refundsLeftThisMonth))}</span>
        </span>
      }
    >
      {data.refundable ? (
        <>
          <p className="s13">
            <State shape="done">{words.eligible}</State>
          </p>
          <Select
            className="refund-reason"
            label={words.reason}
            value={reason}
            allowDeselect={false}
            onChange={(value) => value && setReason(value as Reason)}
            data={Object.entries(words.reasons).map(([value, label]) => ({ value, label }))}
          />
          <p className="why s13 t2">
            {words.effect(
              amount,
              after ? format.money(after) : '…',
              format.bytes(item.balance.availableBytes),
            )}
          </p>
          <ErrorNotice error={refund.error} />
          <div className="row">
            <AllowedButton
              calls="POST /gigastore/activations/activated-items/{uid}/refund"
              leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
              loading={refund.isPending}
              onClick={() =>
                refund.mutate({
                  params: { path, header: intention.headers() },
                  body: { reason: words.reasons[reason] },
                })
              }
            >
              {words.button(amount)}
            </AllowedButton>
            {mayAsk && (
              <Link className="under s13 t2" to="/$mode/tickets" params={{ mode }} search={ticket}>
                {words.ticket}
              </Link>
            )}
          </div>
        </>
      ) : (
        <>
          <p className="s13">
            <State shape="over">{whyNot(data.code)}</State>
          </p>
          {mayAsk && (
            <p className="why">
              <Link className="under s13" to="/$mode/tickets" params={{ mode }} search={ticket}>
                {words.askTicket}
              </Link>
            </p>
          )}
          <GuideButton guide="refunds" isNamed />
        </>
      )}
    </PanelSection>
  );
}
