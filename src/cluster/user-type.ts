// Whose request it is, as people write it: a name, or a name with groups, uid and extra. The user is then what
// `kubectl --as` would make of that.

import { type UserInfo, userNamed } from '../api/authorization/user';
import { type ArgumentType, isProblem } from './describe/argument';
import { either, listOf, mapOf, record, text } from './describe/types';

const name = text('the name of a user such as alice or system:serviceaccount:shop:cart');
const more = { groups: listOf(text('a group'), 0), uid: text('a uid'), extra: mapOf(listOf(text('a value'))) };
const written = either(name, record({ name, ...more }, ['name']));

export interface UserOptions {
  /** Beside those that a service account or every authenticated user has anyway. */
  readonly groups?: readonly string[] | undefined;
  readonly uid?: string | undefined;
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** `alice`, or `{ name: alice, groups: [dev] }` */
export const userType: ArgumentType<string | (UserOptions & { readonly name: string }), UserInfo> = {
  expected: written.expected,
  typeText: written.typeText,
  schema: written.schema,
  read: (input) => {
    const reading = written.read(input);
    if (isProblem(reading)) return reading;
    const { value } = reading;
    return { value: typeof value === 'string' ? userNamed(value) : userNamed(value.name, value) };
  },
};
