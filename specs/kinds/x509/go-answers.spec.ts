// What Go's own crypto/x509 and crypto/tls (1.26) said of requests, certificates and pairs, whole and broken at random.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { certificateProblem, requestProblem } from '../../../src/kinds/certificate-request';
import { keyPairFault } from '../../../src/kinds/x509/key-pair';
import { latin1Text } from '../../../src/kinds/x509/pem';

interface Answer {
  readonly kind: 'request' | 'certificate' | 'pair';
  /** Base64 of PEM. */
  readonly pem: string;
  readonly key?: string;
  /** Empty when nothing is wrong. */
  readonly says: string;
}

const answers: readonly Answer[] = JSON.parse(readFileSync('fixtures/x509/go-answers.json', 'utf8'));

const ASK: Readonly<Record<Answer['kind'], (answer: Answer) => string | undefined>> = {
  request: ({ pem }) => requestProblem(pem),
  certificate: ({ pem }) => certificateProblem(pem),
  pair: ({ pem, key = '' }) => keyPairFault(latin1Text(pem), latin1Text(key)),
};

describe.each(['request', 'certificate', 'pair'] as const)('%s', (kind) => {
  const asked = answers.filter((answer) => answer.kind === kind);
  test.each(asked.map((answer, index) => ({ ...answer, name: `${index}: ${answer.says || 'nothing is wrong'}` })))(
    '$name',
    (answer) => {
      expect(ASK[kind](answer) ?? '').toBe(answer.says);
    },
  );
});
