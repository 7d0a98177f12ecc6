// DynamicResources: devices are not simulated, claims do not hold a pod back. What is left of the plugin is its part
// in the sentence of every pod that fits nowhere. upstream: plugins/dynamicresources PostFilter

import { definePlugin } from '../framework';

export const dynamicResources = definePlugin({
  name: 'DynamicResources',
  postFilter: ({ rejected }) => {
    // Another plugin's preFilter ended the cycle before this one had prepared anything; upstream trips over that.
    if (rejected) return { outcome: 'error', message: 'not found' };
    return { outcome: 'unschedulable', message: 'no new claims to deallocate' };
  },
});
