// Quantities of resources: `quantity('1Gi').isGreaterThan(quantity('500Mi'))`.
// upstream: apiserver pkg/cel/library/quantity.go

import {
  addQuantity,
  compareQuantity,
  type Quantity,
  quantityFromValue,
  readQuantity,
  subtractQuantity,
} from '../../kinds/quantity';
import type { Library } from '../functions';
import { CelError, CelOpaque } from '../value';

const NANO = 1_000_000_000n;
const MAX_INT = 2n ** 63n - 1n;

export class CelQuantity extends CelOpaque {
  readonly typeName = 'kubernetes.Quantity';
  readonly quantity: Quantity;

  constructor(quantity: Quantity) {
    super();
    this.quantity = quantity;
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelQuantity && other.quantity.nano === this.quantity.nano;
  }
}

function parse(text: string): CelQuantity {
  const result = readQuantity(text);
  if ('error' in result) throw new CelError(result.error);
  return new CelQuantity(result.quantity);
}

const order = (a: CelQuantity, b: CelQuantity) => Math.sign(compareQuantity(a.quantity, b.quantity));

function isInteger({ quantity }: CelQuantity): boolean {
  const whole = quantity.nano / NANO;
  return quantity.nano % NANO === 0n && whole <= MAX_INT && whole >= -MAX_INT - 1n;
}

function asInteger(quantity: CelQuantity): bigint {
  if (!isInteger(quantity)) throw new CelError('cannot convert value to integer');
  return quantity.quantity.nano / NANO;
}

const sum = (a: CelQuantity, b: CelQuantity) => new CelQuantity(addQuantity(a.quantity, b.quantity));
const difference = (a: CelQuantity, b: CelQuantity) => new CelQuantity(subtractQuantity(a.quantity, b.quantity));
const whole = (value: bigint) => new CelQuantity(quantityFromValue(Number(value)));

const Q = 'kubernetes.Quantity';

export const quantityLibrary: Library = {
  quantity: [[`(string) -> ${Q}`, parse]],
  isQuantity: [['(string) -> bool', (text: string) => 'quantity' in readQuantity(text)]],
  sign: [[`(${Q}) -> int`, ({ quantity }: CelQuantity) => (quantity.nano > 0n ? 1n : quantity.nano < 0n ? -1n : 0n)]],
  isGreaterThan: [[`${Q}.(${Q}) -> bool`, (a: CelQuantity, b: CelQuantity) => order(a, b) > 0]],
  isLessThan: [[`${Q}.(${Q}) -> bool`, (a: CelQuantity, b: CelQuantity) => order(a, b) < 0]],
  compareTo: [[`${Q}.(${Q}) -> int`, (a: CelQuantity, b: CelQuantity) => BigInt(order(a, b))]],
  asApproximateFloat: [[`${Q}.() -> double`, ({ quantity }: CelQuantity) => Number(quantity.nano) / Number(NANO)]],
  asInteger: [[`${Q}.() -> int`, asInteger]],
  isInteger: [[`${Q}.() -> bool`, isInteger]],
  add: [
    [`${Q}.(${Q}) -> ${Q}`, sum],
    [`${Q}.(int) -> ${Q}`, (a: CelQuantity, b: bigint) => sum(a, whole(b))],
  ],
  sub: [
    [`${Q}.(${Q}) -> ${Q}`, difference],
    [`${Q}.(int) -> ${Q}`, (a: CelQuantity, b: bigint) => difference(a, whole(b))],
  ],
};
