// A metric that could not be had or worked with, in the words that conditions and events repeat.

export class MetricsError extends Error {
  override readonly name = 'MetricsError';
}

/** Runs `work`; a MetricsError comes out with words before its own. */
export function withContext<T>(words: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MetricsError) throw new MetricsError(`${words}: ${error.message}`);
    throw error;
  }
}
