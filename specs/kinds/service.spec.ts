// Services: what is refused, what an update may change, what is given out.

import { describe, expect, test } from '@jest/globals';
import { type Body, refusal, SpecServer, service } from './api-server';
import { IP, LABEL, NAME_PART, SUBDOMAIN } from './texts';

function check(server: SpecServer, object: Body, expected: string): void {
  const subject = `422 Service "${object.metadata.name}" is invalid: `;
  expect(refusal(() => server.create(object))).toBe(subject + expected);
}

describe('a new Service', () => {
  const server = new SpecServer();
  server.create(service('fixed', { clusterIP: '10.96.7.7' }));
  server.create(service('np', { type: 'NodePort', ports: [{ port: 80, nodePort: 30111 }] }));
  test.each([
    { name: 'no ports', spec: { ports: [] }, expected: 'spec.ports: Required value' },
    {
      name: 'ports out of range and without names',
      spec: { ports: [{ port: 0 }, { port: 99999, name: 'b' }] },
      expected:
        '[spec.ports[0].name: Required value, spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, ' +
        'inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive, ' +
        'spec.ports[1].port: Invalid value: 99999: must be between 1 and 65535, inclusive, ' +
        'spec.ports[1].targetPort: Invalid value: 99999: must be between 1 and 65535, inclusive]',
    },
    {
      name: 'a name twice, and a bad one',
      spec: { ports: ['a', 'a', 'B_'].map((name, index) => ({ name, port: index + 1 })) },
      expected: `[spec.ports[1].name: Duplicate value: "a", spec.ports[2].name: Invalid value: "B_": ${LABEL}]`,
    },
    {
      name: 'a target that is no port',
      spec: { ports: [{ port: 1, targetPort: '80' }] },
      expected: 'spec.ports[0].targetPort: Invalid value: "80": must contain at least one letter (a-z)',
    },
    {
      name: 'an external name that is missing',
      spec: { type: 'ExternalName' },
      expected: 'spec.externalName: Required value',
    },
    {
      name: 'an external name with an address',
      spec: { type: 'ExternalName', clusterIP: '10.96.1.1', externalName: 'bad name!' },
      expected:
        '[spec.clusterIPs: Forbidden: may not be set for ExternalName services, spec.externalName: Invalid value: ' +
        `"bad name!": ${SUBDOMAIN}]`,
    },
    {
      name: 'a type there is not',
      spec: { type: 'Cluster' },
      expected:
        'spec.type: Unsupported value: "Cluster": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    },
    {
      name: 'a bad selector',
      spec: { selector: { 'bad key!': 'x' } },
      expected: `spec.selector: Invalid value: "bad key!": ${NAME_PART}`,
    },
    {
      name: 'a node port for a cluster IP',
      spec: { ports: [{ port: 80, nodePort: 30200 }] },
      expected: "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    },
    {
      name: 'a node port out of range',
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
      expected:
        'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    },
    {
      name: 'a node port that is taken',
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30111 }] },
      expected: 'spec.ports[0].nodePort: Invalid value: 30111: provided port is already allocated',
    },
    {
      name: 'an address that is taken',
      spec: { clusterIP: '10.96.7.7' },
      expected:
        'spec.clusterIPs: Invalid value: ["10.96.7.7"]: failed to allocate IP 10.96.7.7: provided IP is already allocated',
    },
    {
      name: 'an address outside',
      spec: { clusterIP: '10.200.0.1' },
      expected:
        'spec.clusterIPs: Invalid value: ["10.200.0.1"]: failed to allocate IP 10.200.0.1: the provided network does not match the current range',
    },
    {
      name: 'no address at all',
      spec: { clusterIP: '10.96.300.1' },
      expected: `spec.clusterIPs[0]: Invalid value: "10.96.300.1": ${IP}`,
    },
    {
      name: 'two stacks',
      spec: { ipFamilyPolicy: 'RequireDualStack' },
      expected:
        'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    },
    {
      name: 'a family the cluster has not',
      spec: { ipFamilies: ['IPv6'] },
      expected: 'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    },
    {
      name: 'addresses nobody can reach',
      spec: { externalIPs: ['127.0.0.1', '169.254.1.1', 'foo', '0.0.0.0'] },
      expected:
        '[spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128), ' +
        'spec.externalIPs[1]: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, ' +
        `fe80::/10), spec.externalIPs[2]: Invalid value: "foo": ${IP}, spec.externalIPs[3]: Invalid value: ` +
        '"0.0.0.0": may not be unspecified (0.0.0.0)]',
    },
    {
      name: 'fields of load balancers',
      spec: {
        loadBalancerSourceRanges: ['1.2.3.4/33'],
        allocateLoadBalancerNodePorts: false,
        loadBalancerClass: 'a.io/lb',
      },
      expected:
        "[spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer', " +
        'spec.LoadBalancerSourceRanges[0]: Invalid value: "1.2.3.4/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 ' +
        'or 2001:db8::/64), spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is ' +
        "'LoadBalancer', spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer']",
    },
    {
      name: 'traffic policies',
      spec: { externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Zone', trafficDistribution: 'Near' },
      expected:
        '[spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services, ' +
        'spec.internalTrafficPolicy: Unsupported value: "Zone": supported values: "Cluster", "Local", ' +
        'spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameZone", ' +
        '"PreferSameNode"]',
    },
    {
      name: 'an affinity for too long',
      spec: { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } } },
      expected:
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
    },
  ])('$name', ({ spec, expected }) => check(server, service('x', spec), expected));
});

describe('an update', () => {
  test.each([
    {
      name: 'keeps the address',
      spec: {},
      patch: { spec: { clusterIP: '10.96.8.8', clusterIPs: ['10.96.8.8'] } },
      expected: 'spec.clusterIPs[0]: Invalid value: ["10.96.8.8"]: may not change once set',
    },
    {
      name: 'keeps headless',
      spec: { clusterIP: 'None', selector: { a: 'b' } },
      patch: { spec: { clusterIP: '10.96.8.9', clusterIPs: ['10.96.8.9'] } },
      expected: 'spec.clusterIPs[0]: Invalid value: ["10.96.8.9"]: may not change once set',
    },
    {
      name: 'keeps the class of its load balancer',
      spec: { type: 'LoadBalancer', loadBalancerClass: 'a.io/x' },
      patch: { spec: { loadBalancerClass: 'b.io/x' } },
      expected: 'spec.loadBalancerClass: Invalid value: "b.io/x": may not change once set',
    },
    {
      name: 'keeps the health check port',
      spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
      patch: { spec: { healthCheckNodePort: 30177 } },
      expected: 'spec.healthCheckNodePort: Forbidden: field is immutable',
    },
    {
      name: 'gives no headless node ports',
      spec: { clusterIP: 'None' },
      patch: { spec: { type: 'NodePort' } },
      expected: 'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
    },
  ])('$name', ({ spec, patch, expected }) => {
    const server = new SpecServer();
    server.create(service('s', spec));
    expect(refusal(() => server.patch('service', 's', patch))).toBe(`422 Service "s" is invalid: ${expected}`);
  });

  test('from a node port to a cluster IP frees the port', () => {
    const server = new SpecServer();
    server.create(service('s', { type: 'NodePort', ports: [{ port: 80, nodePort: 30111 }] }));
    const next = server.patch('service', 's', { spec: { type: 'ClusterIP' } });
    expect(next.spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] });
    expect(next.spec.ports[0].nodePort).toBeUndefined();
    expect(
      refusal(() => server.create(service('t', { type: 'NodePort', ports: [{ port: 80, nodePort: 30111 }] }))),
    ).toBe('accepted');
  });

  test('that leaves out what was given out keeps it', () => {
    const server = new SpecServer();
    const { clusterIP, ports } = server.create(service('s', { type: 'NodePort' })).spec;
    const next = server.update(service('s', { type: 'NodePort', selector: { a: 'b' } }));
    expect(next.spec).toMatchObject({ clusterIP, clusterIPs: [clusterIP], ports, selector: { a: 'b' } });
  });
});

