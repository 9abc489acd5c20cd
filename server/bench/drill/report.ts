import type { Report } from './run-round.ts';

const MOST_FINDINGS = 10;

/** Returns a line for each round, what it found, and at the end what all of them measured. */
export function printReports(reports: readonly Report[], { isWhole = false } = {}): string {
  return (isWhole ? summary(reports) : reports.flatMap(lines)).join('\n');
}

function lines({ round, blow, answered, refused, silenceMs, findings }: Report): string[] {
  const shown = findings.slice(0, MOST_FINDINGS);
  return [
    `round ${round}: ${blow}; ${answered} answered, ${refused} answers 503, ` +
      `longest silence ${seconds(silenceMs)} s, ${findings.length} findings`,
    ...shown.map(({ kind, detail }) => `  ${kind}: ${detail}`),
  ];
}

function summary(reports: readonly Report[]): string[] {
  const blows = [...new Set(reports.map(({ blow }) => blow))];
  const countOf = (kind: string) =>
    reports.flatMap(({ findings }) => findings).filter((finding) => finding.kind === kind).length;
  const answered = reports.reduce((sum, report) => sum + report.answered, 0);
  return [
    `${reports.length} rounds, ${answered} operations answered: ${countOf('lost')} lost, ` +
      `${countOf('doubled')} doubled, ${countOf('other answer')} with another answer, ` +
      `${countOf('wrong answer')} wrong answers, ${countOf('unanswered')} unanswered, ` +
      `${countOf('books')} in the audit`,
    ...blows.map((blow) => {
      const times = reports
        .filter((report) => report.blow === blow)
        .map(({ silenceMs }) => silenceMs)
        .sort((one, other) => one - other);
      const median = times[Math.floor(times.length / 2)] ?? 0;
      const most = times.at(-1) ?? 0;
      const silence = `median ${seconds(median)} s, max ${seconds(most)} s`;
      return `${blow}: ${times.length} rounds, longest silence ${silence}`;
    }),
  ];
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
