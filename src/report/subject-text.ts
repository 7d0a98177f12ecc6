// A subject as titles name it, in the words of YAML specs: `deployment/frontend`, `atLeast 2 pods app=web in shop`.

import type { Subject } from '../cluster/subject';
import { kindByKey } from '../kinds/table';

export function subjectWords(subject: Subject): string {
  const { kind, name, namespace, selector, fieldSelector } = subject;
  const place = namespace !== '' && namespace !== 'default' ? ` in ${namespace}` : '';
  if (name !== undefined) return `${kind.toLowerCase()}/${name}${place}`;
  return [quantifierWords(subject), pluralOf(kind), selector, fieldSelector].filter(Boolean).join(' ') + place;
}

function quantifierWords({ quantifier }: Subject): string {
  if ('count' in quantifier) return `${quantifier.of} ${quantifier.count}`;
  return quantifier.of === 'all' ? '' : quantifier.of;
}

/** `pods`, `replicasets` */
export function pluralOf(kind: string): string {
  // The rest is the group of a custom kind.
  const [word = '', ...group] = kind.toLowerCase().split('.');
  return kindByKey(kind)?.plural ?? [`${word}s`, ...group].join('.');
}
