// Rows of the core group's small kinds. upstream: printers.go printConfigMap, printSecret, printServiceAccount,
// printNamespace, printLease, and the table of an APIService from the aggregator's registry

import type { APIService, ConfigMap, Lease, Namespace, Secret } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { age, definePrinter } from './printer';

const count = (map: object | undefined) => Object.keys(map ?? {}).length;

export const printConfigMap = definePrinter<ConfigMap>((object, cx) => {
  return [object.metadata.name, count(object.data) + count(object.binaryData), age(object, cx)];
});

export const printSecret = definePrinter<Secret>((object, cx) => {
  return [object.metadata.name, object.type ?? '', count(object.data), age(object, cx)];
});

/** Service accounts, device classes and the like: kinds of which there is nothing to show. */
export const printNameAndAge = definePrinter<KubeObject>((object, cx) => [object.metadata.name, age(object, cx)]);

export const printNamespace = definePrinter<Namespace>((object, cx) => {
  return [object.metadata.name, object.status?.phase ?? '', age(object, cx)];
});

export const printLease = definePrinter<Lease>((object, cx) => {
  return [object.metadata.name, object.spec?.holderIdentity ?? '', age(object, cx)];
});

export const printApiService = definePrinter<APIService>((object, cx) => {
  const { metadata, spec, status } = object;
  const service = spec?.service ? `${spec.service.namespace ?? ''}/${spec.service.name ?? ''}` : 'Local';
  const available = status?.conditions?.find(({ type }) => type === 'Available');
  const why = available?.status !== 'True' && available?.reason ? ` (${available.reason})` : '';
  return [metadata.name, service, available ? `${available.status}${why}` : 'Unknown', age(object, cx)];
});
