// Images whose behaviour their name tells, as the recorded control plane's container runtime knew them, and the
// environment by which every image can be told to behave.

import type { HttpAnswer, Program } from './program-rules';

export interface Preset {
  /** `sim/exit`: the image's name without its tag. */
  readonly image: string;
  readonly program: (tag: string) => Program;
}

const STARTED = ['sim: started image={image} attempt={attempt}'];

export const PRESETS: readonly Preset[] = [
  { image: 'sim/exit', program: exits },
  { image: 'sim/oom', program: (tag) => ({ oom: { afterMs: seconds(tag) }, logs: STARTED }) },
  { image: 'sim/run', program: () => ({ logs: STARTED }) },
  { image: 'sim/missing', program: () => ({ missing: 'notFound' }) },
  { image: 'sim/ignore-term', program: () => ({ stopsOnTerm: false, logs: STARTED }) },
];

/** What the preset for this image says, if there is one. */
export function presetProgram(repository: string, tag: string): Program | undefined {
  const preset = PRESETS.find(({ image }) => repository === `docker.io/${image}`);
  return preset?.program(tag);
}

/** `sim/exit:CODE-SECONDS` */
function exits(tag: string): Program {
  const [code = '0', after = '0'] = tag.split('-');
  return {
    exits: { code: Number(code) || 0, afterMs: seconds(after) },
    logs: STARTED,
    lastLogs: [`sim: exit code=${Number(code) || 0}`],
  };
}

function seconds(text: string): number {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? Math.round(value * 1000) : 0;
}

/** Behaviour set by the container's own environment; undefined when it says nothing. */
export function environmentProgram(variables: ReadonlyMap<string, string>): Program | undefined {
  const program: { -readonly [K in keyof Program]: Program[K] } = {};
  for (const [name, value] of variables) {
    if (!name.startsWith('SIM_')) continue;
    const setting = SETTINGS[name];
    if (setting) Object.assign(program, setting(value, program));
  }
  return Object.keys(program).length > 0 ? program : undefined;
}

const SETTINGS: Readonly<Record<string, (value: string, soFar: Program) => Program>> = {
  SIM_READY_AFTER: (value) => ({ readyAfterMs: seconds(value) }),
  SIM_FAIL_AFTER: (value) => ({ failAfterMs: seconds(value) }),
  SIM_NO_LISTEN: () => ({ listens: [] }),
  SIM_HTTP: (value) => ({ answers: httpAnswers(value) }),
  SIM_EXEC_EXIT: (value, { exec }) => ({ exec: { ...exec, exitCode: Number(value) || 0 } }),
  SIM_EXEC_READY_AFTER: (value, { exec }) => ({ exec: { ...exec, readyAfterMs: seconds(value) } }),
  SIM_EXEC_FAIL_AFTER: (value, { exec }) => ({ exec: { ...exec, failAfterMs: seconds(value) } }),
  SIM_TERM_DELAY: (value) => ({ stopsOnTerm: { afterMs: seconds(value) } }),
  SIM_LOG: (value) => ({ logs: [value] }),
  SIM_TERMINATION_MESSAGE: (value) => ({ terminationMessage: value }),
};

/** `/start=0:503,6:200;*=200`: for each path its statuses, each from a second on. */
function httpAnswers(text: string): HttpAnswer[] {
  const answers: HttpAnswer[] = [];
  for (const part of text.split(';')) {
    const [path = '', steps = ''] = part.split('=');
    for (const step of steps.split(',')) {
      const [from, status] = step.includes(':') ? step.split(':') : ['0', step];
      answers.push({
        ...(path === '*' ? {} : { path }),
        status: Number(status) || 200,
        fromMs: seconds(from ?? '0'),
      });
    }
  }
  return answers;
}
