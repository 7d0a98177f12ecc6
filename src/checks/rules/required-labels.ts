// Who finds an object in a cluster should find out whose it is.

import { mapOf } from '../../cluster/describe/types';
import { referenceOf } from '../manifest-set';
import { pattern } from '../pattern';
import { defineRule } from '../rule';
import { setting } from '../setting';

const NAMES = mapOf(pattern(), 0);

export const requiredLabels = defineRule({
  id: 'required-labels',
  title: 'workloads have the labels and annotations that are asked for',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['required-label-owner', 'required-annotation-email'] },
  remedy: "Add it to the object's metadata.",
  reads: 'manifests',
  settings: [
    setting('labels', NAMES, { 'app.kubernetes.io/name': '.' }, 'labels with what their values must match'),
    setting('annotations', NAMES, {}, 'annotations with what their values must match'),
  ],
  *check({ manifests }, wanted) {
    for (const { owner } of manifests.pods) {
      for (const field of ['labels', 'annotations'] as const) {
        const present = (owner.metadata as Partial<Record<string, Readonly<Record<string, string>> | null>>)[field];
        for (const [name, shape] of Object.entries(wanted[field])) {
          const value = present?.[name];
          if (value !== undefined && value !== null && shape.test(value)) continue;
          const word = field.slice(0, -1);
          const message =
            value === undefined || value === null
              ? `has no ${word} ${name}`
              : `has the ${word} ${name} with ${JSON.stringify(value)}, which does not match ${shape.source}`;
          yield { object: referenceOf(owner), path: ['metadata', field, name], message };
        }
      }
    }
  },
});
