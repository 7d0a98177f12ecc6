// What the API server fills into every PodSpec, in pods and in templates alike.
// upstream: pkg/apis/core/v1 SetDefaults_PodSpec and its generated callers

import type { PodSpec, PodTemplateSpec } from '../generated/types.gen';
import { changeField, changeItems, memoised, withDefaults, withoutField } from '../with-defaults';
import { containerDefaults, ephemeralContainerDefaults, resourceDefaults } from './container-defaults';
import { roundedList } from './rounded-list';
import { volumeDefaults } from './volume-defaults';

const NO_SECURITY_CONTEXT = Object.freeze({});

/** The spec with its defaults; the same reference when nothing is missing. Remembered by identity. */
export const podSpecDefaults = memoised((spec: PodSpec): PodSpec => {
  const account = spec.serviceAccountName || spec.serviceAccount;
  // Behind the gate GenericWorkload, which is off. upstream: pkg/api/pod dropDisabledSchedulingGroup
  let next = withDefaults(withoutField(spec, 'schedulingGroup'), {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: NO_SECURITY_CONTEXT,
    terminationGracePeriodSeconds: 30,
    ...(account ? { serviceAccountName: account, serviceAccount: account } : {}),
  });
  if (account && next.serviceAccount !== account) next = { ...next, serviceAccount: account };
  next = changeItems(next, 'containers', containerDefaults);
  next = changeItems(next, 'initContainers', containerDefaults);
  next = changeItems(next, 'ephemeralContainers', ephemeralContainerDefaults);
  next = changeItems(next, 'volumes', volumeDefaults);
  next = changeField(next, 'overhead', roundedList);
  return changeField(next, 'resources', resourceDefaults);
});

/** A template's metadata is always written, its spec defaulted. */
export function podTemplateDefaults(template: PodTemplateSpec): PodTemplateSpec {
  return changeField(withDefaults(template, { metadata: NO_METADATA }), 'spec', podSpecDefaults);
}

const NO_METADATA = Object.freeze({});
