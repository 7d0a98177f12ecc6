// pods/ephemeralcontainers: containers for looking at a running pod are added to it, and nothing else changes.
// upstream: pkg/registry/core/pod/strategy.go podEphemeralContainersStrategy,
// pkg/apis/core/validation ValidatePodEphemeralContainersUpdate

import { MIRROR_POD } from './annotations';
import { equalData } from './equal-data';
import type { Pod } from './generated/types.gen';
import type { FieldError, SubresourceUpdate } from './kind';
import { checkPod } from './pod-rules';
import { internalDiff, internalValue } from './pod-spec/internal-value';
import { specDefaultsOfPod } from './pod-spec/pod-defaults';
import { type Errors, forbidden } from './validation/field-error';
import { checkObjectMetaUpdate } from './validation/object-meta';
import { withFields } from './with-defaults';

const PATH = 'spec.ephemeralContainers';

export const podEphemeralContainers: SubresourceUpdate<Pod> = {
  prepare: (next, stored) => {
    const { ephemeralContainers = [] } = specDefaultsOfPod(next.spec);
    if (equalData(ephemeralContainers, stored.spec.ephemeralContainers ?? [])) return stored;
    const metadata = withFields(stored.metadata, { generation: (stored.metadata.generation ?? 0) + 1 });
    return withFields(stored, { metadata, spec: withFields(stored.spec, { ephemeralContainers }) });
  },
  validate: checkAdded,
};

function checkAdded(next: Pod, stored: Pod): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  checkPod(errors, next);
  if (stored.metadata.annotations?.[MIRROR_POD] !== undefined) {
    return [forbidden('[]', 'static pods do not support ephemeral containers')];
  }
  const now = next.spec.ephemeralContainers ?? [];
  for (const old of stored.spec.ephemeralContainers ?? []) {
    const which = `existing ephemeral containers ${JSON.stringify(old.name)}`;
    const same = now.find(({ name }) => name === old.name);
    if (!same) errors.push(forbidden(PATH, `${which} may not be removed\n`));
    else if (!equalData(same, old)) {
      const shown = (one: object) => internalValue('EphemeralContainer', one);
      errors.push(forbidden(PATH, `${which} may not be changed\n${internalDiff(shown(old), shown(same))}`));
    }
  }
  return errors;
}
