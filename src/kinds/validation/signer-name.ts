// Rules for names of signers: `example.com/signer-name`.
// upstream: pkg/apis/core/validation ValidateSignerName

import { type Errors, goQuote, invalid, required, tooLong } from './field-error';
import { dns1123Label, dns1123Subdomain } from './names';

const [MOST_DOMAIN, MOST_NAME] = [253, 571];

export function checkSignerName(errors: Errors, path: string, name: string): void {
  if (name === '') return void errors.push(required(path));
  const [domain = '', rest, ...more] = name.split('/');
  if (rest === undefined || more.length > 0) {
    const why = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    errors.push(invalid(path, name, why));
    return;
  }
  if (domain.length > MOST_DOMAIN) errors.push(tooLong(path, MOST_DOMAIN));
  const labels = domain.split('.');
  checkLabels(errors, path, domain, labels, dns1123Label);
  if (labels.length < 2) {
    errors.push(invalid(path, domain, 'should be a domain with at least two segments separated by dots'));
  }
  checkLabels(errors, path, rest, rest.split('.'), dns1123Subdomain);
  if (name.length > MOST_NAME) errors.push(tooLong(path, MOST_NAME));
}

/** Only the first label that is wrong is told. */
function checkLabels(
  errors: Errors,
  path: string,
  text: string,
  labels: readonly string[],
  rule: (label: string) => readonly string[],
): void {
  const wrong = labels.find((label) => rule(label).length > 0);
  if (wrong === undefined) return;
  for (const why of rule(wrong)) errors.push(invalid(path, text, `validating label ${goQuote(wrong)}: ${why}`));
}
