// Getting a container's image: policy, back-off for each pod and image, one pull at a time on a node, and the words for
// everything that can go wrong. upstream: pkg/kubelet/images/image_manager.go; registry texts are containerd's

import type { Container } from '../kinds/generated/types.gen';
import { goDuration } from '../sim/duration';
import { isWaitingSinceUpdate, raise } from './back-off';
import { type ImageReference, imageSizeOf, parseImage } from './image-reference';
import { type KubeletContext, type KubeletState, ownNode, type PodWorker } from './kubelet-state';
import { expectImageReport } from './node-report';
import { containerEvent } from './pod-events';
import { matches, type PullFailure } from './program-rules';
import { programOf } from './programs';
import { slowed } from './slow-node';
import { addStages, failStart } from './work';

/** Begins what is needed to have the image. Answers how long the pull will take, 0 when none is needed. */
export function ensureImage(cx: KubeletContext, worker: PodWorker, container: Container): number {
  const image = container.image ?? '';
  const quoted = JSON.stringify(image);
  const reference = parseImage(image);
  if ('error' in reference) {
    const message = `Failed to apply default image tag ${quoted}: couldn't parse image name ${quoted}: ${reference.error}`;
    return refuse(cx, worker, container, 'InspectFailed', 'InvalidImageName', message);
  }
  const isPresent = hasImage(cx.state, worker.node, reference);
  if (isPresent && container.imagePullPolicy !== 'Always') {
    const message = `Container image ${quoted} already present on machine and can be accessed by the pod`;
    containerEvent(cx, worker, container.name, 'Normal', 'Pulled', message);
    addStages(worker, { do: 'create', container: container.name });
    return 0;
  }
  if (container.imagePullPolicy === 'Never') {
    const message = `Container image ${quoted} is not present with pull policy of Never`;
    return refuse(cx, worker, container, 'ErrImageNeverPull', 'ErrImageNeverPull', message);
  }
  const backOff = worker.pulls[image];
  if (backOff && isWaitingSinceUpdate(backOff, cx.nowMs)) {
    const message = `Back-off pulling image ${quoted}`;
    containerEvent(cx, worker, container.name, 'Normal', 'BackOff', message);
    return tellError(cx, worker, container, 'ImagePullBackOff', `${message}: ${backOff.error}`);
  }
  containerEvent(cx, worker, container.name, 'Normal', 'Pulling', `Pulling image ${quoted}`);
  addStages(worker, { do: 'pulled', container: container.name, askedMs: cx.nowMs });
  return reservePull(cx, worker);
}

/** The pull has ended. */
export function finishPull(cx: KubeletContext, worker: PodWorker, container: Container, askedMs: number): void {
  const image = container.image ?? '';
  const reference = parseImage(image) as ImageReference;
  const failure = pullFailure(cx.state, container, reference);
  if (failure) {
    const error = failureText(failure, reference);
    const message = `Failed to pull image ${JSON.stringify(image)}: ${error}`;
    containerEvent(cx, worker, container.name, 'Warning', 'Failed', message);
    const step = raise(worker.pulls[image], cx.nowMs, cx.nowMs);
    worker.pulls = { ...worker.pulls, [image]: { ...step, error: `ErrImagePull: ${error}` } };
    tellError(cx, worker, container, 'ErrImagePull', error);
    return;
  }
  const key = imageKey(worker.node, reference);
  if (!cx.state.images.has(key)) expectImageReport(cx, worker.node);
  cx.state.images.set(key, true);
  const spans = `${goDuration(slowed(cx, worker.node, cx.timings.imagePullMs))} (${goDuration(cx.nowMs - askedMs)} including waiting)`;
  const size = `Image size: ${imageSizeOf(reference)} bytes.`;
  const message = `Successfully pulled image ${JSON.stringify(image)} in ${spans}. ${size}`;
  containerEvent(cx, worker, container.name, 'Normal', 'Pulled', message);
  addStages(worker, { do: 'create', container: container.name });
}

export function imageKey(node: string, reference: ImageReference): string {
  return `${node}\n${reference.full}`;
}

function hasImage(state: KubeletState, node: string, reference: ImageReference): boolean {
  return state.images.has(imageKey(node, reference));
}

/** The node's next free time for a pull. */
function reservePull(cx: KubeletContext, worker: PodWorker): number {
  const node = ownNode(cx.state, worker.node);
  const pullMs = slowed(cx, worker.node, cx.timings.imagePullMs);
  if (!node) return pullMs;
  node.pullFreeMs = Math.max(node.pullFreeMs, cx.nowMs) + pullMs;
  return node.pullFreeMs - cx.nowMs;
}

function refuse(
  cx: KubeletContext,
  worker: PodWorker,
  container: Container,
  eventReason: string,
  reason: string,
  message: string,
): number {
  containerEvent(cx, worker, container.name, 'Warning', eventReason, message);
  return tellError(cx, worker, container, reason, message);
}

function tellError(
  cx: KubeletContext,
  worker: PodWorker,
  container: Container,
  reason: string,
  message: string,
): number {
  containerEvent(cx, worker, container.name, 'Warning', 'Failed', `Error: ${reason}`);
  failStart(worker, container.name, reason, message);
  return 0;
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

function pullFailure(state: KubeletState, container: Container, reference: ImageReference): PullFailure | undefined {
  const { rules, blocked } = state.settings;
  const image = container.image ?? '';
  const block = blocked.find(({ pattern }) => matches(pattern, image) || matches(pattern, reference.full));
  return block?.failure ?? programOf(rules, container, NO_VARIABLES).missing;
}

/** containerd's words for a registry that does not give the image. */
export function failureText(failure: PullFailure, reference: ImageReference): string {
  const { full, repository, tag, digest } = reference;
  const quoted = JSON.stringify(full);
  const start = `desc = failed to pull and unpack image ${quoted}: failed to resolve reference ${quoted}: `;
  if (failure === 'notFound') return `rpc error: code = NotFound ${start}${full}: not found`;
  if (failure === 'denied') {
    const why = 'pull access denied, repository does not exist or may require authorization';
    return `rpc error: code = Unknown ${start}${why}: server message: insufficient_scope: authorization failed`;
  }
  const slash = repository.indexOf('/');
  const domain = repository.slice(0, slash);
  const host = domain === 'docker.io' ? 'registry-1.docker.io' : domain;
  const url = `https://${host}/v2${repository.slice(slash)}/manifests/${digest || tag}`;
  return `rpc error: code = Unknown ${start}failed to do request: Head ${JSON.stringify(url)}: dial tcp: i/o timeout`;
}
