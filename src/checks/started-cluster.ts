// Looks at the started cluster that several rules share.

import type { CoreEvent } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import type { Started } from './start';

export type StartedCluster = Started['cluster'];

/** Warnings about an object, in the order in which they were last told. */
export function warningsAbout(cluster: StartedCluster, { metadata }: KubeObject): readonly CoreEvent[] {
  const events = cluster.reader.by('Event', 'involvedObject', metadata.uid ?? '');
  const revision = (event: CoreEvent) => Number(event.metadata.resourceVersion);
  return events.filter(({ type }) => type === 'Warning').sort((a, b) => revision(a) - revision(b));
}
