// The actions table: everything a user can do to a cluster, in the order of the docs.

import { addNode } from './add-node';
import { blockImage, crash, failProbe, unblockImage } from './containers';
import { debug } from './debug';
import { deleteAction } from './delete';
import { evict } from './evict';
import { removeAnnotation, removeLabel, setAnnotation, setLabel } from './labels';
import { apply, create, load } from './load';
import {
  cordon,
  cutNode,
  drain,
  failNode,
  pressure,
  rebootNode,
  recoverNode,
  shutDownNode,
  slowNode,
  stopKubelet,
  taint,
  uncordon,
  untaint,
} from './nodes';
import { patch } from './patch';
import { reachability, request, resolve, stopTraffic, traffic } from './requests';
import { rolloutPause, rolloutRestart, rolloutResume, rolloutUndo } from './rollout';
import { scale } from './scale';
import { setImage } from './set-image';
import { setMetric } from './set-metric';
import { advance, settle } from './time';
import { writeFile } from './write-file';

export const actions = [
  load,
  create,
  apply,
  patch,
  deleteAction,
  scale,
  setImage,
  rolloutUndo,
  rolloutRestart,
  rolloutPause,
  rolloutResume,
  setLabel,
  removeLabel,
  setAnnotation,
  removeAnnotation,
  cordon,
  uncordon,
  taint,
  untaint,
  drain,
  addNode,
  failNode,
  shutDownNode,
  rebootNode,
  slowNode,
  stopKubelet,
  cutNode,
  pressure,
  recoverNode,
  evict,
  crash,
  failProbe,
  blockImage,
  unblockImage,
  debug,
  writeFile,
  setMetric,
  request,
  traffic,
  stopTraffic,
  resolve,
  reachability,
  advance,
  settle,
] as const;
