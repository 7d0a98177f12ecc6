// A report with everything in it that a reporter may stumble over.

import type { CheckReport, ReportedFinding, ReportedRule } from '../../../src/checks/report';

const rule = (id: string, severity: ReportedRule['severity'], title: string): ReportedRule => ({
  id,
  title,
  severity,
  profile: 'essential',
  remedy: `Mend ${id}.`,
});

const found = (own: Partial<ReportedFinding>): ReportedFinding => ({
  rule: 'image-tag',
  severity: 'warning',
  proof: 'stated',
  object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  path: ['spec'],
  message: 'container "web" runs "nginx", which has no tag',
  remedy: 'Mend image-tag.',
  place: {
    file: 'deploy/web & api.yaml',
    line: 17,
    column: 18,
    length: 5,
    frame: '  16 |         - name: web\n> 17 |           image: nginx\n     |                  ^^^^^',
  },
  fingerprint: 'f00d',
  ...own,
});

export const sample: CheckReport = {
  version: 1,
  wavetank: '1.2.3',
  failOn: 'error',
  rules: [
    rule('accepted', 'error', 'the API server takes every object'),
    rule('image-tag', 'warning', 'every image has a tag <of its own> or a digest # here'),
    rule('service-selects-pods', 'error', 'every Service with a selector finds pods'),
    rule('drain-finishes', 'error', 'every node can be drained'),
    rule('kind-defined', 'note', 'the definition of every kind is there'),
  ],
  runs: [
    {
      digest: 'd1',
      files: 2,
      objects: 5,
      assumed: ['Namespace shop'],
      notRun: [{ reason: 'no campaigns are run (--no-campaigns)', rules: ['drain-finishes'] }],
      findings: [
        found({}),
        found({
          fingerprint: 'f00d-2',
          message: 'two\nlines, 100% of them: \u001b[31mred\u001b[0m \ud800 and | bars `ticks`',
        }),
        found({
          rule: 'service-selects-pods',
          severity: 'error',
          proof: 'simulated',
          object: { kind: 'Service', namespace: 'shop', name: 'web' },
          path: ['spec', 'selector'],
          message: 'no pod in namespace shop has app=<web> & tier="front"',
          promised: 'Service web answers on its ports',
          happened: 'it has no endpoint: each connection is refused',
          trace: ['+0s  user  create  service/web', '+12.504s  kubelet  …'],
          fingerprint: 'beef',
        }),
        found({
          fingerprint: 'cafe',
          suppressed: { by: 'annotation', source: 'wavetank.dev/ignore-image-tag', reason: 'mirrored, see OPS-12' },
        }),
        found({
          fingerprint: 'bade',
          place: { file: '/elsewhere/old one.yaml', line: 1, column: 1, length: 4, frame: '' },
          suppressed: { by: 'baseline', source: 'baseline.json', reason: 'it was there before' },
        }),
        found({
          rule: 'accepted',
          severity: 'error',
          object: undefined,
          path: [],
          message: 'unknown field "spec.prots"',
          remedy: 'Did you mean "ports"?',
          fingerprint: 'dead',
          place: { file: 'STDIN', line: 3, column: 1, length: 5, frame: '> 3 | prots: []\n    | ^^^^^' },
        }),
        found({
          rule: 'kind-defined',
          severity: 'note',
          object: { kind: 'ServiceMonitor', namespace: 'default', name: 'a' },
          message: 'not checked: no definition of ServiceMonitor (monitoring.coreos.com/v1)',
          fingerprint: 'aaaa',
          place: undefined,
        }),
      ],
    },
    { environment: 'prod, "eu"', digest: 'd2', files: 1, objects: 1, assumed: [], notRun: [], findings: [] },
  ],
};

/** One that never got so far. */
export const faulty: CheckReport = {
  ...sample,
  runs: [
    {
      digest: '',
      files: 0,
      objects: 0,
      assumed: [],
      notRun: [],
      findings: [],
      fault: 'the path "<a> & b" does not exist',
    },
  ],
};

export const clean: CheckReport = { ...sample, runs: sample.runs.slice(1) };
