// Plans for specs: a check of a text with what a spec wants different.

import type { CheckPlan } from '../../src/checks/plan';
import type { CheckRun, ReportedFinding } from '../../src/checks/report';
import { runCheck } from '../../src/checks/run-check';

/** What a spec wants different; the base as texts. */
type Own = Partial<Omit<CheckPlan, 'base'>> & { readonly base?: readonly string[] };

export function planOf(manifests: string | readonly string[], { base = [], ...own }: Own = {}): CheckPlan {
  return {
    manifests: () => (typeof manifests === 'string' ? [manifests] : manifests),
    base: () => base,
    cluster: {},
    profile: 'essential',
    severities: {},
    settings: {},
    only: ['accepted', 'image-tag', 'service-selects-pods'],
    ignored: [],
    failOn: 'error',
    isStatic: false,
    hasCampaigns: false,
    ...own,
  };
}

export const checked = (manifests: string | readonly string[], own: Own = {}): CheckRun =>
  runCheck(planOf(manifests, own), (file) => file);

/** `image-tag of Deployment/web`, with what lets it stand. */
export const told = ({ findings }: CheckRun) => findings.map(toldOf);

function toldOf({ rule, object, suppressed, message }: ReportedFinding): string {
  const about = object ? `${object.kind}/${object.name}` : message;
  return `${rule} of ${about}${suppressed ? ` (${suppressed.source}: ${suppressed.reason})` : ''}`;
}

/** A Deployment that runs an image without a tag, with these annotations of its own and of its pods. */
export function deployment(
  annotations: Readonly<Record<string, string>> = {},
  ofPods: Readonly<Record<string, string>> = {},
  image = 'nginx',
): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: ${JSON.stringify(annotations)}
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
      annotations: ${JSON.stringify(ofPods)}
    spec:
      containers:
        - name: web
          image: ${image}
`;
}

/** A Service that selects pods labelled so. */
export const service = (app: string, annotations: Readonly<Record<string, string>> = {}) => `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: ${JSON.stringify(annotations)}
spec:
  selector: { app: ${app} }
  ports: [{ port: 80 }]
`;
