type Result = {
  kind: 'customer' | 'package' | 'esim' | 'purchase' | 'ticket';
  id: string;
  customerUid: string | null;
};
type Found = { to: string; search?: Record<string, string> };

/** Returns the page that shows a found object. */
export function placeOfResult({ kind, id, customerUid }: Result, mode: string): Found {
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
