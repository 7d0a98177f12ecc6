// The order of API versions as Kubernetes sees it: v2, v1, v1beta2, v1beta1, v1alpha1, then anything else by name.
// upstream: apimachinery/pkg/version/helpers.go

const VERSION = /^v(\d+)(?:(alpha|beta)(\d+))?$/;
const RANK: Readonly<Record<string, number>> = { alpha: 0, beta: 1 };

/** Below 0 when the first is the older one, above 0 when it is the newer. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [VERSION.exec(a), VERSION.exec(b)];
  if (!left && !right) return a < b ? 1 : -1;
  if (!left || !right) return left ? 1 : -1;
  const stability = rank(left) - rank(right);
  return stability || Number(left[1]) - Number(right[1]) || Number(left[3] ?? 0) - Number(right[3] ?? 0);
}

const rank = (match: RegExpExecArray) => (match[2] === undefined ? 2 : (RANK[match[2]] as number));
