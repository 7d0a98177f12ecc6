// One status condition with its reason and message.

import { type ArgumentType, argument } from '../cluster/describe/argument';
import { oneOf, text } from '../cluster/describe/types';
import { checkConditionType } from './condition-types';
import { conditionOf, conditionsOf, conditionText } from './conditions';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';
import { allMatch, partOfText, wholeText, withWords } from './words';

/** YAML reads a bare True as a boolean. */
function conditionStatus(): ArgumentType<'True' | 'False' | 'Unknown' | boolean, 'True' | 'False' | 'Unknown'> {
  const words = oneOf('True', 'False', 'Unknown');
  return {
    ...words,
    typeText: `${words.typeText} | boolean`,
    schema: { enum: ['True', 'False', 'Unknown', true, false] },
    read: (input) => words.read(typeof input === 'boolean' ? (input ? 'True' : 'False') : input),
  };
}

export const toHaveCondition = defineMatcher({
  name: 'toHaveCondition',
  summary: 'The object has the condition with this status (True unless said), reason and message.',
  args: [argument('type', text('a condition such as Available'), 'its type')],
  options: [
    argument('status', conditionStatus(), 'its status; True unless given'),
    argument('reason', wholeText('a reason'), 'its reason'),
    argument('message', partOfText('its message'), 'its message'),
  ],
  example: {
    ts: "expect(shop.deployment('frontend')).toHaveCondition('Progressing', { reason: 'NewReplicaSetAvailable' })",
    yaml: '- expect: { deployment/frontend: { toHaveCondition: { type: Progressing, reason: NewReplicaSetAvailable } } }',
  },
  check: (_cx, object, { type, status = 'True', reason, message }) => {
    checkConditionType(object, type);
    const condition = conditionOf(object, type);
    const words = { reason, message };
    const pass =
      condition?.status === status && allMatch(words, { reason: condition.reason, message: condition.message });
    const expected = () => `have condition ${type} ${status}${withWords(words)}`;
    return verdict(pass, expected, () => conditionText(object, type), {
      evidence: () => (condition ? [] : conditionsOf(object).map((each) => conditionText(object, each.type))),
      path: 'status.conditions',
    });
  },
});
