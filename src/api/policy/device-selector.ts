// Compiles the expressions with which claims and classes pick devices.
// upstream: dynamic-resource-allocation/cel CompileCELExpression

import { compileCel } from '../../cel/compile';
import type { CelEnvironment } from '../../cel/environment';
import { bindingMacros } from '../../cel/macros';
import { readType } from '../../cel/signature';
import { type CelType, objectOf, typeName } from '../../cel/types';
import { forGates, isEnabled } from '../../kinds/feature-gates';
import type { DeviceFault } from '../../kinds/policy-expressions';

const MAX_COST = 1_000_000;
const MAX_ENTRIES = 32;

const text = (maxElements: number): CelType => ({ kind: 'string', maxElements });
const [DOMAIN, ID, DRIVER] = [text(63), text(32), text(63)];
const ALLOWS_MULTIPLE: [string, CelType] = ['allowMultipleAllocations', { kind: 'bool', maxElements: 1 }];
const mapOf = (key: CelType, value: CelType): CelType => ({ kind: 'map', key, value, maxElements: MAX_ENTRIES });

/** Attributes and capacities are known by their domain, then by their name. */
function newEnvironment(): CelEnvironment {
  return {
    variables: {
      device: objectOf(
        'kubernetes.DRADevice',
        new Map<string, CelType>([
          ['driver', DRIVER],
          ['attributes', mapOf(DOMAIN, mapOf(ID, { kind: 'dyn', maxElements: 64 }))],
          ['capacity', mapOf(DOMAIN, mapOf(ID, readType('kubernetes.Quantity')))],
          ...(isEnabled('DRAConsumableCapacity') ? [ALLOWS_MULTIPLE] : []),
        ]),
      ),
    },
    macros: bindingMacros,
  };
}

const environment = forGates(() => ({ present: undefined as CelEnvironment | undefined }));

export function deviceEnvironment(): CelEnvironment {
  const known = environment();
  known.present ??= newEnvironment();
  return known.present;
}

export function deviceFault(expression: string): DeviceFault | undefined {
  const compiled = compileCel(expression, deviceEnvironment());
  if ('error' in compiled) return { error: `compilation failed: ${compiled.error}` };
  const { outputType } = compiled.program;
  // Attributes are of an unknown type, which is not that of `dyn()`.
  const isUnknown = outputType.kind === 'dyn' && outputType.maxElements !== undefined;
  if (outputType.kind !== 'bool' && !isUnknown) {
    return { error: `must evaluate to bool or the unknown type, not ${typeName(outputType)}` };
  }
  return compiled.program.estimatedCost() > MAX_COST ? { isTooComplex: true } : undefined;
}
