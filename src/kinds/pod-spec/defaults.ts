// What the API server fills into every PodSpec, in pods and in templates alike.
// upstream: pkg/apis/core/v1 SetDefaults_PodSpec and its generated callers

import { isEnabled } from '../feature-gates';
import type { PodSpec, PodTemplateSpec } from '../generated/types.gen';
import { changeField, changeItems, memoised, withDefaults, withoutField } from '../with-defaults';
import {
  containerDefaults,
  ephemeralContainerDefaults,
  initContainerDefaults,
  resourceDefaults,
} from './container-defaults';
import { roundedList } from './rounded-list';
import { volumeDefaults } from './volume-defaults';

const NO_SECURITY_CONTEXT = Object.freeze({});

/** The spec with its defaults; the same reference when nothing is missing. Remembered by identity. */
export const podSpecDefaults = memoised((spec: PodSpec): PodSpec => {
  const account = spec.serviceAccountName || spec.serviceAccount;
  let next = withDefaults(withoutDisabled(spec), {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: NO_SECURITY_CONTEXT,
    terminationGracePeriodSeconds: 30,
    ...(account ? { serviceAccountName: account, serviceAccount: account } : {}),
  });
  if (account && next.serviceAccount !== account) next = { ...next, serviceAccount: account };
  next = changeItems(next, 'containers', containerDefaults);
  next = changeItems(next, 'initContainers', initContainerDefaults);
  next = changeItems(next, 'ephemeralContainers', ephemeralContainerDefaults);
  next = changeItems(next, 'volumes', volumeDefaults);
  next = changeField(next, 'overhead', roundedList);
  return changeField(next, 'resources', resourceDefaults);
});

/** Without the fields that gates close. GenericWorkload is always off. upstream: pkg/api/pod dropDisabledFields */
function withoutDisabled(spec: PodSpec): PodSpec {
  let next = withoutField(spec, 'schedulingGroup');
  if (!isEnabled('PodLevelResources')) next = withoutField(next, 'resources');
  if (!isEnabled('HostnameOverride')) next = withoutField(next, 'hostnameOverride');
  if (isEnabled('MatchLabelKeysInPodTopologySpread')) return next;
  return changeItems(next, 'topologySpreadConstraints', (constraint) => withoutField(constraint, 'matchLabelKeys'));
}

/** A template's metadata is always written, its spec defaulted. */
export function podTemplateDefaults(template: PodTemplateSpec): PodTemplateSpec {
  return changeField(withDefaults(template, { metadata: NO_METADATA }), 'spec', podSpecDefaults);
}

const NO_METADATA = Object.freeze({});
