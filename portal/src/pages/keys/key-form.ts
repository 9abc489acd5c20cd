import { useForm } from '@mantine/form';
import type { Schemas } from '../../api/client.ts';
import { toField } from '../../parts/money-input.tsx';
import { type MandateValues, mandateOf, mandateValues } from './mandate.ts';

export type Scope = Schemas['ApiKey']['scopes'][number];
export type KeyValues = {
  name: string;
  scopes: Scope[];
  limit: number | string;
  mandate: MandateValues;
  networks: string;
};

/** Returns the form values of a key, or of a new one. */
export function useKeyForm(key?: Schemas['ApiKey']) {
  return useForm<KeyValues>({
    initialValues: {
      name: key?.name ?? '',
      scopes: key?.scopes ?? ['read', 'sell', 'refund'],
      limit: key?.dailySpendLimit ? toField(key.dailySpendLimit) : '',
      mandate: mandateValues(key?.mandate),
      networks: key?.ipAllowList.join('\n') ?? '',
    },
  });
}

/** Returns the request body, without empty limits. */
export function keyOf({ name, scopes, limit, networks, mandate }: KeyValues) {
  const limited = mandateOf(mandate);
  return {
    name,
    scopes,
    ...(limit !== '' && {
      dailySpendLimit: { priceValue: Number(limit), currencyCode: 'USD' },
    }),
    ...(limited && { mandate: limited }),
    ipAllowList: networks.split(/[\s,]+/).filter(Boolean),
  };
}
