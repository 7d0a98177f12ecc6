// How objects get from one version to another: not at all, or by a webhook.
// upstream: validation.go validateCustomResourceConversion, apiserver/pkg/util/webhook/validation.go

import type { CustomResourceConversion, WebhookClientConfig, WebhookConversion } from '../../kinds/generated/types.gen';
import {
  addInvalid,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../kinds/validation/field-error';
import { dns1035Label, dns1123Subdomain, portNumber } from '../../kinds/validation/names';

const STRATEGIES = ['None', 'Webhook'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];
const FORM = '; desired format: https://host[/path]';
const NO_WEBHOOK = 'should not be set when strategy is not set to Webhook';

export function checkConversion(errors: Errors, conversion: CustomResourceConversion, path: string): void {
  const { strategy, webhook } = conversion;
  if (strategy === '') errors.push(required(`${path}.strategy`));
  else if (!STRATEGIES.includes(strategy)) errors.push(notSupported(`${path}.strategy`, strategy, STRATEGIES));
  const { clientConfig, conversionReviewVersions = [] } = webhook ?? ({} as Partial<WebhookConversion>);
  const configPath = `${path}.webhookClientConfig`;
  const versionsPath = `${path}.conversionReviewVersions`;
  if (strategy !== 'Webhook') {
    if (clientConfig) errors.push(forbidden(configPath, NO_WEBHOOK));
    if (conversionReviewVersions?.length) errors.push(forbidden(versionsPath, NO_WEBHOOK));
    return;
  }
  if (clientConfig) checkClientConfig(errors, clientConfig, configPath);
  else errors.push(required(configPath, 'required when strategy is set to Webhook'));
  checkReviewVersions(errors, conversionReviewVersions ?? [], versionsPath);
}

function checkClientConfig(errors: Errors, { url, service }: WebhookClientConfig, path: string): void {
  if ((url === undefined) === (service === undefined)) {
    errors.push(required(path, 'exactly one of url or service is required'));
  } else if (url !== undefined) checkUrl(errors, url, `${path}.url`);
  else if (service) {
    const at = `${path}.service`;
    // Upstream hands these two over in the wrong order, and so tells the one as the other.
    if (!service.namespace) errors.push(required(`${at}.name`));
    if (!service.name) errors.push(required(`${at}.namespace`));
    const problems = portNumber(service.port ?? 443);
    if (problems.length > 0) {
      errors.push(invalid(`${at}.port`, service.port, `port is not valid: ${problems.join(', ')}`));
    }
    if (service.path !== undefined) checkUrlPath(errors, service.path, `${at}.path`);
  }
}

function checkUrl(errors: Errors, url: string, path: string): void {
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/(?:([^/?#@]*)@)?([^/?#]*))?[^?#]*(\?[^#]*)?(#.*)?$/.exec(url);
  const [, scheme = '', user, host = '', query = '', fragment = ''] = match ?? [];
  if (scheme !== 'https') errors.push(invalid(path, scheme, `'https' is the only allowed URL scheme${FORM}`));
  if (host === '') errors.push(invalid(path, host, `host must be specified${FORM}`));
  if (user !== undefined) errors.push(invalid(path, user, 'user information is not permitted in the URL'));
  if (fragment.length > 1) errors.push(invalid(path, fragment.slice(1), 'fragments are not permitted in the URL'));
  if (query.length > 1) errors.push(invalid(path, query.slice(1), 'query parameters are not permitted in the URL'));
}

function checkUrlPath(errors: Errors, text: string, path: string): void {
  if (text === '/' || text === '') return;
  if (text === '//') {
    errors.push(invalid(path, text, 'segment[0] may not be empty'));
    return;
  }
  if (!text.startsWith('/')) errors.push(invalid(path, text, "must start with a '/'"));
  for (const [index, step] of text.slice(1).replace(/\/$/, '').split('/').entries()) {
    if (step === '') errors.push(invalid(path, text, `segment[${index}] may not be empty`));
    else
      addInvalid(
        errors,
        path,
        text,
        dns1123Subdomain(step).map((problem) => `segment[${index}]: ${problem}`),
      );
  }
}

function checkReviewVersions(errors: Errors, versions: readonly string[], path: string): void {
  if (versions.length === 0) {
    errors.push(required(path));
    return;
  }
  for (const [index, version] of versions.entries()) {
    if (versions.indexOf(version) < index) errors.push(invalid(`${path}[${index}]`, version, 'duplicate version'));
    else addInvalid(errors, `${path}[${index}]`, version, dns1035Label(version));
  }
  if (!versions.some((version) => REVIEW_VERSIONS.includes(version))) {
    errors.push(invalid(path, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`));
  }
}
