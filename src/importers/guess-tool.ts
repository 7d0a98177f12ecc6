// Which tool a suite is written for, told by its files.

import { basename } from 'node:path';
import { filesBelow, isFolder, readText } from './documents';

export const TOOLS = ['chainsaw', 'kuttl', 'helm-unittest'] as const;
export type Tool = (typeof TOOLS)[number];

/** The tools whose suites lie at or below the path. */
export function guessTools(path: string): readonly Tool[] {
  const files = isFolder(path) ? filesBelow(path).filter((file) => /\.ya?ml$/.test(file)) : [path];
  const signs = new Map<Tool, boolean>();
  for (const file of files) {
    const sign = signOf(file);
    if (sign) signs.set(sign.tool, sign.isSure || (signs.get(sign.tool) ?? false));
  }
  const found = TOOLS.filter((tool) => signs.has(tool));
  // Chainsaw's folders may hold files that are named as kuttl's are.
  const sure = found.filter((tool) => signs.get(tool));
  return sure.length > 0 ? sure : found;
}

interface Sign {
  readonly tool: Tool;
  readonly isSure: boolean;
}

function signOf(file: string): Sign | undefined {
  const name = basename(file);
  const text = readText(file);
  if (/^apiVersion: ["']?chainsaw\.kyverno\.io\//m.test(text) && /^kind: ["']?Test\b/m.test(text)) {
    return { tool: 'chainsaw', isSure: true };
  }
  if (/^apiVersion: ["']?(kuttl\.dev|kudo\.dev|kudo\.k8s\.io)\//m.test(text) && /^kind: Test/m.test(text)) {
    return { tool: 'kuttl', isSure: true };
  }
  if (/^tests:/m.test(text) && /^\s+(- )?asserts:/m.test(text)) return { tool: 'helm-unittest', isSure: true };
  if (/^(\d+-)(assert|errors)(-[^.]+)?(\.gotmpl)?\.yaml$/.test(name)) return { tool: 'kuttl', isSure: false };
  return undefined;
}
