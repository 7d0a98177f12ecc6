// A thread of `wavetank check`: starts the cluster of its manifests and runs cases until none is free.

import { type MessagePort, workerData } from 'node:worker_threads';
import { ManifestSet } from '../manifest-set';
import { start } from '../start';
import { runFreeCases, type ThreadInput } from './thread-work';

const { port, ...input } = workerData as ThreadInput & { readonly port: MessagePort };
const started = start(new ManifestSet(input.objects), input.base, input.options);
runFreeCases(started, input, (index, outcome) => port.postMessage([index, outcome]));
