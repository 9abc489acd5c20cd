const AN_ID = '01980000-0000-7000-8000-000000000000';

/**
 * Stands in for whatever a store function is given besides the database: any property of it is
 * another, it can be called, as a list it has one element, as text it is an id, as a number 1.
 */
export function standIn(): unknown {
  return new Proxy(() => {}, {
    apply: () => standIn(),
    get(_, key) {
      // Not a promise: `await` takes it as it is.
      if (key === 'then') return undefined;
      return Object.hasOwn(LIST, key) ? LIST[key] : standIn();
    },
  });
}

const LIST: Record<string | symbol, unknown> = {
  length: 1,
  map: (give: (one: unknown, index: number) => unknown) => [give(standIn(), 0)],
  flatMap: (give: (one: unknown, index: number) => unknown) => [give(standIn(), 0)].flat(),
  toString: () => AN_ID,
  [Symbol.iterator]: () => [standIn()].values(),
  [Symbol.toPrimitive]: (hint: string) => (hint === 'number' ? 1 : AN_ID),
};
