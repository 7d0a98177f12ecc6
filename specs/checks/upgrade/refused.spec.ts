// Changes that the API server does not take.
import { describeUpgrades, type Row } from './rows';

const refused: readonly Row[] = [
  {
    name: "a Deployment's selector",
    fixture: 'shop.yaml',
    change: [
      ['      app: web\n  template', '      app: web\n      tier: front\n  template'],
      ['        app: web\n    spec', '        app: web\n        tier: front\n    spec'],
    ],
    effects: ['error refused Deployment default/web'],
    line: 'tier: front',
    says: ['spec.selector: Invalid value:', 'field is immutable', 'spec.selector.matchLabels.tier nothing to front'],
  },
  {
    name: "a StatefulSet's claim templates, besides a field that may change",
    fixture: 'db.yaml',
    change: [
      ['storage: 1Gi', 'storage: 2Gi'],
      ['replicas: 2', 'replicas: 3'],
    ],
    effects: ['error refused StatefulSet default/db'],
    line: 'storage: 2Gi',
    says: ["updates to statefulset spec for fields other than 'replicas'", 'requests.storage 1Gi to 2Gi'],
  },
  {
    name: "a headless Service's address",
    fixture: 'db.yaml',
    change: [['  clusterIP: None\n', '  clusterIP: 10.96.7.7\n']],
    effects: ['error refused Service default/db'],
    line: 'clusterIP: 10.96.7.7',
    says: ['may not change once set', 'spec.clusterIP None to 10.96.7.7'],
  },
  {
    name: 'an object that is new and wrong',
    fixture: 'shop.yaml',
    change: [
      [
        '  itself: http://web/\n',
        '  itself: http://web/\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Wrong\n',
      ],
    ],
    effects: ['error refused ConfigMap default/Wrong'],
    line: 'name: Wrong',
    says: ['metadata.name: Invalid value: "Wrong"'],
  },
];

describeUpgrades('refused', refused);
