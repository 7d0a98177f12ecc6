// Without a readiness probe a Service sends requests to a container from the moment it has started.

import { flag } from '../../cluster/describe/types';
import { containersOf, containerWords, type DescribedContainer, staysUp } from '../containers';
import type { CheckContext } from '../context';
import type { Violation } from '../finding';
import type { DescribedPod } from '../manifest-set';
import { defineRule } from '../rule';
import { selectingServices, servingContainers } from '../selecting-services';
import { setting } from '../setting';

export const readinessProbe = defineRule({
  id: 'readiness-probe',
  title: 'every container that a Service sends to has a readiness probe',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['pod-probes'],
    'kube-linter': ['no-readiness-probe'],
    polaris: ['readinessProbeMissing'],
  },
  remedy: 'Add a readinessProbe that succeeds once the program can answer requests.',
  reads: 'manifests',
  yieldsTo: ['bad-image-keeps-serving'],
  settings: [setting('everywhere', flag(), false, 'whether pods that no Service selects are asked for one too')],
  *check(cx, { everywhere }) {
    for (const pod of cx.manifests.pods) {
      if (staysUp(pod)) yield* missing(cx, pod, everywhere);
    }
  },
});

function* missing(cx: CheckContext, pod: DescribedPod, everywhere: boolean): Iterable<Violation> {
  const services = selectingServices(cx, pod);
  const without = ({ container }: DescribedContainer) => !container.readinessProbe;
  const staying = containersOf(pod).filter(({ role }) => role !== 'init');
  const isSilent = staying.every(without);
  const main = staying.filter(({ role }) => role === 'container').slice(0, 1);
  const reasons = new Map<DescribedContainer, string>();
  for (const service of services) {
    const serving = servingContainers(service, pod);
    // Where no container declares the port, one probe in the pod has to do.
    const asked = serving.length > 0 ? serving.filter(without) : isSilent ? main : [];
    const why = `: Service ${service.metadata.name} sends to it as soon as it has started`;
    for (const container of asked) if (!reasons.has(container)) reasons.set(container, why);
  }
  if (everywhere && services.length === 0 && isSilent) {
    const why = ': it counts as available as soon as it has started';
    for (const container of main) reasons.set(container, why);
  }
  for (const [container, why] of reasons) {
    const message = `${containerWords(container)} has no readiness probe${why}`;
    yield { object: pod.reference, path: [...container.path, 'readinessProbe'], message };
  }
}
