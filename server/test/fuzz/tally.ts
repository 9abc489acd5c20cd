/** The number of each outcome by operation; an outcome is a status, or the code of a refusal. */
export type Tally = Map<string, Map<string, number>>;

export function successesOf(tally: Tally, name: string): number {
  const counts = [...(tally.get(name) ?? [])];
  return sum(counts.filter(([outcome]) => /^[23]\d\d$/.test(outcome)).map(([, count]) => count));
}

export function requestsOf(tally: Tally): number {
  return sum([...tally.values()].flatMap((counts) => [...counts.values()]));
}

/** Returns a line for each operation: its successes and every outcome, the most frequent first. */
export function printTally(tally: Tally): string {
  const lines = [...tally].map(([name, counts]) => {
    const outcomes = [...counts].sort(([, one], [, other]) => other - one);
    const texts = outcomes.map(([outcome, count]) => `${outcome} ${count}`);
    return `${String(successesOf(tally, name)).padStart(5)} ${name}: ${texts.join(', ')}`;
  });
  return [`${requestsOf(tally)} requests; successes, and all outcomes:`, ...lines].join('\n');
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
