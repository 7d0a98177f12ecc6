// The namespace that kuttl and Chainsaw make for each test: theirs has a random name, this one the test's.

/** A name that a namespace can have. */
export function namespaceName(tool: string, name: string): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${tool}-${words}`.slice(0, 63).replace(/-+$/, '');
}
