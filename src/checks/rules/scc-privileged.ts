// On OpenShift, SecurityContextConstraints say what pods may ask for; with this one they may ask for everything.

import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

export const sccPrivileged = defineRule({
  id: 'scc-privileged',
  title: 'no SecurityContextConstraints allow privileged containers',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['scc-deny-privileged-container'] },
  remedy: 'Set allowPrivilegedContainer to false, and name the capabilities that are needed in allowedCapabilities.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const object of manifests.objects) {
      const { apiVersion, kind, allowPrivilegedContainer } = object;
      const isConstraints = kind === 'SecurityContextConstraints' && apiVersion.startsWith('security.openshift.io/');
      if (!isConstraints || allowPrivilegedContainer !== true) continue;
      const path = ['allowPrivilegedContainer'];
      yield { object: referenceOf(object), path, message: 'lets those who may use it start privileged containers' };
    }
  },
});
