// What a user asks of a kubelet that cannot be done: nothing runs there, no such probe, no such node.

/** The message says what is missing. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
