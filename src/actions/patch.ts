// kubectl patch: merge, strategic or JSON patches, to the object or a subresource.

import { argument } from '../cluster/describe/argument';
import { anything, oneOf, text } from '../cluster/describe/types';
import { defineAction } from './action';
import { patchTarget } from './objects';
import { objectReference } from './references';

export const patch = defineAction({
  name: 'patch',
  summary: 'Patches an object as kubectl patch does; strategic merge unless another type is asked for.',
  args: [
    argument('target', objectReference(), 'the object'),
    argument('patch', anything('a patch: a map, or a list of JSON patch operations'), 'what changes'),
  ],
  options: [
    argument('type', oneOf('strategic', 'merge', 'json'), 'how the patch is meant; json for a list, else strategic'),
    argument('subresource', text('a subresource such as status'), 'patch this part'),
    argument('namespace', text('a namespace'), 'its namespace'),
  ],
  example: {
    ts: "shop.patch('deployment/frontend', { spec: { replicas: 5 } })",
    yaml: 'patch: { target: deployment/frontend, patch: { spec: { replicas: 5 } } }',
  },
  run: (cx, { target, patch: body, type, subresource, namespace }) => {
    const meant = type ?? (Array.isArray(body) ? 'json' : 'strategic');
    patchTarget(cx, target, namespace, meant, body, subresource);
  },
});
