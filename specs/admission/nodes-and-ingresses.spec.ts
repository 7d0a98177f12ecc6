// The small plugins: a new node's taint, a pod's zone, an ingress's class.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, pod, refusal, SpecServer } from '../kinds/api-server';

const ZONE = 'topology.kubernetes.io/zone';
const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

describe('TaintNodesByCondition', () => {
  test.each([
    { name: 'a node without taints', taints: [], expected: [NOT_READY] },
    {
      name: 'a node with others',
      taints: [{ key: 'a', effect: 'NoExecute' }],
      expected: [{ key: 'a', effect: 'NoExecute' }, NOT_READY],
    },
    { name: 'a node that says so itself', taints: [NOT_READY], expected: [NOT_READY] },
  ])('$name', ({ taints, expected }) => {
    expect(new SpecServer().create(body('v1', 'Node', 'n', { spec: { taints } })).spec.taints).toEqual(expected);
  });
});

describe('PodTopologyLabels', () => {
  const labelled = (labels: Body, nodeName?: string) => {
    const server = new SpecServer();
    server.create(body('v1', 'Node', 'n', { metadata: { labels: { [ZONE]: 'a', other: 'x' } } }));
    return server.create(pod('p', nodeName ? { nodeName } : {}, { labels })).metadata.labels;
  };
  test.each([
    { name: 'a pod on a node', labels: { app: 'x' }, nodeName: 'n', expected: { app: 'x', [ZONE]: 'a' } },
    { name: 'a pod that says another zone', labels: { [ZONE]: 'b' }, nodeName: 'n', expected: { [ZONE]: 'a' } },
    { name: 'a pod on no node', labels: { app: 'x' }, nodeName: undefined, expected: { app: 'x' } },
  ])('$name', ({ labels, nodeName, expected }) => {
    expect(labelled(labels, nodeName)).toEqual(expected);
  });
});

describe('DefaultIngressClass', () => {
  const DEFAULT = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
  const ingressClass = (name: string, annotations: Body) =>
    body('networking.k8s.io/v1', 'IngressClass', name, { metadata: { annotations }, spec: { controller: 'a.io/b' } });
  const ingress = (spec: Body = {}) =>
    body('networking.k8s.io/v1', 'Ingress', 'i', {
      spec: { defaultBackend: { service: { name: 's', port: { number: 80 } } }, ...spec },
    });
  const server = (...classes: readonly Body[]) => {
    const own = new SpecServer();
    for (const one of classes) own.create(one);
    return own;
  };

  test.each([
    { name: 'no default', classes: [ingressClass('x', {})], spec: {}, expected: undefined },
    { name: 'a default', classes: [ingressClass('x', DEFAULT)], spec: {}, expected: 'x' },
    {
      name: 'a class of its own',
      classes: [ingressClass('x', DEFAULT)],
      spec: { ingressClassName: 'y' },
      expected: 'y',
    },
  ])('$name', ({ classes, spec, expected }) => {
    expect(server(...classes).create(ingress(spec)).spec.ingressClassName).toBe(expected);
  });

  test('of two as old the first by name', () => {
    const own = server(ingressClass('y', DEFAULT), ingressClass('x', DEFAULT));
    expect(refusal(() => own.create(ingress()))).toBe('accepted');
    expect(own.get('ingress', 'i').spec.ingressClassName).toBe('x');
  });
});
