// Prints jest's results, given as a file of `--json`, as `N passed, N failed`. A suite that could not even start counts
// as one failure: its tests are nowhere else.
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`);
