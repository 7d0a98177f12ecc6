// A Service whose selector matches no pod answers nobody.

import { hasLabels, type Labels } from '../../kinds/labels';
import { KEEPS_PODS_FROM_READY } from '../causes';
import type { CheckContext } from '../context';
import { referenceText } from '../finding';
import { mayBeOperated } from '../made-elsewhere';
import { defineRule } from '../rule';
import { podsIn } from '../selected-pods';
import { storedOf } from '../stored';
import { originOf } from '../workloads';

export const serviceSelectsPods = defineRule({
  id: 'service-selects-pods',
  title: 'every Service with a selector finds pods',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-score': ['service-targets-pod'], 'kube-linter': ['dangling-service'] },
  remedy: 'Make the selector equal to the labels of the pods that should answer, in the same namespace.',
  reads: 'started',
  yieldsTo: KEEPS_PODS_FROM_READY,
  *check(cx) {
    const { cluster } = cx.started;
    for (const { reference, object: service } of storedOf(cx, 'Service')) {
      const { selector, type } = service.spec ?? {};
      const { namespace, name } = reference;
      if (!selector || Object.keys(selector).length === 0 || type === 'ExternalName') continue;
      if (cluster.endpoints(name, namespace).length > 0) continue;
      const { described, idle } = candidates(cx, namespace, selector);
      if (idle) continue;
      const wanted = Object.entries(selector).map(([label, value]) => `${label}=${value}`);
      const pods = cluster.list('Pod', namespace).filter(({ metadata }) => hasLabels(metadata.labels, selector));
      const found = described.length > 0 || pods.length > 0;
      if (!found && mayBeOperated(cx, namespace, { matchLabels: selector })) continue;
      yield {
        object: reference,
        path: ['spec', 'selector'],
        message: found
          ? `no pod with ${wanted.join(', ')} has an address in namespace ${namespace}`
          : `no pod in namespace ${namespace} has ${wanted.join(', ')}${nearby(cx, namespace, selector)}`,
        promised: `Service ${name} answers on its ports`,
        happened: 'it has no endpoint after everything has started: each connection is refused',
        because: [...described, ...pods.map((pod) => originOf(cx, pod))],
      };
    }
  },
});

/** Workloads whose template has the labels; idle when one of them runs pods only at times, or none on purpose. */
function candidates({ manifests }: CheckContext, namespace: string, selector: Labels) {
  const matching = podsIn(manifests, namespace).filter(({ labels }) => hasLabels(labels, selector));
  const idle = matching.some(({ owner }) => {
    const { replicas } = (owner.spec ?? {}) as { replicas?: number };
    return replicas === 0 || owner.kind === 'Job' || owner.kind === 'CronJob';
  });
  return { described: matching.map(({ reference }) => reference), idle };
}

/** Who was meant: pods in another namespace, or pods that lack a part of the labels. */
function nearby({ manifests }: CheckContext, namespace: string, selector: Labels): string {
  const elsewhere = manifests.pods.find(({ labels }) => hasLabels(labels, selector));
  if (elsewhere) return `; those of ${referenceText(elsewhere.reference)} have, in another namespace`;
  const wanted = Object.keys(selector);
  const lacks = (labels: Labels) => wanted.filter((key) => labels[key] !== selector[key]);
  const [near] = [...podsIn(manifests, namespace)].sort((a, b) => lacks(a.labels).length - lacks(b.labels).length);
  if (!near) return '';
  const wrong = lacks(near.labels);
  const isNear = wrong.length * 2 <= wanted.length || (wanted.length === 1 && wrong.every((key) => key in near.labels));
  if (!isNear) return '';
  const has = wrong.map((key) => (key in near.labels ? `${key}=${near.labels[key]}` : `no ${key}`));
  return `; those of ${referenceText(near.reference)} have ${has.join(', ')}`;
}
