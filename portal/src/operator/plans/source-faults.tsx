import type { Schemas } from '../../api/client.ts';
import { State } from '../../look/state.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useValidity } from './columns.tsx';
import { sourceWords } from './source-words.ts';

type Fault = Schemas['SourceFault'];

/** In what a source falls short of its plan, by the catalogue of its supplier. */
export function SourceFaults({ faults }: { faults: readonly Fault[] }) {
  const words = useWords(sourceWords);
  const figure = useFigure();
  return faults.map(({ fault, offered, planned }) => (
    <div key={fault}>
      <State shape={fault === 'not_in_catalogue' ? 'unknown' : 'warning'}>
        {words.faults[fault](figure(fault, offered), figure(fault, planned))}
      </State>
    </div>
  ));
}

function useFigure() {
  const format = useFormat();
  const validity = useValidity();
  return (fault: Fault['fault'], figure: number | null): string => {
    if (fault === 'shorter_validity') return validity(figure);
    if (figure === null) return '';
    if (fault === 'above_cost') return format.money({ priceValue: figure, currencyCode: 'USD' });
    return fault === 'less_data' ? format.bytes(figure) : format.number(figure);
  };
}