describe('what a Service is given', () => {
  test.each([
    { name: 'a cluster IP', spec: {}, expected: { type: 'ClusterIP', internalTrafficPolicy: 'Cluster' } },
    { name: 'a node port', spec: { type: 'NodePort' }, expected: { externalTrafficPolicy: 'Cluster' } },
    { name: 'a load balancer', spec: { type: 'LoadBalancer' }, expected: { allocateLoadBalancerNodePorts: true } },
    {
      name: 'nothing when headless',
      spec: { clusterIP: 'None', selector: { a: 'b' } },
      expected: { clusterIPs: ['None'] },
    },
  ])('$name', ({ spec, expected }) => {
    const created = new SpecServer().create(service('s', spec)).spec;
    expect(created).toMatchObject({
      ...expected,
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      sessionAffinity: 'None',
    });
    const nodePort = created.ports[0].nodePort;
    if (spec.type) expect(nodePort >= 30_000 && nodePort <= 32_767).toBe(true);
    else expect(nodePort).toBeUndefined();
  });

  test('headless without a selector is for both families, whatever the cluster has', () => {
    const { spec } = new SpecServer().create(service('s', { clusterIP: 'None' }));
    expect(spec).toMatchObject({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' });
  });

  test('an external name has no address', () => {
    const { spec } = new SpecServer().create(service('s', { type: 'ExternalName', externalName: 'a.example.com' }));
    expect([spec.clusterIP, spec.ipFamilies]).toEqual([undefined, undefined]);
  });

  test('addresses differ, and the same seed gives the same ones', () => {
    const names = ['a', 'b', 'c', 'd'];
    const ips = () => {
      const server = new SpecServer();
      return names.map((name) => server.create(service(name)).spec.clusterIP);
    };
    const first = ips();
    expect(new Set(first).size).toBe(4);
    expect(ips()).toEqual(first);
    for (const ip of first) expect(ip).toMatch(/^10\.96\./);
  });
});

describe('status', () => {
  test('a load balancer says what clients connect to', () => {
    const server = new SpecServer();
    server.create(service('s', { type: 'LoadBalancer' }));
    const status = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.5' }] } } };
    expect(server.patch('service', 's', status, 'status').status.loadBalancer.ingress).toEqual([
      { ip: '203.0.113.5', ipMode: 'VIP' },
    ]);
    const bad = { status: { loadBalancer: { ingress: [{ ip: 'x' }] } } };
    expect(refusal(() => server.patch('service', 's', bad, 'status'))).toBe(
      `422 Service "s" is invalid: status.loadBalancer.ingress[0].ip: Invalid value: "x": ${IP}`,
    );
  });

  test('only load balancers have one', () => {
    const server = new SpecServer();
    server.create(service('s'));
    const status = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.5' }] } } };
    expect(refusal(() => server.patch('service', 's', status, 'status'))).toBe(
      '422 Service "s" is invalid: status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is \'LoadBalancer\'',
    );
  });
});
