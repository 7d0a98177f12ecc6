// NetworkPolicy: what the API server does with one of its own.
// upstream: pkg/apis/networking/v1 SetDefaults_NetworkPolicy, pkg/registry/networking/networkpolicy/strategy.go

import type { NetworkPolicy, NetworkPolicyPort, NetworkPolicySpec } from './generated/types.gen';
import { defineKind } from './kind';
import { checkNetworkPolicy, checkNetworkPolicyUpdate, networkPolicyWarnings } from './network-policy-rules';
import { changeField, changeItems, withAbsent, withDefaults } from './with-defaults';

export const networkPolicy = defineKind<NetworkPolicy>({
  hasGeneration: true,
  validate: checkNetworkPolicy,
  validateUpdate: checkNetworkPolicyUpdate,
  warnings: networkPolicyWarnings,
  defaults: (object) => changeField(withDefaults(object, { spec: {} }), 'spec', specDefaults),
});

function specDefaults(spec: NetworkPolicySpec): NetworkPolicySpec {
  let next = withDefaults(spec, { podSelector: {} });
  if (!next.policyTypes?.length) {
    next = { ...next, policyTypes: next.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'] };
  }
  const ports = (port: NetworkPolicyPort) => withAbsent(port, { protocol: 'TCP' });
  next = changeItems(next, 'ingress', (rule) => changeItems(rule, 'ports', ports));
  return changeItems(next, 'egress', (rule) => changeItems(rule, 'ports', ports));
}
