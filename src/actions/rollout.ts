// kubectl rollout: undo, restart, pause and resume.

import { checkAccess } from '../api/authorization/authorize';
import { argument } from '../cluster/describe/argument';
import { integer, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { planUndo } from '../controllers/deployment/rollback';
import { restartPatch } from '../controllers/deployment/rollout';
import type { Deployment } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { kindByKey } from '../kinds/table';
import { rfc3339 } from '../sim/time';
import { defineAction } from './action';
import { patchTarget, readTarget } from './objects';
import { objectReference } from './references';

const deployment = argument('target', objectReference(['Deployment']), 'the Deployment');
const workload = argument('target', objectReference(['Deployment', 'StatefulSet', 'DaemonSet']), 'the workload');
const namespaceOption = argument('namespace', text('a namespace'), 'its namespace');

export const rolloutUndo = defineAction({
  name: 'rolloutUndo',
  summary: 'Puts a Deployment back to an earlier revision, as kubectl rollout undo does.',
  args: [deployment],
  options: [argument('toRevision', integer(1), 'which; the one before the latest unless given'), namespaceOption],
  example: {
    ts: "shop.rolloutUndo('deployment/frontend')",
    yaml: 'rolloutUndo: { target: deployment/frontend, toRevision: 1 }',
  },
  run: (cx, { target, toRevision = 0, namespace = 'default' }) => {
    const found = readTarget(cx, target, namespace) as Deployment;
    const { server, caller } = cx.client;
    checkAccess(server, caller, kindByKey('ReplicaSet') as KindRow, 'list', { namespace });
    const plan = planUndo(found, cx.client.list('ReplicaSet', namespace), toRevision);
    if (plan.outcome !== 'patch') throw new UsageError(`error: ${plan.message}`);
    patchTarget(cx, target, namespace, 'json', plan.patch);
  },
});

export const rolloutRestart = defineAction({
  name: 'rolloutRestart',
  summary: 'Replaces all pods of a workload by its own rollout rules, as kubectl rollout restart does.',
  args: [workload],
  options: [namespaceOption],
  example: { ts: "shop.rolloutRestart('deployment/frontend')", yaml: 'rolloutRestart: deployment/frontend' },
  run: (cx, { target, namespace }) => {
    patchTarget(cx, target, namespace, 'strategic', restartPatch(rfc3339(cx.cluster.nowMs)));
  },
});

export const rolloutPause = defineAction({
  name: 'rolloutPause',
  summary: 'Pauses the rollout of a Deployment.',
  args: [deployment],
  options: [namespaceOption],
  example: { ts: "shop.rolloutPause('deployment/frontend')", yaml: 'rolloutPause: deployment/frontend' },
  run: (cx, { target, namespace }) => {
    const { spec } = readTarget(cx, target, namespace) as Deployment;
    if (spec.paused) throw new UsageError(`error: deployments.apps "${target.name}" is already paused`);
    patchTarget(cx, target, namespace, 'strategic', { spec: { paused: true } });
  },
});

export const rolloutResume = defineAction({
  name: 'rolloutResume',
  summary: 'Lets a paused Deployment roll out again.',
  args: [deployment],
  options: [namespaceOption],
  example: { ts: "shop.rolloutResume('deployment/frontend')", yaml: 'rolloutResume: deployment/frontend' },
  run: (cx, { target, namespace }) => {
    const { spec } = readTarget(cx, target, namespace) as Deployment;
    if (!spec.paused) throw new UsageError(`error: deployments.apps "${target.name}" is not paused`);
    patchTarget(cx, target, namespace, 'strategic', { spec: { paused: null } });
  },
});
