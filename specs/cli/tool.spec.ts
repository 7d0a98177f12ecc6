// Commands of others, run to their end.
import { expect, test } from '@jest/globals';
import { textOf, tryTool } from '../../src/cli/tool';

const node = (code: string, run = {}) => tryTool(process.execPath, ['-e', code], run);

test('what a command prints, says and ends with', () => {
  const end = node("process.stdout.write('out'); process.stderr.write('said\\n'); process.exitCode = 3");
  expect(end && { ...end, stdout: textOf('it', end.stdout) }).toEqual({ ok: false, stdout: 'out', stderr: 'said' });
});

test('arguments go through no shell', () => {
  const word = '$(exit 1); `exit 1` && "x"';
  expect(tryTool(process.execPath, ['-p', 'process.argv[1]', word])?.stdout.toString()).toBe(`${word}\n`);
});

test('one that is not there', () => {
  expect(tryTool('no-such-tool', [])).toBeUndefined();
});

test('one that takes too long', () => {
  expect(() => node('setTimeout(() => {}, 60_000)', { timeoutMs: 200 })).toThrow('did not end within 0.2 seconds');
});

test('bytes that are no text', () => {
  expect(() => textOf('main:a.yaml', new Uint8Array([0xff]))).toThrow('main:a.yaml is not UTF-8 text');
});
