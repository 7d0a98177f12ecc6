// The recommended label for an instance is of use when it is the instance's name.

import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

const LABEL = 'app.kubernetes.io/instance';

export const instanceLabel = defineRule({
  id: 'instance-label',
  title: "the label for an instance is the beginning of the workload's name",
  severity: 'note',
  profile: 'strict',
  others: { polaris: ['metadataAndInstanceMismatched'] },
  remedy: 'Make the label equal to the name, or to what the names of all parts of the instance begin with.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const { owner } of manifests.pods) {
      const labels = owner.metadata as { readonly labels?: Readonly<Record<string, string>> | null };
      const instance = labels.labels?.[LABEL];
      const object = referenceOf(owner);
      if (instance === undefined || object.name === instance || object.name.startsWith(`${instance}-`)) continue;
      const message = `is of the instance ${JSON.stringify(instance)} by its label, and is called ${object.name}`;
      yield { object, path: ['metadata', 'labels', LABEL], message };
    }
  },
});
