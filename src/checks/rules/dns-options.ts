// With five dots as the limit, a pod asks for `example.com` under every search domain of the cluster first.

import { anyText, mapOf } from '../../cluster/describe/types';
import { perPod } from '../faults';
import { defineRule } from '../rule';
import { setting } from '../setting';

export const dnsOptions = defineRule({
  id: 'dns-options',
  title: 'pods set the DNS options that are asked for',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['dnsconfig-options'] },
  remedy: 'Set the option in dnsConfig.options.',
  reads: 'manifests',
  settings: [setting('options', mapOf(anyText()), { ndots: '2' }, 'options of resolv.conf with their values')],
  check: (cx, { options }) =>
    perPod(cx, ({ spec }) => {
      const policy = spec.dnsPolicy ?? 'ClusterFirst';
      // These pods have the file of their node.
      if (policy === 'Default' || (spec.hostNetwork && policy === 'ClusterFirst')) return undefined;
      const set = new Map((spec.dnsConfig?.options ?? []).map(({ name, value = '' }) => [name, value]));
      return Object.entries(options).flatMap(([name, value]) => {
        const own = set.get(name ?? '');
        const wanted = value === '' ? name : `${name}:${value}`;
        const is = own === undefined ? '' : `, but ${name}:${own}`;
        const says = `its pods do not set the DNS option ${wanted}${is}`;
        return own === value ? [] : [{ at: ['dnsConfig', 'options'], says }];
      });
    }),
});
