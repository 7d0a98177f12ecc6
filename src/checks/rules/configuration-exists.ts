// A pod whose ConfigMap or Secret is not there does not start.

import { nearest } from '../../kinds/nearest';
import { type ConfigurationReference, configurationReferences } from '../configuration-references';
import type { CheckContext } from '../context';
import { type ObjectReference, referenceText, type Violation } from '../finding';
import type { DescribedPod } from '../manifest-set';
import { troubleOf } from '../pod-trouble';
import { defineRule } from '../rule';
import { traceOf } from '../trace';
import { workloadsOf } from '../workloads';

interface Use {
  readonly pod: DescribedPod;
  readonly reference: ConfigurationReference;
}

export const configurationExists = defineRule({
  id: 'configuration-exists',
  title: 'every ConfigMap and Secret that a pod needs is there, with its keys',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['env-value-from'] },
  remedy: 'Bring the object along or correct its name; mark the reference as optional when the pod can do without.',
  reads: 'started',
  *check(cx) {
    const broken = new Map<string, Use[]>();
    for (const pod of cx.manifests.pods) {
      for (const reference of configurationReferences(pod)) {
        const problem = problemOf(cx, pod, reference);
        if (!problem) continue;
        const uses = broken.get(problem) ?? [];
        broken.set(problem, [...uses, { pod, reference }]);
      }
    }
    for (const [problem, uses] of broken) yield violation(cx, problem, uses as [Use, ...Use[]]);
  },
});

/** One for each object or key that is not there, however many pods want it. */
function violation(
  cx: CheckContext,
  problem: string,
  [{ pod, reference }, ...more]: readonly [Use, ...Use[]],
): Violation {
  const others = new Map(more.map(({ pod: { reference: other } }) => [referenceText(other), other]));
  others.delete(referenceText(pod.reference));
  const also = others.size > 0 ? `; ${[...others.keys()].join(', ')} ${others.size > 1 ? 'need' : 'needs'} it too` : '';
  return {
    object: pod.reference,
    path: reference.path,
    message: `${problem}: ${reference.use}${also}`,
    affects: [...others.values()],
    ...witnessOf(cx, pod.reference),
  };
}

function witnessOf(cx: CheckContext, owner: ObjectReference): Partial<Violation> {
  const workload = workloadsOf(cx).find(({ reference }) => referenceText(reference) === referenceText(owner));
  const { cluster } = cx.started;
  for (const pod of workload?.pods ?? []) {
    const trouble = troubleOf(cluster, pod);
    if (!trouble) continue;
    const { name, namespace = '' } = pod.metadata;
    const trace = traceOf(cluster, [{ kind: 'Pod', namespace, name }]);
    return { promised: `${referenceText(owner)} runs`, happened: trouble.text, trace };
  }
  return {};
}

function problemOf(
  { started: { cluster } }: CheckContext,
  pod: DescribedPod,
  { kind, name, keys }: ConfigurationReference,
): string | undefined {
  const { namespace } = pod.reference;
  const object = cluster.get(kind, namespace, name);
  if (!object) {
    const known = cluster.list(kind, namespace).map(({ metadata }) => metadata.name);
    const close = nearest(name, known);
    return `${kind} ${name} does not exist in namespace ${namespace}${close ? ` (there is ${close})` : ''}`;
  }
  const { data, binaryData } = object as { data?: object; binaryData?: object };
  const there = Object.keys({ ...data, ...binaryData });
  const missing = keys.find((key) => !there.includes(key));
  if (missing === undefined) return undefined;
  const has = there.length > 0 ? `it has ${there.join(', ')}` : 'it is empty';
  return `${kind} ${namespace}/${name} has no key ${missing} (${has})`;
}
