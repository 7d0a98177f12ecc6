// An image without a tag of its own is another image tomorrow: two pods of one workload can run different code.

import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const imageTag = defineRule({
  id: 'image-tag',
  title: 'every image has a tag of its own or a digest',
  severity: 'warning',
  profile: 'essential',
  others: { 'kube-score': ['container-image-tag'], 'kube-linter': ['latest-tag'], polaris: ['tagNotSpecified'] },
  remedy: 'Name the version that was tested, or its digest.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container: { image = '' } }) => {
      const problem = tagProblem(image);
      if (image === '' || problem === undefined) return undefined;
      return { at: ['image'], says: `runs "${image}", ${problem}` };
    }),
});

function tagProblem(image: string): string | undefined {
  if (image.includes('@')) return undefined;
  const tag = /:([^/:]*)$/.exec(image)?.[1];
  if (tag === undefined) return 'which has no tag';
  if (tag === 'latest') return 'a tag that moves';
  return /\d/.test(tag) ? undefined : 'a tag that names no version';
}
