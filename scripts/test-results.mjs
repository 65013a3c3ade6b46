import { relative } from 'node:path';

/**
 * Counts the tests of a Vitest JSON report. A file that could not be loaded, a run that left no report, and a run that
 * ended badly with every test passed (an unhandled error) each count as one failure.
 */
export function countTests(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests,
  };
}

/**
 * What failed in a Vitest JSON report: each test, and each file that could not be run, with what was said of it, so that
 * what went wrong stands first and alone. Empty when neither did, as after an unhandled error.
 */
export function describeFailures(report, folder) {
  return (report?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(folder, name);
      const failed = assertionResults.filter((test) => test.status === 'failed');
      if (failed.length === 0) return [`${file}\n${message}`];
      return failed.map(({ fullName, failureMessages }) => `${file} > ${fullName}\n${failureMessages.join('\n')}`);
    })
    .join('\n\n');
}
