// Names of messages in protobuf, and of the schemas that they are in the OpenAPI document.

export const referredIn = (type: string) => type.replace(/^map<string,(.*)>$/, '$1').replace(/^\./, '');

/** `io.k8s.kube-aggregator.pkg...` is `k8s.io.kube_aggregator.pkg...` in protobuf. */
export const protobufName = (name: string) => name.replace(/^io\.k8s\./, 'k8s.io.').replaceAll('-', '_');
export const openApiName = (message: string) =>
  message
    .replace(/^k8s\.io\./, 'io.k8s.')
    .replace('apiextensions_apiserver', 'apiextensions-apiserver')
    .replace('kube_aggregator', 'kube-aggregator');
