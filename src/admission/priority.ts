// Priority: a pod's priority class becomes a number and a preemption policy; there is one default class at most.
// upstream: plugin/pkg/admission/priority/admission.go

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../api/admission';
import type { Pod, PriorityClass } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { SYSTEM_CLASSES } from '../kinds/priority-class';
import { withDefaults, withField } from '../kinds/with-defaults';
import { isFor, onlyFor, refused } from './request';

type Preemption = NonNullable<Pod['spec']['preemptionPolicy']>;

interface Priority {
  readonly className: string | undefined;
  readonly value: number;
  readonly preemptionPolicy: Preemption;
}

export const priority = defineAdmission({
  name: 'Priority',
  handles: onlyFor({ Pod: ['CREATE', 'UPDATE'], PriorityClass: ['CREATE', 'UPDATE'] }),
  mutate: (request, object, cx) => {
    if (isFor(request, 'Pod', 'CREATE')) return withPriority(request, object as unknown as Pod, cx);
    if (isFor(request, 'Pod', 'UPDATE'))
      return keepPriority(object as unknown as Pod, request.stored as unknown as Pod);
    return object;
  },
  validate: (request, cx) => {
    if (!isFor(request, 'PriorityClass', 'CREATE', 'UPDATE')) return;
    const own = request.object as unknown as PriorityClass;
    const other = own.globalDefault ? defaultClass(cx) : undefined;
    if (!other || other.metadata.name === own.metadata.name) return;
    const why = `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`;
    throw refused(request, why);
  },
});

function withPriority(request: AdmissionRequest, pod: Pod, cx: AdmissionContext): KubeObject {
  const { spec } = pod;
  const { className, value, preemptionPolicy } = priorityOf(request, pod, cx);
  const computed = (text: string | number) =>
    `must not be provided in pod spec; priority admission controller computed ${text} from the given PriorityClass name`;
  if (spec.priority !== undefined && spec.priority !== value) {
    throw refused(request, `the integer value of priority (${spec.priority}) ${computed(value)}`);
  }
  if (spec.preemptionPolicy && spec.preemptionPolicy !== preemptionPolicy) {
    const given = `the string value of PreemptionPolicy (${spec.preemptionPolicy})`;
    throw refused(request, `${given} ${computed(preemptionPolicy)}`);
  }
  const next = withDefaults(spec, {
    priority: value,
    preemptionPolicy,
    ...(className === undefined ? {} : { priorityClassName: className }),
  });
  return withField(pod, 'spec', next);
}

function priorityOf(request: AdmissionRequest, pod: Pod, cx: AdmissionContext): Priority {
  const name = pod.spec.priorityClassName;
  const found = name ? cx.get('PriorityClass', undefined, name) : defaultClass(cx);
  if (found) return ofClass(found);
  if (!name) return { className: undefined, value: 0, preemptionPolicy: 'PreemptLowerPriority' };
  const value = SYSTEM_CLASSES[name];
  if (value === undefined) throw refused(request, `no PriorityClass with name ${name} was found`);
  return { className: name, value, preemptionPolicy: 'PreemptLowerPriority' };
}

function ofClass({ metadata, value = 0, preemptionPolicy = 'PreemptLowerPriority' }: PriorityClass): Priority {
  return { className: metadata.name, value, preemptionPolicy };
}

/** Of several default classes the one with the lowest value. */
function defaultClass(cx: AdmissionContext): PriorityClass | undefined {
  let lowest: PriorityClass | undefined;
  for (const one of cx.list('PriorityClass')) {
    if (one.globalDefault && (!lowest || (one.value ?? 0) < (lowest.value ?? 0))) lowest = one;
  }
  return lowest;
}

/** An update that leaves them out keeps priority and preemption policy. */
function keepPriority(pod: Pod, stored: Pod): KubeObject {
  const { priority: value, preemptionPolicy } = stored.spec;
  const spec = withDefaults(pod.spec, {
    ...(value === undefined ? {} : { priority: value }),
    ...(preemptionPolicy === undefined ? {} : { preemptionPolicy }),
  });
  return withField(pod, 'spec', spec);
}
