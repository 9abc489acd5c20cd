import {
  type Icon,
  IconApi,
  IconBuildingStore,
  IconDeviceMobile,
  IconFileInvoice,
  IconMessage,
  IconReceipt2,
  IconStack2,
  IconUser,
  IconUsers,
  IconWallet,
} from '@tabler/icons-react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import type { Place } from '../../routes/place.ts';
import { useWords } from '../../words/language.tsx';
import type { Found } from './places.tsx';
import { finderWords } from './words.ts';

type Result = Schemas['OperatorSearchResult'];
const ICONS: Record<Result['kind'], Icon> = {
  organization: IconBuildingStore,
  person: IconUsers,
  customer: IconUser,
  package: IconReceipt2,
  esim: IconDeviceMobile,
  profile: IconStack2,
  purchase: IconWallet,
  invoice: IconFileInvoice,
  ticket: IconMessage,
  request: IconApi,
};
const KINDS = Object.keys(ICONS) as Result['kind'][];

/** The operators' search across all resellers. */
export function useSearchAcross({ text, isWanted }: { text: string; isWanted: boolean }) {
  const words = useWords(finderWords);
  const { data, error, isFetching } = useQueries().useQuery(
    'get',
    '/operator/search',
    { params: { query: { q: text } } },
    { enabled: isWanted },
  );
  const results = isWanted ? (data?.items ?? []) : [];
  const groups = KINDS.map((kind) => ({
    name: words.kindsAcross[kind],
    lines: results.filter((one) => one.kind === kind).map(lineOf),
  }));
  return { groups, isFetching: isWanted && isFetching, error: isWanted ? error : null };

  function lineOf(result: Result): Found {
    const { kind, id, title, field, value, state, organizationName, mode } = result;
    const whose = [organizationName, mode && words.modes[mode]];
    const matched = value === title ? null : `${words.fields[field] ?? field} ${value}`;
    return {
      id: `${kind} ${id}`,
      label: title,
      description: [...whose, state, matched].filter(Boolean).join(' · '),
      icon: ICONS[kind],
      place: placeAcross(result),
    };
  }
}

/** Returns where a found object is shown: its own page, or its reseller's panel. */
function placeAcross({ kind, id, value, organizationId }: Result): Place {
  if (kind === 'ticket') return { to: '/operator/desk', search: { open: id } };
  if (kind === 'profile') return { to: '/operator/stock', search: { iccid: id } };
  const found = kind === 'organization' ? undefined : value;
  return { to: '/operator/resellers', search: { open: organizationId, found } };
}
