// A node that has an image under a tag does not look whether the tag has moved, unless it is told to.

import { defaultPullPolicy } from '../../kinds/pod-spec/image-name';
import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const imagePullPolicy = defineRule({
  id: 'image-pull-policy',
  title: 'images that are named by tag are asked for at every start',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['container-image-pull-policy'], polaris: ['pullPolicyNotAlways'] },
  remedy: 'Set imagePullPolicy to Always, or name the image by its digest.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container: { image = '', imagePullPolicy: written } }) => {
      const policy = written ?? defaultPullPolicy(image);
      if (policy === 'Always' || image === '' || image.includes('@')) return undefined;
      const why = written ? '' : ', the default for such a tag';
      return { at: ['imagePullPolicy'], says: `runs "${image}" with the pull policy ${policy}${why}` };
    }),
});
