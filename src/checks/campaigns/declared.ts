// What may be said about places when nobody, or only somebody, has said what the nodes are: the number and the size of
// made-up nodes prove nothing.

import type { Cluster } from '../../actions/acting-cluster';

/** Whether the scheduler's words speak of what has been declared: how many nodes there are, and how large they are. */
export function speaksOfDeclared({ options: { nodes } }: Cluster, message: string): boolean {
  if (!message.includes('nodes are available') || isAboutVolumes(message)) return true;
  return message.includes('Insufficient') ? Array.isArray(nodes) : nodes !== undefined;
}

/** A volume stays where it is, however many nodes there are. */
export const isAboutVolumes = (message: string) => /volume|persistentvolume/i.test(message);
