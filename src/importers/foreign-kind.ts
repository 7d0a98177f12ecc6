// Words for a kind that nobody serves: of a definition that the suite does not bring, or a version that Kubernetes has
// left behind.

import { builtInKinds } from '../kinds/table';

const GROUP = /^(v1|(apps|batch|policy|autoscaling|extensions|[\w.]+\.k8s\.io)\/\w+)$/;

export function foreignKind(apiVersion: unknown, kind: unknown): string {
  const isOld = GROUP.test(String(apiVersion)) && builtInKinds.byName(String(kind).toLowerCase()) !== undefined;
  return isOld ? 'a version that Kubernetes does not serve any more' : 'a custom kind without its definition';
}
