// All generated files by path, from the facts. A spec compares them with what is checked in.

import { writeColumns } from './columns';
import { writeDefaultRbac } from './default-rbac';
import type { Facts } from './facts';
import { shortNames } from './names';
import { writeOpenApiNames } from './openapi-names';
import { writeProtobuf } from './protobuf';
import { writeResources } from './resources';
import { writeSchemas } from './schemas';
import { writeTypes } from './types';

const FOLDER = 'src/kinds/generated';
const SERVED = 'src/serve/generated';

export function generate(facts: Facts): ReadonlyMap<string, string> {
  const names = shortNames(facts);
  return new Map([
    [`${FOLDER}/types.gen.ts`, writeTypes(facts, names)],
    [`${FOLDER}/resources.gen.ts`, writeResources(facts, names)],
    [`${FOLDER}/schemas.gen.ts`, writeSchemas(facts, names)],
    [`${SERVED}/openapi-names.gen.ts`, writeOpenApiNames(facts, names)],
    [`${SERVED}/protobuf.gen.ts`, writeProtobuf(facts, names)],
    [`${FOLDER}/default-rbac.gen.ts`, writeDefaultRbac(facts.defaultRbac)],
    ['src/printers/columns.gen.ts', writeColumns(facts)],
  ]);
}
