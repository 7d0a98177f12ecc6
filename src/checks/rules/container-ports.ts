// Containers of one pod share its address: two that listen on one port cannot both start.

import { containersOf } from '../containers';
import { defineRule } from '../rule';

export const containerPorts = defineRule({
  id: 'container-ports',
  title: 'no two containers of a pod declare one port, or one name for a port',
  severity: 'error',
  profile: 'recommended',
  others: { 'kube-score': ['container-ports-check'] },
  remedy: 'Let one of the containers listen on another port, under another name.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const pod of manifests.pods) {
      const numbers = new Map<string, string>();
      const names = new Map<string, string>();
      for (const { container, path, role } of containersOf(pod)) {
        if (role === 'init') continue;
        for (const [index, { containerPort, protocol = 'TCP', name }] of (container.ports ?? []).entries()) {
          const number = `${protocol} ${containerPort}`;
          const [first, namesake] = [numbers.get(number), name ? names.get(name) : undefined];
          const twice = first ? `port ${number}` : namesake ? `the name "${name}" for a port` : undefined;
          numbers.set(number, first ?? container.name);
          if (name) names.set(name, namesake ?? container.name);
          if (!twice) continue;
          const other = (first ?? namesake) as string;
          const both = other === container.name ? `container "${other}" declares ${twice} twice` : undefined;
          const happens = first
            ? 'the one that starts second cannot bind it'
            : 'Services and probes that use the name get the first';
          yield {
            object: pod.reference,
            path: [...path, 'ports', index],
            message: both ?? `containers "${other}" and "${container.name}" both declare ${twice}: ${happens}`,
          };
        }
      }
    }
  },
});
