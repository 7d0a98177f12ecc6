// Resizes that no node could follow.

import { expect, test } from '@jest/globals';
import { type Body, body, container, pod, refusal, SpecServer } from '../kinds/api-server';

const resources = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });
const node = (labels: Body) => body('v1', 'Node', 'n', { metadata: { labels } });

function server({ labels = { 'kubernetes.io/os': 'linux' }, nodeName = 'n' }: Body = {}): SpecServer {
  const own = new SpecServer();
  own.create(node(labels));
  own.patch('node', 'n', { status: { allocatable: { cpu: '2', memory: '1Gi' } } }, 'status');
  own.create(pod('p', { nodeName, containers: [{ ...container, resources: resources('1', '512Mi') }] }));
  return own;
}

const resize = (own: SpecServer, cpu: string, memory: string) => {
  const containers = own.get('pod', 'p').spec.containers.map((one: Body) => ({
    ...one,
    resources: resources(cpu, memory),
  }));
  return refusal(() => own.patch('pod', 'p', { spec: { containers } }, 'resize'));
};

test.each<{ name: string; on?: Body; cpu: string; memory: string; says: string }>([
  { name: 'what fits', cpu: '2', memory: '1Gi', says: 'accepted' },
  { name: 'a node of unknown system', on: { labels: {} }, cpu: '2', memory: '1Gi', says: 'accepted' },
  {
    name: 'what stays',
    on: { labels: { 'kubernetes.io/os': 'windows' } },
    cpu: '1',
    memory: '512Mi',
    says: 'accepted',
  },
  {
    name: 'too much of both',
    cpu: '2500m',
    memory: '2Gi',
    says: '403 pods "p" is forbidden: node didn\'t have enough allocatable resources: cpu, requested: 2500, allocatable: 2000; memory, requested: 2147483648, allocatable: 1073741824',
  },
  {
    name: 'another system',
    on: { labels: { 'kubernetes.io/os': 'windows' } },
    cpu: '2',
    memory: '512Mi',
    says: '403 pods "p" is forbidden: pod resize is only supported on linux nodes, node "n" is "windows"',
  },
  {
    name: 'a node that is gone',
    on: { nodeName: 'gone' },
    cpu: '2',
    memory: '512Mi',
    says: '403 pods "p" is forbidden: node "gone" not found',
  },
])('$name', ({ on, cpu, memory, says }) => {
  expect(resize(server(on), cpu, memory)).toBe(says);
});
