// ImageLocality: prefers nodes that already hold the pod's images, large ones counting more, and images that few
// nodes hold counting less. upstream: plugins/imagelocality

import type { Pod } from '../../kinds/generated/types.gen';
import { definePlugin, ready } from '../framework';
import type { ImageState } from '../images';

const MIB = 1024 * 1024;
const LEAST = 23 * MIB;
const MOST_PER_CONTAINER = 1000 * MIB;

interface Scratch {
  /** One for each container or image volume whose image some node holds. */
  readonly held: readonly { readonly nodes: ReadonlySet<string>; readonly scaledBytes: number }[];
  readonly most: number;
}

export const imageLocality = definePlugin<undefined, Scratch>({
  name: 'ImageLocality',
  preScore: (pod, { cache }) => {
    const total = cache.nodes().length;
    const states = imagesOf(pod)
      .map((image) => cache.image(normalized(image)))
      .filter((state): state is ImageState => state !== undefined);
    if (states.length === 0) return { outcome: 'constant', score: 0 };
    const held = states.map(({ nodes, sizeBytes }) => ({
      nodes,
      scaledBytes: Math.trunc(sizeBytes * (nodes.size / total)),
    }));
    return ready({ held, most: MOST_PER_CONTAINER * containersOf(pod).length });
  },
  score: (_pod, { name }, { held, most }) => {
    let sum = 0;
    for (const { nodes, scaledBytes } of held) if (nodes.has(name)) sum += scaledBytes;
    const clamped = Math.min(Math.max(sum, LEAST), most);
    return Math.floor((100 * (clamped - LEAST)) / (most - LEAST));
  },
});

const containersOf = ({ spec }: Pod) => [...(spec.initContainers ?? []), ...spec.containers];

function imagesOf(pod: Pod): readonly string[] {
  const images = containersOf(pod).map((container) => container.image ?? '');
  for (const volume of pod.spec.volumes ?? []) if (volume.image?.reference) images.push(volume.image.reference);
  return images;
}

/** The name as nodes report it: with the tag `latest` when it has none. */
function normalized(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}
