// Pods of a priority class that is not there are never created.

import { nearest } from '../../kinds/nearest';
import { defineRule } from '../rule';

export const priorityClassExists = defineRule({
  id: 'priority-class-exists',
  title: 'every priority class that a pod names is there',
  severity: 'error',
  profile: 'essential',
  remedy: 'Bring the PriorityClass along, or correct its name.',
  reads: 'started',
  *check({ manifests, started: { cluster } }) {
    for (const { spec, path, reference } of manifests.pods) {
      const name = spec.priorityClassName;
      if (!name || cluster.get('PriorityClass', undefined, name)) continue;
      const close = nearest(
        name,
        cluster.list('PriorityClass').map(({ metadata }) => metadata.name),
      );
      yield {
        object: reference,
        path: [...path, 'priorityClassName'],
        message: `PriorityClass ${name} does not exist${close ? ` (there is ${close})` : ''}`,
        promised: `the pods of ${reference.kind} ${reference.name} are created`,
        happened: `each is refused: no PriorityClass with name ${name} was found`,
      };
    }
  },
});
