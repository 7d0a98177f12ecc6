// A LabelSelector as Go prints the struct: the one place where users see it so is an event.
// upstream: apimachinery/pkg/apis/meta/v1 generated.pb.go LabelSelector.String

import type { LabelSelector } from '../../kinds/generated/types.gen';

/** `&LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}` */
export function structText(selector: LabelSelector | undefined): string {
  if (!selector) return 'nil';
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const labels = Object.keys(matchLabels)
    .sort()
    .map((key) => `${key}: ${matchLabels[key]},`);
  const requirements = matchExpressions.map(
    ({ key, operator, values = [] }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
  );
  const texts = [`map[string]string{${labels.join('')}}`, `[]LabelSelectorRequirement{${requirements.join('')}}`];
  return `&LabelSelector{MatchLabels:${texts[0]},MatchExpressions:${texts[1]},}`;
}
