import { Button, Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { Facts } from '../../parts/facts.tsx';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton, useWhyNot } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { AccountSection } from './account-section.tsx';
import { CloseReseller } from './close-reseller.tsx';
import { EditReseller } from './edit-reseller.tsx';
import { editWords } from './edit-words.ts';
import { FoundObjects } from './found-objects.tsx';
import { InviteOwner } from './invite-owner.tsx';
import { OfferPlan } from './offer-plan.tsx';
import { ResellerPeople } from './reseller-people.tsx';
import { ResellerState } from './reseller-state.tsx';
import { ViewPortal } from './view-portal.tsx';
import { resellerWords } from './words.ts';

const DEFAULT = 'default';

type Props = {
  id: string;
  /** The search results that belong to this reseller. */
  found?: string | undefined;
  close: () => void;
};

/** One reseller: its terms, and the credits and sales of its two accounts. */
export function ResellerPanel({ id, found, close }: Props) {
  const words = useWords(resellerWords);
  const format = useFormat();
  const { edit } = useWords(editWords);
  const [isOffering, setOffering] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/organizations/{id}', {
    params: { path: { id } },
  });
  return (
    <Panel label={data?.name ?? id} close={close}>
      <PanelSection>
        <Reading data={data} error={error} refetch={refetch} rows={8} row={28} />
        {data && (
          <>
            <div className="pk-title">
              <h2>{data.name}</h2>
            </div>
            <p className="s13">
              <ResellerState of={data} />
            </p>
            <Facts
              facts={[
                { name: words.email, value: data.email, copy: data.email },
                { name: words.organizationId, value: data.id, copy: data.id, isCode: true },
                { name: words.since, value: format.exact(data.createdAt) },
              ]}
            />
            <PriceListChoice id={id} priceListId={data.priceListId} />
            <div className="row pk-acts">
              <AllowedButton
                calls="PUT /operator/organizations/{id}"
                size="xs"
                onClick={() => setEditing(true)}
              >
                {edit}
              </AllowedButton>
              <InviteOwner id={id} email={data.email} />
              <AllowedButton
                calls="POST /operator/organizations/{id}/offers"
                size="xs"
                onClick={() => setOffering(true)}
              >
                {words.offer}
              </AllowedButton>
              <ViewPortal id={id} name={data.name} />
              <Go to="/operator/desk" reseller={id}>
                {words.tickets}
              </Go>
              <Go to="/operator/sales-report" reseller={id}>
                {words.report}
              </Go>
              {!data.closedAt && <CloseReseller id={id} name={data.name} />}
            </div>
          </>
        )}
      </PanelSection>
      {found && <FoundObjects id={id} text={found} />}
      {data?.accounts.map((account) => (
        <AccountSection key={account.id} name={data.name} account={account} />
      ))}
      {data && <ResellerPeople members={data.members} lastChanges={data.lastChanges} />}
      {data && isEditing && <EditReseller reseller={data} close={() => setEditing(false)} />}
      {isOffering && <OfferPlan organizationId={id} close={() => setOffering(false)} />}
    </Panel>
  );
}

function Go({ to, reseller, children }: { to: string; reseller: string; children: string }) {
  const link = { to, search: { reseller } } as object;
  return (
    <Button size="xs" component={Link} {...link}>
      {children}
    </Button>
  );
}

function PriceListChoice({ id, priceListId }: { id: string; priceListId: string | null }) {
  const words = useWords(resellerWords);
  const why = useWhyNot('PUT /operator/organizations/{id}/price-list');
  const { queries, intention, accept } = useChange();
  const lists = queries.useQuery('get', '/operator/price-lists', {
    params: { query: { limit: 200 } },
  });
  const save = queries.useMutation('put', '/operator/organizations/{id}/price-list', {
    onSuccess: () => accept(words.priceListSaved),
  });
  const choices = [
    { value: DEFAULT, label: words.defaultList },
    ...(lists.data?.items ?? [])
      .filter(({ isDefault }) => !isDefault)
      .map((list) => ({ value: list.id, label: list.name })),
  ];
  return (
    <>
      <Select
        label={words.priceList}
        className="pad-top"
        allowDeselect={false}
        disabled={why !== undefined || save.isPending}
        description={why}
        data={choices}
        value={priceListId ?? DEFAULT}
        onChange={(next) =>
          save.mutate({
            params: { path: { id }, header: intention.headers() },
            body: next && next !== DEFAULT ? { priceListId: next } : {},
          })
        }
      />
      <ErrorNotice error={save.error} />
    </>
  );
}
