// Rows of Jobs and CronJobs. upstream: printers.go printJob, printCronJob

import type { CronJob, Job } from '../kinds/generated/types.gen';
import { parseRfc3339 } from '../sim/time';
import { containerCells, selectorCell } from './cells';
import { humanDuration } from './human-duration';
import { age, definePrinter, type PrintContext, since } from './printer';

export const printJob = definePrinter<Job>((object, cx) => {
  const { metadata, spec } = object;
  return [
    metadata.name,
    jobStatus(object),
    completions(object),
    jobDuration(object, cx),
    age(object, cx),
    ...containerCells(spec?.template.spec),
    selectorCell(spec?.selector),
  ];
});

function jobStatus({ metadata, status }: Job): string {
  const has = (wanted: string) => status?.conditions?.find(({ type }) => type === wanted)?.status === 'True';
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata.deletionTimestamp) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running';
}

function completions({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined && spec.completions !== null) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration({ status }: Job, { nowMs }: PrintContext): string {
  if (!status?.startTime) return '';
  const endMs = status.completionTime ? parseRfc3339(status.completionTime) : nowMs;
  return humanDuration(endMs - parseRfc3339(status.startTime));
}

export const printCronJob = definePrinter<CronJob>((object, cx) => {
  const { metadata, spec, status } = object;
  const job = spec?.jobTemplate.spec;
  return [
    metadata.name,
    spec?.schedule ?? '',
    spec?.timeZone ?? '<none>',
    spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
    status?.active?.length ?? 0,
    status?.lastScheduleTime ? since(status.lastScheduleTime, cx) : '<none>',
    age(object, cx),
    ...containerCells(job?.template.spec),
    selectorCell(job?.selector),
  ];
});
