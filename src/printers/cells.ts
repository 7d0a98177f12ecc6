// Cells that several kinds have in common: containers and images, labels, selectors, addresses.
// upstream: printers.go layoutContainerCells; apimachinery labels.FormatLabels, metav1.FormatLabelSelector

import type { LabelSelector, PodSpec } from '../kinds/generated/types.gen';
import { type Labels, selectorText } from '../kinds/labels';
import { canonicalQuantity } from '../kinds/quantity';

/** Names, then images, each joined by commas. */
export function containerCells(spec: PodSpec | undefined): readonly [string, string] {
  const containers = spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image ?? '').join(',')];
}

/** `a=b,c=d`, or `<none>`. */
export function labelCell(labels: Labels | undefined): string {
  return selectorText(labels) || '<none>';
}

/** `a=b,c in (d,e)`, or `<none>`. */
export function selectorCell(selector: LabelSelector | undefined): string {
  return selectorText(selector) || '<none>';
}

/** Addresses of a load balancer, sorted, each once. */
export function loadBalancerAddresses(
  ingress: readonly { readonly ip?: string | undefined; readonly hostname?: string | undefined }[] | undefined,
): readonly string[] {
  const addresses = (ingress ?? []).map(({ ip, hostname }) => ip || hostname || '').filter((address) => address !== '');
  return [...new Set(addresses)].sort();
}

/** An absent quantity is printed as zero. */
export function quantityCell(quantity: string | number | undefined): string {
  return quantity === undefined ? '0' : canonicalQuantity(quantity);
}
