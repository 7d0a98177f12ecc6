// How a ReplicaSet comes to be, step by step, and what wrong YAML gets. More of it in the-flow.spec.yaml.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster, podBirth, podBirthText, timelineText } from 'wavetank';
import 'wavetank/jest-globals';

describe('Creating a ReplicaSet, step by step', () => {
  test('request and store, controller, scheduler, kubelet, and the status back up', () => {
    const tank = oneReplica();
    const rows = tank.timeline({ since: tank.lastAction, brief: true });
    const steps = rows.map(({ actor, verb, target, what }) => `${actor} ${verb} ${target.split('-')[0]}: ${what}`);
    expect(steps).toEqual([
      'user create replicaset/web: replicas 1',
      'replicaset-controller create pod/web: Pending',
      'kube-scheduler bind pod/web: on node-1',
      'kubelet update pod/web: Running, ready',
      'replicaset-controller update replicaset/web: 1 of 1 ready',
    ]);
    for (const [index, { atMs, revision }] of rows.slice(1).entries()) {
      expect(atMs).toBeGreaterThan(rows[index]?.atMs ?? 0);
      expect(revision).toBeGreaterThan(rows[index]?.revision ?? 0);
    }
  });

  test('the kubelet tells of its own steps by events', () => {
    const tank = oneReplica();
    const reasons = tank.events(`pod/${podOf(tank)}`).map(({ from, reason }) => `${from}: ${reason}`);
    expect(reasons).toEqual([
      'default-scheduler: Scheduled',
      'kubelet: Pulling',
      'kubelet: Pulled',
      'kubelet: Created',
      'kubelet: Started',
    ]);
  });

  test('the causes of the last step lead back to the line that asked for it', () => {
    const tank = oneReplica();
    const { value, steps } = tank.why('replicaset/web', 'status.readyReplicas');
    expect(value).toBe(1);
    expect(steps.map(({ actor, verb, target }) => `${actor} ${verb} ${target.replace(/-\w{5}$/, '')}`)).toEqual([
      'replicaset-controller update ReplicaSet default/web',
      'kubelet update Pod default/web',
      'kube-scheduler bind Pod default/web',
      'replicaset-controller create Pod default/web',
      'kube-apiserver create ReplicaSet default/web',
      'user load manifests/one-replica.yaml',
    ]);
    expect(steps?.at(-1)?.source?.file).toMatch(/the-flow\.spec\.ts$/);
  });

  test('the same as eight steps, each with what led to it', () => {
    const tank = oneReplica();
    const birth = podBirth(tank, podOf(tank));
    expect(birth.steps.map(({ step, name, actor, because }) => `${step} ${name} by ${actor}, from ${because}`)).toEqual(
      [
        '1 request by user, from undefined',
        '2 stored by kube-apiserver, from request',
        '3 seen by replicaset-controller, from stored',
        '4 created by replicaset-controller, from seen',
        '5 bound by kube-scheduler, from created',
        '6 started by kubelet, from bound',
        '7 reported by kubelet, from started',
        '8 counted by replicaset-controller, from reported',
      ],
    );
  });

  test('a user can print it, with virtual times', () => {
    const tank = oneReplica();
    const lines = timelineText(tank, { since: tank.lastAction, brief: true }).split('\n');
    expect(lines[0]).toMatch(/^ +\+0\.000s {2}user +create +replicaset\/web +replicas 1$/);
    expect(lines[3]).toMatch(/^ +\+0\.\d{3}s {2}kubelet +update +pod\/web-\w{5} +Running, ready$/);

    const text = podBirthText(tank, podBirth(tank, podOf(tank)));
    expect(text).toMatch(/^pod\/web-\w{5} came to be in these steps:\n/);
    expect(text).toMatch(/^ +1 +\+5\S*s .*the-flow\.spec\.ts:\d+/m);
    expect(text).toMatch(/^ +5 +\+5\S*s +the scheduler binds it to a node .*because of 4/m);
    expect(text).toMatch(/^ +8 +\+5\S*s +its owners count it .*because of 7/m);
  });
});

describe('Wrong YAML is refused with file, line, column, a caret and the sentence of who refuses it', () => {
  test('a doubled colon', () => {
    expect(wrong('double-colon.yaml')).toBeRefused({
      at: 'wrong/double-colon.yaml:4:3',
      message: 'strict decoding error: unknown field "metadata.name:"',
    });
    expect(wrong('double-colon.yaml')).toBeRefused({ message: '> 4 |   name:: frontend\n    |   ^^^^^' });
    expect(wrong('double-colon.yaml')).toBeRefused({ message: 'hint: one colon too many after "name"' });
  });

  test('a container one indent off', () => {
    expect(wrong('one-off.yaml')).toBeRefused({
      at: 'wrong/one-off.yaml:12:4',
      message: 'error converting YAML to JSON: yaml: line 11: did not find expected key',
    });
    expect(wrong('one-off.yaml')).toBeRefused({ message: '> 12 |    - name: ubuntu-sidecar-container\n     |    ^' });
  });

  test('a wrong kind', () => {
    expect(wrong('wrong-kind.yaml')).toBeRefused({
      at: 'wrong/wrong-kind.yaml:2:7',
      message: 'no matches for kind "Deploymnet" in version "apps/v1"',
    });
    expect(wrong('wrong-kind.yaml')).toBeRefused({ message: 'did you mean "Deployment"?' });
  });

  test('an unknown field', () => {
    expect(wrong('unknown-field.yaml')).toBeRefused({
      at: 'wrong/unknown-field.yaml:6:3',
      message:
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"',
    });
    expect(wrong('unknown-field.yaml')).toBeRefused({ message: '> 6 |   replica: 3\n    |   ^^^^^^^' });
  });

  test('a wrong type', () => {
    expect(wrong('wrong-type.yaml')).toBeRefused({
      at: 'wrong/wrong-type.yaml:6:13',
      message: 'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    });
    expect(wrong('wrong-type.yaml')).toBeRefused({ message: '> 6 |   replicas: three\n    |             ^^^^^' });
  });

  test('a value that only the API server can judge', () => {
    expect(wrong('invalid.yaml')).toBeRefused({
      code: 422,
      reason: 'Invalid',
      at: 'wrong/invalid.yaml:4:3',
      message: 'Pod "Web_1" is invalid: metadata.name: Invalid value: "Web_1": a lowercase RFC 1123 subdomain must',
    });
    expect(wrong('invalid.yaml')).toThrow(
      expect.objectContaining({ stack: expect.stringContaining('> 4 |   name: Web_1\n    |   ^^^^') }),
    );
  });

  test('of several manifests with one wrong, none is made', () => {
    const tank = cluster();
    expect(() => tank.load(['manifests/web-pod.yaml', 'wrong/invalid.yaml'])).toBeRefused();
    expect(tank.pods()).not.toExist();
  });
});

/** A ReplicaSet of one pod in a settled cluster. */
function oneReplica(): Cluster {
  const tank = cluster({ nodes: 1 });
  tank.settle();
  tank.load('manifests/one-replica.yaml');
  tank.settle();
  return tank;
}

function podOf(tank: Cluster): string {
  return tank.pods().object?.metadata.name ?? '';
}

function wrong(file: string): () => void {
  return () => cluster().load(`wrong/${file}`);
}
