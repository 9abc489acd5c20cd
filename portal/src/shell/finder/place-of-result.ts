import type { Mode, Schemas } from '../../api/client.ts';
import type { Place } from '../../routes/place.ts';

type Result = Pick<Schemas['SearchResults']['items'][number], 'kind' | 'id' | 'customerUid'>;

/** Returns the page that shows a found object. */
export function placeOfResult({ kind, id, customerUid }: Result, mode: Mode): Place {
  switch (kind) {
    case 'customer':
      return { to: `/${mode}/customers/${id}` };
    case 'esim':
      return { to: `/${mode}/customers/${customerUid}`, search: { esim: id } };
    case 'package':
      return { to: `/${mode}/sales`, search: { open: id } };
    case 'purchase':
      return { to: `/${mode}/credits`, search: { tab: 'purchases', buy: id } };
    case 'ticket':
      return { to: `/${mode}/tickets`, search: { open: id } };
  }
}
