// When room runs short the scheduler evicts by priority: who has none is as important as everybody else.

import { listOf, text } from '../../cluster/describe/types';
import { perPod } from '../faults';
import { defineRule } from '../rule';
import { setting } from '../setting';

export const priorityClassSet = defineRule({
  id: 'priority-class-set',
  title: 'every pod says how important it is',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['priority-class-name'], polaris: ['priorityClassNotSet'] },
  remedy: 'Set priorityClassName, or make one PriorityClass the default of the cluster.',
  reads: 'manifests',
  settings: [
    setting('allowed', listOf(text('the name of a PriorityClass'), 0), [], 'the classes to choose from; all if none'),
  ],
  check: (cx, { allowed }) => {
    const classes = [...cx.base, ...cx.manifests.objects].filter(({ kind }) => kind === 'PriorityClass');
    const hasDefault = classes.some(({ globalDefault }) => globalDefault === true);
    return perPod(cx, ({ spec: { priorityClassName: name } }) => {
      const at = ['priorityClassName'];
      if (!name) return hasDefault ? undefined : { at, says: 'its pods have no priority class' };
      if (allowed.length === 0 || allowed.includes(name)) return undefined;
      return { at, says: `its pods have the priority class ${name}, which is none of ${allowed.join(', ')}` };
    });
  },
});
