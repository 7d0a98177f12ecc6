// DefaultIngressClass: an Ingress that names no class, in field or annotation, takes the default one.
// upstream: plugin/pkg/admission/network/defaultingressclass/admission.go

import { defineAdmission } from '../api/admission';
import type { Ingress } from '../kinds/generated/types.gen';
import { newestDefault } from '../kinds/newest-default';
import { onlyFor } from './request';

const IS_DEFAULT = ['ingressclass.kubernetes.io/is-default-class'];
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

export const defaultIngressClass = defineAdmission({
  name: 'DefaultIngressClass',
  handles: onlyFor({ Ingress: ['CREATE'] }),
  mutate: (_request, object, cx) => {
    const ingress = object as unknown as Ingress;
    if (ingress.spec?.ingressClassName !== undefined) return object;
    if (ingress.metadata.annotations?.[CLASS_ANNOTATION] !== undefined) return object;
    const found = newestDefault(cx.list('IngressClass'), IS_DEFAULT);
    return found ? { ...ingress, spec: { ...ingress.spec, ingressClassName: found.metadata.name } } : object;
  },
});
