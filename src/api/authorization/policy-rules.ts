// Rules of roles: what one allows, whether some cover others, and how the missing ones are told.
// upstream: pkg/apis/rbac/v1/evaluation_helpers.go, component-helpers/auth/rbac/validation/policy_comparator.go,
// pkg/registry/rbac/validation/policy_compact.go

import type { PolicyRule } from '../../kinds/generated/types.gen';
import { goQuote } from '../../kinds/validation/field-error';
import type { Attributes } from './attributes';

const ALL = '*';

export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  const { verb, group = '', resource, subresource, name = '', path = '' } = attributes;
  if (!hasOrAll(rule.verbs, verb)) return false;
  if (!resource) return rule.nonResourceURLs?.some((url) => url === ALL || urlCovers(url, path)) ?? false;
  if (!hasOrAll(rule.apiGroups, group)) return false;
  const wanted = subresource ? `${resource}/${subresource}` : resource;
  const isMeant = hasOrAll(rule.resources, wanted) || (subresource && rule.resources?.includes(`*/${subresource}`));
  return isMeant ? !rule.resourceNames?.length || rule.resourceNames.includes(name) : false;
}

const hasOrAll = (list: readonly string[] | undefined, one: string): boolean =>
  (list?.includes(ALL) || list?.includes(one)) ?? false;

/** A URL that ends with stars covers what begins as it does. */
function urlCovers(url: string, path: string): boolean {
  return url === path || (url.endsWith(ALL) && path.startsWith(url.replace(/\*+$/, '')));
}

/** What the owned rules do not cover of the wanted ones, in rules of one verb and one resource or URL each. */
export function uncovered(owned: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return wanted.flatMap(breakDown).filter((rule) => !owned.some((owner) => covers(owner, rule)));
}

function breakDown({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): PolicyRule[] {
  const named = (rule: PolicyRule) =>
    resourceNames?.length ? resourceNames.map((name) => ({ ...rule, resourceNames: [name] })) : [rule];
  const ofResources = (apiGroups ?? []).flatMap((group) =>
    (resources ?? []).flatMap((resource) =>
      (verbs ?? []).flatMap((verb) => named({ apiGroups: [group], resources: [resource], verbs: [verb] })),
    ),
  );
  const ofUrls = (nonResourceURLs ?? []).flatMap((url) =>
    (verbs ?? []).map((verb) => ({ nonResourceURLs: [url], verbs: [verb] })),
  );
  return [...ofResources, ...ofUrls];
}

/** Whether an owned rule covers one that was broken down. */
function covers(owner: PolicyRule, rule: PolicyRule): boolean {
  const every = (list: readonly string[] | undefined, covered: (one: string) => boolean) =>
    list?.every(covered) ?? true;
  return (
    every(rule.verbs, (verb) => hasOrAll(owner.verbs, verb)) &&
    every(rule.apiGroups, (group) => hasOrAll(owner.apiGroups, group)) &&
    every(rule.resources, (resource) => resourceCovered(owner, resource)) &&
    every(rule.nonResourceURLs, (url) => owner.nonResourceURLs?.some((own) => urlCovers(own, url)) ?? false) &&
    (!owner.resourceNames?.length ||
      (rule.resourceNames !== undefined &&
        every(rule.resourceNames, (name) => owner.resourceNames?.includes(name) === true)))
  );
}

function resourceCovered({ resources }: PolicyRule, resource: string): boolean {
  if (hasOrAll(resources, resource)) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && resources?.includes(`*${resource.slice(slash)}`) === true;
}

/** The rules, with those of one resource that differ by their verbs alone in one, as sorted texts. */
export function ruleTexts(rules: readonly PolicyRule[]): string[] {
  const simple = new Map<string, PolicyRule>();
  const texts = new Set<string>();
  for (const rule of rules) {
    if (rule.resourceNames || rule.nonResourceURLs) {
      texts.add(ruleText(rule));
      continue;
    }
    const key = `${rule.apiGroups?.[0]}/${rule.resources?.[0]}`;
    const known = simple.get(key);
    simple.set(key, known ? { ...known, verbs: [...known.verbs, ...rule.verbs] } : rule);
  }
  for (const rule of simple.values()) texts.add(ruleText(rule));
  return [...texts].sort();
}

function ruleText({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const part = (name: string, list: readonly string[] | undefined) =>
    list?.length ? [`${name}:${quotedList(list)}`] : [];
  const parts = [
    ...part('APIGroups', apiGroups),
    ...part('Resources', resources),
    ...part('NonResourceURLs', nonResourceURLs),
    ...part('ResourceNames', resourceNames),
    ...part('Verbs', verbs),
  ];
  return `{${parts.join(', ')}}`;
}

/** As Go prints a list of strings with %q. */
export const quotedList = (list: readonly string[]): string => `[${list.map((one) => goQuote(one)).join(' ')}]`;
