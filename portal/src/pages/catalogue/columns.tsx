import { useMemo } from 'react';
import { State } from '../../look/state.tsx';
import { useCountrySetName } from '../../parts/country-set.ts';
import { useVolume } from '../../parts/data-terms.ts';
import { PackageName } from '../../parts/package-name.tsx';
import type { Column } from '../../parts/table/column.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import type { Plan } from './use-catalogue.ts';
import { catalogueWords } from './words.ts';

export function useValidity() {
  const words = useWords(catalogueWords);
  const format = useFormat();
  return ({ validitySize }: Pick<Plan, 'validitySize'>) =>
    validitySize === null ? words.unlimited : words.days(format.number(validitySize));
}

/** While a panel is open, the list omits the columns that the panel shows. */
export function useColumns(isNarrow: boolean): Column<Plan>[] {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const volume = useVolume();
  const nameOfSet = useCountrySetName();
  const validity = useValidity();
  // biome-ignore lint/correctness/useExhaustiveDependencies: validity follows words and format
  return useMemo(() => {
    const name: Column<Plan> = {
      id: 'package',
      head: words.package,
      width: isNarrow ? '60%' : '32%',
      sortBy: 'NAME',
      cell: (plan) => <PackageName name={plan.name} countrySet={plan.countrySet} />,
    };
    const countrySet: Column<Plan> = {
      id: 'set',
      head: words.countrySet,
      width: '20%',
      cell: (plan) => <span className="t2">{nameOfSet(plan.countrySet)}</span>,
    };
    const figures: Column<Plan>[] = [
      {
        id: 'size',
        head: words.size,
        width: '104px',
        sortBy: 'VOLUME',
        isRight: true,
        cell: volume,
      },
      {
        id: 'validity',
        head: words.validity,
        width: '104px',
        sortBy: 'VALIDITY',
        isRight: true,
        cell: (plan) => <span className="t2">{validity(plan)}</span>,
      },
      {
        id: 'price',
        head: words.price,
        width: '104px',
        sortBy: 'PRICE',
        isRight: true,
        cell: ({ wholesalePrice }) => format.amount(wholesalePrice),
      },
    ];
    const suggested: Column<Plan> = {
      id: 'suggested',
      head: words.suggested,
      width: '136px',
      isRight: true,
      cell: (plan) => <span className="t2">{format.amount(plan.suggestedRetailPrice)}</span>,
    };
    const offered: Column<Plan> = {
      id: 'offered',
      head: words.offered,
      width: '136px',
      isRight: true,
      cell: (plan) => plan.offered && <State shape="done">{words.inInventory}</State>,
    };
    if (isNarrow) return [name, ...figures];
    return [name, countrySet, ...figures, suggested, offered];
  }, [words, format, volume, isNarrow, nameOfSet]);
}

export function PhoneRow({ plan }: { plan: Plan }) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const validity = useValidity();
  const volume = useVolume();
  return (
    <>
      <div className="l1">
        <PackageName name={plan.name} countrySet={plan.countrySet} />
        <span>{format.amount(plan.wholesalePrice)}</span>
      </div>
      <div className="l2">
        <span>{`${volume(plan)} · ${validity(plan)}`}</span>
        {plan.offered && <State shape="done">{words.inInventory}</State>}
      </div>
    </>
  );
}
