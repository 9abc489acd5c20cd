import { lazy, Suspense, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { CountryList } from '../../parts/country-list.tsx';
import { Reading } from '../../parts/loading.tsx';
import { Panel, PanelSection } from '../../parts/panel.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RetireButton } from '../retire-button.tsx';
import { EditCountrySet } from './set-form.tsx';
import { countrySetWords } from './words.ts';

type CountrySet = Schemas['OperatorCountrySet'];

const WorldMap = lazy(() =>
  import('../../parts/map/world-map.tsx').then((module) => ({ default: module.WorldMap })),
);

/** One country set, on a map and as a list. */
export function CountrySetPanel({ code, close }: { code: string; close: () => void }) {
  const words = useWords(countrySetWords);
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/country-sets/{code}', {
    params: { path: { code } },
  });
  return (
    <Panel label={data?.name ?? code} close={close}>
      <PanelSection>
        <Reading data={data} error={error} refetch={refetch} rows={8} row={28} />
        {data && (
          <>
            <div className="pk-title">
              <h2>{data.name}</h2>
            </div>
            <p className="t2 s13">
              <span className="code">{data.code}</span>, {words.kinds[data.kind]},{' '}
              {words.count(data.countries.length, format.number(data.countries.length))}
            </p>
            <div className="row pk-acts">
              <AllowedButton
                calls="PUT /operator/country-sets/{code}"
                size="xs"
                onClick={() => setEditing(true)}
              >
                {words.edit}
              </AllowedButton>
              <Retire of={data} />
            </div>
            {isEditing && <EditCountrySet of={data} close={() => setEditing(false)} />}
          </>
        )}
      </PanelSection>
      {data && (
        <PanelSection>
          <Suspense>
            <WorldMap
              label={words.map(data.name)}
              covered={new Set(data.countries.map((one) => one.toUpperCase()))}
            />
          </Suspense>
          <CountryList codes={data.countries} />
        </PanelSection>
      )}
    </Panel>
  );
}

function Retire({ of }: { of: CountrySet }) {
  const words = useWords(countrySetWords);
  const may = useMay();
  const { queries, intention, accept } = useChange();
  const save = queries.useMutation('put', '/operator/country-sets/{code}', {
    onSuccess: () => accept(words.saved),
  });
  if (!may('PUT /operator/country-sets/{code}')) return null;
  return (
    <RetireButton
      isRetired={of.retiredAt !== null}
      words={words}
      title={words.retireTitle(of.name)}
      isBusy={save.isPending}
      error={save.error}
      change={(retired, done) =>
        save.mutate(
          {
            params: { path: { code: of.code }, header: intention.headers() },
            body: { retired },
          },
          { onSuccess: done },
        )
      }
    />
  );
}
