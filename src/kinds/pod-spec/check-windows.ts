// Rules for Windows options, and for pods whose containers are processes of a Windows host.
// upstream: pkg/apis/core/validation validateWindowsSecurityContextOptions, validateWindowsHostProcessPod

import type { PodSpec, WindowsSecurityContextOptions } from '../generated/types.gen';
import { addInvalid, type Errors, invalid } from '../validation/field-error';
import { dns1123Subdomain } from '../validation/names';

const MAX_GMSA_KIB = 64;
const MAX_DOMAIN = 256;
const MAX_USER = 104;

export function checkWindowsOptions(
  errors: Errors,
  path: string,
  options: WindowsSecurityContextOptions | undefined,
): void {
  if (!options) return;
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options;
  if (gmsaCredentialSpecName !== undefined) {
    const at = `${path}.gmsaCredentialSpecName`;
    addInvalid(errors, at, gmsaCredentialSpecName, dns1123Subdomain(gmsaCredentialSpecName));
  }
  if (gmsaCredentialSpec !== undefined) {
    const at = `${path}.gmsaCredentialSpec`;
    if (gmsaCredentialSpec === '') errors.push(invalid(at, '', 'gmsaCredentialSpec cannot be an empty string'));
    else if (gmsaCredentialSpec.length > MAX_GMSA_KIB * 1024) {
      errors.push(invalid(at, gmsaCredentialSpec, `gmsaCredentialSpec size must be under ${MAX_GMSA_KIB} KiB`));
    }
  }
  if (runAsUserName === undefined) return;
  for (const problem of userNameProblems(runAsUserName)) {
    errors.push(invalid(`${path}.runAsUserName`, runAsUserName, problem));
  }
}

const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DNS_NAME = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);

/** `user` or `domain\user`. */
function userNameProblems(name: string): readonly string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
  if (/[\u0000-\u001f\u007f]/.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1) as string;
  const domain = parts.length === 2 ? (parts[0] as string) : undefined;
  const problems: string[] = [];
  if (domain !== undefined && domain.length >= MAX_DOMAIN) {
    problems.push(`runAsUserName's Domain length must be under ${MAX_DOMAIN} characters`);
  }
  if (domain !== undefined && !NET_BIOS.test(domain) && !DNS_NAME.test(domain)) {
    problems.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  if (user === '') problems.push("runAsUserName's User cannot be empty");
  else if (user.length > MAX_USER) {
    problems.push(`runAsUserName's User length must not be longer than ${MAX_USER} characters`);
  }
  if (/^[. ]+$/.test(user)) problems.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    problems.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  }
  return problems;
}

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export function checkHostProcesses(errors: Errors, path: string, spec: PodSpec): void {
  const own = spec.securityContext?.windowsOptions?.hostProcess;
  let count = 0;
  let processes = 0;
  for (const list of LISTS) {
    spec[list]?.forEach(({ securityContext }, index) => {
      const inner = securityContext?.windowsOptions?.hostProcess;
      count++;
      if (inner ?? own) processes++;
      if (own === undefined || inner === undefined || own === inner) return;
      const at = `${path}.${list}[${index}].securityContext.windowsOptions.hostProcess`;
      errors.push(invalid(at, inner, `pod hostProcess value must be identical if both are specified, was ${own}`));
    });
  }
  if (processes === 0) return;
  if (processes !== count) {
    const why = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid(path, '', why));
  }
  if (spec.hostNetwork) return;
  const why = 'hostNetwork must be true if pod contains any hostProcess containers';
  errors.push(invalid(`${path}.hostNetwork`, false, why));
}
