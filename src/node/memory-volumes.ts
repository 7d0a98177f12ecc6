// Volumes that lie in memory: what a program keeps there is memory of its own, as the kernel counts it.

import type { Container, Volume } from '../kinds/generated/types.gen';
import { parseQuantity, value } from '../kinds/quantity';
import type { Curve, Program } from './program-rules';
import { curveAt } from './programs';

/** Of programs that say nothing: next to nothing, but a process is never at zero. */
export const IDLE_MEMORY_BYTES = 1_048_576;

/** The volume that is mounted at this path, or above it. */
export function volumeAt({ volumeMounts = [] }: Container, path: string): string | undefined {
  const holds = volumeMounts.filter(({ mountPath }) => {
    const root = mountPath.replace(/\/$/, '');
    return path === root || path === mountPath || path.startsWith(`${root}/`);
  });
  return holds.sort((a, b) => b.mountPath.length - a.mountPath.length)[0]?.name;
}

export const isInMemory = ({ emptyDir }: Volume) => emptyDir?.medium === 'Memory';

/**
 * The program with what it keeps in memory-backed volumes counted as its memory, as the kernel does. Such a volume
 * takes no more than its limit.
 */
export function withMemoryVolumes(program: Program, container: Container, volumes: readonly Volume[] = []): Program {
  const { fills } = program;
  if (!fills) return program;
  const curves = Object.keys(fills).flatMap((path) => {
    const name = volumeAt(container, path);
    const volume = volumes.find((one) => one.name === name);
    if (!volume || !isInMemory(volume)) return [];
    const limit = parseQuantity(volume.emptyDir?.sizeLimit ?? '0');
    const most = limit && limit.whole > 0 ? value(limit) : Number.POSITIVE_INFINITY;
    return [(fills[path] as Curve).map(({ atMs, value: bytes }) => ({ atMs, value: Math.min(bytes, most) }))];
  });
  if (curves.length === 0) return program;
  const own: Curve = program.memory ?? [{ atMs: 0, value: IDLE_MEMORY_BYTES }];
  return { ...program, memory: added([own, ...curves]) };
}

function added(curves: readonly Curve[]): Curve {
  const marks = [...new Set(curves.flatMap((curve) => curve.map(({ atMs }) => atMs)))].sort((a, b) => a - b);
  return marks.map((atMs) => ({ atMs, value: curves.reduce((sum, curve) => sum + curveAt(curve, atMs), 0) }));
}
