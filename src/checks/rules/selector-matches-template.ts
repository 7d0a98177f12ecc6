// A controller whose selector does not match its own pods' labels would make pods for ever: the API server refuses it.

import type { LabelSelector } from '../../kinds/generated/types.gen';
import { compileLabels, compileSelector, type Labels, selectorText } from '../../kinds/labels';
import { defineRule } from '../rule';

const SELECTING = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController'];

export const selectorMatchesTemplate = defineRule({
  id: 'selector-matches-template',
  title: 'the selector of every controller matches the labels of its own pods',
  severity: 'error',
  profile: 'essential',
  others: {
    'kube-score': [
      'deployment-pod-selector-labels-match-template-metadata-labels',
      'statefulset-pod-selector-labels-match-template-metadata-labels',
    ],
    'kube-linter': ['mismatching-selector'],
  },
  remedy: 'Give the template the labels that the selector asks for.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const { owner, reference, labels } of manifests.pods) {
      if (!SELECTING.includes(owner.kind)) continue;
      const { selector } = (owner.spec ?? {}) as { selector?: LabelSelector | Labels };
      if (!selector || Object.keys(selector).length === 0) continue; // the API server says that it is required
      const isMap = owner.kind === 'ReplicationController';
      const matches = isMap ? compileLabels(selector as Labels) : compileSelector(selector as LabelSelector);
      if (matches(labels)) continue;
      const has = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
      yield {
        object: reference,
        path: ['spec', 'selector'],
        message: `the selector asks for ${selectorText(selector)}, the template has ${has.join(', ') || 'no labels'}`,
        promised: `${reference.kind} ${reference.name} runs pods`,
        happened: 'the API server refuses it: `selector` does not match template `labels`',
      };
    }
  },
});
