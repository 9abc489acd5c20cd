import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * A Vitest reporter that keeps what `npm test` prints at its end: the counts, what failed, what
 * passed on its second attempt only, and the time of each file. Writes it to the file that
 * GIGASTORE_TEST_SUMMARY names.
 */
export default class TestSummary {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failed = tests.filter((test) => test.result().state === 'failed');
    const failures = [
      ...failed.map((test) => ({ name: nameOf(test), message: firstLine(test.result().errors) })),
      // A file that cannot be loaded and an error outside of all tests are one failure each.
      ...modules.flatMap((module) =>
        module.errors().map((error) => ({ name: fileOf(module), message: firstLine([error]) })),
      ),
      ...errors.map((error) => ({ name: 'outside of the tests', message: firstLine([error]) })),
    ];
    const summary = {
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failures,
      flaky: tests.filter((test) => test.diagnostic()?.flaky).map(nameOf),
      files: modules.map((module) => ({ name: fileOf(module), milliseconds: timeOf(module) })),
    };
    writeFileSync(process.env.GIGASTORE_TEST_SUMMARY, JSON.stringify(summary));
  }
}

function nameOf(test) {
  return `${fileOf(test.module)} > ${test.fullName}`;
}

function fileOf(module) {
  return relative(process.cwd(), module.moduleId);
}

function timeOf(module) {
  const { collectDuration, duration } = module.diagnostic();
  return Math.round(collectDuration + duration);
}

function firstLine(errors) {
  return (errors[0]?.message ?? '').split('\n')[0].slice(0, 300);
}
