// Rows of role bindings and certificate requests. Roles have the table of names and creation times.
// upstream: printers.go printRoleBinding, printCertificateSigningRequest; rbac.SubjectsStrings

import type { CertificateSigningRequest, ClusterRoleBinding, RoleBinding, Subject } from '../kinds/generated/types.gen';
import { humanDuration } from './human-duration';
import { age, definePrinter } from './printer';

export const printRoleBinding = definePrinter<RoleBinding | ClusterRoleBinding>((object, cx) => {
  const { metadata, roleRef, subjects = [] } = object;
  const names = (kind: string, text: (subject: Subject) => string) =>
    subjects
      .filter((subject) => subject.kind === kind)
      .map(text)
      .join(', ');
  return [
    metadata.name,
    `${roleRef.kind}/${roleRef.name}`,
    age(object, cx),
    names('User', ({ name }) => name),
    names('Group', ({ name }) => name),
    names('ServiceAccount', ({ namespace, name }) => `${namespace ?? ''}/${name}`),
  ];
});

export const printCertificateSigningRequest = definePrinter<CertificateSigningRequest>((object, cx) => {
  const { metadata, spec } = object;
  const { expirationSeconds } = spec;
  return [
    metadata.name,
    age(object, cx),
    spec.signerName || '<none>',
    spec.username ?? '',
    expirationSeconds === undefined ? '<none>' : humanDuration(expirationSeconds * 1000),
    requestState(object),
  ];
});

function requestState({ status }: CertificateSigningRequest): string {
  const has = (wanted: string) => status?.conditions?.some(({ type }) => type === wanted) ?? false;
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return `${decision}${has('Failed') ? ',Failed' : ''}${status?.certificate ? ',Issued' : ''}`;
}
