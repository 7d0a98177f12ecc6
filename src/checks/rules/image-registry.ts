// Images come from where the team keeps those that it has looked at.

import { listOf, text } from '../../cluster/describe/types';
import { parseImage } from '../../node/image-reference';
import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { setting } from '../setting';

export const imageRegistry = defineRule({
  id: 'image-registry',
  title: 'images come from allowed registries',
  severity: 'error',
  profile: 'recommended',
  remedy: 'Use the image from an allowed registry, or allow this one.',
  reads: 'manifests',
  settings: [
    setting(
      'allowed',
      listOf(text('a registry or the beginning of a repository, such as ghcr.io/team'), 0),
      [],
      'where images may come from; while nothing is named, from anywhere',
    ),
  ],
  check: (cx, { allowed }) =>
    perContainer(cx, ({ container: { image = '' } }) => {
      const reference = parseImage(image);
      if (allowed.length === 0 || 'error' in reference) return undefined;
      const { repository } = reference;
      const isAllowed = allowed.some((start) => `${repository}/`.startsWith(start.endsWith('/') ? start : `${start}/`));
      if (isAllowed) return undefined;
      return { at: ['image'], says: `runs "${image}" from ${repository}, which is not in ${allowed.join(', ')}` };
    }),
});
