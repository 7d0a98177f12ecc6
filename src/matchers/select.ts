// Which pods a selector picks.

import type { Reader } from '../api/actor';
import { argument } from '../cluster/describe/argument';
import type { LabelSelector, Pod, Service } from '../kinds/generated/types.gen';
import { type KubeObject, objectKey } from '../kinds/kind';
import { compileSelector, selectorText } from '../kinds/labels';
import { counted, someOf } from '../report/value-text';
import { defineMatcher } from './matcher';
import { missingFrom, podSet } from './pod-set';
import { podsBehind } from './related-pods';
import { nothingToJudge, verdict } from './verdict';

export const toSelect = defineMatcher({
  name: 'toSelect',
  summary: "The object's selector picks exactly these pods, ready or not.",
  kinds: [
    'Service',
    'Deployment',
    'ReplicaSet',
    'ReplicationController',
    'StatefulSet',
    'DaemonSet',
    'PodDisruptionBudget',
  ],
  args: [argument('pods', podSet(), 'the pods')],
  example: {
    ts: "expect(shop.service('frontend')).toSelect(shop.pods({ labels: 'app=frontend' }))",
    yaml: '- expect: { service/frontend: { toSelect: app=frontend } }',
  },
  check: (cx, object, { pods }) => {
    const wanted = pods.keys(cx.reader, object.metadata.namespace ?? '');
    const expected = `select the pods ${pods.text}`;
    if (wanted.length === 0) return nothingToJudge(expected, `no pod matches ${pods.text}`);
    const selected = selectedPods(cx.reader, object).map(objectKey);
    const [missing, extra] = [missingFrom(wanted, selected), missingFrom(selected, wanted)];
    const actual = () =>
      `its selector ${selectorOf(object)} picks ${counted(selected.length, 'pod')}: ${someOf(selected)}`;
    return verdict(missing.length === 0 && extra.length === 0, expected, actual, {
      evidence: () => [
        ...(missing.length > 0 ? [`not picked: ${someOf(missing)}`] : []),
        ...(extra.length > 0 ? [`picked too: ${someOf(extra)}`] : []),
      ],
      path: 'spec.selector',
    });
  },
});

const isMapSelector = ({ kind }: KubeObject) => kind === 'Service' || kind === 'ReplicationController';

/** Services and ReplicationControllers have a map, all others a LabelSelector. */
function selectedPods(reader: Reader, object: KubeObject): readonly Pod[] {
  if (isMapSelector(object)) return podsBehind(reader, object as Service);
  const matches = compileSelector(labelSelectorOf(object));
  return reader.by('Pod', 'namespace', object.metadata.namespace ?? '').filter((pod) => matches(pod.metadata.labels));
}

const labelSelectorOf = (object: KubeObject) =>
  (object as { readonly spec?: { readonly selector?: LabelSelector } }).spec?.selector;

const selectorOf = (object: KubeObject) => selectorText(labelSelectorOf(object)) || '(none)';
