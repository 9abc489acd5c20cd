import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { State } from '../../look/state.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { SourceFaults } from './source-faults.tsx';
import { EditSources } from './source-form.tsx';
import { sourceWords } from './source-words.ts';

type Plan = Schemas['DataPlan'];

/** Where a plan is ordered, and how one of its sources is chosen. */
export function PlanSources({ plan }: { plan: Plan }) {
  const words = useWords(sourceWords);
  const [isEditing, setEditing] = useState(false);
  const { sources, sourcePolicy } = plan;
  const { data } = useQueries().useQuery('get', '/operator/data-plans/{id}/source-faults', {
    params: { path: { id: plan.id } },
  });
  const faultsOf = ({ carrier, item }: Plan['sources'][number]) =>
    data?.items.filter((one) => one.carrier === carrier && one.item === item) ?? [];
  return (
    <PanelSection title={words.title}>
      {sources.length === 0 && <p className="t2 s13">{words.none}</p>}
      {sources.length > 0 && (
        <>
          <p className="t2 s13">
            {words.policy} {words.policies[sourcePolicy]}.
          </p>
          <Facts
            facts={sources.map((source) => ({
              name: source.carrier,
              value: (
                <>
                  <Source source={source} policy={sourcePolicy} />
                  <SourceFaults faults={faultsOf(source)} />
                </>
              ),
            }))}
          />
        </>
      )}
      <div className="row pk-acts">
        <AllowedButton
          calls="PUT /operator/data-plans/{id}/sources"
          size="xs"
          onClick={() => setEditing(true)}
        >
          {words.edit}
        </AllowedButton>
      </div>
      {isEditing && <EditSources plan={plan} close={() => setEditing(false)} />}
    </PanelSection>
  );
}

/** The supplier's code, and the share or the countries if the policy reads them. */
function Source({
  source: { item, share, countries, offSince },
  policy,
}: {
  source: Plan['sources'][number];
  policy: Plan['sourcePolicy'];
}) {
  const words = useWords(sourceWords);
  const format = useFormat();
  const named = countries.map((code) => format.country(code)).join(', ');
  return (
    <>
      <span className="code">{item}</span>
      {offSince !== null && (
        <div>
          <State shape="over">{words.off}</State>
        </div>
      )}
      {policy === 'split' && (
        <div className="t2 s13">
          {words.share} {format.number(share ?? 0)}
        </div>
      )}
      {policy === 'by_country' && named !== '' && (
        <div className="t2 s13">
          {words.countries} {named}
        </div>
      )}
    </>
  );
}
