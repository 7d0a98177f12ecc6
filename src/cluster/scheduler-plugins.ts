// Scheduler plugins of the user's own, by the names that a cluster's option `scheduler` knows them by.

import { builtInPlugins } from '../scheduler/configuration';
import { type AnyPlugin, CLUSTER_EVENTS, type WakeOn } from '../scheduler/framework';
import { UsageError } from './describe/usage-error';

interface Registered {
  readonly given: AnyPlugin;
  readonly checked: AnyPlugin;
}

const registered = new Map<string, Registered>();

/** Makes a plugin known. Errors: UsageError when another one has its name. */
export function registerPlugin(plugin: AnyPlugin): void {
  const { name } = plugin;
  if (typeof name !== 'string' || name === '') throw new UsageError('expected a plugin with a name');
  const isTaken = builtInPlugins.has(name) || (registered.get(name)?.given ?? plugin) !== plugin;
  if (isTaken) throw new UsageError(`there is a scheduler plugin "${name}" already`);
  registered.set(name, { given: plugin, checked: checked(plugin) });
}

export const pluginNamed = (name: string): AnyPlugin | undefined => registered.get(name)?.checked;

export const pluginNames = (): readonly string[] => [...builtInPlugins.keys(), ...registered.keys()];

/** Asked again at every event unless it says at which; its scores are looked at. upstream: defaultEnqueueExtension */
function checked(plugin: AnyPlugin): AnyPlugin {
  const wakeOn: WakeOn = plugin.wakeOn ?? Object.fromEntries(CLUSTER_EVENTS.map((name) => [name, true]));
  return {
    ...plugin,
    wakeOn,
    normalize: (scores, scratch, nodes) => {
      plugin.normalize?.(scores, scratch, nodes);
      for (const score of scores) {
        if (Number.isInteger(score) && score >= 0 && score <= 100) continue;
        // upstream: framework/runtime RunScorePlugins
        const why = `returns an invalid score ${score}, it should in the range of [0, 100] after normalizing`;
        throw new UsageError(`plugin "${plugin.name}" ${why}`);
      }
    },
  };
}
