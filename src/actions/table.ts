// The actions table: everything a user can do to a cluster, in the order of the docs.

import { deleteAction } from './delete';
import { removeAnnotation, removeLabel, setAnnotation, setLabel } from './labels';
import { cordon, drain, failNode, recoverNode, taint, uncordon, untaint } from './nodes';
import { scale } from './scale';
import { setImage } from './set-image';
import { advance, settle } from './time';

export const actions = [
  deleteAction,
  scale,
  setImage,
  setLabel,
  removeLabel,
  setAnnotation,
  removeAnnotation,
  cordon,
  uncordon,
  taint,
  untaint,
  drain,
  failNode,
  recoverNode,
  advance,
  settle,
] as const;
