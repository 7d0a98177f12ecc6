// A ConfigMap is for what everybody may read, and many may read it.

import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';
import { secretSettings, secretSign } from '../secrets';

export const secretInConfigMap = defineRule({
  id: 'secret-in-config-map',
  title: 'no secret stands in a ConfigMap',
  severity: 'error',
  profile: 'essential',
  others: { polaris: ['sensitiveConfigmapContent'] },
  remedy: 'Move the entry to a Secret that is not in the repository.',
  reads: 'manifests',
  settings: secretSettings,
  *check({ manifests }, patterns) {
    for (const configMap of manifests.ofKind('ConfigMap')) {
      for (const [key, value] of Object.entries(configMap.data ?? {})) {
        const sign = secretSign(key, value ?? '', patterns);
        if (!sign) continue;
        yield { object: referenceOf(configMap), path: ['data', key], message: `holds a secret in ${key}, ${sign}` };
      }
    }
  },
});
