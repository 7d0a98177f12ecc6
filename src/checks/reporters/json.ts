// The report itself, for programs: its shape is described in schema/check-report.schema.json, and reports of shards are
// merged from it.

import type { Reporter } from './reporter';

export const json: Reporter = {
  name: 'json',
  summary: 'everything, for programs and for wavetank report merge',
  render: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
