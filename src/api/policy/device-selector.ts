// Compiles the expressions with which claims and classes pick devices.
// upstream: dynamic-resource-allocation/cel CompileCELExpression

import { compileCel } from '../../cel/compile';
import { type CelEnvironment, functionsWith } from '../../cel/environment';
import { equal } from '../../cel/equality';
import type { Library } from '../../cel/functions';
import { bindingMacros } from '../../cel/macros';
import { readType } from '../../cel/signature';
import { type CelType, objectOf, typeName } from '../../cel/types';
import { CelError, CelList, type CelValue } from '../../cel/value';
import { forGates, isEnabled } from '../../kinds/feature-gates';
import type { DeviceFault } from '../../kinds/policy-expressions';

const MAX_COST = 1_000_000;
const MAX_ENTRIES = 32;

const text = (maxElements: number): CelType => ({ kind: 'string', maxElements });
const [DOMAIN, ID, DRIVER] = [text(63), text(32), text(63)];
const ALLOWS_MULTIPLE: [string, CelType] = ['allowMultipleAllocations', { kind: 'bool', maxElements: 1 }];
const mapOf = (key: CelType, value: CelType) => ({ kind: 'map', key, value, maxElements: MAX_ENTRIES }) as const;

const MAX_LIST = 48;

/** Of a list, or of a single value. upstream: includesFunc */
function includes(target: CelValue, value: CelValue): boolean {
  if (!(target instanceof CelList)) return equal(target, value);
  let count = 0;
  for (const item of target) {
    if (count === MAX_LIST) {
      throw new CelError(`'includes' function cannot be applied to lists longer than ${MAX_LIST} values`);
    }
    if (equal(item, value)) return true;
    count++;
  }
  return false;
}

const includesLibrary: Library = { includes: [['dyn.(dyn) -> bool', includes]] };

/** Attributes and capacities are known by their domain, then by their name. */
function newEnvironment(): CelEnvironment {
  const hasLists = isEnabled('DRAListTypeAttributes');
  const attribute: CelType = { kind: 'dyn', maxElements: 64, isAny: !hasLists };
  return {
    ...(hasLists ? { functions: functionsWith(includesLibrary) } : {}),
    variables: {
      device: objectOf(
        'kubernetes.DRADevice',
        new Map<string, CelType>([
          ['driver', DRIVER],
          ['attributes', mapOf(DOMAIN, { ...mapOf(ID, attribute), hasFields: true })],
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
  const isUnknown = outputType.kind === 'dyn' && (outputType.isAny || isEnabled('DRAListTypeAttributes'));
  if (outputType.kind !== 'bool' && !isUnknown) {
    return { error: `must evaluate to bool or the unknown type, not ${typeName(outputType)}` };
  }
  return compiled.program.estimatedCost() > MAX_COST ? { isTooComplex: true } : undefined;
}
