// Writes `openapi-names.gen.ts`: what each schema is called in the OpenAPI document.
import type { Facts } from './facts';
import { printKey, printText } from './print';

const HEADER = `// The name of each schema in the OpenAPI document of Kubernetes 1.36.
// Written by \`npm run generate\`; edits would be lost.
`;

export function writeOpenApiNames(facts: Facts, names: ReadonlyMap<string, string>): string {
  const lines = Object.keys(facts.schemas).map((name) => {
    const line = `  ${printKey(names.get(name) as string)}: ${printText(name)},\n`;
    return line.length <= 121 ? line : line.replace(': ', ':\n    ');
  });
  return `${HEADER}\nexport const openApiNames: Readonly<Record<string, string>> = {\n${lines.join('')}};\n`;
}
