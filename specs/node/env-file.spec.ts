// Variables from a file that an init container wrote.

import { describe, expect, test } from '@jest/globals';
import { envFileValue } from '../../src/node/env-file';
import { KubeletCluster } from './kubelet-cluster';

describe('the value of A', () => {
  const rows = [
    { name: 'in quotes', text: "A='x y'\n", value: 'x y' },
    { name: 'the first one counts', text: "A='1'\nA='2'", value: '1' },
    { name: 'over lines', text: "A='1\n2'\nB='3'", value: '1\n2' },
    { name: 'comments and blanks', text: "# A='0'\n\n  A='1' # one", value: '1' },
    { name: 'another one', text: "B='1'", value: '' },
    { name: 'nothing', text: '', value: '' },
    { name: 'a blank before the quote', text: "A= '1'", value: '' },
    { name: 'no quotes', text: 'A=1', value: undefined },
    { name: 'no equals sign', text: 'A', value: undefined },
    { name: 'a blank before the equals sign', text: "A ='1'", value: undefined },
    { name: 'an open quote', text: "A='1", value: undefined },
    { name: 'more behind it', text: "A='1'2", value: undefined },
    { name: 'a fault behind it', text: "A='1'\nB", value: '1' },
  ];
  test.each(rows)('$name', ({ text, value }) => {
    expect(envFileValue(text, 'A')).toBe(value);
  });
});

describe('a container with a variable from a file', () => {
  const started = (content: string | undefined, optional = false) => {
    const node = new KubeletCluster();
    const fileKeyRef = { volumeName: 'v', path: 'app.env', key: 'MODE', optional };
    node.pod('p', {
      initContainers: [
        { name: 'write', image: 'busybox', command: ['sleep', '5'], volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      ],
      containers: [{ image: 'nginx', env: [{ name: 'MODE', valueFrom: { fileKeyRef } }] }],
      volumes: [{ name: 'v', emptyDir: {} }],
    });
    node.advance(3);
    if (content !== undefined) node.command('writeFile', { pod: 'p', container: 'write', path: '/v/app.env', content });
    node.advance(30);
    return node;
  };

  test('has it', () => {
    const node = started("MODE='fast'\n");
    expect(node.command('environment', { pod: 'p' })).toMatchObject({ MODE: 'fast' });
  });

  test('starts without an optional one', () => {
    const node = started("OTHER='1'\n", true);
    expect(node.command('environment', { pod: 'p' })).not.toHaveProperty('MODE');
  });

  const problems = [
    {
      name: 'a key that is not there',
      content: "OTHER='1'\n",
      says: /^environment variable key "MODE" not found in file "\/var\/lib\/kubelet\/pods\/[^/]+\/volumes\/kubernetes.io~empty-dir\/v\/app.env"$/,
    },
    { name: 'a file of another form', content: 'MODE=fast', says: /^couldn't parse env file$/ },
    { name: 'no file', content: undefined, says: /^couldn't parse env file$/ },
  ];
  test.each(problems)('cannot be created for $name', ({ content, says }) => {
    const waiting = started(content).container('p').state?.waiting;
    expect(waiting?.reason).toBe('CreateContainerConfigError');
    expect(waiting?.message).toMatch(says);
  });
});
