// PrioritySort: more important pods first, then those that wait longer, as queue.ts has it. It stands here to be named
// in configurations. upstream: plugins/queuesort

import { definePlugin } from '../framework';

export const prioritySort = definePlugin({ name: 'PrioritySort', queueSort: true });
